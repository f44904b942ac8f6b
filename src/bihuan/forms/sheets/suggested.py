"""What the words of a form's blank suggest for its empty cells."""

from django.utils.timezone import localdate

from bihuan.forms.models import Form
from bihuan.forms.queries import edition_of, keys_of, names_of_codes, ties_of
from bihuan.forms.rules.suggesting import Suggestion, suggest
from bihuan.forms.sheets.grid import SheetView, look_at
from bihuan.foundation.files.queries import read


def suggestions(form: Form, view: SheetView | None = None) -> list[Suggestion]:
    """Of one sheet, or of all."""
    edition, campaign = edition_of(form), form.campaign
    names, keys, ties = names_of_codes(campaign), keys_of(campaign, localdate()), ties_of(edition)
    views = [view] if view else look_at(read(edition.blank))
    return [one for sheet in views for one in suggest(sheet.name, sheet.texts, names, keys, ties)]
