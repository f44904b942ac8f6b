"""Sheets on pages: a workbook as a download, an error of a cell in the reader's language, differences cell by cell."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from bihuan.foundation.files.rules.cells import CellError, listed
from bihuan.problems.operations import ImportResult
from bihuan.problems.rules.sheet import Checked, Column
from bihuan.problems.rules.sheet.terms import Choices, Edit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 200
"""So many errors or differences a page shows; the counts, and the workbook that comes back marked, are of all."""
_FEW = 12
_MOST_CHOSEN = 2000
_SHOWN = 5


def download(data: bytes, name: str) -> HttpResponse:
    """An xlsx that is saved, not shown."""
    return HttpResponse(data, headers={"Content-Type": XLSX, "Content-Disposition": content_disposition_header(True, name)})


def told(error: CellError) -> dict[str, str]:
    """Where it is, what stood there, what is wrong, what was probably meant, what would do."""
    message = _(error.template) % error.facts if error.facts else _(error.template)
    facts = {"sheet": error.sheet, "row": error.row, "column": _(error.column) if error.column else ""}
    place = _("%(sheet)s 第 %(row)d 行 %(column)s") % facts if error.row else ""
    few = [] if error.accepted and error.accepted[0] in message else [one[:40] for one in error.accepted[:_FEW]]
    more = ["…"] if few and len(error.accepted) > _FEW else []
    accepted = _("可以填：%(words)s") % {"words": listed([*few, *more])} if few else ""
    return {"place": place, "value": error.value[:80], "message": message, "nearest": error.nearest, "accepted": accepted}


def counts_of(result: ImportResult) -> list[dict[str, Any]]:
    """The counts of an import as a page heads with them."""
    if result.errors:
        return [{"label": _("错误"), "value": len(result.errors), "state": "late"}]
    words = (
        (_("新增"), result.new, "ok"),
        (_("变更"), result.changed, "near"),
        (_("不变"), result.same, ""),
        (_("表中已无"), len(result.gone), "done"),
    )
    return [{"label": label, "value": value, "state": state} for label, value, state in words]


def shortened(names: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Names of units that are not whole, with the whole ones: the first of them."""
    return {"shortened": names[:_FEW], "shortened_more": len(names) - _FEW}


def first_new(checked: Checked) -> list[dict[str, Any]]:
    """The first rows that become problems, as they were understood: so one sees that columns, names and days were taken for what they are."""
    meant = dict(checked.shortened)
    return [{"line": one, "unit": meant.get(told := one.row.cells.get(Column.UNIT, ""), told)} for one in checked.new[:_SHOWN]]


def differences(result: ImportResult) -> dict[str, Any]:
    """What changes cell by cell, and where both sides changed: the first of each."""
    plain = [one for one in result.edits if not one.conflict and not one.clears]
    against = list(result.conflicts)
    return {
        "edits": [_edit(one) for one in plain[:MOST]], "edits_count": len(plain), "conflicts": [_edit(one) for one in against[:MOST]],
        "conflicts_count": len(against), "moved": result.moved, "most": MOST, **shortened(result.shortened),
    }  # fmt: skip


def _edit(one: Edit) -> dict[str, Any]:
    return {"edit": one, "column": _(one.column.label)}


def choices_in(request: HttpRequest) -> Choices:
    """What a page says of the differences it showed: `shown` names them, `take` those that are written."""
    shown, taken = (frozenset(request.POST.getlist(name)[:_MOST_CHOSEN]) for name in ("shown", "take"))
    return Choices(request.POST.get("conflicts") == "sheet", taken & shown, shown - taken)
