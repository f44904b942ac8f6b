"""Codes on posters: made, hung up, counted, taken down."""

import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.clues import operations, queries
from bihuan.clues.papers import address_of, is_for_trying, poster_of
from bihuan.clues.queries.laying_out import campaign_for_entry, campaigns_for_entries
from bihuan.clues.queries.opinions import Counted
from bihuan.clues.rules.questions import questions_in
from bihuan.documents.rendering import render_poster, squares_of
from bihuan.foundation.sealedbox.vocabulary import Purpose
from bihuan.interfaces.web.clues.forms.door import EntryForm
from bihuan.interfaces.web.clues.keyring import by, with_keys
from bihuan.interfaces.web.clues.views.door import crumbs, for_tenders, form_with_preview, sent
from bihuan.interfaces.web.clues.views.shapes import at, desk_page, who
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.taking import done, number_of
from bihuan.interfaces.web.shell.uploads import handed


@for_tenders
@require_http_methods(["GET", "POST"])
def new_entry(request: HttpRequest) -> HttpResponse:
    """A code for a campaign, a unit or a counter; what it will ask is looked at first."""
    form = EntryForm(sent(request), initial={"purpose": Purpose.TIP.value}, campaigns=campaigns_for_entries())
    asked: list[Any] = []
    if form.is_valid() and done(form, lambda: asked.extend(questions_in(form.cleaned_data["questions"]))):
        made: list[Any] = []
        if request.POST.get("do") != "preview" and done(form, lambda: made.append(_open(request, form.cleaned_data))):
            return toast(request, redirect("clues:entry", pk=made[0].pk), _("入口已设立，约一分钟后可以扫码打开"))
    preview = {"asked": asked, "given": form.cleaned_data} if form.is_bound and not form.errors else {}
    return form_with_preview(request, form, title=_("设立入口"), back=at("door"), part="clues/parts/door_entry.html", preview=preview)


def _open(request: HttpRequest, given: dict[str, Any]) -> Any:
    campaign = number_of(given["campaign"])
    return operations.open_entry(
        purpose=Purpose(given["purpose"]), campaign=campaign_for_entry(campaign) if campaign else None,
        unit=given["unit"], place=given["place"], questions=given["questions"], **who(request),
    )  # fmt: skip


@for_tenders
@require_GET
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One code: where it leads, its posters, what came by it."""
    actor = actor_of(request)
    row = queries.find_entry(pk)
    address = address_of(row)
    shown: dict[str, Any] = {
        "row": row, "address": address, "squares": squares_of(address), "trying": is_for_trying(), "asked": queries.questions_of(row),
        "counted": queries.counted_by_entry(actor).get(row.pk, Counted()), "tallies": queries.tallies(row),
        "opinions": row.purpose == Purpose.OPINIONS,
    }  # fmt: skip
    title = _name(row)
    return desk_page(request, "clues/pages/door_entry.html", "door", title=title, crumbs=crumbs((title, "")), **shown)


def _name(row: Any) -> str:
    told = (row.campaign.title if row.campaign else "", row.unit.name if row.unit else "", row.place)
    return " · ".join(filter(None, told))


@for_tenders
@require_GET
def poster(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The sheet to hang up."""
    row = queries.find_entry(pk)
    large = request.GET.get("large") == "1"
    made = render_poster(poster_of(row, localdate(), large=large))
    kind = _("大字海报") if large else _("海报")
    return handed(io.BytesIO(made), name=f"{_name(row)}-{kind}.pdf".replace("/", "_"), kind="application/pdf")


@for_tenders
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """The poster comes down."""
    operations.close_entry(queries.find_entry(pk), **who(request))
    return toast(request, redirect("clues:entry", pk=pk), _("入口已关闭：扫这个码的人会看到首页"))


@for_tenders
@require_POST
@with_keys
def count(request: HttpRequest) -> HttpResponse:
    """Open the opinions that wait, and count them by their codes."""
    many = operations.count_opinions(**by(request))
    told = _("归集了 %(many)d 份意见") % {"many": many} if many else _("没有待归集的意见")
    return toast(request, redirect("clues:door"), told)


@for_tenders
@require_GET
@with_keys
def opinions(request: HttpRequest, pk: int) -> HttpResponse:
    """What was written by one code; that it was read is noted."""
    row = queries.find_entry(pk)
    found = operations.read_opinions(row, **by(request))
    way = crumbs((_name(row), at("entry", row.pk)), (_("意见"), ""))
    return desk_page(request, "clues/pages/door_opinions.html", "door", title=_("意见建议"), row=row, found=found, crumbs=way)
