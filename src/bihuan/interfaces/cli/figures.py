"""`bihuan figures CODE [--date D | --at MOMENT] [--json]`: every figure with its definition and the address of its rows."""

import argparse
import json


def add(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("figures", help="列出指标")
    parser.add_argument("code", metavar="专项代码")
    parser.add_argument("--date", metavar="日期", help="截至哪一天终了（默认今天）")
    parser.add_argument("--at", metavar="时刻", help="过去哪一刻的样子，例如 2026-03-01T14:30")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from django.utils.timezone import localdate

    from bihuan.interfaces.cli.looking_up import campaign_of, day_of, moment_of
    from bihuan.reports.queries import figures
    from bihuan.reports.queries.figures import names_of

    campaign = campaign_of(arguments.code)
    told, names = figures(campaign, day_of(arguments.date), localdate(), moment_of(arguments.at)), names_of(campaign)
    if arguments.json:
        print(json.dumps({code: one.to_json() for code, one in told.items()}, ensure_ascii=False, indent=1))
        return 0
    for code, one in told.items():
        value = f"{one.value} {one.unit}" if one.value is not None else f"— （{one.reason}）"
        print(f"{code}  {names[code]}：{value}")
    return 0
