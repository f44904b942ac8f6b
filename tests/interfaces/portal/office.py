"""An office for the tests of the door: keys of every kind, a signed paper, and somebody who opens what came."""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from pyrage import x25519

from bihuan.foundation.sealedbox import published
from bihuan.foundation.sealedbox.box import Box
from bihuan.foundation.sealedbox.codes import ReceiptCode
from bihuan.foundation.sealedbox.contents import Answer, Content, FileNote, Identity
from bihuan.foundation.sealedbox.custodians import open_together
from bihuan.foundation.sealedbox.keys import ReportKeys
from bihuan.foundation.sealedbox.packages import seal_plainly, unseal
from bihuan.foundation.sealedbox.published import Channel, Door, Entry, Keys, Question
from bihuan.foundation.sealedbox.streams import unseal_stream
from bihuan.foundation.sealedbox.vocabulary import Kind, Purpose
from bihuan.foundation.seals.signatures import Pair, Signature, algorithm

TODAY = date(2026, 3, 2)
BODY = "青岚县作风办"
QUESTIONS = (Question("q1", "是否当场受理", ("是", "否")), Question("q2", "等了多久"))
ENTRIES = (
    Entry("k3v9", Purpose.TIP, "作风整治", "政务大厅 3 号窗口", QUESTIONS),
    Entry("op77", Purpose.OPINIONS, "作风整治", "青岚镇", QUESTIONS),
)
CHANNELS = (Channel("青岚县教育局", "0000-0000000", "jubao@example.invalid", "青岚路 1 号", "工作日 9:00 至 17:00"),)


def _new() -> x25519.Identity:
    return x25519.Identity.generate()


@dataclass
class Office:
    """Whoever stands behind the door."""

    box: Box
    signing: Pair = field(default_factory=lambda: algorithm("ed25519").make())
    desk: x25519.Identity = field(default_factory=_new)
    alternate: x25519.Identity = field(default_factory=_new)
    custodians: tuple[x25519.Identity, ...] = field(default_factory=lambda: (_new(), _new(), _new()))

    @property
    def trust(self) -> str:
        return self.signing.public.hex()

    @property
    def door(self) -> Door:
        keys = Keys(
            (str(self.desk.to_public()),), (str(self.alternate.to_public()),), tuple(str(one.to_public()) for one in self.custodians)
        )
        return Door(1, TODAY, BODY, keys, ENTRIES, CHANNELS, "15 个工作日内告知受理情况，3 个月内告知结果。")

    def sign(self, data: bytes) -> Signature:
        return Signature("ed25519", self.trust, algorithm("ed25519").sign(self.signing, data).hex())

    def publish(self, **changed: object) -> None:
        door = replace(self.door, **changed)  # type: ignore[arg-type]
        self.box.prepare()
        self.box.publish(published.NAME, published.signed(door, self.sign(door.told())))

    def contents(self, place: bytes, key: x25519.Identity | None = None) -> list[Content]:
        sealed = [one.body for one, _day in self.box.envelopes(place, Kind.CONTENT)]
        return [Content.read(unseal(one, [key or self.desk])) for one in sealed]

    def identity(self, place: bytes) -> Identity:
        ((one, _day),) = self.box.envelopes(place, Kind.IDENTITY)
        return Identity.read(open_together(one.body, self.custodians[0], self.custodians[2]))

    def file(self, place: bytes, note: FileNote, target: Path, key: x25519.Identity | None = None) -> bytes:
        pieces = {one.key.hex(): one.body for one, _day in self.box.envelopes(place, Kind.PIECE)}
        with target.open("wb") as opened:
            unseal_stream([pieces[one] for one in note.pieces], note.sealed_size, [key or self.desk], opened)
        return target.read_bytes()

    def answer(self, code: ReceiptCode, *answers: Answer) -> None:
        """Lays answers down and takes what lies at the place."""
        keys = ReportKeys(code)
        taken = [one.key for kind in Kind for one, _day in self.box.envelopes(keys.place, kind)]
        self.box.settle(keys.place, taken, [seal_plainly(one.told(), keys.address) for one in answers], TODAY)
