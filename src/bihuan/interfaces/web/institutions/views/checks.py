"""举一反三: orders, one order with the answers of all units, the answer of one unit."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns.queries import switches_for, units_of
from bihuan.foundation.kernel import NotAllowed
from bihuan.institutions import operations
from bihuan.institutions.queries import checks as asked
from bihuan.institutions.vocabulary.checks import AnswerState, CheckAction
from bihuan.interfaces.web.institutions.forms import AnswerForm, OrderForm, ReasonForm, TakeForm
from bihuan.interfaces.web.institutions.views.shapes import at, crumbs, entered, file_of, form_page, tabs, who
from bihuan.interfaces.web.shell.actors import actor_of, reach_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import lamp_on, now, today_of
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done, number_of
from bihuan.problems import queries as ledger
from bihuan.problems.operations import record_all_seen

_COLOURS = {"asked": "near", "none_found": "done", "found": "ok"}


@require_GET
def checks(request: HttpRequest, code: str) -> HttpResponse:
    """The orders with how the answers stand."""
    actor, campaign = entered(request, code)
    today = today_of(campaign)
    found, further = older(request, asked.orders_of(reach_of(request, campaign.pk), campaign).select_related("problem__unit"))
    rows = [(one, *_lit(one, today)) for one in found]
    add = at("order_check", code) if switches_for(campaign).sibling_checks and asked.orders_checks(actor, campaign) else ""
    shown = {"campaign": campaign, "title": _("举一反三"), "tabs": tabs(campaign, "checks"), "rows": rows, "older": further, "add": add,
             "crumbs": crumbs(code, (_("举一反三"), ""))}  # fmt: skip
    return render(request, "institutions/pages/checks.html", shown)


def _lit(row: Any, today: Any) -> tuple[Any, str]:
    return lamp_on(row.due_on, today) if row.asked and not row.withdrawn_at else (None, "")


@require_http_methods(["GET", "POST"])
def order(request: HttpRequest, code: str) -> HttpResponse:
    """Ask other units whether they have what was found; `problem` in the address is the item that sets it off."""
    actor, campaign = entered(request, code)
    if not asked.orders_checks(actor, campaign):
        raise NotAllowed()
    number = number_of(request.GET.get("problem"))
    form = OrderForm(request.POST or None, units=units_of(campaign, today_of(campaign).day), initial={"problem": number})
    made: list[Any] = []

    def give() -> None:
        problem = ledger.find(actor, campaign, form.cleaned_data["problem"])
        told = {"text": form.cleaned_data["text"], "due_on": form.cleaned_data["due_on"], "units": form.chosen(problem.unit_id)}
        made.append(operations.order_check(campaign=campaign, problem=problem, **told, **who(request)))

    if form.is_valid() and done(form, give):
        return toast(request, redirect(at("check", code, made[0].number)), _("已布置，单位的待办里能看到"))
    note = _("从一件普遍共性的问题出发，请其他单位照着自查。“没有发现”也是答复。")
    way = crumbs(code, (_("举一反三"), at("checks", code)), (_("布置举一反三"), ""))
    return form_page(request, campaign, form, title=_("布置举一反三"), act=_("布置"), back=at("checks", code), note=note, crumbs=way)


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One order with all answers; a POST takes them home."""
    actor, campaign = entered(request, code)
    mine = reach_of(request, campaign.pk)
    row, form, made = asked.find_order(mine, campaign, number), TakeForm(request.POST or None), list[Any]()
    as_paper = request.POST.get("as") == "docx"
    if form.is_valid() and done(form, lambda: made.append(
        operations.take_check(order=row, as_paper=as_paper, reason=form.cleaned_data["reason"], **who(request))
    )):  # fmt: skip
        return file_of(made[0], _("%(title)s-第%(n)d次举一反三") % {"title": campaign.title, "n": number})
    answers = asked.answers_of(mine, row)
    keys = [problem.pk for one in answers for problem, text in one.problems if text is not None]
    record_all_seen(campaign, keys=keys, actor=actor_of(request), now=now())
    lit = _lit(row, today_of(campaign))
    orders = asked.orders_checks(actor, campaign)
    many = sum(one.answer.state == AnswerState.ASKED for one in answers)
    shown = {
        "campaign": campaign, "title": _("第 %(n)d 次举一反三") % {"n": number}, "row": row, "form": form, "orders": orders, "lamp": lit[0], "due": lit[1],
        "answers": [(one, _(AnswerState(one.answer.state).label), _COLOURS[one.answer.state]) for one in answers],
        "to_answer": [] if orders else [one.answer for one in answers if one.answer.state == AnswerState.ASKED and _answers(actor, one.answer)],
        "waits": ngettext("还有 %d 个单位没有答复", "还有 %d 个单位没有答复", many) % many if many else "",
        "sees_problem": mine.actor.is_system or ledger.visible_to(mine, campaign.pk).filter(pk=row.problem_id).exists(),
        "crumbs": crumbs(code, (_("举一反三"), at("checks", code)), (f"{number}", "")),
    }  # fmt: skip
    return render(request, "institutions/pages/check.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Take an order back."""
    actor, campaign = entered(request, code)
    row, form = asked.find_order(reach_of(request, campaign.pk), campaign, number), ReasonForm(request.POST or None)
    if not asked.orders_checks(actor, campaign):
        raise NotAllowed()
    if form.is_valid() and done(form, lambda: operations.withdraw_check(row, reason=form.cleaned_data["reason"], **who(request))):
        return toast(request, redirect(at("check", code, number)), _("已撤回"))
    way = crumbs(code, (_("举一反三"), at("checks", code)), (f"{number}", at("check", code, number)), (_("撤回举一反三"), ""))
    return form_page(
        request, campaign, form, title=_("撤回举一反三"), act=_("撤回"), back=at("check", code, number), note=row.text, crumbs=way
    )


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The answer of one unit; who answers for the unit gives it here."""
    actor, campaign = entered(request, code)
    mine = reach_of(request, campaign.pk)
    row = asked.find_answer(mine, campaign, pk)
    open_to, answers = {one.action for one in asked.steps_of_answer(actor, row)}, _answers(actor, row)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and done(form, lambda: _answer(request, row, form)):
        return toast(request, redirect(at("check", code, row.order.number)), _("已答复"))
    told = next((one for one in asked.answers_of(mine, row.order) if one.answer.pk == row.pk), None)
    problems = told.problems if told else ()
    record_all_seen(campaign, keys=[one.pk for one, text in problems if text is not None], actor=actor, now=now())
    shown = {
        "campaign": campaign, "title": _("%(unit)s：第 %(n)d 次举一反三") % {"unit": row.unit.name, "n": row.order.number}, "row": row,
        "form": form if answers else None, "returns": CheckAction.RETURN in open_to, "problems": problems,
        "state": _(AnswerState(row.state).label), "colour": _COLOURS[row.state],
        "crumbs": crumbs(code, (_("举一反三"), at("checks", code)), (f"{row.order.number}", at("check", code, row.order.number)), (row.unit.name, "")),
    }  # fmt: skip
    return render(request, "institutions/pages/answer.html", shown, status=422 if form.is_bound else 200)


def _answers(actor: Any, row: Any) -> bool:
    """Is it his to answer?"""
    return any(one.action in (CheckAction.ANSWER_NONE, CheckAction.ANSWER_FOUND) for one in asked.steps_of_answer(actor, row))


def _answer(request: HttpRequest, row: Any, form: AnswerForm) -> None:
    how, found = form.cleaned_data["how"], form.findings()
    if found:
        operations.answer_found(row, how=how, found=found, **who(request))
    else:
        operations.answer_none(row, how=how, **who(request))


@require_http_methods(["GET", "POST"])
def give_back(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Ask a unit to look again."""
    actor, campaign = entered(request, code)
    row, form = asked.find_answer(reach_of(request, campaign.pk), campaign, pk), ReasonForm(request.POST or None)
    if not asked.orders_checks(actor, campaign):
        raise NotAllowed()
    if form.is_valid() and done(form, lambda: operations.return_answer(row, reason=form.cleaned_data["reason"], **who(request))):
        return toast(request, redirect(at("check", code, row.order.number)), _("已退回"))
    number = row.order.number
    note = _("%(unit)s · %(answer)s · %(how)s") % {"unit": row.unit.name, "answer": _(row.get_state_display()), "how": row.how or "—"}
    way = crumbs(
        code, (_("举一反三"), at("checks", code)), (f"{number}", at("check", code, number)), (row.unit.name, at("check_answer", code, pk))
    )
    return form_page(
        request,
        campaign,
        form,
        title=_("退回重查"),
        act=_("退回"),
        back=at("check_answer", code, pk),
        note=note,
        crumbs=[*way, (_("退回重查"), "")],
    )
