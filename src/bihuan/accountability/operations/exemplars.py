"""Holding somebody up as an example (M157): proposed by one hand, agreed to by the one it is about, decided by others with reasons, published beside
the code of conduct as far as he agreed – and gone from there when he takes his word back. Nobody is counted or ranked by it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max
from django.utils.timezone import localdate

from bihuan.accountability.models import DecisionBody, Exemplar
from bihuan.accountability.operations.words import written
from bihuan.accountability.rules.publicity import names_in
from bihuan.accountability.vocabulary.exemplars import Consent
from bihuan.accountability.vocabulary.exemplars import ExemplarAction as A
from bihuan.campaigns.models import Campaign, CoveredUnit
from bihuan.campaigns.operations import commend, withdraw_commendation
from bihuan.campaigns.rules.conduct import standards_of
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.organisation.models import Person, Unit


@dataclass(frozen=True)
class Example:
    """Who did what, by which line of the code of conduct, and what shows it. Without a person it is the unit as a whole."""

    standard: str
    unit: Unit
    person: Person | None
    deed: str
    evidence: str


def propose_exemplar(*, campaign: Campaign, body: DecisionBody, told: Example, actor: Actor, now: datetime) -> Exemplar:
    """Propose an example to the body that decides. Refused: a line that the code does not have, a unit that takes no part, no deed or nothing that
    shows it, oneself, the office as the deciding body."""
    if told.standard not in standards_of(campaign.file):
        raise BadInput(_("行为准则里没有“%(standard)s”这一条。"), standard=told.standard)
    if not CoveredUnit.objects.filter(campaign=campaign, unit=told.unit).exists():
        raise BadInput(_("“%(name)s”不在本专项的整治单位里。"), name=told.unit.name)
    row = Exemplar(
        campaign=campaign, body=body, standard=told.standard, unit=told.unit, person=told.person, deed=written(told.deed, _("事迹")),
        evidence=written(told.evidence, _("依据材料")), proposed_at=now, proposed_by_id=actor.user_id,
    )  # fmt: skip
    with one_write():
        list(Campaign.objects.select_for_update(no_key=True).filter(pk=campaign.pk).values_list("pk"))  # numbers are given one at a time
        row.number = int(Exemplar.objects.filter(campaign=campaign).aggregate(last=Max("number"))["last"] or 0) + 1
        with creating(row, A.PROPOSE, actor=actor, now=now):
            pass
    return row


def agree_to_exemplar(row: Exemplar, *, consent: Consent, actor: Actor, now: datetime) -> None:
    """He says yes, and whether his name may stand there. Only he can."""
    with changing(row, A.AGREE, actor=actor, now=now) as change:
        change.set(consent=consent, agreed_at=now, agreed_by_id=actor.user_id)


def decline_exemplar(row: Exemplar, *, actor: Actor, now: datetime) -> None:
    """He would rather not. Nothing follows from it, and nobody asks why."""
    with changing(row, A.DECLINE, actor=actor, now=now) as change:
        change.set(over_at=now, over_by_id=actor.user_id)


def drop_exemplar(row: Exemplar, *, actor: Actor, now: datetime) -> None:
    """Whoever proposed it takes it back before it is decided."""
    with changing(row, A.DROP, actor=actor, now=now) as change:
        change.set(over_at=now, over_by_id=actor.user_id)


def decide_exemplar(row: Exemplar, *, document: str, reasons: str, on: date | None = None, actor: Actor, now: datetime) -> None:
    """The body commends, with its number and reasons. Refused: by whoever proposed it; a day to come."""
    on = on or localdate(now)
    if on > localdate(now):
        raise BadInput(_("决定日期不能晚于今天。"))
    told = {"document": written(document, _("决定文号")), "decision": written(reasons, _("决定理由"))}
    with changing(row, A.COMMEND, actor=actor, now=now) as change:
        change.set(decided_on=on, decided_at=now, decided_by_id=actor.user_id, **told)


def refuse_exemplar(row: Exemplar, *, reason: str, actor: Actor, now: datetime) -> None:
    """The body does not, and says why to who proposed it."""
    words = written(reason)
    with changing(row, A.REFUSE, actor=actor, now=now) as change:
        change.set(reason=words, over_at=now, over_by_id=actor.user_id)


def publish_exemplar(row: Exemplar, *, text: str, actor: Actor, now: datetime) -> None:
    """Put it beside the code of conduct, in the words of `text`. Refused: a name in what he agreed to without his name."""
    words = written(text, _("事迹"))
    named = row.consent == Consent.NAMED
    if row.person is not None and not named and names_in([row.person.name], words):
        raise BadInput(_("本人同意表彰、不公开姓名：请写成不出现姓名的事迹。"))
    with changing(row, A.PUBLISH, actor=actor, now=now) as change:
        told = commend(
            campaign=row.campaign, standard=row.standard, unit=row.unit, person=row.person if named else None, deed=words,
            on=row.decided_on or localdate(now), agreed=named, actor=actor, now=now,
        )  # fmt: skip
        change.set(commendation_id=told.pk, published_at=now, published_by_id=actor.user_id)


def revoke_consent(row: Exemplar, *, actor: Actor, now: datetime) -> None:
    """He takes his word back, at any time and without a reason; what was published is gone at once."""
    with changing(row, A.REVOKE, actor=actor, now=now) as change:
        _take_down(row, now)
        change.set(consent="", over_at=now, over_by_id=actor.user_id)


def withdraw_exemplar(row: Exemplar, *, reason: str, actor: Actor, now: datetime) -> None:
    """The body takes its decision back, with a reason that the person reads."""
    words = written(reason)
    with changing(row, A.WITHDRAW, actor=actor, now=now) as change:
        _take_down(row, now)
        change.set(reason=words, over_at=now, over_by_id=actor.user_id)


def _take_down(row: Exemplar, now: datetime) -> None:
    """By the machine, for the person holds no duty there. Of why it went nothing stands in the book."""
    if row.commendation is not None and row.commendation.withdrawn_at is None:
        withdraw_commendation(row.commendation, reason=_("已撤下"), actor=system_actor("clock"), now=now)
