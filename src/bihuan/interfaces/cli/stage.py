"""`bihuan campaign stage CODE [ORDER --over|--until DAY]`: the stages as they stand; one declared over, one prolonged by a decision."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from bihuan.foundation.kernel import BadInput, _

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign, Stage


def add(steps: argparse._SubParsersAction) -> None:
    stage = steps.add_parser("stage", help="列出阶段；宣布一个阶段结束，或按决定延长")
    stage.add_argument("code", metavar="专项代码")
    stage.add_argument("order", metavar="第几个阶段", type=int, nargs="?", help="不写就列出全部阶段")
    what = stage.add_mutually_exclusive_group()
    what.add_argument("--over", action="store_true", help="宣布结束；条件不齐的要写 --reason")
    what.add_argument("--until", metavar="日期", help="延长到这一天；要写 --decision 和 --reason")
    stage.add_argument("--following", action="store_true", help="后面的阶段顺延同样的天数")
    stage.add_argument("--decision", default="", help="谁决定的，例如：领导小组第3次会议")
    stage.add_argument("--due", metavar="日期", help="没有销号、没有责任人或时限的问题，由各责任单位接着办到这一天")
    stage.add_argument("--reason", default="", help="理由")
    stage.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from django.utils import timezone

    from bihuan.campaigns.queries import find_stage
    from bihuan.interfaces.cli.looking_up import actor, campaign_of

    campaign = campaign_of(arguments.code)
    if not (arguments.over or arguments.until):
        return _list(campaign)
    if arguments.order is None:
        raise BadInput(_("请写明是第几个阶段，例如 bihuan campaign stage %(code)s 1 --over。"), code=campaign.code)
    stage, who = find_stage(campaign, arguments.order), {"actor": actor(), "now": timezone.localtime()}
    if arguments.over:
        _declare(stage, arguments, who)
    else:
        _prolong(stage, arguments, who)
    return _list(campaign)


def _list(campaign: Campaign) -> int:
    for one in campaign.stages.order_by("order"):
        days = f"{one.start_on}—{one.end_on}" if one.start_on and one.end_on else "日期待定"
        planned = f"（原定到 {one.planned_end_on}）" if one.planned_end_on and one.planned_end_on != one.end_on else ""
        over = f"  {one.finished_at.astimezone():%Y-%m-%d} 宣布结束" if one.finished_at else ""
        print(f"{one.order}  {one.name}  {days}{planned}{over}")
    return 0


def _declare(stage: Stage, arguments: argparse.Namespace, who: dict[str, Any]) -> None:
    from bihuan.interfaces.cli.looking_up import day_of
    from bihuan.problems.operations import declare_stage_over
    from bihuan.problems.operations.gating import Onward

    onward = Onward(day_of(arguments.due)) if arguments.due else None
    declare_stage_over(stage=stage, reason=arguments.reason, onward=onward, **who)


def _prolong(stage: Stage, arguments: argparse.Namespace, who: dict[str, Any]) -> None:
    from bihuan.campaigns.operations import extend_stage
    from bihuan.interfaces.cli.looking_up import day_of

    told = {"decision": arguments.decision, "reason": arguments.reason, "following": arguments.following}
    extend_stage(stage=stage, to_on=day_of(arguments.until), **told, **who)
