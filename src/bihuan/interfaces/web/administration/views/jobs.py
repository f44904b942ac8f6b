"""The system administrator: background work of everybody and of the clock."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bihuan.foundation.accounts.vocabulary import Administrator
from bihuan.interfaces.web.administration.views.console import frame, only
from bihuan.interfaces.web.shell.jobs import listed, piece, stopped

SYSTEM = Administrator.SYSTEM
_DOOR = "administration"


@require_GET
@only(SYSTEM)
def jobs(request: HttpRequest) -> HttpResponse:
    """All jobs, latest first."""
    return render(request, "administration/pages/jobs.html", frame(SYSTEM, "jobs", title=_("后台任务"), **listed(request, _DOOR)))


@require_GET
@only(SYSTEM)
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, as it stands now."""
    return piece(request, pk, _DOOR)


@require_POST
@only(SYSTEM)
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop one of them."""
    return stopped(request, pk, _DOOR)
