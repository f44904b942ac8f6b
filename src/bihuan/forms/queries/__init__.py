"""Forms of a campaign, the values of their cells at a day, the rows of their lists. Never writes."""

from bihuan.forms.queries.forms import (
    before,
    differences,
    edition_of,
    fillings_of,
    find_filling,
    find_form,
    forms_of,
    notes_of,
    refuse_day,
    refuse_others,
    ties_of,
)
from bihuan.forms.queries.rows import MOST_ROWS, Listed, lists_of, rows_of
from bihuan.forms.queries.values import Values, columns_to_tie, keys_of, names_of_codes

__all__ = [
    "MOST_ROWS", "Listed", "Values", "before", "columns_to_tie", "differences", "edition_of", "fillings_of", "find_filling", "find_form", "forms_of",
    "keys_of", "lists_of", "names_of_codes", "notes_of", "refuse_day", "refuse_others", "rows_of", "ties_of",
]  # fmt: skip
