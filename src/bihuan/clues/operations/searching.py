"""Search over what clues say, by the reader's own sealed index. What was looked for stands nowhere; that somebody searched stands in the book."""

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate
from pyrage import x25519

from bihuan.clues.models import Clue, ClueSeal, KeyHolder, SearchEntry, SearchLeaf, SearchMark, SearchShelf
from bihuan.clues.operations.opening import own_keys
from bihuan.clues.operations.opening_many import opened_many
from bihuan.clues.queries.desk import CLEARED
from bihuan.clues.queries.searching import candidates, holder_of, last_shelf, leaf_bound, shown, to_index
from bihuan.clues.rules.blind import (
    SHELF,
    Leaf,
    Shelved,
    Shut,
    Tokens,
    index_key,
    leaf_bytes,
    leaves_of,
    list_bytes,
    read_list,
    told,
    words_of,
)
from bihuan.clues.vocabulary.clues import ClueWord
from bihuan.foundation.audit.changing import note
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.audit.queries import last_position
from bihuan.foundation.kernel import Actor
from bihuan.foundation.sealedbox.padding import padded, plain

PAGE, LOT = 20, 50
SECONDS = 2.0
"""So long a search puts clues into the index before it answers with what is there."""
_MOST_OPENED = 1000
"""So many are opened at most to see whether it stands there."""


@dataclass(frozen=True)
class Found:
    """`clues` of this page, latest first; `more`: there are others; `left`: so many are not in the index yet; `cut`: what was looked for is so
    common in other words that not everything could be opened."""

    clues: list[Clue]
    more: bool
    left: int
    cut: bool


def search_clues(*, query: str, session: str, actor: Actor, now: datetime, page: int = 1, cleared: bool = False) -> Found:
    """Clues in which all these words stand; those that proved wrong only where they are asked for, so that a repeat is known as one (P16). Refused:
    fewer than two signs, a locked key."""
    words, mine = words_of(query), own_keys(session=session, actor=actor, now=now)
    holder = holder_of(mine)
    left = index_clues(session=session, actor=actor, now=now)
    wanted = PAGE * page + 1
    clues, (some, others) = list[Clue](), candidates(holder, mine, words, _MOST_OPENED)
    for one in _proved(actor, some, mine, words, Q() if cleared else ~CLEARED):
        clues.append(one)
        if len(clues) == wanted:
            break
    note(kept(KeyHolder), holder, ClueWord.SEARCH, actor=actor, now=now)
    more = len(clues) == wanted
    return Found(clues[PAGE * (page - 1) : PAGE * page], more, left, others and not more)


def _proved(actor: Actor, some: Sequence[int], mine: Sequence[x25519.Identity], words: Sequence[str], which: Q) -> Iterator[Clue]:
    """Those that the actor may know of and whose text says it, opened one after the other."""
    for at in range(0, len(some), LOT):
        lot = some[at : at + LOT]
        place = {pk: number for number, pk in enumerate(lot)}
        rows = sorted(shown(actor, lot).filter(which), key=lambda one: place[one.pk])
        for one, texts in _texts(rows, mine):
            plain_texts = list(map(told, texts))
            if all(any(word in text for text in plain_texts) for word in words):
                yield one


def index_clues(*, session: str, actor: Actor, now: datetime, seconds: float = SECONDS) -> int:
    """Put what changed into the reader's index, newest last, for so many seconds at most. How many are left."""
    mine, until = own_keys(session=session, actor=actor, now=now), time.monotonic() + seconds
    holder, stood = holder_of(mine), last_position()
    wanted = to_index(actor, holder, mine, localdate(now))
    done, tokens = 0, Tokens(index_key(str(mine[0])))
    while done < len(wanted) and (not done or time.monotonic() < until):
        done += _shelve(actor, holder, mine, wanted[done:], tokens)
    if done == len(wanted):
        SearchMark.objects.update_or_create(holder=holder, defaults={"position": stood, "looked_on": localdate(now)})
    return len(wanted) - done


def _shelve(actor: Actor, holder: KeyHolder, mine: Sequence[x25519.Identity], wanted: Sequence[int], tokens: Tokens) -> int:
    """Fill one shelf. How many of these it took."""
    with transaction.atomic():
        KeyHolder.objects.select_for_update(no_key=True).get(pk=holder.pk)  # two windows of one reader fill one after the other
        old, shut = last_shelf(holder, SHELF), Shut(index_key(str(mine[0])))
        listed = read_list(plain(shut.opened(bytes(old.listed), old.bound))) if old else []
        some = wanted[: SHELF - len(listed)]
        rows = {one.pk: one for one in shown(actor, some)}
        fresh = [Shelved(one.pk, one.received_on.toordinal(), tokens.of(texts)) for one, texts in _texts(list(rows.values()), mine)]
        if fresh:
            known = {leaf: Leaf(body).postings() for leaf, body in _leaves(old, shut)} if old else {}
            shelf = _put(holder, old, listed + [(one.clue, one.day) for one in fresh], leaves_of(fresh, len(listed), known), shut)
            SearchEntry.objects.bulk_create([SearchEntry(shelf=shelf, clue_id=one.clue, revision=rows[one.clue].revision) for one in fresh])
    return len(some)


def _leaves(shelf: SearchShelf, shut: Shut) -> Iterator[tuple[int, bytes]]:
    for leaf, body in SearchLeaf.objects.filter(shelf=shelf).values_list("leaf", "body"):
        yield leaf, shut.opened(bytes(body), leaf_bound(shelf.holder_id, shelf.pk, leaf))


def _put(holder: KeyHolder, old: SearchShelf | None, listed: list[tuple[int, int]], leaves: dict[int, Any], shut: Shut) -> SearchShelf:
    """A shelf as it is now, in the place of the one that it goes on from."""
    shelf = SearchShelf.objects.create(holder=holder, size=len(listed))
    shelf.listed = shut.closed(padded(list_bytes(listed)), shelf.bound)
    shelf.save(update_fields=["listed"])
    SearchLeaf.objects.bulk_create(
        [
            SearchLeaf(shelf=shelf, leaf=leaf, body=shut.closed(leaf_bytes(postings), leaf_bound(holder.pk, shelf.pk, leaf)))
            for leaf, postings in leaves.items()
        ]
    )
    if old:
        SearchEntry.objects.filter(shelf=old).update(shelf=shelf)
        old.delete()
    return shelf


def _texts(rows: Sequence[Clue], mine: Sequence[x25519.Identity]) -> Iterator[tuple[Clue, list[str]]]:
    """Each with all its words."""
    for row, values, notes in opened_many(rows, mine):
        yield row, [*_words(values), *(text for _note, said in notes for text in _strings(said))]


def _words(values: dict[str, Any]) -> Iterator[str]:
    """What a clue says, what the intake added, whom it names."""
    for content in values.get("contents", ()):
        found = json.loads(content)
        yield from filter(None, (found.get("text"), found.get("happened")))
    yield values.get("note", "")
    yield from (one["name"] for one in values.get("persons", ()))
    yield from values.get("units", ())


def _strings(values: dict[str, Any]) -> Iterator[str]:
    return (one for one in values.values() if isinstance(one, str))


def forget_in_search(clue: Clue) -> None:
    """Take a clue out of every index: its shelves go whole and are filled anew when their reader searches next."""
    _throw_away(list(SearchShelf.objects.filter(entries__clue=clue).distinct()))


def forget_unsealed(clue: Clue | None = None) -> int:
    """Shelves with a clue on them – this one, or by the clock any – that is no longer sealed to their reader go whole. How many."""
    his = Q(holder=OuterRef("shelf__holder")) | Q(holder__handovers__heir=OuterRef("shelf__holder"))
    strays = SearchEntry.objects.filter(~Exists(ClueSeal.objects.filter(his, clue=OuterRef("clue")).order_by()))
    strays = strays.filter(clue=clue) if clue is not None else strays
    shelves = list(SearchShelf.objects.filter(pk__in=strays.values("shelf")))
    _throw_away(shelves)
    return len(shelves)


def _throw_away(shelves: Sequence[SearchShelf]) -> None:
    SearchMark.objects.filter(holder__in={one.holder_id for one in shelves}).update(position=0)
    SearchShelf.objects.filter(pk__in=[one.pk for one in shelves]).delete()
