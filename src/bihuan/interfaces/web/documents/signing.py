"""Scans of issued documents as they were signed: filed by the office, opened by whoever may see the document."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bihuan.campaigns import queries as campaigns
from bihuan.documents import operations, queries
from bihuan.foundation.files.queries import open_content
from bihuan.foundation.kernel import BadInput
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now


@require_POST
def file_copy(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """File a scan with an issued document."""
    actor = actor_of(request)
    row = queries.find(actor, campaigns.find(actor, code), pk)
    sent = request.FILES.get("file")
    if sent is None:
        raise BadInput(_("请选择签发件的扫描件。"))
    note = request.POST.get("note", "")
    operations.file_signed_copy(document=row, data=sent.read(), name=sent.name or "", note=note, actor=actor, now=now())
    return toast(request, redirect("documents:document", code=code, pk=pk), _("签发件已归入"))


@require_GET
def open_copy(request: HttpRequest, code: str, pk: int, copy: int) -> FileResponse:
    """A filed scan, as a download."""
    actor = actor_of(request)
    one = queries.signed_copy(queries.find(actor, campaigns.find(actor, code), pk), copy)
    return FileResponse(open_content(one.file), as_attachment=True, filename=one.file.name)
