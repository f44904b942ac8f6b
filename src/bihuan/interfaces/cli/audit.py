"""`bihuan audit verify|checkpoint`: walk the whole book and name the first record that does not fit; note where it stands, signed."""

import argparse
import json
from pathlib import Path

from bihuan.foundation.kernel import BadInput, _
from bihuan.interfaces.cli import looking_up


def add(commands: argparse._SubParsersAction) -> None:
    steps = commands.add_parser("audit", help="核对操作记录").add_subparsers(dest="step", metavar="步骤", required=True)
    verify = steps.add_parser("verify", help="逐条核对操作记录是否被改动、删除、插入或退回旧库")
    verify.add_argument("--noted", nargs="*", default=[], metavar="序号:摘要", help="此前记下的末条序号和摘要，用来发现尾部被截去")
    verify.add_argument("--against", nargs="*", default=[], type=Path, metavar="文件", help="此前导出的校验点或见证文件")
    verify.add_argument("--json", action="store_true", help="输出 JSON")
    verify.set_defaults(run=run)
    checkpoint = steps.add_parser("checkpoint", help="导出有签名的校验点，存到别处备查")
    checkpoint.add_argument("-o", dest="output", type=Path, metavar="文件", help="写到文件（默认打印）")
    checkpoint.set_defaults(run=run_checkpoint)


def _noted(text: str) -> tuple[int, str]:
    position, _colon, digest = text.replace("-", "").partition(":")
    if not position.isdigit() or not digest:
        raise BadInput(_("“%(text)s”看不懂，请写成 序号:摘要，例如 120:9f86d081884c7d65。"), text=text)
    return int(position), digest


def run(arguments: argparse.Namespace) -> int:
    """0: everything fits. 1: it does not; the first bad record is named."""
    from bihuan.foundation.audit import checkpoints
    from bihuan.foundation.audit.queries import Verified, verify

    held = [one for path in arguments.against for one in checkpoints.read(looking_up.read_text(path), path.name)]
    expected, fault = checkpoints.expected(held)
    found = Verified(0, fault, 0, "") if fault else verify([*map(_noted, arguments.noted), *expected])
    if arguments.json:
        position = found.fault.position if found.fault else None
        told = {"records": found.records, "last": found.last, "digest": found.digest, "first_bad": position, "sentence": found.sentence}
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(found.sentence)
    return 1 if found.fault else 0


def run_checkpoint(arguments: argparse.Namespace) -> int:
    """Prints the checkpoint, or writes it and prints the short code for paper and the name of the key."""
    from django.utils import timezone

    from bihuan.foundation.audit.checkpoints import take

    one = take(timezone.now())
    line = json.dumps(one.told(), ensure_ascii=False)
    if arguments.output is None:
        print(line)
        return 0
    looking_up.write(arguments.output, f"{line}\n".encode())
    print(f"已写到 {arguments.output}")
    print(f"可抄录的校验码：{one.code}")
    print(f"签名公钥指纹：{one.signature.fingerprint if one.signature else ''}")
    return 0
