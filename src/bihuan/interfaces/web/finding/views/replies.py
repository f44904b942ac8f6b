"""Answers to letters that ask for opinions: by the code on the slip without an account, on the page, from paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.documents.operations import print_docx
from bihuan.finding import operations
from bihuan.finding.operations import Said
from bihuan.finding.operations.letters import digest_of
from bihuan.finding.papers.letters import reply_form
from bihuan.finding.queries import opinions as queries
from bihuan.finding.vocabulary.letters import LetterAction as A
from bihuan.foundation.accounts.guessing import count_wrong, locked_out
from bihuan.foundation.files.operations import store
from bihuan.foundation.kernel import Actor, BadInput
from bihuan.interfaces.web.finding.forms.asked import PaperReplyForm, SaidForm, a_text, asking, units
from bihuan.interfaces.web.finding.views.asked_shapes import (
    DOCX,
    at,
    entered,
    form_page,
    who,
)  # fmt: skip
from bihuan.interfaces.web.finding.views.opinions import file
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import done, sentence_of
from bihuan.interfaces.web.shell.uploads import name_and_content

TRIES = "opinion-letter"


"""The name under which wrong codes are counted: five from one address lock it for half an hour."""


def answer_letter(row: Any, form: SaidForm, by: dict[str, Any], *, by_code: bool) -> None:
    operations.reply_letter(row, said=_said(row, form), by_code=by_code, **by)


def _said(row: Any, form: SaidForm) -> list[Said]:
    known = {one.pk: one for one in row.units.all()}
    return [Said(known[unit], text) for unit, text, _resented in form.told() if unit in known]


@require_GET
def blank_reply(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The reply form on paper."""
    actor, campaign = entered(request, code, "letters")
    row = queries.find_letter(actor, campaign, pk)
    paper = reply_form(campaign.title, number=row.document.number, units=[one.name for one in row.units.all()])
    return file(print_docx(paper=paper), DOCX, f"{_('征求意见表')}.docx")


def _code_form(*args: Any) -> forms.Form:
    field = a_text(lazy("回复码"), 40, help_text=lazy("随函送达的四组字母和数字，大小写、横线都不要紧。"))
    field.widget.attrs.update({"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"})
    return asking(code=field)(*args)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
@login_not_required
def reply(request: HttpRequest) -> HttpResponse:
    """Whoever holds a code answers one letter, once, and sees nothing else: its units, and lines to write on. Wrong codes are counted."""
    if (locked := locked_out(request, TRIES)) is not None:
        return locked
    asked = _code_form(request.POST if request.method == "POST" else None)
    if not asked.is_valid():
        return _reply_page(request, asked, 422 if request.method == "POST" else 200)
    row = queries.letter_of_code(digest_of(asked.cleaned_data["code"]))
    if row is None or not campaigns.switches_for(row.campaign).letters:
        count_wrong(request, TRIES)
        asked.add_error("code", _("回复码不对，或者已经用过。"))
        return _reply_page(request, asked, 422)
    written = "unit_1" in request.POST
    form = SaidForm(request.POST if written else None, offered=units(row.campaign, row.units.all()))
    if written and form.is_valid():
        try:
            answer_letter(row, form, {"actor": Actor(None, "凭回复码", None, door="code"), "now": now()}, by_code=True)
        except BadInput as no:
            form.add_error(None, sentence_of(no))
        else:
            return render(request, "finding/pages/reply.html", {"title": _("回复征求意见函"), "thanks": True})
    shown = {"title": _("回复征求意见函"), "form": form, "code": asked.cleaned_data["code"], "letter": row}
    return render(request, "finding/pages/reply.html", shown, status=422 if form.is_bound else 200)


def _reply_page(request: HttpRequest, form: forms.Form, status: int) -> HttpResponse:
    return render(request, "finding/pages/reply.html", {"title": _("回复征求意见函"), "asked": form}, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def take_paper(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The office enters a reply that came on paper."""
    actor, campaign = entered(request, code, "letters")
    row = queries.find_letter(actor, campaign, pk)
    queries.refuse_unless_open(actor, row, A.TAKE_REPLY.value)
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form, back = PaperReplyForm(*given, offered=units(campaign, row.units.all())), at("letter", code, pk)
    if form.is_valid() and done(form, lambda: _take_paper(row, form, who(request))):
        return toast(request, redirect(back), _("已办"))
    return form_page(
        request, campaign, form, back=back, title=_("登记纸质回复"), act=_("登记"), note=_("一条一条录入，附上扫描件。"), files=True
    )


def _take_paper(row: Any, form: PaperReplyForm, by: dict[str, Any]) -> None:
    name, data = name_and_content(form.cleaned_data["scan"]) or ("", b"")
    operations.take_reply(row, said=_said(row, form), scan=store(data=data, name=name, **by), **by)
