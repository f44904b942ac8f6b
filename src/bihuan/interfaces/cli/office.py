"""`bihuan campaign office CODE WHO`: somebody becomes the office of a campaign, for one that was started here has none."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from bihuan.foundation.kernel import BadInput, _

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.organisation.models import Person


def add(steps: argparse._SubParsersAction) -> None:
    office = steps.add_parser("office", help="指定专班成员：命令行启动的专项，由此开始有人办")
    office.add_argument("code", metavar="专项代码")
    office.add_argument("who", metavar="登录名或姓名", help="同名的写成 单位/姓名")
    office.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from django.utils import timezone

    from bihuan.campaigns.operations import grant_duty
    from bihuan.campaigns.vocabulary import Duty
    from bihuan.interfaces.cli.looking_up import actor, campaign_of

    campaign, person = campaign_of(arguments.code), person_named(arguments.who)
    grant_duty(campaign=campaign, person=person, duty=Duty.OFFICE, actor=actor(), now=timezone.now())
    print(f"{person.name} 是 {campaign.code} 的专班成员。" + ("" if person.user_id else _NO_ACCOUNT % {"code": campaign.code}))
    return 0


_NO_ACCOUNT = "还没有账号：用 bihuan account slips %(code)s -o 激活单.pdf 开通。"


def person_named(who: str) -> Person:
    """By the sign-in name, else by the name, with the unit where several bear it."""
    from bihuan.organisation.queries import people_named

    found: Any = people_named(who)
    if not found:
        raise BadInput(_("没有叫“%(who)s”的人，也没有这个登录名。请先导入干部名册。"), who=who)
    if len(found) > 1:
        places = "、".join(f"{unit}/{person.name}" for person, unit in found[:10])
        raise BadInput(_("有几个人叫“%(who)s”，请写明单位，例如：%(places)s。"), who=who, places=places)
    return found[0][0]


def say_without_office(campaign: Campaign) -> None:
    """On stderr, after a campaign was started by a command: nobody but its office lets others in."""
    from bihuan.campaigns.queries import grants_of
    from bihuan.campaigns.vocabulary import Duty

    if not grants_of(campaign, duty=Duty.OFFICE).exists():
        print(f"还没有专班成员，请指定一位：bihuan campaign office {campaign.code} 登录名或姓名", file=sys.stderr)
