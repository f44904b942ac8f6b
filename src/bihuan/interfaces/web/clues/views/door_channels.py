"""Phones, mailboxes and letter boxes of units: set, looked at, published on one page and on paper (M67)."""

import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.clues import operations, queries
from bihuan.clues.papers import channels_paper, site
from bihuan.documents.rendering import render_docx, render_pdf
from bihuan.foundation.kernel import Missing
from bihuan.interfaces.web.clues.forms.door import ChannelForm, UnitForm
from bihuan.interfaces.web.clues.views.door import crumbs, for_tenders, form_with_preview, sent
from bihuan.interfaces.web.clues.views.shapes import at, desk_page, form_page, who
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.taking import done
from bihuan.interfaces.web.shell.uploads import handed
from bihuan.organisation.queries import find_unit

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@for_tenders
@require_GET
def channels(request: HttpRequest) -> HttpResponse:
    """All that is published."""
    title = _("公布的渠道")
    shown: dict[str, Any] = {"rows": list(queries.channels()), "public": f"{site()}/channels/"}
    return desk_page(request, "clues/pages/door_channels.html", "door", title=title, crumbs=crumbs((title, "")), **shown)


@for_tenders
@require_http_methods(["GET", "POST"])
def choose_unit(request: HttpRequest) -> HttpResponse:
    """For which unit."""
    form = UnitForm(sent(request))
    if form.is_valid():
        return redirect("clues:channel", pk=form.cleaned_data["unit"].pk)
    title = _("公布渠道")
    way = crumbs((_("公布的渠道"), at("channels")), (title, ""))
    return form_page(request, form, title=title, act=_("下一步"), back=at("channels"), here="door", crumbs=way)


@for_tenders
@require_http_methods(["GET", "POST"])
def channel(request: HttpRequest, pk: int) -> HttpResponse:
    """The channels of one unit; left empty, nothing is published of it any more."""
    unit = find_unit(pk)
    row = queries.channel_of(unit)
    form = ChannelForm(sent(request), initial={name: getattr(row, name, "") for name in ChannelForm.base_fields})
    looked_at = form.is_bound and form.is_valid()
    if (
        looked_at
        and request.POST.get("do") != "preview"
        and done(form, lambda: operations.set_channel(unit=unit, **form.cleaned_data, **who(request)))
    ):
        return toast(request, redirect("clues:channels"), _("已保存，约一分钟后公布"))
    preview = {"unit": unit.name, **form.cleaned_data} if looked_at else {}
    way = crumbs((_("公布的渠道"), at("channels")), (unit.name, ""))
    return form_with_preview(
        request, form, title=unit.name, back=at("channels"), part="clues/parts/door_channel.html", preview=preview, crumbs=way
    )


@for_tenders
@require_GET
def channels_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The list as a paper: Word to be edited, PDF to be hung up."""
    if kind not in ("docx", "pdf"):
        raise Missing()
    paper = channels_paper(list(queries.channels()), localdate())
    data = render_docx(paper) if kind == "docx" else render_pdf(paper).data
    return handed(io.BytesIO(data), name=f"{paper.title}.{kind}", kind=_DOCX if kind == "docx" else "application/pdf")
