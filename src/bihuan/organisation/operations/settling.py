"""Many units, people and posts at once, in bulk statements: all or none."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.foundation.accounts.models import User
from bihuan.foundation.audit.changing import creating_many, one_write
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.organisation.models import Person, Post, Unit
from bihuan.organisation.operations.units import check_takes, hold_tree
from bihuan.organisation.rules.names import sort_key
from bihuan.organisation.rules.paths import path_under
from bihuan.organisation.vocabulary import OrganisationAction, PostRole, UnitKind


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit to be founded. `parent` is a unit that stands, the position of another new one in the list, or None at the top."""

    name: str
    kind: UnitKind = UnitKind.OTHER
    parent: Unit | int | None = None
    order: int = 0


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person to be entered, with the account that signs in for him where there is one."""

    name: str
    phone: str = ""
    number: str = ""
    user: User | None = None


@dataclass(frozen=True, slots=True)
class NewPost:
    """A post to be given."""

    person: Person
    unit: Unit
    title: str
    rank: str = ""
    role: PostRole = PostRole.STAFF
    from_on: date | None = None


def found_units(*, units: Sequence[NewUnit], actor: Actor, now: datetime) -> list[Unit]:
    """Found units, level by level from the top. Refused: units that stand above themselves, a unit below one that was ended."""
    made: dict[int, Unit] = {}
    with one_write():
        above = {new.parent.pk: new.parent for new in units if isinstance(new.parent, Unit)}
        hold_tree(above.values())
        for parent in above.values():
            check_takes(parent)
        while len(made) < len(units):
            ready = [n for n, new in enumerate(units) if n not in made and (not isinstance(new.parent, int) or new.parent in made)]
            if not ready:
                raise BadInput(_("单位的上下级绕成了圈，请检查上级单位。"))
            rows = {n: _unit(units[n], made) for n in ready}
            creating_many(list(rows.values()), OrganisationAction.FOUND_UNIT, actor=actor, now=now, checked=False)
            for row in rows.values():
                row.path = path_under(row.parent.path if row.parent else "", row.pk)
            Unit.objects.bulk_update(rows.values(), ["path"], batch_size=200)
            made |= rows
    return [made[n] for n in range(len(units))]


def _unit(new: NewUnit, made: dict[int, Unit]) -> Unit:
    """The row, under a provisional path: the real one ends with the row's own key."""
    parent = made[new.parent] if isinstance(new.parent, int) else new.parent
    return Unit(name=new.name, kind=new.kind, parent=parent, order=new.order, path=f"~{secrets.token_hex(12)}")


def enter_people(*, people: Sequence[NewPerson], actor: Actor, now: datetime) -> list[Person]:
    """Enter people; they are found in the order of their Chinese names."""
    rows = [Person(name=new.name, sort_key=sort_key(new.name), phone=new.phone, number=new.number, user=new.user) for new in people]
    creating_many(rows, OrganisationAction.ENTER_PERSON, actor=actor, now=now, checked=False)
    return rows


def give_posts(*, posts: Sequence[NewPost], actor: Actor, now: datetime) -> list[Post]:
    """Give posts and ranks."""
    rows = [
        Post(person=new.person, unit=new.unit, title=new.title, rank=new.rank, role=new.role, from_on=new.from_on or localdate(now))
        for new in posts
    ]
    creating_many(rows, OrganisationAction.GIVE_POST, actor=actor, now=now, checked=False)
    return rows
