"""The facts of one problem for the rules of its steps."""

from datetime import date, datetime
from functools import cache

from django.utils.timezone import localdate

from bihuan.campaigns.queries.stages import gate_open
from bihuan.campaigns.rules.columns import columns_of
from bihuan.campaigns.rules.settings import settings_of
from bihuan.campaigns.rules.switches import switches_of
from bihuan.campaigns.vocabulary import CampaignState
from bihuan.foundation.calendar.queries import near_until
from bihuan.foundation.kernel import Actor, Term
from bihuan.foundation.kernel.recusal import acts_twice
from bihuan.problems.models import Problem
from bihuan.problems.rules import ClosingFacts, unmet_needs
from bihuan.problems.rules.closing import WORDING, WordingFacts, unmet_wording
from bihuan.problems.rules.own import missing_from
from bihuan.problems.vocabulary import OPEN, OwnerLevel, Source
from bihuan.problems.workflow import PROBLEM


def _hands(row: Problem) -> tuple[int | None, ...]:
    """Accounts that already set their hand to this problem in its present round."""
    return (row.asked_by_id, row.confirmed_by_id, row.verified_by_id, row.corrected_by_id, row.closed_by_id)


_ASKED_OF = ("asked", "confirmed", "verified", "corrected", "closed")


def _hand_people(row: Problem) -> tuple[int | None, ...]:
    """The persons who had these accounts at that moment, and those whose deputies they were: both are hands."""
    return tuple(getattr(row, f"{step}_{whose}_id") for step in _ASKED_OF for whose in ("person", "for_person"))


def _takes_findings(state: str, actor: Actor) -> bool:
    """A running campaign takes findings; one in preparation only what the machine brings along."""
    return state == CampaignState.RUNNING or (actor.is_system and state == CampaignState.PREPARED)


def last_day_to_object(row: Problem) -> date:
    """The last day on which the unit may say that a problem is not its own: working days after it was told (a setting of the campaign)."""
    return near_until(row.told_on or localdate(row.recorded_at), settings_of(row.campaign.file).objection_days)


def _own_words(row: Problem, actor: Actor) -> bool:
    return row.source == Source.SELF_CHECK or (actor.user_id is not None and row.recorded_by_id == actor.user_id)


def facts(row: Problem, actor: Actor, today: date) -> ClosingFacts:
    """Plain values of the row; measures are counted by their lines, so that a list of rows needs no query a row."""
    options = settings_of(row.campaign.file)
    return ClosingFacts(
        actor_user=actor.user_id, actor_person=actor.person_id, for_user=actor.for_user, for_person=actor.for_person,
        doers=(row.doer_id, row.person_id), hands=_hands(row),
        hand_people=_hand_people(row), has_leader=row.leader_id is not None,
        cause=row.cause, cause_kind=row.cause_kind, measures=len(row.measures_text.split()), has_doer=row.doer_id is not None,
        personal=row.owner_level == OwnerLevel.PERSON,
        has_due_day=row.due_on is not None, evidence=row.evidence_count, no_evidence_reason=row.no_evidence_reason, how=row.how,
        path=row.path, awaits_sample=row.awaits_sample, needs_text=bool(row.manifestation and row.manifestation.needs_text), text=row.text,
        approval_asked=options.approve_measures, proposed=row.proposed, in_batch=row.batch_id is not None,
        own_words=_own_words(row, actor),
        running=_takes_findings(row.campaign.state, actor), gate_open=gate_open(row.campaign), publicity_asked=options.publicity_step,
        publicity_over=row.publicity_ends_on is not None and today > row.publicity_ends_on, open_objections=row.open_objections,
        in_time=row._state.adding or today <= last_day_to_object(row), ruled=row.ruled, shares=row.sharing_id is not None, members=row.merged,
        look_back_used=row.state in OPEN or row.awaits_look_back or switches_of(row.campaign.file).look_back,
        own_missing=missing_from(columns_of(row.campaign.file), row.own),
    )  # fmt: skip


@cache
def _asked(action: str) -> frozenset[Term]:
    return frozenset(need for step in PROBLEM.of(action) for need in step.needs)


def _wording(row: Problem, actor: Actor) -> WordingFacts:
    people = (row.doer_id, row.person_id)
    return WordingFacts(
        needs_text=bool(row.manifestation_id and row.manifestation and row.manifestation.needs_text), text=row.text,
        own_words=_own_words(row, actor), is_about_oneself=any(acts_twice(one, people) for one in (actor.person_id, actor.for_person)),
    )  # fmt: skip


def unmet(row: Problem, actor: Actor, action: Term, now: datetime) -> tuple[Term, ...]:
    """The needs this problem does not meet now, for this actor. What correcting asks is asked of ten thousand rows at a time: by itself,
    without everything that closing wants to know."""
    if _asked(action.value) <= WORDING:
        return unmet_wording(_wording(row, actor))
    return unmet_needs(facts(row, actor, localdate(now)))
