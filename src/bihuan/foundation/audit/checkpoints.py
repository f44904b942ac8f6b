"""Where the book stood at a moment, signed and kept elsewhere. Whoever can rewrite the whole database can also rewrite the chain; a
checkpoint on paper or on another machine still shows it, and shows a database that was put back to an old copy.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from bihuan.foundation.audit.chain import Fault
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.seals.digests import GENESIS, told
from bihuan.foundation.seals.keys import Whose, sign, whose
from bihuan.foundation.seals.signatures import Signature

_KIND = "bihuan.audit.checkpoint"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The last record at a moment: its position and digest, signed by the installation."""

    at: str
    position: int
    digest: str
    signature: Signature | None = None

    def payload(self) -> bytes:
        """What the signature covers."""
        return json.dumps([_KIND, self.at, self.position, self.digest], separators=(",", ":")).encode()

    def told(self) -> dict[str, Any]:
        """As plain values for a file."""
        signature = self.signature.told() if self.signature else None
        return {"kind": _KIND, "at": self.at, "position": self.position, "digest": self.digest, "signature": signature}

    @property
    def code(self) -> str:
        """For paper: position and the first 96 bits of the digest, in fours. `bihuan audit verify --noted` takes it."""
        return f"{self.position}:" + "-".join(self.digest[at : at + 4] for at in range(0, 24, 4))

    @property
    def fault(self) -> Fault | None:
        """What is wrong with the checkpoint itself: it was altered after it was signed, or signed by somebody else."""
        if self.signature is None or not self.signature.fits(self.payload()):
            return Fault(self.position, _("第 %(here)d 条处的校验点签名不对，校验点本身被改过。"), {"here": self.position})
        if whose(settings.BIHUAN_HOME, self.signature) is Whose.FOREIGN:
            about = {"here": self.position, "key": self.signature.fingerprint}
            told = _("第 %(here)d 条处的校验点不是用本系统的密钥签的（指纹 %(key)s）。确属以前的安装，请先用 bihuan key know 登记。")
            return Fault(self.position, told, about)
        return None


def take(now: datetime) -> Checkpoint:
    """Where the book stands now, signed with the algorithm of BIHUAN_SIGNATURE."""
    position, digest = Record.objects.order_by("-position").values_list("position", "digest").first() or (0, GENESIS)
    bare = Checkpoint(told(now), position, digest)
    return Checkpoint(bare.at, position, digest, sign(settings.BIHUAN_HOME, settings.BIHUAN_SIGNATURE, bare.payload()))


def read(text: str, name: str) -> list[Checkpoint]:
    """The checkpoints of a file, one JSON object a line. Raises BadInput naming the line, or that there is none: a witness whose lines were
    taken away says nothing for the book."""
    found = [_read_line(line, number, name) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not found:
        raise BadInput(_("“%(name)s”里没有一个校验点，请用 bihuan audit checkpoint 导出的文件；它若原来有，就是被清空了。"), name=name)
    return found


def _read_line(line: str, number: int, name: str) -> Checkpoint:
    try:
        held = json.loads(line)
        if held["kind"] != _KIND:
            raise ValueError
        signature = Signature(**held["signature"]) if held["signature"] else None
        return Checkpoint(str(held["at"]), int(held["position"]), str(held["digest"]), signature)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BadInput(_("“%(name)s”第 %(line)d 行不是校验点，请用 bihuan audit checkpoint 导出的文件。"), name=name, line=number) from None


def add_to(witness: Path, checkpoint: Checkpoint) -> None:
    """Write a checkpoint behind those of a file that lies elsewhere; what stands in it is never touched. Raises BadInput."""
    try:
        with witness.open("a", encoding="utf-8") as file:
            file.write(json.dumps(checkpoint.told(), ensure_ascii=False) + "\n")
    except OSError:
        raise BadInput(_("写不了见证文件“%(path)s”。请检查位置和权限。"), path=witness) from None


def expected(checkpoints: Sequence[Checkpoint]) -> tuple[list[tuple[int, str]], Fault | None]:
    """(position, digest) of each for `verify`, and the first checkpoint that is itself not sound."""
    return [(one.position, one.digest) for one in checkpoints if one.position], next((one.fault for one in checkpoints if one.fault), None)
