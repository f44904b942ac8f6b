"""One's own background work: how far it is, what came of it, and the way to stop it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bihuan.interfaces.web.shell.jobs import listed, piece, stopped


@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    """My background work, latest first."""
    crumbs = [(_("我的待办"), reverse("home:todo")), (_("后台任务"), "")]
    return render(request, "home/pages/jobs.html", {"title": _("后台任务"), "crumbs": crumbs, **listed(request, "home")})


@require_GET
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, as it stands now."""
    return piece(request, pk, "home")


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop one of them."""
    return stopped(request, pk, "home")
