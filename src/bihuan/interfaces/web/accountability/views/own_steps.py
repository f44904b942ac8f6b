"""What I do about a matter of my own: speak, say nothing, think better of it, ask for tolerance, ask that somebody keeps away, appeal (P02–P04, P21)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bihuan.accountability import operations as do
from bihuan.accountability.queries import bodies_that_review
from bihuan.accountability.queries.own import Matter, find_own, find_own_appeal, find_own_review, handled_by, reviewers_offered
from bihuan.accountability.vocabulary.handling import HandlingAction as A
from bihuan.accountability.vocabulary.tolerance import Asker
from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.web.accountability.forms_own import AppealForm, KeepAwayForm, StatementForm, ToleranceForm
from bihuan.interfaces.web.accountability.views.own_parts import at, crumbs
from bihuan.interfaces.web.accountability.words_own import on_day
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import done
from bihuan.organisation import operations as organisation


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"actor": actor_of(request), "now": now()}


def _may(request: HttpRequest, pk: int, step: str) -> Matter:
    """My matter, where this may be done now."""
    found = find_own(actor_of(request), pk)
    if request.method == "GET" and step not in found.may:
        raise NotAllowed()
    return found


def _page(request: HttpRequest, one: Matter, form: Any, kept: str, **shown: Any) -> HttpResponse:
    back = at("own_matter", one.row.pk)
    page = {"row": one.row, "form": form, "kept": kept, "back": back, "crumbs": crumbs(shown["title"], (one.row.matter, back)), **shown}
    return render(request, "accountability/pages/own_form.html", page, status=422 if form.is_bound else 200)


def _back(request: HttpRequest, pk: int, text: str, kept: str = "") -> HttpResponse:
    return toast(request, redirect("accountability:own_matter", pk=pk), text, kept=kept)


def _given(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what I have to say."""
    one, kept = _may(request, pk, A.STATE.value), f"own-statement-{pk}"
    form = StatementForm(*_given(request))
    if form.is_valid() and done(form, lambda: do.state_with_material(one.row, **form.told(), **_who(request))):
        return _back(request, pk, _("已经收到，承办机构会书面答复您"), kept)
    until = _("%(day)s前可以陈述") % {"day": on_day(one.row.respond_on)} if one.row.state == "noticed" else _("决定作出以前都可以补充")
    note = _("%(until)s；写的内容随时存在本机，断了网也不会丢。") % {"until": until}
    return _page(request, one, form, kept, title=_("写陈述"), act=_("提交陈述"), note=note)


@require_http_methods(["GET", "POST"])
def ask_tolerance(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the tolerance review."""
    one, kept = _may(request, pk, "tolerance"), f"own-tolerance-{pk}"
    row, form = one.row, ToleranceForm(request.POST or None)

    def take() -> None:
        told = do.Asking(row.person, row.unit, Asker.PERSON, row.matter, form.cleaned_data["text"], row)
        do.apply_for_tolerance(campaign=row.campaign, handler=row.handler, asked=told, **_who(request))

    if form.is_valid() and done(form, take):
        return _back(request, pk, _("已经收到，审查结果会告诉您，并写进决定"), kept)
    return _page(request, one, form, kept, title=_("申请容错审查"), act=_("提出申请"), note=_("审查没有结束以前，不作处理决定。"))


@require_POST
def withdraw_tolerance(request: HttpRequest, pk: int, review: int) -> HttpResponse:
    """Take that back."""
    do.withdraw_tolerance(find_own_review(find_own(actor_of(request), pk), review), **_who(request))
    return _back(request, pk, _("容错申请已经撤回"))


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that I will not appeal."""
    do.waive_appeal(find_own(actor_of(request), pk).row, **_who(request))
    return _back(request, pk, _("已经记下。申诉期限以内改变主意的，仍然可以申诉"))


@require_POST
def waive(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that I will not say anything."""
    do.waive_statement(find_own(actor_of(request), pk).row, **_who(request))
    return _back(request, pk, _("已经记下。不陈述不等于承认，改变主意的随时可以收回"))


@require_POST
def unwaive(request: HttpRequest, pk: int) -> HttpResponse:
    """Take that back."""
    do.unwaive_statement(find_own(actor_of(request), pk).row, **_who(request))
    return _back(request, pk, _("已经收回，您可以陈述"))


@require_http_methods(["GET", "POST"])
def ask_recusal(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask that somebody who handles or decides it keeps away from me."""
    one, kept = _may(request, pk, "recusal"), f"own-recusal-{pk}"
    row = one.row
    about: dict[str, Any] = {"party": row.person} if row.person_id else {"unit": row.unit}
    form = KeepAwayForm(request.POST or None, people=handled_by(row))
    if form.is_valid() and done(form, lambda: organisation.ask_recusal(**form.told(), **about, **_who(request))):
        return _back(request, pk, _("已经提出，由别人决定；结果在这里看得到"), kept)
    return _page(request, one, form, kept, title=_("申请回避"), act=_("提出申请"), note=_("决定以前，他暂时还能经手；决定由别人作。"))


@require_http_methods(["GET", "POST"])
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Appeal to others than who proposed or decided."""
    one, kept = _may(request, pk, "appeal"), f"own-appeal-{pk}"
    form = AppealForm(request.POST or None, bodies=reviewers_offered(one.row))

    def take() -> None:
        chosen = form.cleaned_data.get("body", "")
        body = next((each for each in bodies_that_review(one.row) if str(each.pk) == chosen), None)
        do.file_appeal(one.row, text=form.cleaned_data["text"], body=body, **_who(request))

    if form.is_valid() and done(form, take):
        return _back(request, pk, _("申诉已经提出"), kept)
    until = one.row.appeal_until_on
    note = _("%(day)s前可以申诉。") % {"day": on_day(until)} if until else _("申诉由作出决定的机构以外的机构办理。")
    return _page(request, one, form, kept, title=_("申诉"), act=_("提出申诉"), note=note)


@require_POST
def withdraw(request: HttpRequest, pk: int, appeal: int) -> HttpResponse:
    """Take my appeal back."""
    do.withdraw_appeal(find_own_appeal(find_own(actor_of(request), pk), appeal), **_who(request))
    return _back(request, pk, _("申诉已经撤回；期限以内可以再提"))
