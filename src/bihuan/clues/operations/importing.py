"""Records of other platforms are taken from a sheet (M69): sealed at once and each by itself, its external number never twice, however it was
entered before. The file is read in memory and kept nowhere."""

import json
from dataclasses import asdict
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from bihuan.clues.models import Clue, ClueSheet
from bihuan.clues.operations.opening import own_keys
from bihuan.clues.operations.registering import About, Slip, register_slip
from bihuan.clues.policy.lines import duties_of_tip, lines_asked_once
from bihuan.clues.queries.keys import active_key
from bihuan.clues.queries.records import checked_records, is_registered
from bihuan.clues.rules.records import Record
from bihuan.clues.sheets import records_in
from bihuan.clues.vocabulary.clues import ClueSource
from bihuan.foundation.audit.changing import one_write
from bihuan.foundation.kernel import Actor, BadInput, Missing, NotAllowed, _
from bihuan.foundation.sealedbox.contents import Identity
from bihuan.foundation.sealedbox.packages import seal, unseal
from bihuan.organisation.models import Person, Unit

KEPT = timedelta(minutes=30)


def hold_sheet(*, data: bytes, name: str, actor: Actor, now: datetime) -> ClueSheet:
    """Read and check a sheet, and hold what can be taken, sealed to whoever handed it in. Raises BadInput with all cell errors; then nothing of it
    is kept."""
    holder = active_key(actor)
    if not duties_of_tip(actor) or holder is None:
        raise NotAllowed
    rows = records_in(data, name)
    checked = checked_records(rows, localdate(now))
    if checked.errors:
        raise BadInput(_("表里有 %(count)d 处错误，整份没有收。请改正后再导。"), errors=checked.errors, count=len(checked.errors))
    told = {"records": [_told(one) for one in checked.records], "known": list(checked.known)}
    body = seal(json.dumps(told, ensure_ascii=False).encode(), [holder.public])
    return ClueSheet.objects.create(holder=holder, until=now + KEPT, body=body)


def _told(one: Record) -> dict[str, object]:
    return {**asdict(one), "received_on": one.received_on.isoformat()}


def read_sheet_held(sheet: ClueSheet, *, session: str, actor: Actor, now: datetime) -> tuple[list[Record], list[int]]:
    """What it holds: records to be taken, and rows whose number is registered already. Missing when its time is over."""
    if sheet.until <= now or sheet.holder.user_id != actor.user_id:
        raise Missing
    told = json.loads(unseal(bytes(sheet.body), own_keys(session=session, actor=actor, now=now)))
    return [Record(**{**one, "received_on": date.fromisoformat(one["received_on"])}) for one in told["records"]], told["known"]


def take_sheet(sheet: ClueSheet, *, session: str, actor: Actor, now: datetime) -> tuple[int, int]:
    """Make clues of what it holds, all or none. How many came, and how many are here already: what another registered meanwhile, too."""
    records, known = read_sheet_held(sheet, session=session, actor=actor, now=now)
    with one_write(), lines_asked_once():
        if not ClueSheet.objects.filter(pk=sheet.pk).delete()[0]:
            raise Missing  # taken by another click
        fresh = [one for one in records if not is_registered(one.number)]
        units = Unit.objects.in_bulk({one.unit for one in fresh})
        people = Person.objects.in_bulk({one.person for one in fresh if one.person})
        for one in fresh:
            _register(one, units, people, actor, now)
    return len(fresh), len(known) + len(records) - len(fresh)


def _register(one: Record, units: dict[int, Unit], people: dict[int, Person], actor: Actor, now: datetime) -> Clue:
    identity = Identity(one.name, one.contact)
    about = About(
        persons=[people[one.person]] if one.person else [], units=[] if one.person else [units[one.unit]], named=identity.named,
        note=f"{one.platform or ClueSource(one.source).label}　外部编号 {one.number}",
    )  # fmt: skip
    slip = Slip(ClueSource(one.source), one.text, one.received_on, one.happened, identity, one.number)
    return register_slip(slip=slip, about=about, actor=actor, now=now)[0]


def drop_sheet(sheet: ClueSheet, *, actor: Actor) -> None:
    """It is not to be taken."""
    if sheet.holder.user_id == actor.user_id:
        sheet.delete()


def forget_sheets(*, now: datetime) -> int:
    """The clock deletes what nobody took within half an hour. How many."""
    return ClueSheet.objects.filter(until__lte=now).delete()[0]
