"""Papers of the desk: the ledger, papers about one clue, and whether a file that somebody holds is one of them. To take one out asks once more who it is."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.clues import queries
from bihuan.clues.operations.printing import print_clue, print_ledger
from bihuan.clues.queries.keeping import decides
from bihuan.clues.queries.prints import Verdict, held_against, prints_of
from bihuan.clues.readers.prints import read_print
from bihuan.clues.vocabulary.keeping import PrintKind
from bihuan.foundation.kernel import Missing
from bihuan.interfaces.web.clues import keyring
from bihuan.interfaces.web.clues.forms.life import CheckForm, LedgerForm, PaperForm
from bihuan.interfaces.web.clues.step_up import stepped_up
from bihuan.interfaces.web.clues.views.shapes import at, desk_page, for_readers, form_page
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.taking import done
from bihuan.interfaces.web.shell.uploads import handed

if TYPE_CHECKING:
    from bihuan.clues.models import CluePrint

MOST = 50


def _given(data: bytes, row: CluePrint, kind: str) -> HttpResponseBase:
    """The file, kept nowhere on the way."""
    answer = handed(BytesIO(data), name=f"{_(PrintKind(row.kind).label)} {row.number}.{kind}")
    answer["Cache-Control"] = "no-store"
    return answer


@require_GET
@for_readers
def papers(request: HttpRequest) -> HttpResponse:
    """What can be made, and what left the desk lately."""
    actor = actor_of(request)
    rows = [(one, _(one.get_kind_display()), _(one.get_purpose_display())) for one in prints_of(actor)[:MOST]]
    return desk_page(
        request, "clues/pages/papers.html", "papers", title=_("线索文书"), rows=rows, crumbs=[(_("线索"), at("desk")), (_("文书"), "")]
    )


@require_http_methods(["GET", "POST"])
@for_readers
@keyring.with_keys
@stepped_up
def ledger(request: HttpRequest) -> HttpResponseBase:
    """The ledger of those clues that the reader may know of."""
    form = LedgerForm(request.POST or None, initial=LedgerForm.this_year())
    made: list[Any] = []
    if form.is_valid() and done(form, lambda: made.extend(print_ledger(**form.cleaned_data, by=keyring.hand_of(request)))):
        return _given(made[0], made[1], form.cleaned_data["form"])
    note = _("只列您能看的线索；反映人一律不显示，按职责不该看的栏目显示为“＊”。文件带核验标识，改动过的能查出来。")
    crumbs = [(_("文书"), at("papers")), (_("输出台账"), "")]
    return form_page(request, form, title=_("输出问题线索台账"), act=_("输出"), back=at("papers"), here="papers", crumbs=crumbs, note=note)


@require_http_methods(["GET", "POST"])
@for_readers
@keyring.with_keys
@stepped_up
def clue_paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A paper about one clue."""
    actor = actor_of(request)
    row = queries.find_clue(actor, pk)
    if not decides(actor):
        raise Missing
    form, made = PaperForm(request.POST or None), list[Any]()
    form.suit([PrintKind.DISPOSAL, PrintKind.VERIFICATION, *([PrintKind.TRANSFER] if row.transferred_at else [])])
    if form.is_valid() and done(form, lambda: made.extend(print_clue(row, **form.cleaned_data, by=keyring.hand_of(request)))):
        return _given(made[0], made[1], "docx")
    crumbs = [(_("线索"), at("clues")), (row.number, at("clue", pk)), (_("输出文书"), "")]
    note = _("举报人不在文书里。文件带核验标识，改动过的能查出来。")
    return form_page(request, form, title=_("输出线索文书"), act=_("输出"), back=at("clue", pk), here="papers", crumbs=crumbs, note=note)


@require_http_methods(["GET", "POST"])
@for_readers
def check(request: HttpRequest) -> HttpResponse:
    """Is this file a paper of this desk, word for word? It is looked at and not kept."""
    form = CheckForm(request.POST or None, request.FILES or None)
    verdict: Verdict | None = None

    def look() -> None:
        nonlocal verdict
        one = form.cleaned_data["file"]
        verdict = held_against(actor_of(request), *read_print(one.read(), one.name))

    good = form.is_valid() and done(form, look)
    crumbs = [(_("文书"), at("papers")), (_("核对"), "")]
    shown = {
        "form": form,
        "verdict": verdict,
        "crumbs": crumbs,
        "strange": verdict.compared.strange[:20] if verdict and verdict.compared else (),
    }
    status = 422 if form.is_bound and not good else 200
    return desk_page(request, "clues/pages/paper_check.html", "papers", status=status, title=_("核对线索文书"), **shown)
