"""Keeping away from one clue: declared, asked of another, decided (第四十八条). Whoever keeps away does not see the clue any more, at once."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bihuan.clues import operations, queries
from bihuan.interfaces.web.clues import keyring
from bihuan.interfaces.web.clues.forms.steps import AskAwayForm, DecideAwayForm, DeclareAwayForm
from bihuan.interfaces.web.clues.views.shapes import at, for_readers, form_page
from bihuan.interfaces.web.clues.views.steps import told
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.taking import done


def _form(request: HttpRequest, row: Any, form: Any, title: str, note: str) -> HttpResponse:
    crumbs = [(_("线索"), at("clues")), (row.number, at("clue", row.pk)), (title, "")]
    return form_page(request, form, title=title, act=title, back=at("clue", row.pk), here="clues", crumbs=crumbs, note=note)


@for_readers
@require_http_methods(["GET", "POST"])
@keyring.with_keys
def declare(request: HttpRequest, pk: int) -> HttpResponse:
    """I keep away."""
    row = queries.find_clue(actor_of(request), pk)
    form = DeclareAwayForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(form, lambda: operations.declare_away(row, **form.cleaned_data, by=keyring.hand_of(request))):
        return toast(request, redirect("clues:clues"), _("已回避，这条线索您不再看到"))
    return _form(request, row, form, _("申明回避"), _("申明以后马上看不到这条线索。"))


@for_readers
@require_http_methods(["GET", "POST"])
@keyring.with_keys
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Another should."""
    row = queries.find_clue(actor_of(request), pk)
    form = AskAwayForm(request.POST if request.method == "POST" else None)
    form.suit(row, actor_of(request))
    if form.is_valid() and done(form, lambda: operations.ask_away(row, **told(form), by=keyring.hand_of(request))):
        return toast(request, redirect("clues:clue", pk=pk), _("已提出，由另一名审批人决定"))
    return _form(request, row, form, _("申请他人回避"), _("由既不是您也不是他的审批人决定；举报人要求回避的，也在这里代为提出。"))


@for_readers
@require_http_methods(["GET", "POST"])
@keyring.with_keys
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Does he?"""
    row = queries.find_away(actor_of(request), pk)
    form = DecideAwayForm(request.POST if request.method == "POST" else None)

    def take() -> None:
        decided = operations.grant_away if form.cleaned_data["granted"] else operations.refuse_away
        decided(row, reason=form.cleaned_data["reason"], by=keyring.hand_of(request))

    if form.is_valid() and done(form, take):
        return toast(request, redirect("clues:clue", pk=row.clue_id), _("已决定"))
    return _form(
        request,
        row.clue,
        form,
        _("决定回避"),
        _("申请 %(name)s 回避：%(ground)s") % {"name": row.person.name, "ground": _(row.get_ground_display())},
    )
