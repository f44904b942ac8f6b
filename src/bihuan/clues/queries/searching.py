"""What a reader's own index finds. Opens nothing but sealed leaves, for the time of a request."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from pyrage import x25519

from bihuan.clues.models import Clue, ClueSeal, KeyHolder, SearchEntry, SearchLeaf, SearchMark, SearchShelf
from bihuan.clues.queries.clues import visible_clues
from bihuan.clues.rules.blind import Leaf, Shut, Tokens, index_key, read_list, together
from bihuan.clues.vocabulary.keys import KeyState
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import Actor
from bihuan.foundation.sealedbox.padding import plain

MOST_TOKENS = 24
"""More pairs than so many narrow nothing: whatever is found is opened and looked at anyway."""


def holder_of(mine: Sequence[x25519.Identity]) -> KeyHolder:
    """Whose unlocked key it is: the first is his own, the others were handed over to it."""
    return KeyHolder.objects.get(public=str(mine[0].to_public()), state=KeyState.ACTIVE)


def addresses_of(mine: Sequence[x25519.Identity]) -> list[str]:
    """The public halves of unlocked keys."""
    return [str(one.to_public()) for one in mine]


def to_index(actor: Actor, holder: KeyHolder, mine: Sequence[x25519.Identity], today: date) -> list[int]:
    """Clues that the actor may know of and that his index does not hold as they are now. What the book says changed since the last time; all of
    them where the index was begun anew, and once a day."""
    mark = SearchMark.objects.filter(holder=holder).first()
    current = SearchEntry.objects.filter(shelf__holder=holder)
    if mark is None or not mark.position or mark.looked_on != today:
        held = set(current.values_list("clue_id", "revision"))
        his = ClueSeal.objects.filter(holder__public__in=addresses_of(mine)).values("clue")
        rows = visible_clues(actor).filter(pk__in=his).order_by("received_on", "pk")
        return [pk for pk, revision in rows.values_list("pk", "revision") if (pk, revision) not in held]
    changed = Record.objects.filter(position__gt=mark.position, kind__in=("clue", "tip")).exclude(action="read_clue")
    touched = defaultdict[str, set[int]](set)
    for kind, row in changed.values_list("kind", "row"):
        touched[kind].add(row)
    if not touched:
        return []
    found = set(visible_clues(actor).filter(pk__in=touched["clue"]).values_list("pk", "revision"))
    found -= set(current.filter(clue__in=[pk for pk, _revision in found]).values_list("clue_id", "revision"))
    added = visible_clues(actor).filter(tip__in=touched["tip"]).values_list("pk", flat=True)
    return list({pk for pk, _revision in found} | set(added))


def candidates(holder: KeyHolder, mine: Sequence[x25519.Identity], words: Sequence[str], most: int) -> tuple[list[int], bool]:
    """Clues of the index in which all pairs of these words stand, latest received first, about `most` of them, and whether there are more. Some are
    none, for pairs may stand apart; some the reader may no longer know of."""
    key = index_key(str(mine[0]))
    tokens, shut = list(Tokens(key).of(words))[:MOST_TOKENS], Shut(key)
    rows = SearchLeaf.objects.filter(shelf__holder=holder, leaf__in={leaf for leaf, _token in tokens}).order_by()
    shelves = defaultdict[int, dict[int, Leaf]](dict)
    for shelf, leaf, body in rows.values_list("shelf", "leaf", "body"):
        shelves[shelf][leaf] = Leaf(shut.opened(bytes(body), leaf_bound(holder.pk, shelf, leaf)))
    places = {shelf: found for shelf, leaves in shelves.items() if (found := together(tokens, leaves))}
    days = dict[int, int]()
    for one in SearchShelf.objects.filter(pk__in=places):
        listed = read_list(plain(shut.opened(bytes(one.listed), one.bound)))
        days |= dict(listed[place] for place in places[one.pk])
    first = sorted(days.values())[-most] if len(days) > most else 0
    latest = sorted((pk for pk, day in days.items() if day >= first), key=lambda pk: (-days[pk], pk))
    return latest, len(days) > len(latest)


def leaf_bound(holder: int, shelf: int, leaf: int) -> str:
    """What a leaf is bound to."""
    return f"shelf {holder} {shelf} {leaf}"


def last_shelf(holder: KeyHolder, most: int) -> SearchShelf | None:
    """The shelf that has room left."""
    return SearchShelf.objects.filter(holder=holder, size__lt=most).order_by("-pk").first()


def shown(actor: Actor, some: Sequence[int]) -> QuerySet[Clue]:
    """Those of these that the actor may know of now."""
    return visible_clues(actor).filter(pk__in=some)
