"""`bihuan account slips`: activation slips of a campaign's people as PDF, by unit."""

import argparse
from datetime import timedelta
from pathlib import Path
from typing import Any

from bihuan.foundation.kernel import BadInput, _
from bihuan.interfaces.cli.looking_up import write


def add(steps: argparse._SubParsersAction) -> None:
    slips = steps.add_parser("slips", help="打印激活单：没有账号的开通，一人一张，按单位分页（PDF）")
    slips.add_argument("code", metavar="专项代码")
    slips.add_argument("--everybody", action="store_true", help="名册上所有的人；不写时只打印担任职责的人")
    slips.add_argument("--unit", metavar="单位", help="只打印这个单位的人")
    slips.add_argument("--again", action="store_true", help="有账号、还没激活的人换新码重新打印（旧码作废）")
    slips.add_argument("--site", metavar="地址", help="登录的地址，例如 https://bihuan.example；不写时用 BIHUAN_BIND")
    slips.add_argument("-o", dest="output", required=True, metavar="文件", help="写到这个 PDF 文件")
    slips.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Open accounts where there are none, make codes, write the file. The file is written before anything is kept: a full disk loses no code."""
    from django.db import transaction
    from django.utils import timezone

    from bihuan.foundation.accounts.queries import system_actor
    from bihuan.organisation.operations import print_slips

    people, units = _chosen(arguments)
    with transaction.atomic():
        slips = print_slips(people=people, actor=system_actor(), now=timezone.now())
        write(Path(arguments.output), _pdf(slips, units, arguments.site), rights=0o600)
    print(f"已打印 {len(slips)} 张激活单：{arguments.output}。激活码不留底，请妥善保管，发完删掉文件。")
    return 0


def _chosen(arguments: argparse.Namespace) -> tuple[list[Any], dict[int, str]]:
    from django.utils.timezone import localdate

    from bihuan.campaigns import queries

    campaign = next((one for one in queries.running_campaigns() if one.code == arguments.code), None)
    if campaign is None:
        raise BadInput(_("没有代码为“%(code)s”、定下了名册而没有结束的专项。"), code=arguments.code)
    people = queries.without_account(campaign, localdate(), whole_roster=arguments.everybody)
    if arguments.again:
        people += queries.waiting_for_password(campaign, whole_roster=arguments.everybody)
    units = queries.unit_names(campaign, people)
    chosen = [one for one in people if arguments.unit in (None, units.get(one.pk, ""))]
    if not chosen:
        raise BadInput(_("没有要打印激活单的人：都有账号了，或者单位名称对不上。换码重新打印请加 --again。"))
    return sorted(chosen, key=lambda one: (units.get(one.pk, ""), one.sort_key, one.pk)), units


def _pdf(slips: list[Any], units: dict[int, str], site: str | None) -> bytes:
    from django.conf import settings
    from django.urls import reverse
    from django.utils.timezone import localdate

    from bihuan.documents.rendering import render_slips, sheets_by_unit

    sheets = sheets_by_unit((units.get(one.person.pk, ""), (one.person.name, one.username, one.code)) for one in slips)
    today, base = localdate(), (site or f"http://{settings.BIHUAN_BIND}").rstrip("/")
    until = today + timedelta(days=settings.BIHUAN_ACTIVATION_DAYS)
    return render_slips(sheets, site=base + reverse("home:activate"), until=until, printed_on=today)
