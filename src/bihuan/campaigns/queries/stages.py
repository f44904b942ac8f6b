"""Stages of a campaign: which one a day belongs to, and where a campaign stands."""

from datetime import date

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Stage
from bihuan.campaigns.rules.settings import settings_of
from bihuan.campaigns.rules.stages import Span, shifted


def stages(campaign: Campaign) -> list[Stage]:
    """The stages in order, read once for each campaign object in hand."""
    known = getattr(campaign, "_stages", None)
    if known is None:
        known = list(campaign.stages.all())
        campaign._stages = known  # type: ignore[attr-defined]
    return known


def last_day(campaign: Campaign) -> date | None:
    """The last day of the campaign, or of its last stage where that is later; None where neither is known yet."""
    last = stages(campaign)[-1:]
    return max(filter(None, (campaign.end_on, *(one.end_on for one in last))), default=None)


def current_stage(campaign: Campaign, today: date) -> Stage | None:
    """The stage that `today` lies in; before the first one the first, after the last one the last; None without stages."""
    dated = [stage for stage in stages(campaign) if stage.start_on]
    begun = [stage for stage in dated if stage.start_on and stage.start_on <= today]
    inside = [stage for stage in begun if stage.end_on is None or stage.end_on >= today]
    found = inside or begun[-1:] or dated[:1] or stages(campaign)[:1]
    return _held_back(campaign, found[-1], today) if found else None


def _held_back(campaign: Campaign, stage: Stage, today: date) -> Stage:
    """Where a campaign has gates, a stage is not current before those ahead of it were declared over."""
    if not has_gates(campaign):
        return stage
    return next((one for one in stages(campaign) if one.order < stage.order and not _over(one, today)), stage)


def _over(stage: Stage, today: date) -> bool:
    return stage.finished_at is not None and localdate(stage.finished_at) <= today


def _spans_after(stage: Stage) -> list[Span]:
    rows = Stage.objects.filter(campaign=stage.campaign_id, order__gt=stage.order, finished_at=None).order_by("order")
    return [Span(one.pk, one.name, one.start_on, one.end_on) for one in rows if one.start_on and one.end_on]


def stages_after(stage: Stage) -> tuple[Span, ...]:
    """The dated stages after this one that are not over, as they stand."""
    return shifted(_spans_after(stage), 0)


def shifted_after(stage: Stage, days: int) -> tuple[Span, ...]:
    """The same, each so many days later."""
    return shifted(_spans_after(stage), days)


def has_gates(campaign: Campaign) -> bool:
    """Does rectification wait until the search is over (查摆结束后方可整改)? Plans of the four 边 say no: everything runs in parallel (M26)."""
    return settings_of(campaign.file).stage_gates


def gate_open(campaign: Campaign) -> bool:
    """May items be put right by measures now? Without gates always; else once the first stage, the search, was declared over."""
    if not has_gates(campaign):
        return True
    first = next(iter(stages(campaign)), None)
    return first is None or first.finished_at is not None


def stage_on(campaign: Campaign, day: date) -> int | None:
    """The id of the stage that the day belongs to."""
    stage = current_stage(campaign, day)
    return stage.pk if stage else None
