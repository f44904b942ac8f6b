"""When a card is looked at again (M150, A05: a calendar month), and what an improvement leads to. The clock reminds; it moves no card."""

from datetime import date, timedelta

from bihuan.accountability.vocabulary.cards import CardAction, CardState
from bihuan.foundation.kernel.time import add_months

AHEAD = timedelta(days=7)
"""So long before the review date people are reminded of it."""


def review_on(given_on: date, months: int) -> date:
    """The matching day of the month after; the last day of a shorter month."""
    return add_months(given_on, months)


def is_due(review: date, today: date) -> bool:
    """Has the review date come?"""
    return today >= review


def better(state: CardState) -> CardAction:
    """What an approved application leads to: from yellow the hat is off, from red it is yellow with a new month, never a clean slate (M151, M152)."""
    return CardAction.LIFT if state is CardState.YELLOW else CardAction.LOWER


def months_between(given_on: date, review: date) -> int:
    """Calendar months from the card to its review (N25)."""
    return (review.year - given_on.year) * 12 + review.month - given_on.month
