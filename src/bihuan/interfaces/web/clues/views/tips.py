"""A report before it is a clue: opened, registered past the line of whom it is about, set aside, or added to what its reporter sent before."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.clues import operations, queries
from bihuan.clues.queries.clues import contents_of
from bihuan.clues.queries.door import entry_of, questions_of
from bihuan.clues.vocabulary.tips import TipState
from bihuan.foundation.kernel import BadInput, Missing
from bihuan.foundation.sealedbox.contents import REAL_NAME, REPLIES_TO
from bihuan.foundation.sealedbox.vocabulary import What
from bihuan.interfaces.web.clues import keyring
from bihuan.interfaces.web.clues.forms.registering import AsideForm, RegisterForm
from bihuan.interfaces.web.clues.views.shapes import at, desk_page, for_readers, form_page
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.taking import done
from bihuan.interfaces.web.shell.uploads import handed

SCANNED = 500
"""Reports among which those alike are looked for."""

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bihuan.campaigns.models import Campaign
    from bihuan.clues.models import Tip
    from bihuan.foundation.sealedbox.contents import Content


def told_of(content: Content) -> dict[str, Any]:
    """One content as a page shows it: answers under the words of their questions, where the entry still has them."""
    entry = entry_of(content.entry)
    labels = {one.key: one.label for one in questions_of(entry)} if entry else {}
    answers = [(labels.get(key, key), value) for key, value in content.answers.items() if value and key not in (REPLIES_TO, REAL_NAME)]
    place = " ".join(filter(None, (entry.campaign.title if entry.campaign else "", entry.place))) if entry else ""
    return {"content": content, "what": _(What(content.what).label), "answers": answers, "entry": place}


@for_readers
@require_GET
@keyring.with_keys
def tip(request: HttpRequest, pk: int) -> HttpResponse:
    """What a report says. That it was opened is noted."""
    row = _openable(request, pk)
    contents = operations.open_tip(row, **keyring.by(request))
    shown: dict[str, Any] = {
        "row": row,
        "contents": [told_of(one) for one in contents],
        "known": row.state != TipState.WAITING,
        "joins": bool(contents) and queries.clue_for(row, contents) is not None,
        "around": any(one.concerns_handlers for one in contents),
    }
    crumbs = [(_("线索"), at("desk")), (_("举报"), "")]
    return desk_page(request, "clues/pages/tip.html", "desk", title=_("举报"), crumbs=crumbs, **shown)


def _openable(request: HttpRequest, pk: int) -> Tip:
    """A report that waits; one that these keys do not open is not there."""
    row = queries.find_tip(actor_of(request), pk)
    if not (row.unread or row.state == TipState.WAITING):
        raise Missing
    if not contents_of(row, keyring.identities(request)):
        raise Missing
    return row


@for_readers
@require_GET
@keyring.with_keys
def tip_file(request: HttpRequest, pk: int, digest: str) -> HttpResponseBase:
    """A file of it, to be kept: nothing of it runs in the browser."""
    row = _openable(request, pk)
    told, data = operations.read_tip_file(row, digest=digest, **keyring.by(request))
    return handed(BytesIO(data), name=told.name or "file")


def campaigns_for(contents: Sequence[Content] = ()) -> tuple[list[Campaign], str]:
    """Campaigns that a clue may belong to, and the one of the poster by which the report came."""
    entry = next(filter(None, (entry_of(one.entry) for one in contents)), None)
    own = [entry.campaign] if entry and entry.campaign else []
    found = {one.pk: one for one in (*own, *queries.campaigns_running())}
    return list(found.values()), own[0].code if own else ""


@for_readers
@require_http_methods(["GET", "POST"])
@keyring.with_keys
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a clue of it: whom it is about is picked from the tree, and what is alike is shown first."""
    row = _openable(request, pk)
    contents = operations.open_tip(row, **keyring.by(request))
    campaigns, code = campaigns_for(contents)
    form = RegisterForm(
        request.POST if request.method == "POST" else None,
        campaigns=campaigns,
        initial={"campaign": code, "named": any(one.real_name for one in contents)},
    )
    near: list[Any] = []
    made: list[Any] = []
    if form.is_valid():
        near = _alike(request, contents, form)
        if near and not form.cleaned_data["seen"]:
            form.ask_again()
            form.add_error(None, _("有反映同一人或者同一单位的相近线索，请先看一看；仍要单独登记的，勾选最下面一项。"))
        elif done(form, lambda: made.append(operations.register_tip(row, about=form.about, **keyring.by(request)))):
            return _registered(request, made[0])
    if not near:
        form.fields.pop("seen", None)
    shown = {"contents": [told_of(one) for one in contents], "near": near, "row": row}
    crumbs = [(_("线索"), at("desk")), (_("举报"), at("tip", pk)), (_("受理登记"), "")]
    page = {"form": form, "title": _("受理登记"), "act": _("登记"), "back": at("tip", pk), "crumbs": crumbs, **shown}
    return desk_page(request, "clues/pages/register.html", "desk", status=422 if form.is_bound else 200, **page)


def _alike(request: HttpRequest, contents: Sequence[Content], form: RegisterForm) -> list[Any]:
    text = "\n".join(one.text for one in contents)
    persons, units = [one.pk for one in form.persons], [one.pk for one in form.units]
    return queries.alike_clues(actor_of(request), keyring.identities(request), text, persons, units)


def _registered(request: HttpRequest, clue: Any) -> HttpResponse:
    """On to the clue, for whoever may read it; else nothing is said but that it was registered."""
    sees = queries.visible_clues(actor_of(request)).filter(pk=clue.pk).exists()
    answer = redirect("clues:clue", pk=clue.pk) if sees else redirect("clues:desk")
    return toast(request, answer, _("已登记，密封给能够办理的人员"))


@for_readers
@require_http_methods(["GET", "POST"])
@keyring.with_keys
def set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """It is no clue; with those that say much the same, where somebody flooded the door."""
    row = _openable(request, pk)
    found = queries.waiting_tips(actor_of(request), keyring.identities(request), SCANNED)
    alike = next((some for some in found.new if row in some), [row])
    form = AsideForm(request.POST if request.method == "POST" else None, alike=len(alike) - 1)

    def take() -> None:
        for one in alike if form.cleaned_data.get("alike") else [row]:
            operations.set_tip_aside(one, reason=form.said, **keyring.by(request))

    if form.is_valid() and done(form, take):
        return toast(request, redirect("clues:desk"), _("已记为不作为线索，内容已销毁"))
    crumbs = [(_("线索"), at("desk")), (_("举报"), at("tip", pk)), (_("不作为线索"), "")]
    return form_page(request, form, title=_("不作为线索"), act=_("确定"), back=at("tip", pk), crumbs=crumbs)


@for_readers
@require_POST
@keyring.with_keys
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """What the reporter added goes to the clue that his report became."""
    row = _openable(request, pk)
    try:
        operations.add_to_clue(row, **keyring.by(request))
    except BadInput as no:
        return toast(request, redirect("clues:tip", pk=pk), no.sentence)
    return toast(request, redirect("clues:desk"), _("已转给办理这条线索的人员"))
