"""Marking the key few (关键少数, M15): whose doing of duty is looked at closely. The mark has no effect of its own."""

from datetime import datetime

from bihuan.campaigns.models import Campaign, Grant, KeyFew, RosterEntry
from bihuan.campaigns.vocabulary import Duty
from bihuan.campaigns.vocabulary.organising import OrganisingAction
from bihuan.foundation.audit.changing import changing, creating, creating_many
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.organisation.models import Person


def mark_key_few(*, campaign: Campaign, person: Person, note: str, actor: Actor, now: datetime, first_hand: bool = False) -> KeyFew:
    """Mark somebody. Refused: marked already; nobody of this campaign."""
    here = RosterEntry.objects.filter(campaign=campaign, person=person).exists()
    if not here and not Grant.objects.filter(campaign=campaign, person=person, ended_at=None).exists():
        raise BadInput(_("“%(name)s”不在本专项的名册里，也没有职责。"), name=person.name)
    if KeyFew.objects.filter(campaign=campaign, person=person, unmarked_at=None).exists():
        raise BadInput(_("“%(name)s”已经列入关键少数。"), name=person.name)
    row = KeyFew(campaign=campaign, person=person, first_hand=first_hand, note=note.strip(), marked_at=now, marked_by_id=actor.user_id)
    with creating(row, OrganisingAction.MARK_KEY, actor=actor, now=now) as change:
        change.note(person=person.pk, first_hand=first_hand)
    return row


def mark_heads_as_key(*, campaign: Campaign, actor: Actor, now: datetime) -> int:
    """Mark every head of a unit (一把手) who is not marked yet. Returns how many."""
    marked = KeyFew.objects.filter(campaign=campaign, unmarked_at=None).values("person_id")
    heads = Grant.objects.filter(campaign=campaign, duty=Duty.UNIT_HEAD, ended_at=None).exclude(person_id__in=marked)
    people = sorted(set(heads.order_by().values_list("person_id", flat=True)))
    told = {"campaign": campaign, "first_hand": True, "note": _("单位主要负责人"), "marked_at": now, "marked_by_id": actor.user_id}
    creating_many([KeyFew(person_id=one, **told) for one in people], OrganisingAction.MARK_KEY, actor=actor, now=now, checked=False)
    return len(people)


def unmark_key_few(row: KeyFew, *, reason: str, actor: Actor, now: datetime) -> KeyFew:
    """Take the mark away, with the reason. Refused: taken away already."""
    with changing(row, OrganisingAction.UNMARK_KEY, actor=actor, now=now, reason=reason) as change:
        if row.unmarked_at is not None:
            raise NotNow(_("已经移出关键少数了。"))
        change.set(unmarked_at=now, unmarked_by_id=actor.user_id)
    return row
