"""A file that a job made for somebody: for whoever asked for it, nobody else."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

from bihuan.foundation.files.queries import handed_in
from bihuan.foundation.jobs.queries import was_answered
from bihuan.foundation.kernel import Missing
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at

if TYPE_CHECKING:
    from bihuan.foundation.files.models import StoredFile


def made_at(request: HttpRequest, code: str, pk: int) -> "StoredFile":
    """The file to which the answer of a job leads under just this address. Another file of his is Missing: its own page hands it out."""
    campaign_at(request, code)
    file = handed_in(pk, actor_of(request))
    if not was_answered(href=request.path):
        raise Missing()
    return file
