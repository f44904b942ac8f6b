"""An edited draft comes back: upload, what is another number, what is worded otherwise; and the words that the next issue takes over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bihuan.campaigns import queries as campaigns
from bihuan.documents import operations, queries
from bihuan.documents.readers import read_paragraphs
from bihuan.documents.rules.returned import CHOICES, Question, Returned, what_came_back
from bihuan.documents.vocabulary import Answer, DocumentState
from bihuan.foundation.files.operations import store
from bihuan.foundation.files.queries import handed_in, read
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.kernel import Actor, BadInput, Missing, NotAllowed
from bihuan.interfaces.web.documents.views import may_draft
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import number_of, sentence_of

if TYPE_CHECKING:
    from bihuan.documents.models import Document


@dataclass(frozen=True)
class Asked:
    """A question as the page shows it: its choices with the one chosen so far, and its colour."""

    question: Question
    choices: list[tuple[str, str, bool]]
    label: str


def _draft(request: HttpRequest, code: str, pk: int) -> tuple[Actor, Any, Document]:
    """The draft, for whoever may change it."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    row = queries.find(actor, campaign, pk)
    if not may_draft(request, campaign):
        raise NotAllowed()
    if row.state != DocumentState.DRAFT:
        raise Missing()
    return actor, campaign, row


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A form for the edited file; it is kept, read and shown on the next page."""
    actor, campaign, row = _draft(request, code, pk)
    if request.method == "GET":
        return _upload_page(request, campaign, row)
    sent = request.FILES.get("file")
    if sent is None:
        return _upload_page(request, campaign, row, _("请选择交回的 docx。"))
    data = sent.read()
    try:
        what_came_back(queries.paper_of(row), read_paragraphs(data, sent.name or ""))
        file = store(data=data, name=sent.name or "", actor=actor, now=now(), taken=frozenset({FileKind.DOCX}))
    except BadInput as no:
        return _upload_page(request, campaign, row, sentence_of(no))
    return redirect("documents:returned_file", code=code, pk=pk, file=file.pk)


def _crumbs(campaign: Any, row: Document) -> list[tuple[str, str]]:
    return [
        (_("公文"), reverse("documents:register", args=[campaign.code])),
        (row.title, reverse("documents:document", args=[campaign.code, row.pk])),
    ]


def _upload_page(request: HttpRequest, campaign: Any, row: Document, error: str = "") -> HttpResponse:
    shown = {
        "campaign": campaign, "row": row, "title": _("交回修改稿"), "error": error, "crumbs": _crumbs(campaign, row),
        "wordings": queries.wordings_of(campaign, row.series),
    }  # fmt: skip
    return render(request, "documents/pages/returned.html", shown, status=422 if error else 200)


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, code: str, pk: int, file: int) -> HttpResponse:
    """What came back, question by question; sent, the draft takes the wording."""
    actor, campaign, row = _draft(request, code, pk)
    stored = handed_in(file, actor)
    back = what_came_back(queries.paper_of(row), read_paragraphs(read(stored), stored.name))
    told = {
        "campaign": campaign,
        "row": row,
        "file": stored,
        "back": back,
        "title": _("核对交回的修改稿"),
        "crumbs": _crumbs(campaign, row),
    }
    if request.method == "GET":
        return render(request, "documents/pages/decide.html", told | _shown(back, {}))
    answers = {one.key: Answer(said) for one in back.questions if (said := request.POST.get(one.key, "")) in set(Answer)}
    seen, reason = number_of(request.POST.get("seen")), request.POST.get("reason", "")
    keep = [one.text for at, one in enumerate(back.pieces) if request.POST.get(f"keep-{at}")]
    try:
        operations.take_back(row, back=back, file=stored, answers=answers, reason=reason, keep=keep, actor=actor, now=now(), seen=seen)
    except BadInput as no:
        shown = told | _shown(back, answers) | {"error": sentence_of(no), "reason": reason}
        return render(request, "documents/pages/decide.html", shown, status=422)
    return toast(request, redirect("documents:document", code=code, pk=pk), _("已采用交回的修改稿"))


def _shown(back: Returned, answers: dict[str, Answer]) -> dict[str, Any]:
    return {"asked": list(_asked(back, answers)), "changed": [(at, one) for at, one in enumerate(back.pieces) if one in back.changed]}


def _asked(back: Returned, answers: dict[str, Answer]) -> Iterator[Asked]:
    for one in back.questions:
        chosen = answers.get(one.key, CHOICES[one.fate][0])
        yield Asked(one, [(str(word.value), _(word.label), word is chosen) for word in CHOICES[one.fate]], _(one.fate.label))


@require_POST
def drop(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Words that the next issue shall be composed without."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    operations.drop_wording(queries.find_wording(campaign, pk), actor=actor, now=now())
    return toast(request, redirect("documents:register", code=code), _("下一期起不再沿用这段文字"))
