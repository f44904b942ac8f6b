"""The register of institutions: list, one rule, its steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns.queries import switches_for, units_of
from bihuan.foundation.files.queries import open_content
from bihuan.foundation.kernel import Missing, NotAllowed
from bihuan.institutions import operations
from bihuan.institutions.queries import register as asked
from bihuan.institutions.queries.recurring import came_back
from bihuan.institutions.vocabulary.register import Effect, InstitutionAction, InstitutionState, Mechanism
from bihuan.interfaces.web.institutions.forms import (
    DraftForm,
    EffectForm,
    EndForm,
    IssueForm,
    LinkForm,
    ReasonForm,
    RuleForm,
    TakeForm,
    UnlinkForm,
)
from bihuan.interfaces.web.institutions.views.shapes import at, crumbs, entered, file_of, form_page, tabs, who
from bihuan.interfaces.web.shell.actors import actor_of, reach_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import lamp_on, now, today_of
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done, number_of
from bihuan.interfaces.web.shell.uploads import handed
from bihuan.problems.operations import record_all_seen

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.institutions.models import Institution

_OPEN = (InstitutionState.PLANNED, InstitutionState.DRAFTED)
_COLOURS = {"planned": "", "drafted": "near", "issued": "ok", "amended": "done", "abolished": "done", "dropped": "done"}
A = InstitutionAction


@require_http_methods(["GET", "POST"])
def register(request: HttpRequest, code: str) -> HttpResponse:
    """The rules, narrowed by state, mechanism and unit; a POST takes them home."""
    actor, campaign = entered(request, code)
    form = TakeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (made := _take(request, campaign, form)):
        return made
    state, mechanism = request.GET.get("state", ""), request.GET.get("mechanism", "")
    today, counts = today_of(campaign), asked.counts_by_state(campaign)
    found = asked.institutions_of(campaign, state=state, mechanism=mechanism, unit=number_of(request.GET.get("unit")))
    rows, further = older(request, found)
    shown = {
        "campaign": campaign, "title": _("制度"), "tabs": tabs(campaign, "register"), "form": form, "crumbs": crumbs(code, (_("制度"), "")),
        "rows": [_told(one, today) for one in rows], "older": further, "state": state, "mechanism": mechanism,
        "states": [(one.value, _(one.label), counts.get(one.value, 0)) for one in InstitutionState if counts.get(one.value)],
        "mechanisms": [(one.value, _(one.label)) for one in Mechanism],
        "add": at("new_institution", code) if switches_for(campaign).institutions and asked.units_to_write_for(actor, campaign) != [] else "",
    }  # fmt: skip
    return render(request, "institutions/pages/register.html", shown, status=422 if form.is_bound else 200)


def _take(request: HttpRequest, campaign: Campaign, form: TakeForm) -> HttpResponse | None:
    made: list[Any] = []
    as_paper, reason = request.POST.get("as") == "docx", form.cleaned_data["reason"]
    taken = done(form, lambda: made.append(operations.take_register(campaign=campaign, as_paper=as_paper, reason=reason, **who(request))))
    return file_of(made[0], f"{campaign.title}-{_('建章立制清单')}") if taken else None


def _told(row: Institution, today: Any) -> dict[str, Any]:
    state = InstitutionState(row.state)
    lit = lamp_on(row.planned_on, today) if row.planned_on and state in _OPEN else (None, "")
    return {"row": row, "state": _(state.label), "colour": _COLOURS[row.state], "lamp": lit[0], "due": lit[1],
            "mechanism": _(Mechanism(row.mechanism).label) if row.mechanism else "", "day": row.issued_on or row.planned_on}  # fmt: skip


def _rule_form(request: HttpRequest, campaign: Campaign, row: Institution | None, initial: Mapping[str, Any]) -> RuleForm:
    mine = asked.units_to_write_for(actor_of(request), campaign)
    if mine == []:
        raise NotAllowed()
    units = asked.units_named(mine, units_of(campaign, today_of(campaign).day))
    others = [one for one in asked.replaceable(campaign) if row is None or one.pk != row.pk]
    return RuleForm(request.POST or None, units=units, replaceable=others, fresh=row is None, initial=initial)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Put a rule that is planned on the register; `problems` in the address are the numbers it begins with."""
    _actor, campaign = entered(request, code)
    form = _rule_form(
        request, campaign, None, {"problems": request.GET.get("problems", "")[:200], "unit": request.GET.get("unit", "")[:12]}
    )
    made: list[Institution] = []
    if form.is_valid() and done(form, lambda: made.append(
        operations.register_institution(campaign=campaign, told=form.told(), problems=form.cleaned_data["problems"], **who(request))
    )):  # fmt: skip
        return toast(request, redirect(at("institution", code, made[0].number)), _("已登记"))
    note = _("定制度要有的放矢：挂上因它而起的问题，印发后看同类问题还发不发生。")
    way = crumbs(code, (_("制度"), at("register", code)), (_("登记制度"), ""))
    return form_page(request, campaign, form, title=_("登记制度"), act=_("登记"), back=at("register", code), note=note, crumbs=way)


@require_GET
def institution(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One rule: what it is, because of which problems, what came back since it was issued, what was said of it."""
    actor, campaign = entered(request, code)
    row, mine = asked.find_institution(campaign, number), reach_of(request, campaign.pk)
    linked = asked.linked_problems(mine, row)
    record_all_seen(campaign, keys=[one.problem.pk for one in linked.seen if one.text is not None], actor=actor, now=now())
    acts = [
        {"label": _(step.action.label), "href": at("institution_step", code, number, step.action.value)}
        for step in sorted(asked.steps_of(actor, row), key=lambda one: one.action in (A.CORRECT, A.UNLINK, A.ABOLISH, A.DROP))
        if step.action.value in _STEPS
    ]
    shown = {
        "campaign": campaign, "title": row.title, "row": row, **_told(row, today_of(campaign)), "linked": linked, "back": came_back(mine, row),
        "effects": [(one, _(Effect(one.effect).label)) for one in asked.effects_of(row)], "acts": acts,
        "replaced_by": list(row.replaced_by.all()), "crumbs": crumbs(code, (_("制度"), at("register", code)), (row.title, "")),
        "facts": _facts(row),
    }  # fmt: skip
    return render(request, "institutions/pages/institution.html", shown)


def _facts(row: Institution) -> list[tuple[str, Any]]:
    told = [
        (_("种类"), _(row.get_kind_display())), (_("负责单位"), row.unit.name),
        (_("归入机制"), _(Mechanism(row.mechanism).label) if row.mechanism else ""), (_("文号"), row.doc_number),
        (_("计划完成"), row.planned_on), (_("起草完成"), row.drafted_on), (_("印发日期"), row.issued_on), (_("修订或废止日期"), row.ended_on),
        (_("修订或废止哪一项"), row.replaces.title if row.replaces else row.old_title), (_("因何问题"), row.because),
    ]  # fmt: skip
    return [(label, str(value)) for label, value in told if value]


Do = Callable[["Institution", Any, dict[str, Any]], Any]
_STEPS: Mapping[str, tuple[Any, Do]] = {
    A.DRAFT: (DraftForm, lambda row, form, by: operations.draft_institution(row, on=form.cleaned_data["on"], **by)),
    A.ISSUE: (IssueForm, lambda row, form, by: operations.issue_institution(row, **form.told(), **by)),
    A.ABOLISH: (EndForm, lambda row, form, by: operations.abolish_institution(row, **form.cleaned_data, **by)),
    A.DROP: (ReasonForm, lambda row, form, by: operations.drop_institution(row, reason=form.cleaned_data["reason"], **by)),
    A.LINK: (LinkForm, lambda row, form, by: operations.link_problems(row, problems=form.cleaned_data["problems"], **by)),
    A.UNLINK: (UnlinkForm, lambda row, form, by: operations.unlink_problem(row, **form.cleaned_data, **by)),
    A.JUDGE_EFFECT: (EffectForm, lambda row, form, by: operations.judge_effect(row, **form.told(), **by)),
    A.CORRECT: (None, lambda row, form, by: operations.correct_institution(row, told=form.told(), **by)),
}  # fmt: skip
"""The steps of a rule that have a page: form and operation."""


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, code: str, number: int, action: str) -> HttpResponse:
    """One step of a rule, with what it asks for."""
    actor, campaign = entered(request, code)
    row = asked.find_institution(campaign, number)
    if action not in _STEPS:
        raise Missing()
    if action not in {one.action.value for one in asked.steps_of(actor, row)} and request.method == "GET":
        raise NotAllowed()
    kind, do = _STEPS[action]
    today = {"on": today_of(campaign).day}
    form = (
        _rule_form(request, campaign, row, _as_initial(row))
        if kind is None
        else kind(request.POST or None, request.FILES or None, initial=today)
    )
    back, label = at("institution", code, number), _(InstitutionAction(action).label)
    if form.is_valid() and done(form, lambda: do(row, form, who(request))):
        return toast(request, redirect(back), _("已办"))
    way = crumbs(code, (_("制度"), at("register", code)), (row.title, back), (label, ""))
    return form_page(request, campaign, form, title=label, act=label, back=back, files=action == A.ISSUE, crumbs=way)


def _as_initial(row: Institution) -> dict[str, Any]:
    return {
        "title": row.title, "kind": row.kind, "unit": row.unit_id, "because": row.because, "mechanism": row.mechanism, "planned_on": row.planned_on,
        "replaces": str(row.replaces_id or ""), "old_title": row.old_title,
    }  # fmt: skip


@require_GET
def text(request: HttpRequest, code: str, number: int) -> HttpResponseBase:
    """The text of a rule as it was handed in."""
    _actor, campaign = entered(request, code)
    row = asked.find_institution(campaign, number)
    if row.file is None:
        raise Missing()
    return handed(open_content(row.file), name=row.file.name)
