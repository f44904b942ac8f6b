"""What a campaign told of itself at a past moment."""

from collections.abc import Mapping
from copy import copy
from datetime import datetime

from bihuan.campaigns.models import Campaign, CampaignVersion, Stage, StageExtension
from bihuan.campaigns.queries.stages import stages
from bihuan.campaigns.vocabulary import CampaignAction
from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.moments import held_before


def told_at(campaign_id: int, until: datetime) -> CampaignVersion | None:
    """The version that held just before a moment; None before the campaign was prepared."""
    return CampaignVersion.objects.filter(held_before(until), row_id=campaign_id).order_by("-valid_from").first()


def near_days_at(campaign_id: int, until: datetime) -> int:
    """The working days that counted as near then."""
    version = told_at(campaign_id, until)
    return version.near_days if version else Campaign.objects.get(pk=campaign_id).near_days


def stages_then(campaign: Campaign, until: datetime) -> list[Stage]:
    """The stages with the days they had at a moment: what was prolonged, moved along, dated or declared over later is told as before, what
    was added later is not there. Never to be saved."""
    told = {one.pk: copy(one) for one in stages(campaign)}  # the campaign in hand keeps its own as they are
    for stage in told.values():
        stage.finished_at = stage.finished_at if stage.finished_at and stage.finished_at < until else None
    _unmove(told, until)
    steps = Record.objects.filter(kind="stage", row__in=told, at__gte=until).values_list("row", "action")
    dated = {row for row, action in steps if action == CampaignAction.DATE_STAGE}
    for stage in (told[row] for row in dated):
        stage.start_on = stage.end_on = stage.planned_start_on = stage.planned_end_on = None
    added = {row for row, action in steps if action == CampaignAction.ADD_STAGE}
    return [stage for stage in told.values() if stage.pk not in added]


def _unmove(told: Mapping[int, Stage], until: datetime) -> None:
    """Take back what was prolonged since. Of one decision the first stage was prolonged, those after it were moved as a whole."""
    later = list(StageExtension.objects.filter(stage__in=told, decided_at__gte=until).order_by("-decided_at", "-pk"))
    first = {(one.decided_at, one.decision): one.stage_id for one in sorted(later, key=lambda one: -told[one.stage_id].order)}
    for one in later:
        stage = told[one.stage_id]
        if stage.start_on and first[one.decided_at, one.decision] != stage.pk:
            stage.start_on -= one.to_on - one.from_on
        stage.end_on = one.from_on


def campaign_then(campaign: Campaign, until: datetime) -> Campaign:
    """The campaign with its stages as they stood at a moment, for whoever asks it which one was current. Never to be saved."""
    told = copy(campaign)
    told._stages = stages_then(campaign, until)  # type: ignore[attr-defined]  # `stages` looks there
    return told
