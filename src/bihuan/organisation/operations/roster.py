"""Taking a roster sheet over: everything or nothing, in bulk statements, one record of the book for each row that changes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.foundation.audit.changing import changing_many, one_write
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.organisation.models import Person, Post, Unit
from bihuan.organisation.operations.settling import NewPerson, NewPost, NewUnit, enter_people, found_units, give_posts
from bihuan.organisation.operations.units import amend_unit, hold_tree
from bihuan.organisation.queries import Entered, known_to_rosters
from bihuan.organisation.rules.days import check_not_ahead
from bihuan.organisation.rules.guesses import kind_of_unit, role_of_post
from bihuan.organisation.rules.roster import Checked, Line, RawRow, UnitEntry, check_roster
from bihuan.organisation.sheets import read_roster
from bihuan.organisation.vocabulary import OrganisationAction as A
from bihuan.organisation.vocabulary import PostRole, UnitKind


@dataclass(frozen=True)
class RosterTaken:
    """What a sheet did: counts (new, changed, same, gone, units_new, …), everybody it names, one entry a person and unit; its units with
    people and its new ones."""

    counts: dict[str, int]
    entries: tuple[Entered, ...]
    gone: tuple[str, ...] = field(default_factory=tuple)
    units: tuple[Unit, ...] = field(default_factory=tuple)


def enter_roster(*, rows: Sequence[RawRow], on: date, actor: Actor, now: datetime) -> RosterTaken:
    """Check the rows and take them over as of `on`, which has come. Raises BadInput with all cell errors; then nothing was changed.

    Posts that changed since are ended `on` and given anew; a post entered the same day is corrected in place.
    People whom the sheet no longer names are told in `gone` and stay."""
    check_not_ahead(on, localdate(now))
    with one_write():
        hold_tree()
        checked = check_roster(rows, known_to_rosters())
        if checked.errors:
            raise BadInput(_("名册有 %(count)d 处错误，整份没有导入。请改正后再导。"), errors=checked.errors, count=len(checked.errors))
        units = _units(checked, actor, now)
        people = _people(checked, actor, now)
        _posts(checked, units, people, on, actor, now)
    named = tuple(units[id(one)] for one in checked.units if one.has_people or one.pk is None)
    return RosterTaken(checked.counts, _entered(checked, units, people), tuple(one.name for one in checked.gone), named)


def enter_roster_sheet(*, data: bytes, name: str, on: date, actor: Actor, now: datetime) -> RosterTaken:
    """Read a roster workbook and take it over. Raises what reading and `enter_roster` raise; then nothing was changed."""
    return enter_roster(rows=read_roster(data, name), on=on, actor=actor, now=now)


def _units(checked: Checked, actor: Actor, now: datetime) -> dict[int, Unit]:
    """Entry → unit; new ones founded, moved ones moved."""
    standing = Unit.objects.in_bulk([one.pk for one in checked.units if one.pk])
    rows = {id(one): standing[one.pk] for one in checked.units if one.pk}
    fresh = [one for one in checked.units if one.pk is None]
    places = {id(one): place for place, one in enumerate(fresh)}
    founded = found_units(units=[_new_unit(one, rows, places) for one in fresh], actor=actor, now=now)
    rows |= {id(one): unit for one, unit in zip(fresh, founded, strict=True)}
    for one in checked.units:
        if one.moved:
            above = rows[id(one.parent)] if one.parent else None
            amend_unit(rows[id(one)], parent=above and Unit.objects.get(pk=above.pk), to_top=above is None, actor=actor, now=now)
    return rows


def _new_unit(one: UnitEntry, rows: dict[int, Unit], places: dict[int, int]) -> NewUnit:
    kind = kind_of_unit(one.name, has_parent_bureau=one.parent is not None and kind_of_unit(one.parent.name) is not UnitKind.PLACE)
    above = None if one.parent is None else rows.get(id(one.parent)) or places[id(one.parent)]
    return NewUnit(one.name, kind, above)


def _people(checked: Checked, actor: Actor, now: datetime) -> dict[int, Person]:
    """Entry → person; new ones entered, telephone numbers brought up to date."""
    fresh = [one for one in checked.people if one.known is None]
    rows = dict(
        zip(map(id, fresh), enter_people(people=[NewPerson(one.name, one.phone) for one in fresh], actor=actor, now=now), strict=True)
    )
    known = Person.objects.in_bulk([one.known.pk for one in checked.people if one.known])
    rows |= {id(one): known[one.known.pk] for one in checked.people if one.known}
    phones = {one.known.pk: {"phone": one.phone} for one in checked.people if one.known and one.phone and one.phone != one.known.phone}
    changing_many([known[pk] for pk in phones], A.AMEND_PERSON, actor=actor, now=now, each=phones)
    return rows


def _posts(checked: Checked, units: dict[int, Unit], people: dict[int, Person], on: date, actor: Actor, now: datetime) -> None:
    todo = [(entry, line) for entry in checked.people for line in entry.lines if not line.same]
    held = Post.objects.in_bulk([line.replaces.pk for _entry, line in todo if line.replaces])
    amended: dict[int, dict[str, object]] = {}
    over: dict[int, dict[str, object]] = {post.pk: {"to_on": on} for entry in checked.people for post in entry.ended}
    fresh: list[NewPost] = []
    for entry, line in todo:
        old = held.get(line.replaces.pk) if line.replaces else None
        role = role_of_post(line.post, UnitKind(units[id(line.unit)].kind))
        if old is not None and (old.from_on is None or old.from_on >= on):
            amended[old.pk] = {"title": line.post, "rank": line.rank, "role": role}
            continue
        if old is not None:
            over[old.pk] = {"to_on": on}
        fresh.append(NewPost(people[id(entry)], units[id(line.unit)], line.post, line.rank, role, on))
    changing_many([held[pk] for pk in amended], A.AMEND_POST, actor=actor, now=now, each=amended)
    _end(over, on, actor, now)
    give_posts(posts=fresh, actor=actor, now=now)


def _end(over: dict[int, dict[str, object]], on: date, actor: Actor, now: datetime) -> None:
    posts = Post.objects.in_bulk(list(over))
    values = {pk: {"to_on": max(on, post.from_on or on)} for pk, post in posts.items()}
    changing_many(list(posts.values()), A.END_POST, actor=actor, now=now, each=values)


def _entered(checked: Checked, units: dict[int, Unit], people: dict[int, Person]) -> tuple[Entered, ...]:
    """One entry for each person and unit; two posts in one unit are one entry with both titles."""
    found: list[Entered] = []
    for entry in checked.people:
        homes: dict[int, list[Line]] = {}
        for line in entry.lines:
            homes.setdefault(id(line.unit), []).append(line)
        found += [_one(people[id(entry)], units[home], lines) for home, lines in homes.items()]
    return tuple(found)


def _one(person: Person, unit: Unit, lines: Sequence[Line]) -> Entered:
    titles = "、".join(dict.fromkeys(line.post for line in lines if line.post))[:120]
    ranks = next((line.rank for line in lines if line.rank), "")
    roles = [role_of_post(line.post, UnitKind(unit.kind)) for line in lines]
    order = list(PostRole)
    return Entered(person, unit, titles, ranks, any(line.subject for line in lines), min(roles, key=order.index))
