"""Errors of a sheet as pages show them: where, what stood there, what is wrong, what was probably meant."""

from collections.abc import Sequence
from typing import cast

from django.utils.translation import gettext as _

from bihuan.foundation.files.rules.cells import CellError

MOST = 200
"""So many errors a page shows; the marked sheet has them all."""


def cells_of(errors: Sequence[object]) -> list[dict[str, str]]:
    """The first errors in the reader's language, as a refused sheet carries them."""
    return [_told(cast("CellError", one)) for one in errors[:MOST]]


def _told(error: CellError) -> dict[str, str]:
    message = _(error.template) % error.facts if error.facts else _(error.template)
    where = {"sheet": error.sheet, "row": error.row, "column": _(error.column)} if error.row else {}
    place = _("%(sheet)s 第 %(row)d 行 %(column)s") % where if where else ""
    return {"place": place, "value": str(error.value)[:80], "message": message, "nearest": error.nearest}
