"""An item that a superior and a subordinate level share: one page for both, with who leads, what each does, one history (M104)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.foundation.kernel import Missing, NotAllowed
from bihuan.interfaces.web.problems.passing_forms import JointMeasureForm, LeadForm, ReasonForm, ResultForm
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now, today_of
from bihuan.interfaces.web.shell.taking import done
from bihuan.problems.operations import levels as do
from bihuan.problems.queries import levels
from bihuan.problems.queries.passing_on import shown_to
from bihuan.problems.vocabulary.passing_on import JointAction

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.foundation.kernel import Actor
    from bihuan.problems.models import JointMeasure, Share


def _asked(request: HttpRequest, code: str, pk: int) -> tuple[Actor, Campaign, Share]:
    actor, campaign = actor_of(request), campaign_at(request, code)
    return actor, campaign, levels.find_joint(actor, campaign, pk)


@require_GET
def joint(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Read by both levels in the same words; what one may do here depends on the level he acts for."""
    actor, campaign, share = _asked(request, code, pk)
    row = share.problem
    measures = [(one, [step.value for step in levels.measure_steps(actor, one)]) for one in levels.joint_measures_of(share)]
    shown = {
        "campaign": campaign, "share": share, "problem": row, "both": _both(share), "measures": measures, "today": today_of(campaign).day,
        "opens": shown_to(actor, [share])[0].opens, "history": [{"at": one.at, "text": one.said(_)} for one in levels.joint_history(share)],
        "may_lead": levels.may_change_lead(actor, share), "may_add": bool(levels.levels_he_writes_for(actor, share)),
        "title": _("%(title)s　第 %(number)04d 号") % {"title": row.campaign.title, "number": row.number}, "crumbs": _crumbs(code, share),
    }  # fmt: skip
    return render(request, "problems/pages/joint.html", shown)


def _both(share: Share) -> list[dict[str, Any]]:
    """The superior level first: what each is to the item."""
    home, lower = share.problem.campaign, share.campaign
    pair = (home, lower) if share.upper_id == home.pk else (lower, home)
    told = zip(pair, (_("上级"), _("下级")), strict=True)
    return [{"campaign": one, "level": word, "leads": one.pk == share.lead_id, "home": one.pk == home.pk} for one, word in told]


def _crumbs(code: str, share: Share) -> list[tuple[str, str]]:
    return [(_("共享和结转来的问题"), reverse("problems:shared", args=[code])), (f"{share.problem.number:04d}", "")]


def _form_page(request: HttpRequest, campaign: Campaign, share: Share, form: Any, **shown: Any) -> HttpResponse:
    page = {
        "campaign": campaign,
        "form": form,
        "back": reverse("problems:joint", args=[campaign.code, share.pk]),
        "crumbs": _crumbs(campaign.code, share),
    }
    return render(request, "problems/pages/passing.html", {**page, **shown}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def lead(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Say by decision which level leads."""
    actor, campaign, share = _asked(request, code, pk)
    if not levels.may_change_lead(actor, share):
        raise NotAllowed()
    form = LeadForm(request.POST or None, levels=[one["campaign"] for one in _both(share)], initial={"lead": share.lead.code})  # type: ignore[union-attr]
    told: dict[str, Any] = {"actor": actor, "now": now()}
    if form.is_valid() and done(form, lambda: do.change_lead(share, **form.told(), **told)):
        return toast(request, redirect("problems:joint", code=code, pk=pk), _("牵头已改定，依据和理由记入全过程"))
    note = _("牵头一级负责统筹，可以给两级写明措施、免办措施；另一级按自己的措施配合。")
    return _form_page(request, campaign, share, form, title=_("改定由哪一级牵头"), act=_("改定"), note=note)


@require_http_methods(["GET", "POST"])
def add_measure(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What a level does about it."""
    actor, campaign, share = _asked(request, code, pk)
    mine = levels.levels_he_writes_for(actor, share)
    if not mine:
        raise NotAllowed()
    form = JointMeasureForm(request.POST or None, levels=mine, initial={"level": campaign.code})
    told: dict[str, Any] = {"actor": actor, "now": now()}
    if form.is_valid() and done(form, lambda: do.add_joint_measure(share=share, part=form.part(), **told)):
        return toast(request, redirect("problems:joint", code=code, pk=pk), _("已写明，两级都看得到"))
    note = _("只写这一级要做的部分；登记专项里的整改措施不用重抄。都办结或免办了，问题才能销号。")
    return _form_page(request, campaign, share, form, title=_("写明联动措施"), act=_("保存"), note=note)


def _measure(request: HttpRequest, code: str, pk: int, number: int, step: JointAction) -> tuple[Actor, Campaign, JointMeasure]:
    actor, campaign, share = _asked(request, code, pk)
    row = levels.find_joint_measure(share, number)
    if step not in levels.measure_steps(actor, row):
        raise NotAllowed() if not (row.done_at or row.dropped_at) else Missing()
    return actor, campaign, row


@require_http_methods(["GET", "POST"])
def finish_measure(request: HttpRequest, code: str, pk: int, number: int) -> HttpResponse:
    """Say what came of a measure."""
    actor, campaign, row = _measure(request, code, pk, number, JointAction.FINISH)
    form = ResultForm(request.POST or None)
    told: dict[str, Any] = {"actor": actor, "now": now()}
    if form.is_valid() and done(form, lambda: do.finish_joint_measure(row, **form.cleaned_data, **told)):
        return toast(request, redirect("problems:joint", code=code, pk=pk), _("已办结"))
    return _form_page(request, campaign, row.share, form, title=_("联动措施办结"), act=_("办结"), note=row.text)


@require_http_methods(["GET", "POST"])
def drop_measure(request: HttpRequest, code: str, pk: int, number: int) -> HttpResponse:
    """The level that leads does without it."""
    actor, campaign, row = _measure(request, code, pk, number, JointAction.DROP)
    form = ReasonForm(request.POST or None)
    told: dict[str, Any] = {"actor": actor, "now": now()}
    if form.is_valid() and done(form, lambda: do.drop_joint_measure(row, **form.cleaned_data, **told)):
        return toast(request, redirect("problems:joint", code=code, pk=pk), _("已免办，理由记入全过程"))
    return _form_page(request, campaign, row.share, form, title=_("联动措施免办"), act=_("免办"), note=row.text)
