"""My own data as one workbook (P11): only my rows, and the book says that I took them along."""

import io

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bihuan.accountability.operations import record_own_export
from bihuan.accountability.queries.own import looks, own_matters
from bihuan.accountability.queries.own_rest import rest_of_me
from bihuan.accountability.sheets.own import FILE_NAME, own_book
from bihuan.foundation.kernel import Missing
from bihuan.interfaces.web.accountability.views.own_data import problem_lines, self_check_lines
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.uploads import handed
from bihuan.organisation.queries import find_person


@require_POST
def export(request: HttpRequest) -> HttpResponseBase:
    """All of it, of myself as a person: what is about the unit that I lead is the unit's."""
    actor = actor_of(request)
    if actor.person_id is None:
        raise Missing()
    mine = [one for one in own_matters(actor) if one.row.person_id == actor.person_id]
    seen = ((one, look) for one in mine for look in looks(one.row, actor))
    data = own_book(
        matters=mine, looks=seen, rest=rest_of_me(actor), problems=problem_lines(request), self_checks=self_check_lines(request)
    )
    record_own_export(find_person(actor.person_id), actor=actor, now=now())
    return handed(io.BytesIO(data), name=_(FILE_NAME))
