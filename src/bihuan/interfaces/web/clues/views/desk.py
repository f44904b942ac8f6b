"""The first page of the desk: what waits for whoever opens it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bihuan.interfaces.web.clues.tabs import EVERYBODY, READERS
from bihuan.interfaces.web.clues.views.shapes import desk_page, only_for
from bihuan.interfaces.web.shell.actors import standing_duties_of
from bihuan.interfaces.web.shell.menu import address


@require_GET
@only_for(EVERYBODY)
def desk(request: HttpRequest) -> HttpResponse:
    """What waits; who keeps identities only is led to his keys."""
    if not READERS & standing_duties_of(request) and address("clues:keys"):
        return redirect("clues:keys")
    return desk_page(request, "clues/pages/desk.html", "desk", title=_("线索"))
