"""Evidence files: uploaded, opened."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.files.queries import open_content
from bihuan.foundation.kernel import BadInput, NotAllowed
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.problems import operations, queries


@require_POST
def add(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Attach one file as evidence."""
    actor = actor_of(request)
    row = queries.find(actor, campaigns.find(actor, code), number)
    file = request.FILES.get("file")
    if file is None:
        raise BadInput(_("请选择要上传的文件。"))
    operations.attach_evidence(
        problem=row, data=file.read(), name=file.name or "", label=request.POST.get("label", ""), actor=actor, now=now()
    )
    return toast(request, redirect(reverse("problems:problem", args=[code, number])), _("佐证已上传"))


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
