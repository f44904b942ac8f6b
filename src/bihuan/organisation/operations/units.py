"""Founding, changing and ending units. The tree never loses a branch: a unit that ended stays, with everything it did."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.timezone import localdate

from bihuan.foundation.audit.alone import hold
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.foundation.kernel.unseen import seen
from bihuan.organisation.models import Post, Unit
from bihuan.organisation.operations.names import names_changed
from bihuan.organisation.rules.days import check_not_ahead
from bihuan.organisation.rules.paths import lies_within, path_under
from bihuan.organisation.vocabulary import OrganisationAction as A
from bihuan.organisation.vocabulary import UnitKind

_TREE = 0x7472_6565  # "tree": the advisory lock of the tree of units on PostgreSQL


def _checked_name(name: str, parent: Unit | None, own: int | None = None) -> str:
    plain = "".join(seen(name).split())
    if not plain or len(plain) > 120:
        raise BadInput(_("请填写单位名称（120 字以内）。"))
    if Unit.objects.filter(parent=parent, name=plain, ended_on=None).exclude(pk=own or 0).exists():
        raise BadInput(_("这个上级下已经有“%(name)s”了。"), name=plain)
    return plain


def _check_stands(unit: Unit) -> None:
    if unit.ended_on is not None:
        raise BadInput(_("“%(name)s”已于 %(day)s 撤销，只能查看。"), name=unit.name, day=unit.ended_on.isoformat())


def check_takes(parent: Unit | None) -> None:
    """Refuse a unit that was ended as the one above another."""
    if parent is not None and parent.ended_on is not None:
        raise BadInput(_("“%(name)s”已经撤销，不能在它下面设立单位。"), name=parent.name)


def found_unit(
    *, name: str, actor: Actor, now: datetime, parent: Unit | None = None, kind: UnitKind = UnitKind.OTHER, founded_on: date | None = None
) -> Unit:
    """Found a unit under a parent, or at the top."""
    with one_write():
        hold_tree([parent])
        check_takes(parent)
        unit = Unit(name=_checked_name(name, parent), kind=kind, parent=parent, founded_on=founded_on, path=f"~{secrets.token_hex(12)}")
        with creating(unit, A.FOUND_UNIT, actor=actor, now=now) as change:
            unit.path = path_under(parent.path if parent else "", unit.pk)
            change.touched.add("path")
            change.note(parent=parent.pk if parent else None)
    return unit


def hold_tree(units: Iterable[Unit | None] = ()) -> None:
    """Nobody else founds, moves or ends a unit before this transaction ends; these units are read anew, as they stand now.

    One lock for the whole tree, asked for before any row: of two who move branches at once the second sees what the first did, else each might
    put its branch under the other's; and no two who each hold a part of the way up wait for one another."""
    hold(_TREE)
    for one in {id(one): one for one in units if one is not None}.values():
        one.refresh_from_db(fields=["path", "ended_on"])


def amend_unit(
    unit: Unit, *, actor: Actor, now: datetime, name: str | None = None, kind: UnitKind | None = None, parent: Unit | None = None,
    to_top: bool = False,
) -> Unit:  # fmt: skip
    """Change name, nature or parent (`parent`, or `to_top`). The whole branch moves with its unit; a circle is refused."""
    with one_write():
        if parent is not None or to_top:
            hold_tree([unit, parent])
            check_takes(parent)
        with changing(unit, A.AMEND_UNIT, actor=actor, now=now) as change:
            _check_stands(unit)
            moves = to_top and unit.parent_id is not None or parent is not None and parent.pk != unit.parent_id
            above = parent if moves else unit.parent
            if name is not None or moves:
                change.set(name=_checked_name(name or unit.name, above, unit.pk))
            if kind is not None:
                change.set(kind=kind)
            if moves:
                _move(unit, parent, change)
        if "name" in change.touched:
            names_changed(units=[unit.pk], now=now)
    return unit


def _move(unit: Unit, parent: Unit | None, change: object) -> None:
    if parent is not None and lies_within(parent.path, unit.path):
        raise BadInput(_("“%(parent)s”本来就在“%(unit)s”下面，不能再做它的上级。"), parent=parent.name, unit=unit.name)
    old, new = unit.path, path_under(parent.path if parent else "", unit.pk)
    deepest = max(map(len, Unit.objects.filter(path__startswith=old).values_list("path", flat=True)))
    if deepest - len(old) + len(new) > Unit._meta.get_field("path").max_length:  # type: ignore[operator]
        raise BadInput(_("这样移动后层级太深。"))
    Unit.objects.filter(path__startswith=old).exclude(pk=unit.pk).update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))
    change.set(parent=parent)  # type: ignore[attr-defined]
    unit.path = new
    change.touched.add("path")  # type: ignore[attr-defined]


def end_unit(unit: Unit, *, on: date, reason: str, actor: Actor, now: datetime) -> None:
    """End a unit. Refused while units stand below it or somebody holds a post in it, and for a day that has not come: it would be gone at once."""
    with one_write():
        hold_tree()
        with changing(unit, A.END_UNIT, actor=actor, now=now, reason=reason) as change:
            _check_stands(unit)
            check_not_ahead(on, localdate(now))
            if Unit.objects.filter(parent=unit, ended_on=None).exists():
                raise BadInput(_("“%(name)s”下面还有单位，请先撤销或移走。"), name=unit.name)
            if Post.objects.filter(unit=unit, to_on=None).exists():
                raise BadInput(_("“%(name)s”还有人任职，请先免去或调整。"), name=unit.name)
            change.set(ended_on=on)
