"""Critique meetings: called, seated, written in by everybody at once, imported from minutes, closed; the list without authors (M56, M76, D12)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import gettext_noop as noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.campaigns import queries as campaigns
from bihuan.campaigns.vocabulary import Duty
from bihuan.finding import operations
from bihuan.finding.operations import Called
from bihuan.finding.policy.opinions import duties_of_meeting
from bihuan.finding.queries import critique as queries
from bihuan.finding.vocabulary.critique import MeetingAction as A
from bihuan.finding.vocabulary.critique import MeetingState
from bihuan.finding.workflow.critique import CRITIQUE_MEETING
from bihuan.foundation.kernel import NotAllowed, NotNow
from bihuan.interfaces.web.finding.forms.asked import a_choice, a_day, a_text, asking, long_text, units
from bihuan.interfaces.web.finding.views.asked_shapes import (
    DOCX,
    at,
    buttons,
    cell,
    crumbs,
    entered,
    form_page,
    list_page,
    state_cell,
    table,
    who,
)  # fmt: skip
from bihuan.interfaces.web.finding.views.opinions import file
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.menu import address
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done
from bihuan.organisation.rules.names import drawn_together
from bihuan.problems.operations import record_all_seen

_KEEPERS = frozenset({Duty.OFFICE, Duty.LIAISON, Duty.UNIT_HEAD})
_WORDS = {A.CALL_OFF: noop("取消会议"), A.SEAT: noop("调整名单"), A.OPEN: noop("开始互评"), A.CLOSE: noop("结束互评")}


@require_GET
def meetings(request: HttpRequest, code: str) -> HttpResponse:
    """The meetings that he sees."""
    actor, campaign = entered(request, code, "critique")
    rows, around = older(request, queries.meetings_of(actor, campaign))
    lines = (
        [
            cell(one.title, at("critique_meeting", code, one.pk), note=one.place),
            cell(one.unit.name),
            cell(one.held_on, num=True),
            state_cell(one),
        ]
        for one in rows
    )
    calls = _calls(actor, campaign)
    acts = [{"label": _("遭到报复怎么办"), "href": at("protection", code)}]
    acts += [{"label": _("筹备专题会议"), "href": at("call_critique", code)}] if calls else []
    facts = [(_("互查发现问题"), str(queries.total_of(campaign)))]
    shown = table(
        _("互评会议"), (_("会议"), _("单位"), _("日期"), _("状态")), lines, hint=_("参会名单取自专项名册；四种结对之间互相提意见。")
    )
    lead = _("开展自评互评。提出的意见列入台账，不写由谁提出。")
    return list_page(request, campaign, "critique", title=_("互评会议"), lead=lead, facts=facts, acts=acts, tables=[shown], around=around)


def _calls(actor: Any, campaign: Any) -> bool:
    return campaigns.run_by(actor, campaign) or bool({one.duty for one in campaigns.duties_held(actor, campaign)} & _KEEPERS)


@require_http_methods(["GET", "POST"])
def call(request: HttpRequest, code: str) -> HttpResponse:
    """Prepare a meeting: its people come from the roster."""
    actor, campaign = entered(request, code, "critique")
    if not _calls(actor, campaign):
        raise NotAllowed()
    rows = _units(actor, campaign)
    fields: dict[str, forms.Field] = {
        "unit": a_choice(lazy("单位"), units(campaign, rows)), "title": a_text(lazy("会议名称")), "held_on": a_day(lazy("日期")),
        "place": a_text(lazy("地点"), required=False), "chair": a_text(lazy("主持人"), 40, required=False, help_text=lazy("写姓名，要在名册上。")),
    }  # fmt: skip
    initial = {"unit": rows[0].pk if len(rows) == 1 else "", "title": _("作风整治专题会议"), "held_on": localdate()}
    form = asking(**fields)(request.POST or None, initial=initial)
    made: list[Any] = []
    if form.is_valid() and done(
        form, lambda: made.append(operations.call_critique(campaign=campaign, called=_called(form, campaign), **who(request)))
    ):
        return toast(request, redirect("finding:critique_meeting", code=code, pk=made[0].pk), _("已筹备，请核对参会名单"))
    note = _("名册上这个单位的人全部参会：整治对象和参与人员都可以提意见。")
    return form_page(request, campaign, form, back=at("critique", code), title=_("筹备专题会议"), act=_("筹备"), note=note)


def _units(actor: Any, campaign: Any) -> list[Any]:
    rows = list(campaigns.units_of(campaign, localdate()))
    if campaigns.run_by(actor, campaign):
        return rows
    mine = {one.unit_id for one in campaigns.duties_held(actor, campaign) if one.duty in _KEEPERS}
    return [one for one in rows if one.pk in mine]


def _called(form: forms.Form, campaign: Any) -> Called:
    given = form.cleaned_data
    unit = campaigns.unit_in(campaign, int(given["unit"]))
    chair = drawn_together(given["chair"])
    people = [person for person, _role in queries.people_for(campaign, unit, localdate()) if person.name == chair]
    if chair and len(people) != 1:
        raise NotNow(_("名册上没有找到主持人的姓名，请核对。"))
    return Called(unit, given["title"], given["held_on"], given["place"], people[0] if people else None)


@never_cache
@require_GET
def meeting(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One meeting. While it goes on everybody there has his own page: whom he may criticise and what he wrote; it refreshes by itself."""
    actor, campaign = entered(request, code, "critique")
    row = queries.find_meeting(actor, campaign, pk)
    shown = _shown(actor, campaign, row)
    if request.headers.get("HX-Request"):
        return render(request, "finding/parts/critique_live.html", shown)
    return render(request, "finding/pages/critique_meeting.html", shown)


def _shown(actor: Any, campaign: Any, row: Any) -> dict[str, Any]:
    code, goes_on, closed = campaign.code, row.state == MeetingState.OPEN, row.state == MeetingState.CLOSED
    duties = duties_of_meeting(actor, row)
    taken = {step.action for step in CRITIQUE_MEETING if not step.creates and CRITIQUE_MEETING.step(step.action, row.state, duties)}
    acts = buttons(code, "meeting", row.pk, taken, {action: _(label) for action, label in _WORDS.items()})
    if A.IMPORT in taken:
        acts.insert(0, {"label": _("导入会议记录"), "href": at("import_minutes", code, row.pk)})
    asks = closed and queries.may_ask(actor, row)
    return {
        "campaign": campaign, "title": row.title, "meeting": row, "acts": acts, "goes_on": goes_on, "closed": closed,
        "crumbs": crumbs(campaign, (_("互评会议"), at("critique", code)), (row.title, "")),
        "state": _(row.get_state_display()), "colour": state_cell(row)["colour"],
        "seats": [{"name": one.person.name, "role": _(one.get_role_display())} for one in queries.seats_of(row)],
        "choices": queries.choices_for(actor, row) if goes_on else (), "own": list(queries.own_slips(actor, row)) if goes_on else (),
        "total": queries.running_total(row), "pairings": [(_(one.pairing.label), one.count) for one in queries.by_pairing(row)] if closed else (),
        "found": _found(actor, campaign, row, asks) if closed else None,
        "take_paper": at("criticism_list", code, row.pk) if closed and queries.takes_list(actor, row) else "", "take_title": _("批评问题清单"),
        "askings": [(name, localtime(moment)) for name, moment in queries.askings_of(row)] if closed else (),
    }  # fmt: skip


def _found(actor: Any, campaign: Any, row: Any, asks: bool) -> dict[str, Any]:
    """The critiques of a closed meeting, those that he may read; who may ask asks one by one, never about himself. What he reads of others
    stands in the book (M56)."""
    code, lines = campaign.code, []
    rows = list(queries.criticised(actor, row)[:300])
    record_all_seen(campaign, keys=[one.pk for one in rows], actor=actor, now=now())
    for one in rows:
        line = [
            cell(f"{one.number:04d}", address("problems:problem", code, str(one.number)), num=True), cell(one.person.name if one.person else ""),
            cell(one.text[:160]), cell(one.manifestation.text if one.manifestation else ""),
        ]  # fmt: skip
        himself = one.person_id == actor.person_id
        lines.append([*line, cell(_("查看"), at("critique_author", code, row.pk, one.number)) if asks and not himself else cell("")])
    head: tuple[str, ...] = (_("台账"), _("被批评人"), _("批评意见"), _("具体表现"), _("提出人"))
    if not asks:
        head, lines = head[:4], [line[:4] for line in lines]
    return table(_("您能看到的批评意见"), head, lines, none=_("没有您能看到的批评意见"), hint=_("本人看得到对自己的意见；不显示由谁提出。"))


@require_POST
def criticisms(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The criticism problem list of the unit (D12), as Word, with what it is for."""
    actor, campaign = entered(request, code, "critique")
    row = queries.find_meeting(actor, campaign, pk)
    data = operations.take_criticisms(row, reason=request.POST.get("reason", ""), **who(request))
    return file(data, DOCX, f"{_('批评问题清单')}.docx")


@never_cache
@require_http_methods(["GET", "POST"])
def author(request: HttpRequest, code: str, pk: int, number: int) -> HttpResponse:
    """Ask who wrote a critique: the chair or the office, with a reason that stands in the book."""
    actor, campaign = entered(request, code, "critique")
    row = queries.find_critique(actor, queries.find_meeting(actor, campaign, pk), number)
    form = asking(reason=long_text(lazy("为什么需要知道提出人"), rows=3))(request.POST or None)
    made: list[Any] = []
    if form.is_valid() and done(form, lambda: made.append(operations.open_author(row, reason=form.cleaned_data["reason"], **who(request)))):
        shown = {"campaign": campaign, "title": _("提出人"), "author": made[0].name, "back": at("critique_meeting", code, pk)}
        return render(request, "finding/pages/critique_author.html", shown)
    note = _("查看的人、时间和理由记入操作记录，参会人员看得到有人查看过。对上级的意见和人少的会议，谁也查不到提出人。")
    return form_page(request, campaign, form, back=at("critique_meeting", code, pk), title=_("查看提出人"), act=_("查看"), note=note)


@require_GET
def protection(request: HttpRequest, code: str) -> HttpResponse:
    """What protects whoever criticises, and where he turns to when he is made to pay for it (P05)."""
    _actor, campaign = entered(request, code)
    shown = {"campaign": campaign, "title": _("提意见的人受到保护"), "crumbs": crumbs(campaign, (_("提意见的人受到保护"), ""))}
    return render(request, "finding/pages/protection.html", shown)


def people_choices(campaign: Any, row: Any) -> list[tuple[str, str]]:
    """Everybody whom the roster of the campaign knows in the unit, and those who sit there from elsewhere."""
    seated = {one.person_id: one.person.name for one in queries.seats_of(row)}
    listed = {one.pk: one.name for one in campaigns.people_of(campaign, row.unit)}
    return [(str(key), name) for key, name in {**listed, **seated}.items()]
