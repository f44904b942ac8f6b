"""Self-checks on the to-do page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.rules.self_checking import self_checking_of
from bihuan.interfaces.web.shell.desk import Card, Line


def _begin(row: Any, code: str) -> Line:
    due = self_checking_of(row.campaign.file).due_on
    return Line(str(_("对照目录自查，写清单或签承诺书")), reverse("finding:self_check", args=[code]), _("去填写"), due_on=due)


def _own(row: Any, code: str) -> Line:
    return Line(str(_("我的自查清单")), reverse("finding:self_check", args=[code]), _("去填写"), due_on=row.due_on)


def _other(row: Any, code: str) -> Line:
    href = reverse("finding:self_check_of", args=[code, row.pk])
    return Line(row.person.name, href, _("去看"), note=row.unit.name)


def _deal(row: Any, code: str) -> Line:
    return Line(row.person.name, f"{reverse('finding:deal_self_checks', args=[code])}?list={row.pk}", _("去分发"), note=row.unit.name)


def _paper(row: Any, code: str) -> Line:
    return Line(row.person.name, reverse("finding:entering", args=[code, row.pk]), _("去代录"), note=row.unit.name, due_on=row.due_on)


CARDS = {
    "self_check_begin": Card(_("自查：还没有开始"), "finding:self_check", _begin),
    "self_check_write": Card(_("自查：填写中"), "finding:self_check", _own),
    "self_check_returned": Card(_("自查：请补充后再提交"), "finding:self_check", _own),
    "self_check_review": Card(_("自查清单：待初审"), "finding:self_checks", _other),
    "self_check_accept": Card(_("自查清单：待审核"), "finding:self_checks", _other),
    "self_check_deal": Card(_("自查清单：待分发"), "finding:self_checks", _deal),
    "self_check_paper": Card(_("自查表：代录中"), "finding:overview", _paper),
}
