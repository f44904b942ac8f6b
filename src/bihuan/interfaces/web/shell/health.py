"""For whoever watches the service: does the process answer, and can it work? Nothing of the business, no names, no version."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


def _said(word: str, status: int = 200) -> HttpResponse:
    answer = HttpResponse(f"{word}\n", content_type="text/plain; charset=utf-8", status=status)
    answer["Cache-Control"] = "no-store"
    return answer


@login_not_required
@require_safe
def live(_request: HttpRequest) -> HttpResponse:
    """This process answers."""
    return _said("ok")


@login_not_required
@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """The database answers too; 503 while it does not, so that a balancer asks elsewhere."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        connection.close()
        return _said("database", 503)
    return _said("ok")
