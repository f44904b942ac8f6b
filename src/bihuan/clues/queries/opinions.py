"""Opinions behind open codes: which reports are one, and how they are counted. By code, and never as a rate: a code that hangs on a wall can be used
by anybody any number of times."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from pyrage import x25519

from bihuan.clues.models import DoorEntry, DoorOpinion, Tip
from bihuan.clues.policy.keys import duties_of_door
from bihuan.clues.queries.clues import contents_of, is_opinion, visible_clues
from bihuan.clues.queries.door import questions_of
from bihuan.clues.vocabulary.tips import TipState
from bihuan.foundation.kernel import Actor

AT_ONCE = 200


def waiting_opinions(mine: Sequence[x25519.Identity], most: int = AT_ONCE) -> list[Tip]:
    """Opinions that wait to be counted and that these keys open, oldest day first."""
    rows = Tip.objects.filter(Q(state=TipState.WAITING) | Q(state=TipState.OPINION, unread=True)).order_by("received_on", "pk")
    found: list[Tip] = []
    for one in rows.iterator(chunk_size=200):
        if is_opinion([content for _envelope, content in contents_of(one, mine)]):
            found.append(one)
        if len(found) >= most:
            break
    return found


@dataclass(frozen=True, slots=True)
class Counted:
    """What came by a code: opinions, and reports of those that the reader may know of."""

    opinions: int = 0
    reports: int = 0


def counted_by_entry(actor: Actor) -> dict[int | None, Counted]:
    """How much came by each entry (None: by a code that is none of ours). Two queries. Nothing for whoever does not work at the desk."""
    if not duties_of_door(actor):
        return {}
    opinions = dict(DoorOpinion.objects.order_by().values_list("entry").annotate(many=Count("tip", distinct=True)))
    told = visible_clues(actor).exclude(tip__entry=None).order_by()
    reports = dict(told.values_list("tip__entry").annotate(many=Count("tip", distinct=True)))
    return {pk: Counted(opinions.get(pk, 0), reports.get(pk, 0)) for pk in opinions.keys() | reports.keys()}


@dataclass(frozen=True, slots=True)
class Tally:
    """One question that offers answers, and how often each was picked, in the order in which they were offered."""

    label: str
    picked: tuple[tuple[str, int], ...]


def tallies(entry: DoorEntry) -> list[Tally]:
    """The answers to an entry's questions, counted; of a form that was sent twice that of the later day."""
    last = dict(DoorOpinion.objects.filter(entry=entry).order_by("received_on", "pk").values_list("tip_id", "choices"))
    picked: dict[str, Counter[str]] = {}
    for choices in last.values():
        for label, choice in choices.items():
            picked.setdefault(label, Counter())[choice] += 1
    return [
        Tally(one.label, tuple((choice, picked[one.label][choice]) for choice in dict.fromkeys((*one.choices, *picked[one.label]))))
        for one in questions_of(entry)
        if one.label in picked
    ]


def opinions_of(entry: DoorEntry, most: int = 50) -> list[DoorOpinion]:
    """The latest opinions by this code, still sealed."""
    return list(DoorOpinion.objects.filter(entry=entry).order_by("-received_on", "pk")[:most])
