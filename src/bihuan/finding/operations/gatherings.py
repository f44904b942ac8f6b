"""Gatherings: seminar, visit to the public, questionnaire, opinion form (M59)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.finding.models.opinions import Gathering
from bihuan.finding.vocabulary.letters import GatheringAction
from bihuan.finding.vocabulary.opinions import GATHERED, OpinionForm, PeopleGroup
from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class Held:
    """What was held: `unit` is whose it was, None for the campaign's own. Nobody who spoke is named."""

    form: OpinionForm
    title: str
    group: PeopleGroup
    held_on: date
    place: str = ""
    unit: Unit | None = None


def hold_gathering(*, campaign: Campaign, held: Held, actor: Actor, now: datetime) -> Gathering:
    """Note that opinions were asked for. Refused: left out of the campaign, another form than the four, without a name, a day to come."""
    refuse_left_out(campaign.file, "gatherings")
    _refuse_odd(held, now)
    row = Gathering(campaign=campaign, noted_at=now, noted_by_id=actor.user_id, **_columns(held))
    with creating(row, GatheringAction.HOLD, actor=actor, now=now):
        pass
    return row


def amend_gathering(row: Gathering, *, held: Held, actor: Actor, now: datetime) -> Gathering:
    """Correct what was noted. Opinions that were entered keep their day and group: they were heard there."""
    _refuse_odd(held, now)
    with changing(row, GatheringAction.AMEND, actor=actor, now=now) as change:
        change.set(**{name: value for name, value in _columns(held).items() if name != "unit"})
    return row


def _refuse_odd(held: Held, now: datetime) -> None:
    if held.form not in GATHERED:
        raise BadInput(_("请选择座谈会、走访群众、问卷调查或征求意见表。"))
    if not held.title.strip():
        raise BadInput(_("请写明名称，例如“企业代表座谈会”。"))
    if held.held_on > localdate(now):
        raise BadInput(_("日期不能晚于今天。"))


def _columns(held: Held) -> dict[str, object]:
    return {
        "form": held.form, "title": held.title.strip(), "group": held.group, "held_on": held.held_on, "place": held.place.strip(), "unit": held.unit,
    }  # fmt: skip
