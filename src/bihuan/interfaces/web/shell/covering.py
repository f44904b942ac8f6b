"""Whom a campaign would cover, told before it starts: people of the tree, or of a roster sheet that is kept for the second look.

The form has `subjects`, `sheet` and `kept`; `file` and `cells` are set on it: the sheet that was looked at, and what is wrong in it."""

from collections import Counter
from collections.abc import Iterable
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
from bihuan.organisation.queries import entered_of, preview_roster, unit_choices
from bihuan.organisation.rules.roster import UnitEntry
from bihuan.organisation.sheets import read_roster

if TYPE_CHECKING:
    from bihuan.organisation.models import Unit

Covered = dict[str, Any]


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
        if not entries:
            raise BadInput(_("“%(unit)s”下面还没有人员。请先导入干部名册，或在这里上传。"), unit=root.name if root else "")
        names = dict(unit_choices())
        return _told((one.unit.pk, names.get(one.unit.pk, one.unit.name), one.subject) for one in entries)
    checked = preview_roster(read_roster(*sheet))
    form.file = store(data=sheet[0], name=sheet[1], actor=actor_of(request), now=now(), taken=SHEETS)
    if checked.errors:
        form.cells = cells_of(checked.errors)
        raise BadInput(_("名册有 %(count)d 处错误，整份没有导入。请改正后再导。"), count=len(checked.errors))
    told = _told((id(line.unit), _placed(line.unit), line.subject) for one in checked.people for line in one.lines)
    return told | {"file": form.file, "changes": checked.counts}


def _placed(unit: UnitEntry) -> str:
    """The unit named with what the sheet puts it under."""
    return f"{_placed(unit.parent)} / {unit.name}" if unit.parent else unit.name


def _told(lines: Iterable[tuple[int, str, bool]]) -> Covered:
    """Counts of people and, by unit, how many of each kind; a unit is told by its key, for every bureau has an office of the same name."""
    seen = list(lines)
    subjects = Counter(unit for unit, _name, subject in seen if subject)
    others = Counter(unit for unit, _name, subject in seen if not subject)
    units = {unit: name for unit, name, _subject in seen}
    rows = [(name, subjects[unit], others[unit]) for unit, name in units.items()]
    counts = [
        {"label": _("单位"), "value": len(units), "state": ""},
        {"label": _("整治对象"), "value": sum(subjects.values()), "state": ""},
        {"label": _("参与人员"), "value": sum(others.values()), "state": ""},
    ]
    return {"counts": counts, "rows": rows[:MOST], "more": max(0, len(rows) - MOST), "nobody": not subjects}
