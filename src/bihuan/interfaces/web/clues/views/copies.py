"""A file of a clue to work with: what it tells beside its content is taken out, so that working with it points to nobody (P12)."""

from io import BytesIO

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from bihuan.clues import queries
from bihuan.clues.operations.copies import working_copy
from bihuan.interfaces.web.clues import keyring
from bihuan.interfaces.web.clues.views.shapes import for_readers
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.uploads import handed


@require_GET
@for_readers
@keyring.with_keys
def clue_copy(request: HttpRequest, pk: int, file: str) -> HttpResponseBase:
    """Whoever has not said what for is led to the page that asks, as for the original."""
    actor = actor_of(request)
    row = queries.find_clue(actor, pk)
    purpose = queries.opened_today_for(row, actor, localdate())
    if not purpose:
        return redirect("clues:clue", pk=pk)
    copy = working_copy(row, file=file, reason=purpose, **keyring.by(request))
    return handed(BytesIO(copy.data), name=copy.name)
