"""Sheets on pages: a workbook as a download, an error of a cell in the reader's language, differences cell by cell."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from bihuan.foundation.files.rules.cells import CellError, listed
from bihuan.problems.rules.sheet.findings import MOST, Difference, Findings
from bihuan.problems.rules.sheet.terms import Choices

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FEW = 12
_MOST_CHOSEN = 2000


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


def counts_of(found: Findings, rows: int = 0) -> list[dict[str, Any]]:
    """The counts of an import of so many rows as a page heads with them: what is wrong, and how much of it is not."""
    if found.counts["errors"]:
        wrong = [{"label": _("错误"), "value": found.counts["errors"], "state": "late"}]
        bad = found.counts.get("faulty", 0)  # not told by a check that was kept before
        if not 0 < bad <= rows:
            return wrong
        return [
            *wrong,
            {"label": _("有错的行"), "value": bad, "state": "late"},
            {"label": _("没有错的行"), "value": rows - bad, "state": "ok"},
        ]
    words = ((_("新增"), "new", "ok"), (_("变更"), "changed", "near"), (_("不变"), "same", ""), (_("表中已无"), "gone", "done"))
    return [{"label": label, "value": found.counts[name], "state": state} for label, name, state in words]


def found_shown(found: Findings) -> dict[str, Any]:
    """What a check found, as every page of a sheet shows it: errors, cells that stay, names that are not whole, cells to be known."""
    return {
        "found": found, "errors": [told(one) for one in found.errors], "kept": [told(one) for one in found.kept], "most": MOST,
        "hints": [told(one) for one in found.hints], "hints_count": found.counts.get("hints", 0),
        "shortened": found.shortened[:_FEW], "shortened_more": found.counts["shortened"] - _FEW,
    }  # fmt: skip


def differences(found: Findings) -> dict[str, Any]:
    """What changes cell by cell, and where both sides changed: the first of each."""
    return {
        "edits": [_edit(one) for one in found.edits], "edits_count": found.counts["edits"], "moved": found.counts["moved"],
        "conflicts": [_edit(one) for one in found.conflicts], "conflicts_count": found.counts["conflicts"],
    }  # fmt: skip


def _edit(one: Difference) -> dict[str, Any]:
    return {"edit": one, "column": _(one.column)}


def choices_in(request: HttpRequest) -> Choices:
    """What a page says of the differences it showed: `shown` names them, `take` those that are written."""
    shown, taken = (frozenset(request.POST.getlist(name)[:_MOST_CHOSEN]) for name in ("shown", "take"))
    return Choices(request.POST.get("conflicts") == "sheet", taken & shown, shown - taken)
