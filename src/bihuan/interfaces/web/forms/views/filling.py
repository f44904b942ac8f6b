"""A form filled for a day: its numbers with what they count, what differs from the last time, what could not be filled, the files."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bihuan.forms import operations, queries
from bihuan.forms.jobs import ask_to_fill, is_long
from bihuan.forms.sheets import marked
from bihuan.foundation.files.queries import read
from bihuan.foundation.kernel import BadInput, NotNow
from bihuan.interfaces.web.forms.views.forms import crumbs, desk
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import sentence_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _download(data: bytes, name: str) -> HttpResponse:
    return HttpResponse(data, headers={"Content-Type": XLSX, "Content-Disposition": content_disposition_header(True, name) or "attachment"})


@require_POST
def fill(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Fill it for the end of a day; with many rows in the background."""
    actor, campaign = desk(request, code)
    form = queries.find_form(actor, campaign, str(pk))
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        return toast(request, redirect("forms:form", code=code, pk=pk), _("请选择数据截至哪一天。"), "warning")
    try:
        if is_long(form, day, actor):
            ask_to_fill(form, day, account=actor.user_id or 0, actor=actor, now=now())
            return redirect("home:jobs")
        filling = operations.fill_form(form=form, day=day, actor=actor, now=now())
    except (BadInput, NotNow) as no:
        return toast(request, redirect("forms:form", code=code, pk=pk), sentence_of(no), "warning")
    return redirect("forms:filled", code=code, pk=pk, filled=filling.pk)


def _found(request: HttpRequest, code: str, pk: int, filled: int) -> tuple[Any, Any, Any]:
    actor, campaign = desk(request, code)
    form = queries.find_form(actor, campaign, str(pk))
    return campaign, form, queries.find_filling(form, filled)


def _in_words(kept: str) -> str:
    """The kept definition in the reader's language: it stands behind the name of the unit it was counted for."""
    unit, colon, words = kept.rpartition("：")
    return f"{unit}{_('：')}{_(words)}" if colon else _(kept)


@require_GET
def filled(request: HttpRequest, code: str, pk: int, filled: int) -> HttpResponse:
    """What was filled."""
    campaign, form, filling = _found(request, code, pk, filled)
    last = queries.before(filling)
    different = queries.differences(filling, last)
    numbers = [
        {**one, "definition": _in_words(one["definition"]), "was": different.get((one["sheet"], one["cell"]), (None,))[0]}
        for one in filling.numbers
    ]
    day = f"{localtime(filling.as_of):%Y-%m-%d}"
    gaps = [{**one, "why": BadInput(one.get("template") or one["why"], **one.get("facts", {})).said(_)} for one in filling.gaps]
    shown = {
        "campaign": campaign, "form": form, "filling": filling, "last": last, "gaps": gaps,
        "title": _("%(name)s（截至 %(day)s）") % {"name": form.name, "day": day},
        "numbers": numbers, "different": len(different), "crumbs": crumbs(code, (form.name, reverse("forms:form", args=[code, pk])), (day, "")),
    }  # fmt: skip
    return render(request, "forms/pages/filled.html", shown)


@require_GET
def file(request: HttpRequest, code: str, pk: int, filled: int) -> HttpResponse:
    """The filled workbook."""
    _campaign, _form, filling = _found(request, code, pk, filled)
    return _download(read(filling.file), filling.file.name)


@require_GET
def marked_copy(request: HttpRequest, code: str, pk: int, filled: int) -> HttpResponse:
    """A second copy with the cells marked that differ from the last time; for ourselves, not for the superior."""
    _campaign, _form, filling = _found(request, code, pk, filled)
    notes = queries.notes_of(filling, queries.before(filling))
    return _download(marked(read(filling.file), notes), filling.file.name.replace(".xlsx", f"-{_('与上次不同处已标出')}.xlsx"))
