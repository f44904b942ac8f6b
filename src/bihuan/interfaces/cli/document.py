"""`bihuan document verify F`: every number of an issued docx or PDF against what was issued, the signature, the book and the ledger."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bihuan.interfaces.cli import looking_up

if TYPE_CHECKING:
    from bihuan.reports.papers.verifying import Line, Verdict


def add(commands: argparse._SubParsersAction) -> None:
    steps = commands.add_parser("document", help="核对已印发的文件").add_subparsers(dest="step", metavar="步骤", required=True)
    verify = steps.add_parser("verify", help="逐个核对文件里的数字：相符、被改动、缺少、多出")
    verify.add_argument("file", type=Path, metavar="文件", help="印发的 docx，或由它得到的 PDF")
    verify.add_argument("--json", action="store_true", help="输出 JSON，每个数字一条")
    verify.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0: every number fits, and so do signature and book. 1: something does not; each place is named."""
    from bihuan.documents.readers import read_held
    from bihuan.reports.papers import verify

    verdict = verify(read_held(looking_up.read(arguments.file), arguments.file.name))
    if arguments.json:
        print(json.dumps(_plain(verdict), ensure_ascii=False))
    else:
        _tell(verdict)
    return 0 if verdict.sound else 1


def _plain(verdict: Verdict) -> dict[str, Any]:
    row = verdict.document
    return {
        "sound": verdict.sound, "document": row.pk, "title": row.title, "number": row.number, "as_of": row.as_of.isoformat(),
        "issued_at": row.issued_at.isoformat() if row.issued_at else None, "counts": {fate.value: many for fate, many in verdict.many.items()},
        "signature": verdict.signature.value, "key": verdict.key, "key_of": verdict.whose.value if verdict.whose else None,
        "ledger": verdict.ledger.value, "ledger_position": row.figures["ledger"].get("position"),
        "heads_gone": list(verdict.heads), "numbers": [_line(one) for one in verdict.lines],
    }  # fmt: skip


def _line(one: Line) -> dict[str, Any]:
    number = one.compared.number
    before, after = one.compared.around
    told: dict[str, Any] = {
        "order": number.order if number else None,
        "fate": one.fate.value,
        "was": one.compared.was,
        "now": one.compared.now,
    }
    told |= {"before": before, "after": after, "place": number.place if number else "", "figure": one.figure}
    if one.figure:
        told |= {
            "definition": one.definition,
            "value": one.value,
            "recounted": one.recount if one.counted else None,
            "ledger_fits": not one.moved,
        }
    return told


def _tell(verdict: Verdict) -> None:
    from bihuan.foundation.seals.keys import Whose

    row = verdict.document
    print(f"{row.title}　{row.number}　数据截至 {row.as_of.astimezone():%Y-%m-%d %H:%M}")
    print("，".join(f"{fate.label} {many} 处" for fate, many in verdict.many.items()) or "文件里没有数字")
    for one in verdict.faults:
        print(f"  {_sentence(one)}")
    for head in verdict.heads:
        print(f"  表头不是印发时的：原为“{head}”，其下各列的数可能换了意思")
    signer = f"（{verdict.whose.label}，指纹 {verdict.key}）" if verdict.whose else ""
    print(f"签名{verdict.signature.label}{signer}，账本{verdict.ledger.label}")
    if verdict.whose is Whose.FOREIGN:
        print("  签名用的不是本系统的密钥。确认它属于以前的安装后，用 bihuan key know 登记；否则这份文件不可信。")
    for one in verdict.moved:
        print(f"  台账现在按同一时点重算：{one.definition} {one.recount}（印发时 {one.value}）")
    if verdict.counted and not verdict.moved:
        print(f"按同一时点重算 {verdict.counted} 个指标，都与印发时相同")


def _sentence(one: Line) -> str:
    before, after = one.compared.around
    where = f"“{before}□{after}”".replace("\t", "｜") + (
        f"（{one.compared.number.place}）" if one.compared.number and one.compared.number.place else ""
    )
    match one.fate.value:
        case "changed":
            return f"被改动：{where} 原为 {one.compared.was}，现为 {one.compared.now}"
        case "missing":
            return f"缺少：{where} 原有 {one.compared.was}"
        case "added":
            return f"多出：{where} 多了 {one.compared.now}"
        case _:
            return f"前后文字不同：{where} 的数字 {one.compared.was} 未变，现在读作“{'□'.join(one.compared.reads)}”"
