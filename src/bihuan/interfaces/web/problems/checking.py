"""The check of a long sheet on pages: asked for once, waited for, its kept result shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as noop

from bihuan.foundation.files.queries import read
from bihuan.foundation.files.rules.lengths import rows_about
from bihuan.foundation.jobs.again import latest
from bihuan.foundation.jobs.vocabulary import JobState
from bihuan.foundation.kernel import Told
from bihuan.interfaces.web.problems.laying_out import sheets_asked
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.days import now
from bihuan.problems.jobs import ask_to_check, key_of_check
from bihuan.problems.operations.checking import Asked, KeptCheck

if TYPE_CHECKING:
    from django.http import HttpRequest

    from bihuan.campaigns.models import Campaign
    from bihuan.foundation.files.models import StoredFile
    from bihuan.foundation.jobs.models import Job

LONG = 5000
"""Rows from which on a sheet is checked and taken in the background: more takes longer than a page may be waited for."""


def is_long(data: bytes, name: str) -> bool:
    """Is this sheet to be checked in the background? Raises a subclass of UnreadableFile."""
    return rows_about(data, name) > LONG


def check_asked(request: HttpRequest, campaign: Campaign, file: StoredFile, take_over: str | None = None) -> Job | None:
    """The job that checks this sheet as it would be read now: the one there is, else a new one, also where a page asks for it again after it
    was over. None: the sheet is short."""
    asked = _asked(request, campaign, file, take_over)
    held = latest(key_of_check(asked))
    if held is not None and request.POST.get("do") != "again":
        return held
    if held is None and not is_long(read(file), file.name):
        return None
    return ask_to_check(asked, title=Told(noop("核对 %(name)s"), name=file.name), actor=actor_of(request), now=now())


def _asked(request: HttpRequest, campaign: Campaign, file: StoredFile, take_over: str | None) -> Asked:
    return Asked(campaign, file, tuple(sheets_asked(request)), take_over)


def check_made(request: HttpRequest, campaign: Campaign, file: StoredFile, take_over: str | None = None) -> KeptCheck | None:
    """What the check of this sheet found, where it was made in the background and is done."""
    held = latest(key_of_check(_asked(request, campaign, file, take_over)))
    return kept_of(held) if held is not None and held.state == JobState.DONE else None


def kept_of(job: Job) -> KeptCheck:
    """What a job that is done kept."""
    return KeptCheck.of_json(job.mark["check"])
