"""Talks: noted, read and confirmed by whoever was talked to, problems that came of them (M72, M79)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.campaigns import queries as campaigns
from bihuan.finding import operations
from bihuan.finding.operations.talks import Spoken
from bihuan.finding.queries import talks as queries
from bihuan.finding.vocabulary.talks import TalkAction as A
from bihuan.foundation.kernel import Missing, NotAllowed
from bihuan.interfaces.web.finding.forms.asked import asking, long_text
from bihuan.interfaces.web.finding.forms.traced import Traced, talk_fields
from bihuan.interfaces.web.finding.views.asked_shapes import at, cell, detail_page, entered, form_page, list_page, table, who
from bihuan.interfaces.web.finding.views.joint import file
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now, today_of
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done, number_of

STATES = {"noted": "near", "confirmed": "ok", "viewed": "accent", "declined": "", "asked": "near", "agreed": "ok", "refused": "", "made": "done",
          "called_off": "", "open": "near", "concluded": "done", "none_found": "ok", "found": "accent"}  # fmt: skip
WORDS = {
    A.DECLINE: noop("注明本人未确认"), A.AMEND: noop("修改记录"), A.VIEW: noop("我有不同意见"), A.CONFIRM: noop("确认记录属实"), A.YIELD: noop("问题列入台账"),
}  # fmt: skip


def state(row: Any) -> dict[str, Any]:
    """The state of a row, coloured."""
    return {"text": _(row.get_state_display()), "tag": True, "colour": STATES.get(row.state, "")}


@require_GET
def talks(request: HttpRequest, code: str) -> HttpResponse:
    """The talks that whoever asks may read: his own, those he led; for the office all."""
    actor, campaign = entered(request, code, "talks")
    rows, around = older(request, queries.talks_of(actor, campaign))
    lines = (
        [
            cell(one.subject, at("talk", code, one.pk)), cell(one.person.name, note=one.unit.name), cell(one.talker.name),
            cell(one.held_on, num=True), state(one),
        ]
        for one in rows
    )  # fmt: skip
    may = queries.may_talk(actor, campaign)
    head = (_("谈话事由"), _("谈话对象"), _("谈话人"), _("日期"), _("状态"))
    return list_page(
        request, campaign, "talks", title=_("谈话"), lead=_("谈话记录由本人阅看确认，有不同意见可以写明。只有办理人员和本人看得到。"), tabs=[],
        tables=[table(_("谈话记录"), head, lines)], around=around, export=at("talks_export", code) if may else "",
        acts=[{"label": _("记录谈话"), "href": at("new_talk", code)}] if may else [],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def new_talk(request: HttpRequest, code: str) -> HttpResponse:
    """Note a talk."""
    actor, campaign = entered(request, code, "talks")
    if not queries.may_talk(actor, campaign):
        raise NotAllowed()
    units = campaigns.units_of(campaign, today_of(campaign).day)
    form = Traced(request.POST or None, campaign=campaign, units=units, more=talk_fields(actor.name))
    made: list[Any] = []
    if form.is_valid():
        unit, whom, talkers = form.unit(), form.named("person", form.unit()), form.named("talker")
        if (
            form.is_valid()
            and unit
            and whom
            and talkers
            and done(form, lambda: made.append(_note(request, campaign, form, (unit, whom[0], talkers[0]))))
        ):
            return toast(request, redirect("finding:talk", code=code, pk=made[0].pk), _("已记录，本人会在待办里看到并确认"))
    note = _("本人会看到全文。写当时说的话和事实，不写评价。")
    return form_page(request, campaign, form, title=_("记录谈话"), act=_("记录"), back=at("talks", code), note=note)


def _note(request: HttpRequest, campaign: Any, form: Traced, who_and_whom: tuple[Any, Any, Any]) -> Any:
    unit, person, talker = who_and_whom
    return operations.note_talk(campaign=campaign, unit=unit, person=person, said=_said(form, talker), **who(request))


def _said(form: Traced, talker: Any) -> Spoken:
    told = form.cleaned_data
    return Spoken(talker, told["held_on"], told["subject"], told["record"], told["beside"])


@require_GET
def talk(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One talk with what the person says of it and the problems that came of it. Reading it is written down."""
    actor, campaign = entered(request, code, "talks")
    row = queries.find_talk(actor, campaign, pk)
    operations.record_talk_seen(row, actor=actor, now=now())
    steps = {one.action for one in queries.steps_of_talk(actor, row)}
    facts = [
        (_("谈话对象"), f"{row.unit.name} {row.person.name}"), (_("谈话人"), row.talker.name), (_("在场人员"), row.beside),
        (_("谈话日期"), row.held_on), (_("记录"), row.noted_by),
    ]  # fmt: skip
    told = ((_("谈话内容"), row.record), (_("本人意见"), row.view), (_("本人未确认的情况"), row.declined_why))
    seen = f"?seen={row.revision}"  # what he answers to is the record that he read
    acts = [
        {"label": _(label), "href": at("talk_step", code, pk, action.value) + seen} for action, label in WORDS.items() if action in steps
    ]
    return detail_page(
        request, campaign, (_("谈话"), "talks"), title=row.subject, lead="", state=_(row.get_state_display()), colour=STATES[row.state],
        facts=facts, texts=[{"title": title, "text": text} for title, text in told if text], acts=acts, tables=[_items(row, code)],
        take_paper=at("talk_paper", code, pk), take_title=_("下载记录"), take_freely=row.person_id == actor.person_id,
    )  # fmt: skip


def _items(row: Any, code: str) -> dict[str, Any]:
    """The problems that came of it."""
    lines = (
        [cell(one.problem.text, f"/c/{code}/ledger/{one.problem.number}/"), cell(f"{one.problem.number:04d}", num=True), state_of(one.problem)]
        for one in queries.talk_items(row)
    )  # fmt: skip
    return table(_("由此列入台账的问题"), (_("问题"), _("台账序号"), _("状态")), lines, none=_("没有列入问题"))


def state_of(problem: Any) -> dict[str, Any]:
    """Where a problem of the ledger stands."""
    return {"text": _(problem.get_state_display()), "tag": True, "colour": ""}


_FIELDS: dict[A, dict[str, Any]] = {
    A.CONFIRM: {},
    A.VIEW: {"view": long_text(lazy("您的意见"), help_text=lazy("写在记录旁边，一直跟着记录。"))},
    A.DECLINE: {"reason": long_text(lazy("本人未确认的情况"), rows=2)},
    A.YIELD: {"texts": long_text(lazy("问题"), rows=5, help_text=lazy("一行一个。"))},
}


_ANSWERS = (A.CONFIRM, A.VIEW)
"""Steps of whoever was talked to: they hold for the record that he read, not for one that was put right meanwhile."""


def _read(revision: int) -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, initial=revision)


@require_http_methods(["GET", "POST"])
def talk_step(request: HttpRequest, code: str, pk: int, step: str) -> HttpResponse:
    """One step of a talk."""
    actor, campaign = entered(request, code, "talks")
    row = queries.find_talk(actor, campaign, pk)
    action = next((one for one in WORDS if one.value == step), None)
    if action is None or action not in {one.action for one in queries.steps_of_talk(actor, row)}:
        raise Missing()
    if action is A.AMEND:
        return _amend(request, campaign, row)
    seen = number_of(request.GET.get("seen"))
    fields = {**_FIELDS[action], **({"seen": _read(row.revision if seen is None else seen)} if action in _ANSWERS else {})}
    form = asking(**fields)(request.POST or None)
    if request.method == "POST" and form.is_valid() and done(form, lambda: _take(request, row, action, form.cleaned_data)):
        return toast(request, redirect("finding:talk", code=code, pk=pk), _("已办"))
    note = _("确认表示记录写的与谈话一致；以后还可以提意见。") if action is A.CONFIRM else ""
    return form_page(request, campaign, form, title=_(WORDS[action]), act=_(WORDS[action]), back=at("talk", code, pk), note=note)


def _take(request: HttpRequest, row: Any, action: A, told: dict[str, Any]) -> None:
    told = {**told, "texts": told["texts"].splitlines()} if "texts" in told else told
    takes: dict[A, Any] = {
        A.CONFIRM: operations.confirm_talk, A.VIEW: operations.view_talk, A.DECLINE: operations.decline_talk, A.YIELD: operations.yield_from_talk,
    }  # fmt: skip
    takes[action](row, **told, **who(request))


def _amend(request: HttpRequest, campaign: Any, row: Any) -> HttpResponse:
    fields = {name: one for name, one in talk_fields(row.talker.name).items() if name not in ("unit", "person")}
    initial = {"beside": row.beside, "held_on": row.held_on, "subject": row.subject, "record": row.record}
    form = Traced(request.POST or None, campaign=campaign, more=fields, initial=initial)
    if form.is_valid():
        talkers = form.named("talker")
        if form.is_valid() and talkers and done(form, lambda: operations.amend_talk(row, said=_said(form, talkers[0]), **who(request))):
            return toast(request, redirect("finding:talk", code=campaign.code, pk=row.pk), _("已修改，请本人重新确认"))
    note = _("修改后本人要重新确认。")
    return form_page(request, campaign, form, title=_("修改记录"), act=_("保存"), back=at("talk", campaign.code, row.pk), note=note)


@require_POST
def talks_export(request: HttpRequest, code: str) -> HttpResponse:
    """List 5 with its talks, with what it is for (D19)."""
    _actor, campaign = entered(request, code, "talks")
    form = "docx" if request.POST.get("as") == "docx" else "xlsx"
    data = operations.export_talks(campaign=campaign, form=form, reason=request.POST.get("reason", ""), **who(request))
    return file(data, _("谈话问题清单"), form)


@require_POST
def talk_paper(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The record as docx, with what it is for."""
    actor, campaign = entered(request, code, "talks")
    row = queries.find_talk(actor, campaign, pk)
    return file(operations.print_talk(row, reason=request.POST.get("reason", ""), **who(request)), _("谈话记录"), "docx")
