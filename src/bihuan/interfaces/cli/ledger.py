"""`bihuan ledger import CODE F.xlsx` and `bihuan ledger export CODE -o F.xlsx`: the ledger as a sheet, in and out."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from bihuan.problems.operations import ImportResult


def add(commands: argparse._SubParsersAction) -> None:
    steps = commands.add_parser("ledger", help="导入、导出问题台账").add_subparsers(dest="step", metavar="步骤", required=True)
    taken = steps.add_parser("import", help="导入台账（有一处错误就整份不收）")
    taken.add_argument("code", metavar="专项代码")
    taken.add_argument("file", type=Path, metavar="文件", help="xlsx、xls 或 et")
    taken.add_argument("--check", action="store_true", help="只检查，不写入")
    taken.add_argument("--json", action="store_true", help="输出 JSON")
    taken.set_defaults(run=import_it)
    given = steps.add_parser("export", help="导出台账")
    given.add_argument("code", metavar="专项代码")
    given.add_argument("-o", "--output", type=Path, required=True, metavar="文件.xlsx")
    given.add_argument("--filter", default="", metavar="条件", help="与网页地址相同，例如 state=closed&unit=3")
    given.add_argument("--reason", default="命令行导出", metavar="用途", help="记入操作记录")
    given.set_defaults(run=export)


def import_it(arguments: argparse.Namespace) -> int:
    """0: taken (or nothing wrong). 1: errors in cells, told one a line. 2: the file cannot be read."""
    from django.utils import timezone

    from bihuan.interfaces.cli.looking_up import actor, campaign_of, read
    from bihuan.problems.operations import ImportResult, import_ledger
    from bihuan.problems.queries import preview_import
    from bihuan.problems.sheets import read_ledger

    campaign = campaign_of(arguments.code)
    sheet = read_ledger(read(arguments.file), arguments.file.name)
    if arguments.check:
        result = ImportResult.of(preview_import(actor(), campaign, sheet.rows))
    else:
        result = import_ledger(campaign=campaign, rows=sheet.rows, actor=actor(), now=timezone.localtime())
    _tell_json(result, sheet.unknown) if arguments.json else _tell(result, sheet.unknown)
    return 1 if result.errors else 0


def _tell_json(result: "ImportResult", unknown: tuple[str, ...]) -> None:
    told = {
        "new": result.new, "changed": result.changed, "same": result.same, "gone": len(result.gone),
        "errors": [one.to_json() for one in result.errors], "gone_numbers": list(result.gone), "kept": [one.to_json() for one in result.kept],
        "causes_sorted_by_words": result.guessed, "unknown_columns": list(unknown),
    }  # fmt: skip
    print(json.dumps(told, ensure_ascii=False, indent=1))


def _tell(result: "ImportResult", unknown: tuple[str, ...]) -> None:
    for error in result.errors:
        print(error)
    if result.errors:
        print(f"共 {len(result.errors)} 处错误，整份没有导入。请改正后再导。")
        return
    print(f"新增 {result.new}，变更 {result.changed}，不变 {result.same}，表中已无 {len(result.gone)}（只提示，不删除）")
    for one in result.kept:
        print(f"  {one}")
    if result.guessed:
        print(f"有 {result.guessed} 条原因没有写明性质，已按文字推定是个人、管理还是制度原因，请核对。")
    if result.gone:
        print(f"表中已无的外部编号：{'、'.join(result.gone[:20])}{' 等' if len(result.gone) > 20 else ''}")
    if unknown:
        print(f"不认识的列没有导入：{'、'.join(unknown)}")


def export(arguments: argparse.Namespace) -> int:
    """0: written. Refused: no such campaign, the file cannot be written there."""
    from django.utils import timezone

    from bihuan.campaigns.queries import settings_for
    from bihuan.foundation.calendar.queries import near_until
    from bihuan.interfaces.cli.looking_up import actor, campaign_of, write
    from bihuan.problems.operations import Wanted, export_ledger
    from bihuan.problems.queries import Today
    from bihuan.problems.rules.filters import Filters

    campaign, day = campaign_of(arguments.code), timezone.localdate()
    today = Today(day, near_until(day, settings_for(campaign).near_days))
    wanted = Wanted(Filters.read({"sort": "number", **parse_qs(arguments.filter.lstrip("?"))}), today)
    data = export_ledger(campaign=campaign, wanted=wanted, reason=arguments.reason, actor=actor(), now=timezone.localtime())
    write(arguments.output, data)
    print(f"已导出：{arguments.output}")
    return 0
