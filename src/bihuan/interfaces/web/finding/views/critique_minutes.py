"""Minutes of a critique meeting taken in from a sheet (M56): its template, and the rows, all or none."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.finding import operations
from bihuan.finding.operations.minuting import minutes_in
from bihuan.finding.queries import critique as queries
from bihuan.finding.sheets.minutes import FILE_NAME, minutes_template
from bihuan.foundation.files.rules.refusals import UnreadableFile
from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.web.finding.forms.asked import asking
from bihuan.interfaces.web.finding.views.asked_shapes import (
    XLSX,
    at,
    entered,
    form_page,
    who,
)  # fmt: skip
from bihuan.interfaces.web.finding.views.opinions import file
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.taking import done, sentence_of
from bihuan.interfaces.web.shell.uploads import name_and_content


def _kept(actor: Any, campaign: Any, pk: int) -> Any:
    """The meeting, for whoever keeps it."""
    row = queries.find_meeting(actor, campaign, pk)
    if not queries.keeps(actor, row):
        raise NotAllowed()
    return row


@require_GET
def template(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The sheet for minutes."""
    actor, campaign = entered(request, code, "critique")
    row = _kept(actor, campaign, pk)
    known = [(each.number, each.text) for one in campaigns.categories_of(campaign) for each in one.manifestations.all()]
    return file(minutes_template([one.person.name for one in queries.seats_of(row)], known), XLSX, _(FILE_NAME))


@never_cache
@require_http_methods(["GET", "POST"])
def minutes(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take minutes: all rows or none, each fault with its row. The file itself is not kept."""
    actor, campaign = entered(request, code, "critique")
    row = _kept(actor, campaign, pk)
    form = asking(file=forms.FileField(label=lazy("会议记录（xlsx）")))(
        *((request.POST, request.FILES) if request.method == "POST" else ())
    )
    faults: list[dict[str, Any]] = []
    if form.is_valid():
        name, data = name_and_content(form.cleaned_data["file"]) or ("", b"")
        try:
            rows, wrong = minutes_in(row, data=data, name=name, importer=actor)
        except UnreadableFile as no:
            form.add_error("file", sentence_of(no))
        else:
            faults = [{"place": _("第 %(n)d 行") % {"n": one.row}, "value": "", "message": _(one.message)} for one in wrong]
            if wrong:
                form.add_error(None, _("有 %(n)d 行需要改，一行也没有导入。") % {"n": len(wrong)})
            elif done(form, lambda: operations.import_minutes(row, rows=rows, **who(request))):
                return toast(request, redirect("finding:critique_meeting", code=code, pk=pk), _("已导入 %(n)d 条") % {"n": len(rows)})
    note = _("先下载模板填写；提出人可以不填，不填的要写明结对。文件读完就丢弃，不保存。")
    return form_page(
        request, campaign, form, back=at("critique_meeting", code, pk), title=_("导入会议记录"), act=_("导入"), note=note, files=True, faults=faults,
        template=at("minutes_template", code, pk),
    )  # fmt: skip
