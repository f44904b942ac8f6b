"""What somebody reads of a matter of his own, and when: what he was told, never what is still being drawn up (P01)."""

from datetime import date

from bihuan.accountability.vocabulary.handling import HandlingState as S
from bihuan.problems.vocabulary import Source

_NOTHING_FOLLOWED = (S.NOT_HANDLED, S.TOLERATED)
COUNTS_NO_MORE = (S.ENDED, S.LIFTED, S.UNDONE, S.NOT_HANDLED, S.TOLERATED, S.DROPPED)
"""Shown to himself alone, folded away, with the words that it counts no more (P10)."""
PROTECTED = (Source.CRITIQUE, Source.OPINION, Source.TALK, Source.SOCIAL_REVIEW, Source.UNANNOUNCED)
"""Channels behind which stand people who spoke: of these he is told the channel and the fact, never by which words or papers (P05, P12)."""


def shows_proposal(*, respond_on: date | None, served_on: date | None) -> bool:
    """Does the row stand as it was told to him? What was taken back is drawn up anew: until he is told again he reads only that."""
    return respond_on is not None or served_on is not None


def shows_measure(state: str, *, respond_on: date | None, served_on: date | None) -> bool:
    """The measure, too? Between the decision and its service it may be lighter than he was told: he reads it when it is served."""
    return state != S.DECIDED and shows_proposal(respond_on=respond_on, served_on=served_on)


def shows_decision(state: str, *, served_on: date | None) -> bool:
    """The decision with its reasons: once it was served; at once where nothing follows."""
    return served_on is not None or state in _NOTHING_FOLLOWED


def protects(source: str | None) -> bool:
    """Is only the kind of the channel told?"""
    return source in PROTECTED
