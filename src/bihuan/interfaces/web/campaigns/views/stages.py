"""Days of the stages: set once where the plan left them open, moved only by a recorded decision (M25)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import operations, queries
from bihuan.campaigns.queries.lending import holders_of
from bihuan.campaigns.vocabulary import GateCondition
from bihuan.interfaces.web.campaigns.forms import DeclareForm, ExtendForm, NewStageForm, StageForm
from bihuan.interfaces.web.campaigns.views.office import desk, form_page, who
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.taking import done
from bihuan.problems.operations import declare_stage_over
from bihuan.problems.queries import silent_subjects, unmet_of_stage
from bihuan.problems.queries.passing_on import is_last

if TYPE_CHECKING:
    from bihuan.campaigns.models import Stage


_MET = {
    GateCondition.BEFORE: noop("前面的阶段都已宣布结束"),
    GateCondition.RUNNING: noop("已到结束的日子"),
    GateCondition.SILENT: noop("整治对象都有自查记录"),
    GateCondition.UNSORTED: noop("本阶段的问题都已归类"),
    GateCondition.OVERDUE: noop("本阶段没有超期未销号的问题"),
    GateCondition.TASKS: noop("阶段任务都已办结"),
    GateCondition.LEFT: noop("没有销号的问题都明确了由谁、到哪天接着办"),
}


@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, code: str, order: int) -> HttpResponse:
    """Prolong a stage by a recorded decision; a co-head who does so signs under his own name (M03). Stages that move along are shown first."""
    _actor, campaign = desk(request, code, but_heads=True)
    stage = queries.find_stage(campaign, order)
    form = ExtendForm(request.POST or None, stage=stage)
    moved = form.moved()
    agreed = not moved or request.POST.get("sure") == form.cleaned_data["to_on"].isoformat()
    if form.is_valid() and agreed and done(form, lambda: operations.extend_stage(stage=stage, **form.cleaned_data, **who(request))):
        return toast(request, redirect("campaigns:plan", code=code), _("已延长，原定日期仍在页面上"))
    shown = {"moved": moved, "sure": form.cleaned_data["to_on"].isoformat() if moved else ""}
    act = _("确定延长并顺延") if moved else _("延长")
    return form_page(request, campaign, form, title=_("延长“%(name)s”") % {"name": stage.name}, act=act, **shown)


@require_http_methods(["GET", "POST"])
def finish(request: HttpRequest, code: str, order: int) -> HttpResponse:
    """Declare a stage over; what does not hold yet is shown, and then it takes a decision with its reason."""
    _actor, campaign = desk(request, code, but_heads=True)
    stage = queries.find_stage(campaign, order)
    unmet = unmet_of_stage(stage, today_of(campaign).day)
    goes_on = bool(dict(unmet).get(GateCondition.LEFT)) and not is_last(stage)
    people = holders_of(campaign) if goes_on else None
    form = DeclareForm(request.POST if request.method == "POST" else None, unmet=bool(unmet), people=people)
    if form.is_valid() and done(form, lambda: declare_stage_over(stage=stage, **form.told(), **who(request))):
        return toast(request, redirect("campaigns:plan", code=code), _("“%(name)s”已宣布结束") % {"name": stage.name})
    note = _("条件还不齐；仍要结束的，写明决定，记入操作记录。") if unmet else _("条件都齐了。")
    title = _("宣布“%(name)s”结束") % {"name": stage.name}
    return form_page(request, campaign, form, title=title, act=_("宣布结束"), note=note, conditions=_conditions(stage, dict(unmet)))


def _conditions(stage: Stage, unmet: dict[GateCondition, int]) -> list[dict[str, Any]]:
    """Every condition that is asked about this stage, met or not; the numbers that are rows of a list open it."""
    code, first = stage.campaign.code, not stage.campaign.stages.filter(order__lt=stage.order).exists()
    ledger = reverse("problems:ledger", args=[code])
    rows = {
        GateCondition.UNSORTED: f"{ledger}?stage={stage.pk}&unsorted=1&open=1", GateCondition.OVERDUE: f"{ledger}?stage={stage.pk}&lamp=overdue",
        GateCondition.TASKS: reverse("campaigns:tasks", args=[code]), GateCondition.SILENT: reverse("campaigns:silent", args=[code]),
        GateCondition.LEFT: reverse("problems:left", args=[code]) if is_last(stage) else f"{reverse('problems:left', args=[code])}?stage={stage.order}",
    }  # fmt: skip
    asked = [one for one in GateCondition if one is not (GateCondition.BEFORE if first else GateCondition.SILENT)]
    return [
        {"text": _(one.label) % {"count": unmet[one]} if one in unmet else _met(stage, one), "count": unmet.get(one, 0),
         "href": rows.get(one, "") if one in unmet else ""}
        for one in asked
    ]  # fmt: skip


def _met(stage: Stage, one: GateCondition) -> str:
    if one is GateCondition.RUNNING and stage.end_on is None:  # no day has come that nobody named
        return _("没有定结束日期，不看日期")
    return _(_MET[one])


@require_http_methods(["GET", "POST"])
def date_it(request: HttpRequest, code: str, order: int) -> HttpResponse:
    """Say when a stage runs."""
    _actor, campaign = desk(request, code)
    stage, form = queries.find_stage(campaign, order), StageForm(request.POST or None)
    if form.is_valid() and done(form, lambda: operations.date_stage(stage=stage, **form.cleaned_data, **who(request))):
        return toast(request, redirect("campaigns:plan", code=code), _("阶段日期已定"))
    note = _("定下之后，要改只能登记延长的决定，原定日期一直看得到。")
    return form_page(request, campaign, form, title=_("“%(name)s”的日期") % {"name": stage.name}, act=_("确定"), note=note)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, code: str) -> HttpResponse:
    """A further stage, after the others."""
    _actor, campaign = desk(request, code)
    form = NewStageForm(request.POST or None)
    if form.is_valid() and done(form, lambda: operations.add_stage(campaign=campaign, **form.cleaned_data, **who(request))):
        return toast(request, redirect("campaigns:plan", code=code), _("阶段已增加"))
    note = _("接在最后一个阶段后面；定下之后，要改只能登记延长的决定。")
    return form_page(request, campaign, form, title=_("增加阶段"), act=_("增加"), note=note)


@require_GET
def silent(request: HttpRequest, code: str) -> HttpResponse:
    """Who is asked for a self-check and has none on the ledger yet: the rows behind the number of a stage's end."""
    _actor, campaign = desk(request, code, but_heads=True)
    rows = list(silent_subjects(campaign, today_of(campaign).day))
    people = len({one.person_id for one in rows})
    crumbs = [(_("方案"), reverse("campaigns:plan", args=[code])), (_("还没有自查记录的整治对象"), "")]
    shown = {"campaign": campaign, "title": _("还没有自查记录的整治对象"), "rows": rows, "people": people, "crumbs": crumbs}
    return render(request, "campaigns/pages/silent.html", shown)
