"""A serious or frequent item or unit comes before the Party group, which decides on a notice, a reminder or a talk (M95)."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.accountability.models import DecisionBody, PartyDecision, PartyPaper
from bihuan.accountability.operations.words import written
from bihuan.accountability.papers import party_paper
from bihuan.accountability.policy import sits
from bihuan.accountability.policy.party import duties_of_party
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.party import PartyAction as A
from bihuan.accountability.vocabulary.party import PartyMeans, PartyState, PartyWord
from bihuan.campaigns.models import Campaign
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.documents.operations.printing import print_sealed
from bihuan.documents.rules.storing import to_plain
from bihuan.foundation.audit import checkpoints
from bihuan.foundation.audit.changing import changing, creating, note, one_write
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed, NotNow, _
from bihuan.foundation.kernel.unseen import seen
from bihuan.organisation.models import Unit
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import Weight


def lay_before_party(
    *, campaign: Campaign, unit: Unit | None, problem: Problem | None, reason: str, actor: Actor, now: datetime
) -> PartyDecision:  # fmt: skip
    """Lay a unit with frequent problems, or an item marked serious, before the Party group. Refused: no reason, an item without the mark or one that
    lies there."""
    refuse_left_out(campaign.file, "handlings")
    words = written(reason, _("提交理由"))
    if problem is not None and (problem.campaign_id != campaign.pk or problem.weight != Weight.SERIOUS):
        raise BadInput(_("只有标为“严重或多发频发”的问题才提交党组研究。"))
    unit = problem.unit if problem is not None else unit
    if unit is None:
        raise BadInput(_("请选定问题或者单位。"))
    _refuse_twice(campaign, unit, problem)
    row = PartyDecision(campaign=campaign, unit=unit, problem=problem, reason=words, laid_at=now, laid_by_id=actor.user_id)
    with creating(row, A.LAY, actor=actor, now=now):
        pass
    return row


def _refuse_twice(campaign: Campaign, unit: Unit, problem: Problem | None) -> None:
    if PartyDecision.objects.filter(campaign=campaign, unit=unit, problem=problem, state=PartyState.LAID).exists():
        raise BadInput(_("已经提交党组，正在等候研究。"))


@dataclass(frozen=True)
class Said:
    """What the Party group says to the unit: a notice with its number; a talk with its day."""

    means: PartyMeans
    text: str
    document: str = ""
    talk_on: date | None = None
    talk_place: str = ""


def decide_party(row: PartyDecision, *, body: DecisionBody, said: Said, actor: Actor, now: datetime) -> None:
    """Record what the Party group decided. Refused: to whom sits in another body, without words, a notice without number, a talk without a day to come.
    No measure against a person comes out of it: that goes by a handling."""
    words, today = written(said.text, _("指出的问题和要求")), localdate(now)
    if body.kind != BodyKind.PARTY_GROUP or body.campaign_id != row.campaign_id or not sits(actor, body):
        raise NotAllowed(_("由本专项党组（党委）的成员登记。"))
    if said.means is PartyMeans.NOTICE and not seen(said.document):
        raise BadInput(_("通报要填写文号。"))
    if said.means is PartyMeans.TALK and (said.talk_on is None or said.talk_on < today):
        raise BadInput(_("约谈要填写日期，不能早于今天。"))
    with changing(row, A.DECIDE, actor=actor, now=now) as change:
        change.set(
            body=body, means=said.means, text=words, document=seen(said.document), talk_on=said.talk_on if said.means is PartyMeans.TALK else None,
            talk_place=said.talk_place.strip(), decided_on=today, decided_at=now, decided_by_id=actor.user_id,
        )  # fmt: skip


def decide_serious_item(
    problem: Problem, *, body: DecisionBody, said: Said, actor: Actor, now: datetime
) -> PartyDecision:  # fmt: skip
    """The same for an item that stands on the desk by its mark alone."""
    with one_write():
        row = lay_before_party(campaign=problem.campaign, unit=None, problem=problem, reason=_("标为严重或多发频发"), actor=actor, now=now)
        decide_party(row, body=body, said=said, actor=actor, now=now)
    return row


def pass_by_party(row: PartyDecision, *, reason: str, actor: Actor, now: datetime) -> None:
    """It was discussed, and nothing further is said."""
    with changing(row, A.PASS_BY, actor=actor, now=now) as change:
        change.set(text=written(reason), decided_on=localdate(now), decided_at=now, decided_by_id=actor.user_id)


def take_party_paper(row: PartyDecision, *, actor: Actor, now: datetime) -> bytes:
    """The notice, reminder or summons as docx, for the desk and the head of the unit (D34); sealed, so that it is known again (promise 2)."""
    if not duties_of_party(actor, row):
        raise NotAllowed()
    if row.state != PartyState.DECIDED:
        raise NotNow(_("还没有研究决定。"))
    stood, paper = checkpoints.take(now), party_paper(row, localdate(now))
    with one_write():
        note(kept(PartyDecision), row, PartyWord.TAKE, actor=actor, now=now)
        taken = PartyPaper(decision=row, figures_digest="-", taken_at=now, taken_by_id=actor.user_id)
        taken.save()
        paper = replace(paper, document_id=str(taken.pk), as_of=now.isoformat(timespec="minutes"))
        sealed = print_sealed(paper=paper, ledger={"position": stood.position, "digest": stood.digest})
        taken.content, taken.figures, taken.figures_digest, taken.seal = (
            to_plain(sealed.paper),
            sealed.listed,
            sealed.fingerprint,
            sealed.seal,
        )
        taken.save()
    return sealed.data
