"""Units screen themselves against a category: who has, who has not, with what result (M73)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.finding import operations
from bihuan.finding.queries import screening as queries
from bihuan.finding.vocabulary.screening import ScreeningAction as A
from bihuan.finding.vocabulary.screening import ScreeningState
from bihuan.foundation.kernel import NotAllowed, NotNow
from bihuan.interfaces.web.finding.forms.asked import a_choice, a_day, asking, long_text
from bihuan.interfaces.web.finding.forms.traced import Traced
from bihuan.interfaces.web.finding.views.asked_shapes import at, cell, detail_page, entered, form_page, list_page, table, who
from bihuan.interfaces.web.finding.views.talks import STATES, state, state_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done


@require_GET
def screenings(request: HttpRequest, code: str) -> HttpResponse:
    """Units × categories, nobody missing; below it the screenings."""
    actor, campaign = entered(request, code, "screening")
    told = queries.coverage(actor, campaign)
    over = ([cell(line.unit.name), *(_cell(code, one) for one in line.cells)] for line in told.lines)
    rows: list[Any]
    rows, around = older(request, queries.screenings_of(actor, campaign))
    lines = (
        [cell(one.unit.name, at("one_screening", code, one.pk)), cell(one.category.name), cell(one.due_on or "", num=True),
         cell(one.found, num=True), state(one)]
        for one in rows
    )  # fmt: skip
    facts = [(_("未发现问题"), told.none_found), (_("发现问题"), told.found), (_("还没有报结果"), told.waiting)]
    acts = [{"label": _("开展排查"), "href": at("begin_screening", code)}] if queries.units_screened_by(actor, campaign) else []
    acts += [{"label": _("布置排查"), "href": at("ask_screening", code)}] if queries.asks_for_screening(actor, campaign) else []
    return list_page(
        request, campaign, "screenings", title=_("单位排查"), tabs=[], facts=facts, acts=acts, around=around,
        lead=_("单位对照一类问题自己排查，报“未发现问题”或逐条列入台账；两种结果同样算完成。"),
        tables=[table(_("单位 × 类别"), (_("单位"), *told.categories), over, none=_("没有单位")),
                table(_("排查记录"), (_("单位"), _("类别"), _("完成时限"), _("问题数"), _("状态")), lines)],
    )  # fmt: skip


def _cell(code: str, one: Any) -> dict[str, Any]:
    row = one.screening
    if row is None:
        return cell("")
    return cell(
        _(ScreeningState(row.state).label),
        at("one_screening", code, row.pk),
        note=ngettext("%(n)d 个问题", "%(n)d 个问题", row.found) % {"n": row.found} if row.found else "",
    )


def _categories(campaign: Any) -> forms.ChoiceField:
    return a_choice(lazy("对照哪一类"), [(str(pk), name) for pk, name in campaigns.category_names(campaign).items()])


@require_http_methods(["GET", "POST"])
def ask_screening(request: HttpRequest, code: str) -> HttpResponse:
    """Ask units to screen themselves."""
    actor, campaign = entered(request, code, "screening")
    if not queries.asks_for_screening(actor, campaign):
        raise NotAllowed()
    units = campaigns.units_of(campaign, today_of(campaign).day)
    fields = {
        "category": _categories(campaign), "due_on": a_day(lazy("完成时限")),
        "everyone": forms.BooleanField(label=lazy("全部单位"), required=False, help_text=lazy("勾选后不用逐个选。")),
        "units": forms.MultipleChoiceField(label=lazy("单位"), widget=forms.CheckboxSelectMultiple, required=False),
    }  # fmt: skip
    form = Traced(request.POST or None, campaign=campaign, units=units, more=fields)
    made: list[Any] = []
    if form.is_valid() and _named(form) and done(form, lambda: made.extend(_ask(request, campaign, form))):
        text = ngettext("已布置给 %(n)d 个单位", "已布置给 %(n)d 个单位", len(made)) % {"n": len(made)}
        return toast(request, redirect("finding:screenings", code=code), text)
    return form_page(request, campaign, form, title=_("布置排查"), act=_("布置"), back=at("screenings", code))


def _named(form: Traced) -> bool:
    if form.cleaned_data["everyone"] or form.cleaned_data["units"]:
        return True
    form.add_error("units", _("请选单位，或者勾选“全部单位”。"))
    return False


def _ask(request: HttpRequest, campaign: Any, form: Traced) -> list[Any]:
    told = form.cleaned_data
    category = campaigns.category_in(campaign, int(told["category"]))
    units = list(form.units.values()) if told["everyone"] else [form.units[key] for key in told["units"]]
    return operations.ask_screening(campaign=campaign, units=units, category=category, due_on=told["due_on"], **who(request))


@require_http_methods(["GET", "POST"])
def begin_screening(request: HttpRequest, code: str) -> HttpResponse:
    """A unit begins one by itself."""
    actor, campaign = entered(request, code, "screening")
    own = queries.units_screened_by(actor, campaign)
    if not own:
        raise NotAllowed()
    units = campaigns.units_of(campaign, today_of(campaign).day).filter(pk__in=own)
    form = Traced(request.POST or None, campaign=campaign, units=units, more={"unit": a_choice(lazy("单位"), ()), "category": _categories(campaign)},
                  initial={"unit": own[0] if len(own) == 1 else ""})  # fmt: skip
    made: list[Any] = []
    if form.is_valid() and done(form, lambda: made.append(_begin(request, campaign, form))):
        return redirect("finding:one_screening", code=code, pk=made[0].pk)
    return form_page(request, campaign, form, title=_("开展排查"), act=_("开始"), back=at("screenings", code))


def _begin(request: HttpRequest, campaign: Any, form: Traced) -> Any:
    unit = form.unit()
    assert unit is not None
    category = campaigns.category_in(campaign, int(form.cleaned_data["category"]))
    return operations.begin_screening(campaign=campaign, unit=unit, category=category, **who(request))


@require_GET
def one_screening(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One screening with what it found."""
    actor, campaign = entered(request, code, "screening")
    row = queries.find_screening(actor, campaign, pk)
    steps = {one.action for one in queries.steps_of(actor, row)}
    facts = [
        (_("单位"), row.unit.name), (_("对照的类别"), row.category.name), (_("完成时限"), row.due_on or ""), (_("开始"), row.begun_by),
        (_("报结果"), row.ended_by or ""),
    ]  # fmt: skip
    lines = (
        [
            cell(one.problem.text, f"/c/{code}/ledger/{one.problem.number}/"),
            cell(f"{one.problem.number:04d}", num=True),
            state_of(one.problem),
        ]
        for one in queries.screened_items(row)
    )
    words = ((A.FIND, _("列入问题")), (A.END, _("报结果")))
    acts = [{"label": label, "href": at("screening_step", code, pk, one.value)} for one, label in words if one in steps]
    return detail_page(
        request, campaign, (_("单位排查"), "screenings"), title=f"{row.unit.name}：{row.category.name}", lead="", state=_(row.get_state_display()),
        colour=STATES[row.state], facts=facts, texts=[{"title": _("怎么排查的"), "text": row.how}] if row.how else [], acts=acts,
        tables=[table(_("排查发现的问题"), (_("问题"), _("台账序号"), _("状态")), lines, none=_("没有列入问题"))],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def screening_step(request: HttpRequest, code: str, pk: int, step: str) -> HttpResponse:
    """Put what was found on the ledger, or report the result."""
    actor, campaign = entered(request, code, "screening")
    row = queries.find_screening(actor, campaign, pk)
    if step not in {one.action.value for one in queries.steps_of(actor, row)}:
        raise NotAllowed() if row.state == ScreeningState.ASKED else NotNow()
    finds = step == A.FIND.value
    fields: dict[str, Any] = {"texts": long_text(lazy("问题"), rows=5, help_text=lazy("一行一个。"))}
    if not finds:
        fields = {
            "result": a_choice(lazy("结果"), [("none", lazy("未发现问题")), ("found", lazy("发现问题，已列入台账"))]),
            "how": long_text(lazy("怎么排查的"), rows=3, help_text=lazy("看了哪些文件、会议、台账，问了哪些人。")),
        }  # fmt: skip
    form = asking(**fields)(request.POST or None)
    if form.is_valid() and done(form, lambda: _take(request, row, form.cleaned_data)):
        return toast(request, redirect("finding:one_screening", code=code, pk=pk), _("已办"))
    title = _("列入问题") if finds else _("报排查结果")
    return form_page(request, campaign, form, title=title, act=title, back=at("one_screening", code, pk))


def _take(request: HttpRequest, row: Any, told: dict[str, Any]) -> None:
    if "texts" in told:
        operations.find_by_screening(row, texts=told["texts"].splitlines(), **who(request))
    else:
        operations.end_screening(row, how=told["how"], none_found=told["result"] == "none", **who(request))
