"""The tree of units: found, listed, drawn, named."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet

from bihuan.foundation.kernel import BadInput, Missing, _
from bihuan.organisation.models import Post, Unit
from bihuan.organisation.rules.paths import ids_of

if TYPE_CHECKING:
    pass


def branch(unit: Unit) -> QuerySet[Unit]:
    """The unit and everything below it that still stands."""
    return Unit.objects.filter(path__startswith=unit.path, ended_on=None)


def find_unit(pk: int) -> Unit:
    """The unit, or Missing."""
    unit = Unit.objects.filter(pk=pk).first()
    if unit is None:
        raise Missing()
    return unit


def unit_choices() -> list[tuple[int, str]]:
    """Every standing unit in the order of the tree, named with what lies above it."""
    names: dict[int, str] = {}
    rows = Unit.objects.filter(ended_on=None).order_by("path").values_list("pk", "name", "parent_id")
    for pk, name, parent in rows:
        names[pk] = f"{names[parent]} / {name}" if parent in names else name
    return list(names.items())


def above(unit: Unit) -> list[Unit]:
    """The units over this one, top first, without itself."""
    ids = ids_of(unit.path)[:-1]
    found = Unit.objects.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


@dataclass(slots=True)
class Branch:
    """A unit of the tree with those below it. `people` counts those with a post in the unit itself, each once."""

    unit: Unit
    people: int = 0
    children: "list[Branch]" = field(default_factory=list)


def tree(words: str = "") -> list[Branch]:
    """The whole tree of standing units, or with `words` only those found and what lies above them. Two queries."""
    units = list(Unit.objects.filter(ended_on=None).order_by("order", "pk"))
    if words:
        found = {pk for unit in units if words in unit.name for pk in ids_of(unit.path)}
        units = [unit for unit in units if unit.pk in found]
    held = dict(Post.objects.filter(to_on=None).values_list("unit_id").annotate(count=Count("person_id", distinct=True)))
    nodes = {unit.pk: Branch(unit, held.get(unit.pk, 0)) for unit in units}
    tops: list[Branch] = []
    for unit in units:
        above_it = nodes.get(unit.parent_id) if unit.parent_id else None
        (above_it.children if above_it else tops).append(nodes[unit.pk])
    return tops


def top_unit(name: str = "") -> Unit:
    """The unit of this name, or the one at the top of the tree. Raises BadInput where that is not one unit."""
    rows = Unit.objects.filter(ended_on=None)
    found = list((rows.filter(name=name) if name else rows.filter(parent=None))[:3])
    if len(found) == 1:
        return found[0]
    if not found:
        raise BadInput(_("组织树里没有“%(name)s”。请先导入干部名册。"), name=name or _("顶层单位"))
    raise BadInput(_("有不止一个单位符合“%(name)s”，请写明是哪一个。"), name=name or _("顶层单位"))


def top_of(units: Sequence[Unit]) -> Unit:
    """The lowest unit that holds all of these, itself among them or above. Raises BadInput where they stand in different trees."""
    chains = [ids_of(path) for path in Unit.objects.filter(pk__in=[one.pk for one in units]).values_list("path", flat=True)]
    shared = [step[0] for step in takewhile(lambda step: len(set(step)) == 1, zip(*chains, strict=False))]
    if shared:
        return Unit.objects.get(pk=shared[-1])
    tops = "、".join(Unit.objects.filter(pk__in={chain[0] for chain in chains}).order_by("pk").values_list("name", flat=True)[:5])
    raise BadInput(_("名册里的单位不在同一个上级单位之下（%(tops)s）。请写上共同的上级单位，或者选定在哪个单位开展。"), tops=tops)


def units_called(units: QuerySet[Unit]) -> dict[str, Unit | None]:
    """Units by their name; where several have one name, each by “上级单位/单位”, and by the name alone none of them."""
    rows = list(units.select_related("parent"))
    often = Counter(one.name for one in rows)
    found: dict[str, Unit | None] = {name: None for name, many in often.items() if many > 1}
    for one in rows:
        found[one.name if often[one.name] == 1 or one.parent is None else f"{one.parent.name}/{one.name}"] = one
    return found
