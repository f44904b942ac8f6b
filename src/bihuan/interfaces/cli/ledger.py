"""`bihuan ledger import|export|take-over CODE …`: the ledger as a sheet, in and out, and a ledger that was kept in one until now."""

import argparse
from dataclasses import replace
from pathlib import Path

_FILE = "xlsx、xls、et，或 csv、tsv、txt"


def add(commands: argparse._SubParsersAction) -> None:
    steps = commands.add_parser("ledger", help="导入、导出、接续问题台账").add_subparsers(dest="step", metavar="步骤", required=True)
    taken = steps.add_parser("import", help="导入台账（有一处错误就整份不收）")
    _of_a_sheet(taken)
    taken.add_argument("--conflicts", choices=("ledger", "sheet"), default="ledger", help="导出后两边都改过的格听谁的（默认台账）")
    taken.set_defaults(run=import_it)
    over = steps.add_parser("take-over", help="接续导入：专项已在表格里做了一半，只做一次")
    _of_a_sheet(over)
    over.add_argument("--decision", default="", metavar="决定", help="谁决定、依据什么、原台账截至哪一天；记入操作记录")
    over.add_argument("--found-on", metavar="日期", help="没有写发现日期的行按这一天，例如 2026-03-01")
    over.set_defaults(run=take_over)
    given = steps.add_parser("export", help="导出台账")
    given.add_argument("code", metavar="专项代码")
    given.add_argument("-o", "--output", type=Path, required=True, metavar="文件.xlsx")
    given.add_argument("--filter", default="", metavar="条件", help="与网页地址相同，例如 state=closed&unit=3")
    given.add_argument("--at", metavar="时刻", help="过去哪一刻的样子，例如 2026-03-01 或 2026-03-01T14:30")
    given.add_argument("--reason", default="命令行导出", metavar="用途", help="记入操作记录")
    given.set_defaults(run=export)


def _of_a_sheet(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="专项代码")
    parser.add_argument("file", type=Path, metavar="文件", help=_FILE)
    parser.add_argument("--check", action="store_true", help="只检查，不写入")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--sheet", action="append", default=[], metavar="工作表", help="只读这张工作表，可写多次")
    parser.add_argument(
        "--map", action="append", default=[], metavar="列=栏目", help="指明一列是什么，例如 C=问题、备注=不导入；记住，下次同样表头不用再写"
    )
    parser.add_argument("--marked", type=Path, metavar="文件.xlsx", help="有错误时，把标出错误的表写到这里")


def import_it(arguments: argparse.Namespace) -> int:
    """0: taken (or nothing wrong). 1: errors in cells, told one a line. 2: the file cannot be read."""
    from django.utils import timezone

    from bihuan.interfaces.cli.looking_up import actor, campaign_of
    from bihuan.interfaces.cli.sheets import mark, read_sheet
    from bihuan.interfaces.cli.telling import tell, tell_json
    from bihuan.problems.operations import ImportResult, import_ledger
    from bihuan.problems.queries import preview_import
    from bihuan.problems.rules.sheet.terms import Choices, Terms

    campaign = campaign_of(arguments.code)
    data, sheet = read_sheet(campaign, arguments)
    terms = Terms(choices=Choices(all_mine=arguments.conflicts == "sheet"), exported=sheet.exported)
    if arguments.check:
        result = ImportResult.of(preview_import(actor(), campaign, sheet.rows, terms))
    else:
        result = import_ledger(campaign=campaign, rows=sheet.rows, actor=actor(), now=timezone.localtime(), terms=terms)
    tell_json(result, sheet) if arguments.json else tell(result, sheet)
    mark(data, sheet, result.errors, campaign, arguments)
    return 1 if result.errors else 0


def take_over(arguments: argparse.Namespace) -> int:
    """0: taken over (or nothing wrong). 1: errors in cells. 2: the file cannot be read; refused: a second time, no decision."""
    import hashlib

    from django.utils import timezone

    from bihuan.interfaces.cli.looking_up import actor, campaign_of, day_of
    from bihuan.interfaces.cli.sheets import mark, read_sheet
    from bihuan.interfaces.cli.telling import tell_taken_over, tell_taken_over_json
    from bihuan.problems.operations.taking_over import Handed, preview_take_over, take_over_ledger

    campaign = campaign_of(arguments.code)
    data, sheet = read_sheet(campaign, arguments)
    found_on = day_of(arguments.found_on) if arguments.found_on else None
    handed = Handed(arguments.decision, hashlib.sha256(data).hexdigest(), found_on=found_on)
    if arguments.check:
        result = preview_take_over(actor(), campaign, sheet.rows, handed)
    else:
        result = take_over_ledger(campaign=campaign, rows=sheet.rows, handed=handed, actor=actor(), now=timezone.localtime())
    tell_taken_over_json(result, sheet) if arguments.json else tell_taken_over(result, sheet)
    mark(data, sheet, result.errors, campaign, arguments)
    return 1 if result.errors else 0


def export(arguments: argparse.Namespace) -> int:
    """0: written. Refused: no such campaign, a filter that is none, the file cannot be written there."""
    from django.utils import timezone

    from bihuan.campaigns.queries import settings_for
    from bihuan.foundation.calendar.queries import near_until
    from bihuan.interfaces.cli.looking_up import actor, campaign_of, moment_of, refuse_unwritable, write
    from bihuan.interfaces.cli.sheets import filters_of
    from bihuan.problems.operations import Wanted, export_ledger
    from bihuan.problems.queries import Today

    campaign, day = campaign_of(arguments.code), timezone.localdate()
    today = Today(day, near_until(day, settings_for(campaign).near_days))
    filters, at = filters_of(arguments.filter), moment_of(arguments.at)
    wanted = Wanted(replace(filters, at=at.text) if at else filters, today)
    refuse_unwritable(arguments.output)  # the book tells of what left the house
    data = export_ledger(campaign=campaign, wanted=wanted, reason=arguments.reason, actor=actor(), now=timezone.localtime())
    write(arguments.output, data)
    print(f"已导出：{arguments.output}")
    return 0
