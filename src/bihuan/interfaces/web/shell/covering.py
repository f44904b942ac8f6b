"""Whom a campaign would cover, told before it starts: people of the tree, or of a roster sheet that is kept for the second look.

The form has `subjects`, `sheet` and `kept`; `file` and `cells` are set on it: the sheet that was looked at, and what is wrong in it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from bihuan.foundation.files.operations import store
from bihuan.foundation.files.queries import handed_in, read
from bihuan.foundation.files.rules.workbooks import SHEETS
from bihuan.foundation.kernel import BadInput
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.cells import MOST, cells_of
from bihuan.interfaces.web.shell.days import now
from bihuan.organisation.queries import Entered, entered_of, preview_roster, unit_choices
from bihuan.organisation.rules.paths import ids_of
from bihuan.organisation.rules.roster import Checked, UnitEntry
from bihuan.organisation.sheets import read_roster

if TYPE_CHECKING:
    from bihuan.organisation.models import Unit

Covered = dict[str, Any]
_Line = tuple[int, str, int, bool]
"""Key and name of the unit that answers, key of the person, is he a subject?"""


def sheet_of(request: HttpRequest, form: Any) -> tuple[bytes, str] | None:
    """The roster handed in now, or the one that was looked at a moment ago."""
    if sheet := request.FILES.get("sheet") if "sheet" in form.fields else None:
        return sheet.read(), sheet.name or ""
    if kept := form.cleaned_data.get("kept"):
        file = handed_in(kept, actor_of(request))
        return read(file), file.name
    return None


def covered_by(request: HttpRequest, form: Any, root: "Unit | None") -> Covered:
    """Counts of people and, by unit, how many of each kind. Refused: nobody there, or the sheet's errors; such a sheet is kept, to be handed
    back with its wrong cells marked."""
    sheet = sheet_of(request, form)
    if sheet is None:
        entries = entered_of(root, form.cleaned_data["subjects"]) if root else []
        if not entries or not root:
            raise BadInput(_("“%(unit)s”下面还没有人员。请先导入干部名册，或在这里上传。"), unit=root.name if root else "")
        return _told(_in_the_tree(root, entries))
    checked = preview_roster(read_roster(*sheet))
    form.file = store(data=sheet[0], name=sheet[1], actor=actor_of(request), now=now(), taken=SHEETS)
    if checked.errors:
        form.cells = cells_of(checked.errors)
        raise BadInput(_("名册有 %(count)d 处错误，整份没有导入。请改正后再导。"), count=len(checked.errors))
    return _told(_in_the_sheet(root, checked)) | {"file": form.file, "changes": checked.counts}


def _in_the_tree(root: "Unit", entries: Sequence[Entered]) -> Iterable[_Line]:
    """Everybody with the unit that answers for him: the one right below the root, or the root itself; as the start will have it."""
    depth = len(ids_of(root.path))
    heads = {one.unit.pk: (ids_of(one.unit.path)[depth : depth + 1] or [root.pk])[0] for one in entries}
    names = {pk: name.rpartition(" / ")[2] for pk, name in unit_choices()}
    for one in entries:
        yield heads[one.unit.pk], names[heads[one.unit.pk]], one.person.pk, one.subject


def _in_the_sheet(root: "Unit | None", checked: Checked) -> Iterable[_Line]:
    """The same of a sheet; without a root chosen, below the lowest unit that holds them all."""
    chains = {id(line.unit): _chain(line.unit) for one in checked.people for line in one.lines}
    shared = [step[0] for step in takewhile(lambda step: len(set(map(id, step))) == 1, zip(*chains.values(), strict=False))]
    for one in checked.people:
        for line in one.lines:
            chain = chains[id(line.unit)]
            depth = next((place for place, unit in enumerate(chain, 1) if root and unit.pk == root.pk), 0 if root else len(shared))
            head = chain[depth] if depth < len(chain) else chain[-1]
            if depth or not root:
                yield id(head), head.name, id(one), line.subject


def _chain(unit: UnitEntry) -> list[UnitEntry]:
    return [*(_chain(unit.parent) if unit.parent else ()), unit]


def _told(lines: Iterable[_Line]) -> Covered:
    """Counts of people and, by unit, how many of each kind: each once in a unit, as a subject where one of his posts makes him one."""
    units: dict[int, str] = {}
    kinds: dict[tuple[int, int], bool] = {}
    for unit, name, person, subject in lines:
        units[unit] = name
        kinds[unit, person] = kinds.get((unit, person), False) or subject
    subjects = Counter(unit for (unit, _person), subject in kinds.items() if subject)
    others = Counter(unit for (unit, _person), subject in kinds.items() if not subject)
    rows = [(name, subjects[unit], others[unit]) for unit, name in units.items()]
    counts = [
        {"label": _("单位"), "value": len(units), "state": ""},
        {"label": _("整治对象"), "value": sum(subjects.values()), "state": ""},
        {"label": _("参与人员"), "value": sum(others.values()), "state": ""},
    ]
    return {"counts": counts, "rows": rows[:MOST], "more": max(0, len(rows) - MOST), "nobody": not subjects}
