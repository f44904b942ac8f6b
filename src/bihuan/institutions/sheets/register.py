"""The register as Excel."""

from collections.abc import Sequence

from bihuan.institutions.models import Institution
from bihuan.institutions.queries.register import COLUMNS, in_words
from bihuan.institutions.sheets.grid import grid


def register_sheet(title: str, rows: Sequence[Institution]) -> bytes:
    """The rules in the columns of the paper."""
    told = ([words[key] for key, _head, _width in COLUMNS] for words in map(in_words, rows))
    return grid("建章立制清单", f"{title}建章立制清单", [(head, width) for _key, head, width in COLUMNS], told)
