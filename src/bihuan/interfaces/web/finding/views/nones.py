"""One list of one unit that is confirmed by word: what was said, saying it, taking it back (M81)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from bihuan.finding import operations
from bihuan.finding.queries import nones
from bihuan.finding.vocabulary.coverage import NoneState
from bihuan.foundation.kernel import NotAllowed, NotNow
from bihuan.interfaces.web.finding.forms.asked import a_choice, a_day, asking, long_text
from bihuan.interfaces.web.finding.views.asked_shapes import at, cell, detail_page, form_page, table, who
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at, reach_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.taking import done
from bihuan.problems.vocabulary import ProblemList

MOST = 100
"""Words about one list that its page shows; programs read on."""
_COLOURS = {NoneState.STANDS.value: "done", NoneState.FALLEN.value: "near", NoneState.WITHDRAWN.value: ""}


@require_http_methods(["GET", "POST"])
def one_list(request: HttpRequest, code: str, unit: int, which: str) -> HttpResponse:
    """What was said about this list, and the form for whoever answers for it."""
    campaign = campaign_at(request, code)
    mine = reach_of(request, campaign.pk)
    of, name = nones.confirmable(mine, campaign, unit, which)
    answers = nones.answers_for(actor_of(request), campaign, of, name)
    if request.method == "POST" and not answers:
        raise NotAllowed()
    counts = nones.counts_here(mine, campaign, of.pk, name, None)
    form = _form(campaign, of, request.POST or None, request.GET.get("person", ""), whole=not counts) if answers else None
    if form is not None and form.is_valid() and done(form, lambda: _say(request, campaign, of, name, form.cleaned_data)):
        return toast(request, redirect("finding:coverage_list", code=code, unit=unit, which=which), _("已确认；以后有了问题自动失效"))
    rows = list(nones.nones_of(mine, campaign).filter(unit=of, list=name.value)[:MOST])
    return detail_page(
        request, campaign, (_("全覆盖矩阵"), "coverage"), title=f"{of.name} · {_(name.label)}", state=_("已有问题") if counts else "", colour="near",
        lead=_("没有问题也要有人说、有依据。确认以后台账上这个清单有了问题，确认自动失效，原话留着。"),
        facts=[(_("单位"), of.name), (_("清单"), _(name.label))],
        tables=[_history(code, rows, answers)], said_form=form, said_title=_("确认没有问题"), said_act=_("确认没有"),
    )  # fmt: skip


def _form(campaign: Any, unit: Any, told: Any, person: str, *, whole: bool) -> Any:
    """`person`: about whom the matrix asked. `whole`: nothing is on the list, so that it can be said of the unit, too."""
    people = [(str(one.person_id), one.person.name) for one in nones.subjects_in(campaign, unit)]
    if whole:
        whom = a_choice(lazy("说的是谁"), people, required=False, help_text=lazy("不选就是整个单位。"))
        whom.choices = [("", _("整个单位")), *people]
    else:
        whom = a_choice(lazy("说的是谁"), people, help_text=lazy("清单上已有本单位的问题，只能逐人确认。"))
    fields = {
        "person": whom, "on": a_day(lazy("截至哪天")),
        "basis": long_text(lazy("依据"), rows=3, help_text=lazy("看了什么、问了谁、开过什么会。")),
    }  # fmt: skip
    return asking(**fields)(told, initial={"on": today_of(campaign).day, "person": person})


def _say(request: HttpRequest, campaign: Any, unit: Any, name: ProblemList, told: dict[str, Any]) -> None:
    people = {str(one.person_id): one.person for one in nones.subjects_in(campaign, unit)}
    operations.confirm_none(
        campaign=campaign, unit=unit, which=name, basis=told["basis"], on=told["on"], person=people.get(told["person"]), **who(request)
    )


def _history(code: str, rows: Any, answers: bool) -> dict[str, Any]:
    lines = (
        [cell(one.person.name if one.person else _("整个单位")), cell(one.basis), cell(one.known_on, num=True),
         cell(one.said_by or "", note=f"{localtime(one.said_at):%Y-%m-%d %H:%M}"),
         {"text": _(NoneState(one.became).label), "tag": True, "colour": _COLOURS[one.became], "note": one.why},
         cell(_("撤回"), at("withdraw_none", code, one.pk)) if answers and one.withdrawn_at is None else cell("")]
        for one in rows
    )  # fmt: skip
    heads = (_("说的是谁"), _("依据"), _("截至哪天"), _("确认人"), _("状态"), "")
    return table(_("确认记录"), heads, lines, none=_("还没有人确认过"))


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take one back, with the reason."""
    campaign = campaign_at(request, code)
    row = nones.find_none(reach_of(request, campaign.pk), campaign, pk)
    if not nones.answers_for(actor_of(request), campaign, row.unit, ProblemList(row.list), row.person_id):
        raise NotAllowed()
    if row.withdrawn_at is not None:
        raise NotNow(_("这条确认已经撤回。"))
    form = asking(reason=long_text(lazy("撤回原因"), rows=2))(request.POST or None)
    if form.is_valid() and done(form, lambda: operations.withdraw_none(row, reason=form.cleaned_data["reason"], **who(request))):
        return toast(request, redirect("finding:coverage_list", code=code, unit=row.unit_id, which=row.list), _("已撤回"))
    back = at("coverage_list", code, row.unit_id, row.list)
    return form_page(request, campaign, form, title=_("撤回没有问题的确认"), act=_("撤回"), back=back)
