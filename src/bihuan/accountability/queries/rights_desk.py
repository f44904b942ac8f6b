"""What waits for somebody in tolerance, clearing and announcing: as conditions without a query (P17)."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q

from bihuan.accountability.models import Announcement, Clarification, Handling, Tolerance
from bihuan.accountability.queries.seated import any_seat
from bihuan.accountability.queries.work import his_bodies, his_own, keeps_away
from bihuan.accountability.vocabulary.clarification import ClarificationState as C
from bihuan.accountability.vocabulary.publicity import AnnouncementState
from bihuan.accountability.vocabulary.tolerance import ToleranceState as T
from bihuan.campaigns.policy import Held
from bihuan.campaigns.queries.desk import Wait
from bihuan.foundation.kernel import Actor


def right_asks(actor: Actor, mine: Sequence[Held], campaign_id: int, today: date) -> Iterable[Wait]:
    """What he himself is asked; and by his seats, but not at the door for phones. Nothing of what he keeps away from."""
    if actor.person_id is None or actor.administrator or actor.for_person is not None:
        return
    cleared = Clarification.objects.filter(campaign_id=campaign_id).select_related("unit", "person")
    yield Wait("clarification_wish", cleared.filter(person_id=actor.person_id, state=C.PROPOSED))
    if actor.only_own:
        return
    seat = any_seat(actor, mine, campaign_id)
    bodies = his_bodies(actor.person_id, mine, campaign_id)
    free = ~his_own(actor.person_id, mine) & ~keeps_away(actor.person_id, today)
    reviews = Tolerance.objects.filter(free, campaign_id=campaign_id).select_related("unit", "person")
    yield Wait("tolerance_accept", reviews.filter(handler__in=bodies, state=T.APPLIED), "accept_by_on", seat)
    yield Wait("tolerance_verify", reviews.filter(handler__in=bodies, state=T.ACCEPTED), "verify_by_on", seat)
    hand = Q(applied_by_id=actor.user_id) | Q(verified_by_id=actor.user_id)
    yield Wait("tolerance_decide", reviews.filter(body__in=bodies, state=T.VERIFIED).exclude(hand), only_if=seat)
    work = cleared.filter(free)
    yield Wait("clarification_verify", work.filter(handler__in=bodies, state=C.APPLIED), only_if=seat)
    by_hand = Q(opened_by_id=actor.user_id) | Q(verified_by_id=actor.user_id)
    yield Wait("clarification_approve", work.filter(body__in=bodies, state=C.READY).exclude(by_hand), only_if=seat)
    yield Wait("clarification_do", work.filter(handler__in=bodies, state=C.APPROVED), only_if=seat)
    yield Wait("clarification_follow", work.filter(handler__in=bodies, state=C.CLEARED, follow_on__lte=today), "follow_on", seat)
    drawn_up = Announcement.objects.filter(campaign_id=campaign_id, body__in=bodies, state=AnnouncementState.PROPOSED)
    about = Handling.objects.filter(free, campaign_id=campaign_id).order_by().values("pk")
    yield Wait("announcement_approve", drawn_up.exclude(proposed_by_id=actor.user_id).filter(handling__in=about), only_if=seat)
