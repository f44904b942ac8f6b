"""Taking out of the box: what the public handed in is kept as it came, once and once only, and its receipt is laid down in the same step.

What stops in between loses and doubles nothing. First everything is kept here, the receipts with it, in one transaction; then the box lays the
receipts down and lets the envelopes go, in one transaction; then it is noted that this was done. Each step is safe to repeat: an envelope is known
by its key, an answer by its own bytes. No record of the book and no job tells when anything came (M70, architecture: the intake is exempt).
"""

import logging
import secrets
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import DataError, IntegrityError, connection, transaction
from django.utils.timezone import localdate

from bihuan.clues.models import Outgoing, Tip, TipEnvelope
from bihuan.clues.operations.door import office_box
from bihuan.clues.queries.door import sealed_to_of
from bihuan.foundation.kernel import BadInput
from bihuan.foundation.sealedbox import receipts
from bihuan.foundation.sealedbox.box import Box, Envelope
from bihuan.foundation.sealedbox.contents import ReturnAddress
from bihuan.foundation.sealedbox.keys import is_own
from bihuan.foundation.sealedbox.packages import seal_plainly
from bihuan.foundation.sealedbox.vocabulary import Kind
from bihuan.foundation.seals import keys

logger = logging.getLogger(__name__)
AT_ONCE = 500
_WHOLE = (Kind.CONTENT, Kind.IDENTITY, Kind.ADDRESS)
_FRESH_DAYS = 1

Came = Sequence[tuple[Envelope, date]]


def take(*, now: datetime, box: Box | None = None, most: int = AT_ONCE) -> int:
    """Take what waits in the box and hand out what goes to it. How many reports were taken."""
    box = box or office_box()
    box.prepare()
    _deliver_what_is_left(box, localdate(now))
    count, broken = 0, set[bytes]()
    while count < most and (fresh := [place for place in box.waiting(most + len(broken)) if place not in broken][: most - count]):
        failed = {place for place in fresh if not _taken(box, place, localdate(now))}
        broken |= failed
        count += len(fresh) - len(failed)
        if not failed:
            break
    return count


def _taken(box: Box, place: bytes, today: date) -> bool:
    """What somebody who broke into the door laid at one place, and cannot be kept, must not hold up what honest people laid at others: it stays where
    it is. What is amiss is told without a word of where."""
    try:
        _take_one(box, place, today)
    except (ValueError, DataError, IntegrityError) as no:
        logger.warning("a report could not be taken out of the box: %s", type(no).__name__)
        return False
    return True


def _take_one(box: Box, place: bytes, today: date) -> None:
    pieces = _keep_pieces(box, place)
    came = [one for kind in _WHOLE for one in box.envelopes(place, kind)]
    if not any(envelope.kind is Kind.CONTENT for envelope, _day in came):
        return  # another worker was faster
    _keep(place, came)
    _settle(box, place, [*pieces, *(envelope.key for envelope, _day in came)], today)


def _keep_pieces(box: Box, place: bytes) -> list[bytes]:
    """The pieces of files, one at a time: a report may have 2,000. They count for nothing before the content that names them."""
    kept = []
    for envelope, day in box.envelopes(place, Kind.PIECE):
        TipEnvelope.objects.bulk_create([_row(envelope, day, "")], ignore_conflicts=True)
        kept.append(envelope.key)
    return kept


def _row(envelope: Envelope, day: date, sealed_to: str) -> TipEnvelope:
    return TipEnvelope(
        key=envelope.key.hex(), place=envelope.place.hex(), kind=envelope.kind, day=day, body=envelope.body, sealed_to=sealed_to
    )


def _keep(place: bytes, came: Came) -> None:
    """The rest in one transaction, with the receipts of what was not here before."""
    with transaction.atomic():
        Tip.objects.bulk_create([Tip(place=place.hex(), received_on=min(day for _one, day in came))], ignore_conflicts=True)
        tip = Tip.objects.select_for_update().get(place=place.hex())
        known = set(TipEnvelope.objects.filter(place=place.hex()).exclude(kind=Kind.PIECE).values_list("key", flat=True))
        fresh = [(envelope, day) for envelope, day in came if envelope.key.hex() not in known]
        fresh = _one_identity(fresh, TipEnvelope.objects.filter(place=place.hex(), kind=Kind.IDENTITY).exists())
        TipEnvelope.objects.bulk_create([_row(envelope, day, _sealed_to(envelope.kind, day)) for envelope, day in fresh])
        Outgoing.objects.bulk_create([Outgoing(place=place.hex(), body=body) for body in map(_receipt, fresh) if body])
        if any(envelope.kind is Kind.CONTENT for envelope, _day in fresh) and not tip.unread:
            Tip.objects.filter(pk=tip.pk).update(unread=True)


def _one_identity(fresh: Came, known: bool) -> list[tuple[Envelope, date]]:
    """A report has one identity: what came first. A second one is not its reporter's, whose device names it the same each time."""
    found: list[tuple[Envelope, date]] = []
    for envelope, day in fresh:
        if envelope.kind is Kind.IDENTITY:
            if known:
                continue
            known = True
        found.append((envelope, day))
    return found


def _sealed_to(kind: Kind, day: date) -> str:
    return "" if kind is Kind.ADDRESS else sealed_to_of(day)


def _receipt(came: tuple[Envelope, date]) -> bytes | None:
    """The receipt for one content, sealed to its reporter. None for other envelopes, and for an address that is none or not that of its place: then
    there is one as soon as the content is opened, where that has the right one."""
    envelope, day = came
    if envelope.kind is not Kind.ADDRESS:
        return None
    try:
        to = ReturnAddress.read(envelope.body)
        return sealed_receipt(to.address, to.digest, day) if is_own(envelope.place.hex(), to.address) else None
    except BadInput:
        return None


def sealed_receipt(address: str, digest: str, day: date) -> bytes:
    """A receipt for the box: signed by the installation, readable with the code alone."""
    signature = keys.sign(settings.BIHUAN_HOME, settings.BIHUAN_SIGNATURE, receipts.told(digest, day))
    return seal_plainly(receipts.receipt(digest, day, signature, secrets.token_hex(8)).told(), address)


def _settle(box: Box, place: bytes, taken: Sequence[bytes], today: date) -> None:
    """The box lays down what waits for this place and lets the envelopes go; then it is noted."""
    waiting = {one.pk: bytes(one.body) for one in Outgoing.objects.filter(place=place.hex())}
    box.settle(place, taken, list(waiting.values()), today)
    Outgoing.objects.filter(pk__in=waiting).delete()


def _deliver_what_is_left(box: Box, today: date) -> None:
    """Answers written since, and those after whose settling something stopped."""
    waiting = defaultdict[str, dict[int, bytes]](dict)
    for pk, place, body in Outgoing.objects.values_list("pk", "place", "body").order_by("pk")[:AT_ONCE]:
        waiting[place][pk] = bytes(body)
    for place, bodies in waiting.items():
        box.settle(bytes.fromhex(place), [], list(bodies.values()), today)
        Outgoing.objects.filter(pk__in=bodies).delete()


def shuffle(*, now: datetime) -> None:
    """Hourly, beside the box's own rewriting: what came today and yesterday is written anew in random order, so that neither the place of a row nor
    the number of the transaction that brought it tells when in the day it came."""
    since = localdate(now).toordinal() - _FRESH_DAYS
    with transaction.atomic():
        _anew(TipEnvelope._meta.db_table, "day", date.fromordinal(since))
        _anew(Tip._meta.db_table, "received_on", date.fromordinal(since))
    if not connection.in_atomic_block:
        _sweep()


def _anew(table: str, column: str, since: date) -> None:
    name, fresh = connection.ops.quote_name(table), connection.ops.quote_name(f"{table}_anew")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"LOCK TABLE {name} IN EXCLUSIVE MODE")  # else what comes meanwhile would be deleted and not brought back
        cursor.execute(f"CREATE TEMP TABLE {fresh} AS SELECT * FROM {name} WHERE {column} >= %s", [since])  # noqa: S608 - our own names
        cursor.execute(f"DELETE FROM {name} WHERE {column} >= %s", [since])  # noqa: S608 - our own names
        cursor.execute(f"INSERT INTO {name} SELECT * FROM {fresh} ORDER BY random()")  # noqa: S608 - our own names
        cursor.execute(f"DROP TABLE {fresh}")


def _sweep() -> None:
    """The old copies go."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM clues_tipenvelope, clues_tip")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
