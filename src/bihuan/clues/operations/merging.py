"""Two clues about the same are one (第十四条: a repeat is registered and kept, and not run again). Nothing is copied: the key of the one goes into the
sealed text of the other, its own seals go, and what either is about counts for who may read both."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from bihuan.clues.models import Clue, ClueAddition, ClueParty, ClueSeal
from bihuan.clues.models.columns import random_number
from bihuan.clues.operations.handling import By, one_step, written
from bihuan.clues.operations.opening import Read
from bihuan.clues.operations.searching import forget_unsealed
from bihuan.clues.queries.clues import readers_of
from bihuan.clues.rules.texts import closed, sealed_key
from bihuan.clues.vocabulary.clues import ClueAction as A
from bihuan.clues.vocabulary.keeping import HoldState
from bihuan.clues.vocabulary.links import AwayState
from bihuan.foundation.audit.change import Change
from bihuan.foundation.audit.changing import one_write
from bihuan.foundation.kernel import BadInput, _


def merge_clue(clue: Clue, *, into: Clue, opinion: str, by: By) -> None:
    """Join `clue` to `into`. Both are read by whoever does it; afterwards by those who are in the line of neither. Refused: it is the same one, or
    nobody would be left (NobodyLeft)."""
    if clue.pk == into.pk:
        raise BadInput(_("不能并入自己。"))
    words = {"text": written(opinion)}
    with one_write():
        list(
            Clue.objects.select_for_update().filter(pk__in=(clue.pk, into.pk)).order_by("pk").values_list("pk")
        )  # two at once wait, in one order
        with one_step(clue, A.MERGE, by, {**words, "into": into.number}) as (change, found):
            _refuse_held(clue)
            change.set(merged_into=into)
            _keep_joined(clue, found, change)
        with one_step(into, A.TAKE_IN, by, {**words, "from": clue.number}) as (change, target):
            key = {"id": clue.pk, "number": clue.number, "key": found.key.hex()}
            change.set(sealed=closed(target.key, {**target.values, "merged": [*target.values.get("merged", []), key]}, into.bound))
            ClueAddition.objects.filter(pk__in=target.joined).delete()
            change.set(named=into.named or clue.named, urgent=into.urgent or clue.urgent, strict=into.strict or clue.strict)
            _join_parties(clue, into)
            _join_aways(clue, into)
            _seal_anew(into, target, by.now)
        ClueSeal.objects.filter(clue=clue).delete()
        forget_unsealed(clue)


def _refuse_held(clue: Clue) -> None:
    """An order not to destroy stays where it can be seen and lifted: what it is about goes into nothing else, whose end would be its own."""
    if clue.holds.filter(state=HoldState.HELD).exists():
        raise BadInput(_("这条线索已暂缓销毁，不能并入别的线索。请把另一条并入它，或者先由另一个人解除。"))


def _keep_joined(clue: Clue, found: Read, change: Change) -> None:
    """What the reporter added stands in the text from now on: who opens it later has the key of the clue and none of the additions'."""
    if found.joined:
        change.set(sealed=closed(found.key, found.values, clue.bound))
        ClueAddition.objects.filter(pk__in=found.joined).delete()


def _join_parties(clue: Clue, into: Clue) -> None:
    known = set(into.parties.values_list("token", "unit_id"))
    fresh: list[dict[str, Any]] = [
        {"token": token, "unit_id": unit} for token, unit in clue.parties.values_list("token", "unit_id") if (token, unit) not in known
    ]
    ClueParty.objects.bulk_create([ClueParty(clue=into, **one) for one in fresh])


def _join_aways(clue: Clue, into: Clue) -> None:
    """Who keeps away from the one, or was asked to, keeps away from both."""
    known = set(into.aways.exclude(state=AwayState.REFUSED).values_list("person_id", flat=True))
    for one in clue.aways.exclude(state=AwayState.REFUSED).exclude(person__in=known):
        one.pk, one.clue, one._state.adding = random_number(), into, True
        one.save(force_insert=True)


def _seal_anew(into: Clue, target: Read, now: datetime) -> None:
    readers = {one.pk: one for one in readers_of(into, localdate(now))}
    had = set(ClueSeal.objects.filter(clue=into).values_list("holder_id", flat=True))
    ClueSeal.objects.filter(clue=into).exclude(holder_id__in=readers).delete()
    forget_unsealed(into)
    fresh = [ClueSeal(clue=into, holder=one, body=sealed_key(target.key, one.public)) for pk, one in readers.items() if pk not in had]
    ClueSeal.objects.bulk_create(fresh)
