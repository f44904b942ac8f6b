"""What is before a body still, or stands by what it decided: such a body is not ended, or nobody could go on with it, lift it or answer for it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from bihuan.accountability.models import (
    Announcement,
    Appeal,
    Card,
    CardReview,
    Clarification,
    DecisionBody,
    Handling,
    Motion,
    Rating,
    Tolerance,
    Visitor,
)
from bihuan.accountability.vocabulary.clarification import ClarificationState
from bihuan.accountability.vocabulary.motions import MotionState
from bihuan.accountability.vocabulary.publicity import AnnouncementState
from bihuan.accountability.vocabulary.ratings import RatingState
from bihuan.accountability.vocabulary.visits import VisitState
from bihuan.accountability.workflow.cards import SHOWN
from bihuan.accountability.workflow.handling import OVER
from bihuan.accountability.workflow.motions import OPEN as OPEN_MOTIONS
from bihuan.accountability.workflow.tolerance import OPEN as OPEN_REVIEWS

_UNANSWERED = ("filed", "accepted")
_OVER = (ClarificationState.FOLLOWED, ClarificationState.DECLINED, ClarificationState.DROPPED)


def works_still(body: DecisionBody) -> bool:
    """Is there anything?"""
    return any(rows.exists() for rows in _held_by(body))


def _held_by(body: DecisionBody) -> Iterable[QuerySet[Any]]:
    here = Q(handler=body) | Q(body=body)
    yield Handling.objects.filter(here).exclude(state__in=OVER)
    yield Appeal.objects.filter(Q(body=body, state__in=_UNANSWERED) | Q(handling__handler=body, state="passed_on"))
    yield Tolerance.objects.filter(here, state__in=OPEN_REVIEWS)
    yield Clarification.objects.filter(here).exclude(state__in=_OVER)
    yield Announcement.objects.filter(here, state__in=(AnnouncementState.PROPOSED, AnnouncementState.SHOWN))
    unserved = Q(state__in=(MotionState.GRANTED, MotionState.REFUSED), served_at=None, body=body)
    yield Motion.objects.filter(Q(here, state__in=OPEN_MOTIONS) | unserved)
    yield CardReview.objects.filter(body=body, state__in=_UNANSWERED)
    yield Card.objects.filter(rule__body=body, state__in=SHOWN)
    yield Rating.objects.filter(rule__body=body, state=RatingState.IN_FORCE)
    yield Visitor.objects.filter(seat__body=body, left_at=None).exclude(visits__state=VisitState.ENDED)
