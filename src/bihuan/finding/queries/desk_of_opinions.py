"""What lies on somebody's desk: opinions to deal with, letters to answer or to remind of, pointings-out to take, a critique meeting to write in."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q

from bihuan.campaigns.policy import Held
from bihuan.campaigns.queries.desk import Wait
from bihuan.campaigns.vocabulary import Duty
from bihuan.finding.models.critique import CritiqueMeeting, MeetingSeat
from bihuan.finding.models.opinions import Opinion, OpinionLetter, PointingOut
from bihuan.finding.vocabulary.critique import MeetingState
from bihuan.finding.vocabulary.letters import LetterState
from bihuan.finding.vocabulary.opinions import OpinionState, PointingState
from bihuan.foundation.kernel import Actor


def waiting_opinions(actor: Actor, mine: Sequence[Held], campaign_id: int, today: date) -> Iterable[Wait]:
    """Of the office all that waits; of a unit its own opinions; of anybody his letter and the meeting at which he sits."""
    if actor.person_id is None:
        return
    me = Q(person_id=actor.person_id)
    duties = {one.duty for one in mine}
    units = [one.unit_id for one in mine if one.duty in (Duty.LIAISON, Duty.UNIT_HEAD) and one.unit_id]
    opinions = Opinion.objects.filter(~me | Q(person=None), campaign_id=campaign_id, state=OpinionState.OPEN).select_related("unit")
    letters = OpinionLetter.objects.filter(campaign_id=campaign_id, state=LetterState.SENT).select_related("document")
    if Duty.OFFICE in duties:
        yield Wait("opinions_open", opinions)
        yield Wait("letters_late", letters.filter(reply_by_on__lt=today), "reply_by_on")
        lying = PointingOut.objects.filter(campaign_id=campaign_id, state=PointingState.WRITTEN)
        yield Wait("pointings_lying", lying.exclude(person_id=actor.person_id))
    elif units:
        yield Wait("opinions_open", opinions.filter(person=None, unit_id__in=units))
    yield Wait("letters_to_answer", letters.filter(me), "reply_by_on")
    seats = MeetingSeat.objects.filter(person_id=actor.person_id, meeting__campaign_id=campaign_id).values("meeting_id")
    going = CritiqueMeeting.objects.filter(campaign_id=campaign_id, state=MeetingState.OPEN, pk__in=seats)
    yield Wait("critique_going_on", going.select_related("unit"))
