"""`bihuan audit verify`: walk the whole book and name the first record that does not fit."""

import argparse
import json

from bihuan.foundation.kernel import BadInput, _


def add(commands: argparse._SubParsersAction) -> None:
    steps = commands.add_parser("audit", help="核对操作记录").add_subparsers(dest="step", metavar="步骤", required=True)
    verify = steps.add_parser("verify", help="逐条核对操作记录是否被改动、删除或插入")
    verify.add_argument("--noted", nargs="*", default=[], metavar="序号:摘要", help="此前记下的末条序号和摘要，用来发现尾部被截去")
    verify.add_argument("--json", action="store_true", help="输出 JSON")
    verify.set_defaults(run=run)


def _noted(text: str) -> tuple[int, str]:
    position, _colon, digest = text.partition(":")
    if not position.isdigit() or not digest:
        raise BadInput(_("“%(text)s”看不懂，请写成 序号:摘要，例如 120:9f86d081884c7d65。"), text=text)
    return int(position), digest


def run(arguments: argparse.Namespace) -> int:
    """0: everything fits. 1: it does not; the first bad record is named."""
    from bihuan.foundation.audit.queries import verify

    found = verify([_noted(text) for text in arguments.noted])
    if arguments.json:
        position = found.fault.position if found.fault else None
        told = {"records": found.records, "last": found.last, "digest": found.digest, "first_bad": position, "sentence": found.sentence}
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(found.sentence)
    return 1 if found.fault else 0
