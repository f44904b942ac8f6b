"""Evidence files: uploaded, opened."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.files.queries import open_content
from bihuan.foundation.kernel import BadInput, NotAllowed
from bihuan.interfaces.web.problems.views.problem import renewed
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import sentence_of
from bihuan.problems import operations, queries


def _attach(request: HttpRequest, row: Any) -> None:
    file = request.FILES.get("file")
    if file is None:
        raise BadInput(_("请选择要上传的文件。"))
    label, name = request.POST.get("label", ""), file.name or ""
    operations.attach_evidence(problem=row, data=file.read(), name=name, label=label, actor=actor_of(request), now=now())


@require_POST
def add(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Attach one file as evidence. In the drawer a refusal speaks in its place, without scripts on its page."""
    actor, inside = actor_of(request), bool(request.headers.get("HX-Request"))
    row = queries.find(actor, campaigns.find(actor, code), number)
    try:
        _attach(request, row)
    except BadInput as no:
        if not inside:
            raise
        told = {"HX-Retarget": "#step", "HX-Reswap": "innerHTML"}
        return HttpResponse(render(request, "shell/parts/refusal.html", {"sentence": sentence_of(no)}), status=422, headers=told)
    answer = renewed(request, code, number) if inside else redirect("problems:problem", code=code, number=number)
    return toast(request, answer, _("佐证已上传"))


@require_GET
def open_one(request: HttpRequest, code: str, number: int, pk: int) -> FileResponse:
    """The file, always as a download: nothing that was uploaded is shown inside a page."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    row = queries.find(actor, campaign, number)
    if not queries.may_read(queries.reach(actor, campaign.pk), row):
        raise NotAllowed()
    one = queries.find_evidence(row, pk)
    return FileResponse(open_content(one.file), as_attachment=True, filename=one.file.name)
