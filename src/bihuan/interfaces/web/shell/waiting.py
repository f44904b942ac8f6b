"""A page that waits for a job: how far it is, the way to stop it; once the job is done the page itself stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from bihuan.foundation.jobs.vocabulary import JobState
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.jobs import line_of

if TYPE_CHECKING:
    from bihuan.foundation.jobs.models import Job


def waiting(request: HttpRequest, job: Job, shown: dict[str, Any]) -> HttpResponse:
    """The page of a job that is not done: its progress, or why it ended, with `again` (the words of a button that posts `do=again` here) and
    `other` (the address where another file is chosen). To the piece that renews itself it says when to open the page anew."""
    row = line_of(job, "home", actor_of(request))
    told = {"row": row, "here": request.get_full_path(), **shown}
    if request.method == "POST":
        return redirect(told["here"])  # the page opens itself anew: nothing may be sent twice by it
    if not asks_for_piece(request):
        return render(request, "shell/pages/waiting.html", told, status=422 if job.state == JobState.FAILED else 200)
    return render(request, "shell/parts/waiting.html", told) if row["alive"] else HttpResponse(headers={"HX-Refresh": "true"})


def asks_for_piece(request: HttpRequest) -> bool:
    """Is it the waiting piece that asks how far it is?"""
    return request.headers.get("HX-Target") == "waiting"
