"""Home visits: the cadre is asked, agrees or not; what was seen only the case handlers read (M71)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.finding import operations
from bihuan.finding.queries import talks as queries
from bihuan.finding.vocabulary.talks import VisitAction as A
from bihuan.foundation.files import workshop
from bihuan.foundation.kernel import Missing, NotAllowed
from bihuan.interfaces.web.finding.forms.asked import a_day, asking, long_text
from bihuan.interfaces.web.finding.forms.traced import Traced, visit_fields
from bihuan.interfaces.web.finding.views.asked_shapes import at, cell, detail_page, entered, form_page, list_page, table, who
from bihuan.interfaces.web.finding.views.joint import file
from bihuan.interfaces.web.finding.views.talks import STATES, state
from bihuan.interfaces.web.shell.actors import reach_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done
from bihuan.interfaces.web.shell.uploads import handed, name_and_content
from bihuan.problems.queries import find_within

WORDS = {
    A.CALL_OFF: noop("取消家访"), A.FILE_CONSENT: noop("归入书面同意"), A.REFUSE: noop("不同意"), A.AGREE: noop("同意家访"), A.MAKE: noop("记录家访"),
}  # fmt: skip


@require_GET
def home_visits(request: HttpRequest, code: str) -> HttpResponse:
    """The visits of which whoever asks knows."""
    actor, campaign = entered(request, code, "home_visits")
    rows, around = older(request, queries.home_visits_of(actor, campaign))
    lines = (
        [
            cell(one.person.name, at("home_visit", code, one.pk), note=one.problem.unit.name), cell(f"{one.problem.number:04d}", num=True),
            cell("、".join(each.name for each in one.visitors.all())), cell(one.visited_on or one.planned_on, num=True), state(one),
        ]
        for one in rows
    )  # fmt: skip
    head = (_("家访对象"), _("台账序号"), _("家访人"), _("日期"), _("状态"))
    return list_page(
        request, campaign, "home_visits", title=_("干部家访"), tabs=[], tables=[table(_("干部家访"), head, lines)], around=around,
        lead=_("先征得本人同意再去。家访记录只有办理人员看得到；不同意不影响任何事。"),
        acts=[{"label": _("征求家访同意"), "href": at("new_home_visit", code)}] if queries.may_visit(actor, campaign) else [],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def new_home_visit(request: HttpRequest, code: str) -> HttpResponse:
    """Ask somebody whether he agrees."""
    actor, campaign = entered(request, code, "home_visits")
    if not queries.may_visit(actor, campaign):
        raise NotAllowed()
    form = Traced(request.POST or None, campaign=campaign, more=visit_fields(), initial={"number": request.GET.get("problem", "")})
    made: list[Any] = []
    if form.is_valid():
        visitors = form.named("visitors")
        if form.is_valid() and done(form, lambda: made.append(_ask(request, campaign, form, visitors))):
            return toast(request, redirect("finding:home_visit", code=code, pk=made[0].pk), _("已征求本人意见"))
    return form_page(request, campaign, form, title=_("征求家访同意"), act=_("送本人"), back=at("home_visits", code))


def _ask(request: HttpRequest, campaign: Any, form: Traced, visitors: list[Any]) -> Any:
    told = form.cleaned_data
    problem = find_within(reach_of(request, campaign.pk), campaign, told["number"])
    return operations.ask_home_visit(
        problem=problem, purpose=told["purpose"], visitors=visitors, planned_on=told["planned_on"], **who(request)
    )


@require_GET
def home_visit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One visit; the record only for case handlers, and their reading is written down."""
    actor, campaign = entered(request, code, "home_visits")
    row = queries.find_home_visit(actor, campaign, pk)
    reads = queries.reads_record(actor, row)
    operations.record_visit_seen(row, actor=actor, now=now())
    steps = {one.action for one in queries.steps_of_visit(actor, row)}
    facts = [
        (_("家访对象"), row.person.name), (_("对应问题"), f"{row.problem.number:04d}"), (_("家访人"), "、".join(one.name for one in row.visitors.all())),
        (_("拟定日期"), row.planned_on), (_("家访日期"), row.visited_on or ""),
        (_("同意"), _("书面同意") if row.consent_id else _("本人在系统中答复") if row.answered_at else ""),
    ]  # fmt: skip
    told = ((_("家访目的"), row.purpose), (_("本人的话"), row.answer), (_("家访记录"), row.record if reads else ""))
    acts = [{"label": _("看书面同意"), "href": at("home_visit_consent", code, pk)}] if row.consent_id and reads else []
    acts += [{"label": _(label), "href": at("home_visit_step", code, pk, one.value)} for one, label in WORDS.items() if one in steps]
    return detail_page(
        request, campaign, (_("干部家访"), "home_visits"), title=_("家访%(name)s") % {"name": row.person.name}, lead="",
        state=_(row.get_state_display()), colour=STATES[row.state], facts=facts, acts=acts,
        texts=[{"title": title, "text": text} for title, text in told if text],
        take_paper=at("home_visit_paper", code, pk) if row.record and reads else "", take_title=_("下载记录"),
    )  # fmt: skip


_FIELDS: dict[A, dict[str, Any]] = {
    A.AGREE: {"answer": long_text(lazy("想说的话"), required=False, rows=2, help_text=lazy("可以不写，例如方便的时间。"))},
    A.REFUSE: {"answer": long_text(lazy("想说的话"), required=False, rows=2, help_text=lazy("不用说明理由。"))},
    A.FILE_CONSENT: {"file": forms.FileField(label=lazy("书面同意"), help_text=lazy("本人签字的同意书，在家访之前归入。"))},
    A.MAKE: {"visited_on": a_day(lazy("家访日期")), "record": long_text(lazy("家访情况"), rows=8)},
    A.CALL_OFF: {"reason": long_text(lazy("理由"), rows=2)},
}


@require_http_methods(["GET", "POST"])
def home_visit_step(request: HttpRequest, code: str, pk: int, step: str) -> HttpResponse:
    """One step of a visit."""
    actor, campaign = entered(request, code, "home_visits")
    row = queries.find_home_visit(actor, campaign, pk)
    action = next((one for one in WORDS if one.value == step), None)
    if action is None or action not in {one.action for one in queries.steps_of_visit(actor, row)}:
        raise Missing()
    form = asking(**_FIELDS[action])(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and done(form, lambda: _take(request, row, action, dict(form.cleaned_data))):
        return toast(request, redirect("finding:home_visit", code=code, pk=pk), _("已办"))
    back = at("home_visit", code, pk)
    return form_page(request, campaign, form, title=_(WORDS[action]), act=_(WORDS[action]), back=back, files=action is A.FILE_CONSENT)


def _take(request: HttpRequest, row: Any, action: A, told: dict[str, Any]) -> None:
    if action is A.FILE_CONSENT:
        name, data = name_and_content(told["file"]) or ("", b"")
        told = {"name": name, "data": data}
    takes: dict[A, Any] = {
        A.AGREE: operations.agree_to_home_visit, A.REFUSE: operations.refuse_home_visit, A.FILE_CONSENT: operations.file_consent,
        A.MAKE: operations.record_home_visit, A.CALL_OFF: operations.call_off_home_visit,
    }  # fmt: skip
    takes[action](row, **told, **who(request))


@require_POST
def home_visit_paper(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The record as docx, for case handlers (D23), with what it is for."""
    actor, campaign = entered(request, code, "home_visits")
    row = queries.find_home_visit(actor, campaign, pk)
    return file(operations.print_home_visit(row, reason=request.POST.get("reason", ""), **who(request)), _("干部家访记录"), "docx")


@require_GET
def home_visit_consent(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The consent on paper, for case handlers."""
    actor, campaign = entered(request, code, "home_visits")
    row = queries.find_home_visit(actor, campaign, pk)
    if row.consent is None or not queries.reads_record(actor, row):
        raise Missing()
    return handed(workshop.open_content(row.consent), name=row.consent.name)  # type: ignore[return-value]
