"""`bihuan plan start FILE --roster R.xlsx [--answers A.yaml]`: from the plan's text to a running campaign; prints its code."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bihuan.foundation.kernel import BadInput, _
from bihuan.interfaces.cli.plan_answers import read_answers

if TYPE_CHECKING:
    from bihuan.foundation.kernel import Actor
    from bihuan.plan_import.models import Draft


def add(steps: argparse._SubParsersAction) -> None:
    start = steps.add_parser("start", help="由方案启动专项，打印专项代码")
    start.add_argument("file", type=Path, metavar="方案文件", help="txt、md、html、rtf、docx、doc、wps、pdf；图片和扫描件须装识别组件")
    start.add_argument("--roster", type=Path, required=True, metavar="名册.xlsx", help="干部名册（模板：bihuan template roster -o F.xlsx）")
    start.add_argument(
        "--answers", type=Path, metavar="回答.yaml", help="对方案中问题的回答（样表：bihuan plan read 方案 --answers A.yaml）"
    )
    start.add_argument("--code", default="", help="专项代码（默认自动编）")
    start.add_argument("--on", metavar="日期", help="名册确定日（默认今天）")
    start.add_argument("--again", action="store_true", help="同一份方案已经启动过专项，确要再启动一个")
    start.set_defaults(run=start_plan)


def start_plan(arguments: argparse.Namespace) -> int:
    """Everything in one transaction: a refusal anywhere leaves nothing half done."""
    from bihuan.foundation.audit.changing import one_write

    with one_write():
        told = _start(arguments)
    print(told)
    return 0


def _start(arguments: argparse.Namespace) -> str:
    from django.utils import timezone

    from bihuan.interfaces.cli.looking_up import actor, campaign_of, day_of, read, say_below_threshold, say_gaps
    from bihuan.interfaces.cli.office import say_without_office
    from bihuan.plan_import.operations import answer, launch_with_sheet, read_plan

    who: dict[str, Any] = {"actor": actor(), "now": timezone.localtime()}
    on = day_of(arguments.on)
    draft = read_plan(data=read(arguments.file), name=arguments.file.name, **who)
    _refuse_the_same(draft, who["actor"], arguments.again)
    if told := read_answers(arguments.answers):
        answer(draft=draft, answers=told, **who)
    _refuse_open_questions(draft, on.year, arguments.file)
    sheet = read(arguments.roster)
    campaign = launch_with_sheet(draft=draft, data=sheet, name=arguments.roster.name, on=on, code=arguments.code, **who)
    say_below_threshold(campaign_of(campaign.code), on)
    say_gaps(campaign_of(campaign.code), on)
    say_without_office(campaign)
    _say_gaps(draft, on.year)
    return str(campaign.code)


def _refuse_the_same(draft: Draft, actor: Actor, again: bool) -> None:
    """The same file twice would be two campaigns alike."""
    from bihuan.plan_import.queries import same_file

    same = same_file(draft, actor)
    if same is not None and same.campaign is not None and not again:
        raise BadInput(
            _("这份方案已经启动了专项 %(code)s（%(title)s）。确要再启动一个，请加 --again。"),
            code=same.campaign.code,
            title=same.campaign.title,
        )


def _refuse_open_questions(draft: Draft, year: int, file: Path) -> None:
    from bihuan.plan_import.queries import questions

    must = [asked for asked in questions(draft, year) if asked.must]
    if must:
        lines = "".join(f"\n  {asked.key}：{asked.text}" for asked in must)
        told = _(
            "方案还有要您定的问题，请写进 --answers 的 YAML 文件再来：%(lines)s\n"
            "样表（每个问题一行，连同可以不答的）由 bihuan plan read %(file)s --answers A.yaml 写出。"
        )
        raise BadInput(told, lines=lines, file=file)


def _say_gaps(draft: Draft, year: int) -> None:
    """On stderr: what stays open in the campaign that runs now."""
    from bihuan.plan_import.queries import questions

    left = questions(draft, year)
    if left:
        print(
            f"还有 {len(left)} 处没有定（可在页面上补）：",
            *(f"  {one.key}：{' '.join(one.text.split())}" for one in left),
            sep="\n",
            file=sys.stderr,
        )
