"""Items beyond their own campaign: shown in a linked one (entered once), carried over to a named body; and local forms of an item."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Grant, LocalManifestation, Stage
from bihuan.campaigns.policy import lent_still, runs
from bihuan.campaigns.queries.links import linked_campaigns, superior_of
from bihuan.campaigns.vocabulary import CampaignState
from bihuan.foundation.audit.changing import changing, creating, creating_many, one_write
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed, NotNow, _
from bihuan.organisation.models import Person
from bihuan.problems.models import CarryOver, LocalForm, Problem, Share
from bihuan.problems.operations.amending import classify
from bihuan.problems.rules import text_is_private
from bihuan.problems.vocabulary import OPEN
from bihuan.problems.vocabulary.passing_on import PassingAction, ShareKind


def show_elsewhere(
    *, problems: Sequence[Problem], campaign: Campaign, actor: Actor, now: datetime, lead: Campaign | None = None
) -> list[Share]:
    """Show items in a linked campaign, too; each stays one entry with its home (M30). Between a superior and a subordinate campaign one
    leads (M104): `lead`, or the home. Refused: a campaign that is not linked, self-checks and critiques, which few may read, a third campaign
    in the lead; shown there already is left as it is."""
    home = _one_home(problems)
    if not linked_campaigns(home).filter(pk=campaign.pk).exists():
        raise BadInput(_("“%(title)s”没有和本专项关联。请先在“关联专项”里关联。"), title=campaign.title)
    if private := [one.number for one in problems if text_is_private(one.source)]:
        raise BadInput(_("第 %(number)04d 号是自查或互查，内容只有少数人能看，不能共享。"), number=private[0])
    upper = superior_of(home, campaign)
    if lead is not None and (upper is None or lead.pk not in (home.pk, campaign.pk)):
        raise BadInput(_("牵头的只能是按上下级关联的两个专项中的一个。"))
    return _show(problems, campaign, ShareKind.SHARED, actor, now, {"upper": upper, "lead": lead or home} if upper else {})


def _show(
    problems: Sequence[Problem],
    campaign: Campaign,
    kind: ShareKind,
    actor: Actor,
    now: datetime,
    levels: Mapping[str, Campaign] | None = None,
) -> list[Share]:
    there = set(Share.objects.filter(campaign=campaign, problem__in=problems, hidden_at=None).values_list("problem_id", flat=True))
    rows = [
        Share(problem=one, campaign=campaign, kind=kind, shared_at=now, shared_by_id=actor.user_id, **(levels or {}))
        for one in problems
        if one.pk not in there
    ]
    return list(creating_many(rows, PassingAction.SHOW, actor=actor, now=now))


def _one_home(problems: Sequence[Problem]) -> Campaign:
    homes = {one.campaign_id: one.campaign for one in problems}
    if len(homes) != 1:
        raise BadInput(_("请选同一个专项的问题。"))
    return next(iter(homes.values()))


def hide_elsewhere(row: Share, *, reason: str, actor: Actor, now: datetime) -> Share:
    """It is not shown there any more. Refused: taken back already."""
    with changing(row, PassingAction.HIDE, actor=actor, now=now, reason=reason) as change:
        if row.hidden_at is not None:
            raise NotNow(_("已经取消共享了。"))
        change.set(hidden_at=now, hidden_by_id=actor.user_id)
    return row


@dataclass(frozen=True, slots=True)
class Taking:
    """Who goes on with open items: the body, its person, until when, why; the later campaign in which they are told apart as old."""

    body: str
    person: Person
    due_on: date
    reason: str
    to_campaign: Campaign | None = None


def carry_over(*, problems: Sequence[Problem], taking: Taking, actor: Actor, now: datetime, stage: Stage | None = None) -> list[CarryOver]:
    """Carry open items over to a named body with reason, person and date (M98), into a later campaign where one is named (M31). They stay one
    entry with their whole history. `stage`: they go on after the end of a stage; the end of the campaign asks anew.

    Refused: nothing open among them, no body or reason, a day that is past, a person without a duty in their campaign, a later campaign that
    the actor does not run."""
    home = _one_home(problems)
    _check(home, problems, taking, actor, now)
    told: dict[str, Any] = {
        "body": taking.body.strip(), "person": taking.person, "to_campaign": taking.to_campaign, "reason": taking.reason.strip(),
        "due_on": taking.due_on, "stage": stage, "carried_at": now, "carried_by_id": actor.user_id,
    }  # fmt: skip
    with one_write():
        rows = [CarryOver(problem=one, **told) for one in problems]
        creating_many(rows, PassingAction.CARRY_OVER, actor=actor, now=now, reason=told["reason"])
        if taking.to_campaign is not None:
            _show(problems, taking.to_campaign, ShareKind.OLD, actor, now)
    return rows


def _check(home: Campaign, problems: Sequence[Problem], taking: Taking, actor: Actor, now: datetime) -> None:
    if closed := [one.number for one in problems if one.state not in OPEN]:
        raise BadInput(_("第 %(number)04d 号不是未销号的问题，不用结转。"), number=closed[0])
    if not taking.body.strip() or not taking.reason.strip():
        raise BadInput(_("请写明承接机构和结转理由。"))
    if taking.due_on < localdate(now):
        raise BadInput(_("办结日期不能早于今天。"))
    if not Grant.objects.filter(lent_still(localdate(now)), campaign=home, person=taking.person, ended_at=None).exists():
        raise BadInput(_("“%(name)s”在“%(title)s”里没有职责，接不了。请先在职责分工里授予。"), name=taking.person.name, title=home.title)
    _check_later(home, taking.to_campaign, actor)


def _check_later(home: Campaign, later: Campaign | None, actor: Actor) -> None:
    if later is None:
        return
    if later.pk == home.pk or later.state == CampaignState.CLOSED:
        raise BadInput(_("请转入另一个没有结束的专项。"))
    if not runs(actor, later):
        raise NotAllowed()


def name_local_form(*, problem: Problem, local: LocalManifestation, actor: Actor, now: datetime) -> LocalForm:
    """Record an item under a local form: its manifestation becomes the item of the catalogue above (M44). Refused: another unit's form."""
    if local.unit_id != problem.unit_id or local.campaign_id != problem.campaign_id or local.dropped_at is not None:
        raise BadInput(_("这条细化表现不是“%(unit)s”现用的。"), unit=problem.unit.name)
    with one_write():
        if problem.manifestation_id != local.parent_id:
            classify(problem=problem, category=None, manifestation=local.parent, actor=actor, now=now)
        row = LocalForm.objects.filter(problem=problem).first()
        if row is None:
            row = LocalForm(problem=problem, local=local)
            with creating(row, PassingAction.NAME_LOCAL, actor=actor, now=now) as change:
                change.note(local=local.pk)
            return row
        with changing(row, PassingAction.NAME_LOCAL, actor=actor, now=now) as change:
            change.set(local=local)
    return row
