"""Bodies and their members: named by the campaign's office, with the document that empowers them."""

from datetime import datetime

from bihuan.accountability.models import DecisionBody, Seat
from bihuan.accountability.queries.still import works_still
from bihuan.accountability.vocabulary.bodies import BodyAction, BodyKind
from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.organisation.models import Person


def name_body(*, campaign: Campaign, kind: BodyKind, name: str, basis: str, actor: Actor, now: datetime) -> DecisionBody:
    """Name a body. Refused: without name or document, a name twice, a second office."""
    name, basis = name.strip(), basis.strip()
    if not name or not basis:
        raise BadInput(_("请写明机构名称和授权依据（文件名称和文号）。"))
    known = DecisionBody.objects.filter(campaign=campaign, ended_at=None)
    if known.filter(name=name).exists() or (kind is BodyKind.OFFICE and known.filter(kind=kind).exists()):
        raise BadInput(_("“%(name)s”已经设立过。"), name=name)
    row = DecisionBody(campaign=campaign, kind=kind, name=name, basis=basis, named_at=now, named_by_id=actor.user_id)
    with creating(row, BodyAction.NAME, actor=actor, now=now):
        pass
    return row


def seat_in_body(row: DecisionBody, *, person: Person, actor: Actor, now: datetime) -> Seat:
    """Seat somebody. Refused: the office (its members are its members), one who sits there, a body that was ended."""
    if row.kind == BodyKind.OFFICE:
        raise BadInput(_("专班的成员就是本专项的专班人员，不用另设。"))
    with changing(row, BodyAction.SEAT, actor=actor, now=now) as change:
        _refuse_ended(row)
        if Seat.objects.filter(body=row, person=person, ended_at=None).exists():
            raise BadInput(_("他已经是成员。"))
        seat = Seat.objects.create(body=row, person=person, given_at=now, given_by_id=actor.user_id)
        change.note(person=person.pk)
    return seat


def unseat_from_body(seat: Seat, *, reason: str, actor: Actor, now: datetime) -> None:
    """He sits there no more."""
    with changing(seat.body, BodyAction.UNSEAT, actor=actor, now=now, reason=reason) as change:
        gone = Seat.objects.filter(pk=seat.pk, ended_at=None).update(ended_at=now, ended_by_id=actor.user_id)
        if not gone:
            raise BadInput(_("他已经不是成员。"))
        change.note(person=seat.person_id)


def end_body(row: DecisionBody, *, reason: str, actor: Actor, now: datetime) -> None:
    """It handles and decides nothing any more; what it decided stands. Refused: while something is before it, or stands that only it may lift – whoever
    takes over is given the seats first (M170)."""
    with changing(row, BodyAction.END, actor=actor, now=now, reason=reason) as change:
        _refuse_ended(row)
        if works_still(row):
            raise NotNow(_("“%(name)s”还有没办完的事，或者还有只能由它解除的决定：请先办完，或者把成员换成接手的人。"), name=row.name)
        change.set(ended_at=now, ended_by_id=actor.user_id)


def _refuse_ended(row: DecisionBody) -> None:
    if row.ended_at is not None:
        raise BadInput(_("“%(name)s”已经停用。"), name=row.name)
