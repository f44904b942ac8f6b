"""Sheets on pages: a workbook as a download, an error of a cell in the reader's language."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from bihuan.foundation.files.rules.cells import CellError

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(data: bytes, name: str) -> HttpResponse:
    """An xlsx that is saved, not shown."""
    return HttpResponse(data, headers={"Content-Type": XLSX, "Content-Disposition": content_disposition_header(True, name)})


def told(error: CellError) -> dict[str, str]:
    """Where it is, what stood there, what is wrong, what was probably meant."""
    message = _(error.template) % error.facts if error.facts else _(error.template)
    facts = {"sheet": error.sheet, "row": error.row, "column": _(error.column) if error.column else ""}
    place = _("%(sheet)s 第 %(row)d 行 %(column)s") % facts if error.row else ""
    return {"place": place, "value": error.value[:80], "message": message, "nearest": error.nearest}
