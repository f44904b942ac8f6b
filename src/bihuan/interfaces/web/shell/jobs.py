"""Background work as pages show it: one's own on the first page, all of it in the console of the system administrator."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from bihuan.foundation.jobs import queries
from bihuan.foundation.jobs.operations import stop_job
from bihuan.foundation.jobs.vocabulary import ENDED, JobState
from bihuan.foundation.kernel import said_again
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.kept import way_back
from bihuan.interfaces.web.shell.taking import number_of

if TYPE_CHECKING:
    from bihuan.foundation.jobs.models import Job
    from bihuan.foundation.kernel import Actor

SIZE = 20
_LOOKS = {JobState.DONE: "ok", JobState.FAILED: "late", JobState.STOPPED: "done", JobState.WAITING: "", JobState.RUNNING: ""}


def line_of(job: Job, door: str, actor: Actor) -> dict[str, Any]:
    """A job as lists show it: its state in words and colour, how far it is in per cent, what came of it and where that lies.

    `door` is the address space of the list: `home`, or `administration`. Work that somebody else asked for says who, when and how far, and
    no more: its words are of the business, which no administrator sees."""
    state, told = JobState(job.state), job.asked_by_id in (None, actor.user_id)
    share = 100 * min(job.done, job.total) / job.total if job.total else None
    answer = job.answer if isinstance(job.answer, dict) else {}
    text, href = (str(answer.get("text") or ""), _inside(answer.get("href", ""))) if told else ("", "")
    words = job.words if isinstance(job.words, dict) else {}
    return {
        "job": job, "state": state, "kind": _LOOKS[state], "alive": state not in ENDED, "share": share, "stopping": job.stop_asked_at is not None,
        "too_late": job.stop_asked_at is not None and state is JobState.DONE,
        "title": _said(words, "title", job.title) if told else _("业务任务"), "text": _said(words, "text", text), "href": href,
        "fault": _said(words, "fault", job.fault) if told or "number" in answer else "",
        "ask": reverse(f"{door}:job", args=[job.pk]), "stop": reverse(f"{door}:stop_job", args=[job.pk]), "phase": _(job.phase) if job.phase else "",
    }  # fmt: skip


def _said(words: dict[str, Any], name: str, text: str) -> str:
    """In the reader's language, where it was kept so; else as it was written."""
    return (said_again(words.get(name), _) if text else "") or (_(text) if text else "")


def _inside(href: object) -> str:
    """An address of ours, or nothing."""
    return href if isinstance(href, str) and href.startswith("/") and not href.startswith("//") else ""


def listed(request: HttpRequest, door: str) -> dict[str, Any]:
    """A page of the jobs that the actor may look at, by keyset; every page of lists that shows them says the same."""
    before = number_of(request.GET.get("before"))
    actor = actor_of(request)
    jobs = queries.visible_to(actor).order_by("-pk")
    rows = list((jobs.filter(pk__lt=before) if before is not None else jobs)[: SIZE + 1])
    more = f"?before={rows[SIZE - 1].pk}" if len(rows) > SIZE else ""
    return {"rows": [line_of(one, door, actor) for one in rows[:SIZE]], "older": more, "newest": "?" if before is not None else ""}


def of_today(actor: Actor, today: date) -> list[dict[str, Any]]:
    """Own jobs that run, wait, or ended today: what the first page tells of."""
    latest = queries.visible_to(actor).filter(asked_by=actor.user_id).order_by("-pk")[:5] if actor.user_id is not None else ()
    return [line_of(one, "home", actor) for one in latest if one.ended is None or localdate(one.ended) == today]


def piece(request: HttpRequest, pk: int, door: str) -> HttpResponse:
    """One job as it stands: the piece of the list that renews itself while the job is alive."""
    actor = actor_of(request)
    return render(request, "shell/parts/job.html", {"row": line_of(queries.find(pk, actor), door, actor), "back": reverse(f"{door}:jobs")})


def stopped(request: HttpRequest, pk: int, door: str) -> HttpResponse:
    """Ask a job to stop: at once while it waits, at its next step while it runs."""
    actor = actor_of(request)
    found = queries.find(pk, actor)
    stop_job(found, actor=actor, now=now())
    said = _("任务已取消") if found.state == JobState.STOPPED else _("已请它停下，做完手头这一步就停；已做的部分保留")
    return toast(request, redirect(way_back(request, reverse(f"{door}:jobs"))), said)
