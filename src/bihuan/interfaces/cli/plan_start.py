"""`bihuan plan start FILE --roster R.xlsx [--answers A.yaml]`: from the plan's text to a running campaign; prints its code."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from bihuan.foundation.kernel import BadInput, _

_LONGEST_ANSWERS = 1_000_000


def add(steps: argparse._SubParsersAction) -> None:
    start = steps.add_parser("start", help="由方案启动专项，打印专项代码")
    start.add_argument("file", type=Path, metavar="方案文件")
    start.add_argument("--roster", type=Path, required=True, metavar="名册.xlsx", help="干部名册（模板：bihuan template roster -o F.xlsx）")
    start.add_argument("--answers", type=Path, metavar="回答.yaml", help="对方案中问题的回答，键见提示")
    start.add_argument("--code", default="", help="专项代码（默认自动编）")
    start.add_argument("--on", metavar="日期", help="名册确定日（默认今天）")
    start.set_defaults(run=start_plan)


def _answers(path: Path | None) -> dict[str, str]:
    import yaml

    from bihuan.interfaces.cli.looking_up import read

    if path is None:
        return {}
    try:
        text = read(path, _LONGEST_ANSWERS).decode("utf-8-sig")
        if any(isinstance(one, yaml.AliasEvent) for one in yaml.parse(text, yaml.SafeLoader)):
            raise yaml.YAMLError("aliases")  # a few lines of them are gigabytes
        told = yaml.safe_load(text)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError) as wrong:
        raise BadInput(_("读不懂回答文件“%(path)s”：要 UTF-8 的 YAML，一行一条，例如 year: 2026。"), path=path) from wrong
    if not isinstance(told, dict):
        raise BadInput(_("回答文件要写成“键: 值”，例如 year: 2026。"))
    return {str(key): str(value) for key, value in told.items()}


def start_plan(arguments: argparse.Namespace) -> int:
    """Everything in one transaction: a refusal anywhere leaves nothing half done."""
    from bihuan.foundation.audit.changing import one_write

    with one_write():
        told = _start(arguments)
    print(told)
    return 0


def _start(arguments: argparse.Namespace) -> str:
    from django.utils import timezone

    from bihuan.interfaces.cli.looking_up import actor, campaign_of, day_of, read, say_below_threshold
    from bihuan.interfaces.cli.office import say_without_office
    from bihuan.plan_import.operations import answer, launch_with_sheet, read_plan

    who: dict[str, Any] = {"actor": actor(), "now": timezone.localtime()}
    on = day_of(arguments.on)
    draft = read_plan(data=read(arguments.file), name=arguments.file.name, **who)
    if told := _answers(arguments.answers):
        answer(draft=draft, answers=told, **who)
    _refuse_open_questions(draft, on.year)
    sheet = read(arguments.roster)
    campaign = launch_with_sheet(draft=draft, data=sheet, name=arguments.roster.name, on=on, code=arguments.code, **who)
    say_below_threshold(campaign_of(campaign.code), on)
    say_without_office(campaign)
    return str(campaign.code)


def _refuse_open_questions(draft: Any, year: int) -> None:
    from bihuan.plan_import.queries import questions

    must = [asked for asked in questions(draft, year) if asked.must]
    if must:
        lines = "；".join(f"{asked.key}：{asked.text}" for asked in must)
        raise BadInput(_("方案还有要您定的问题，请写进 --answers 的 YAML 文件再来：%(lines)s"), lines=lines)
