"""Self-checks as files: the form to print, the list, the commitment."""

import io

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bihuan.campaigns import queries as campaigns
from bihuan.documents.operations.printing import print_docx
from bihuan.documents.rendering import render_pdf
from bihuan.finding.operations.reading import record_read
from bihuan.finding.papers.self_checks import list_paper, paper_form, pledge_paper
from bihuan.finding.queries.pledges import standing_pledge, text_for, told_before
from bihuan.finding.queries.self_checks import entry_of, find_list, items_of, standing_items
from bihuan.finding.sheets.self_checks import FILE_NAME, list_sheet
from bihuan.finding.vocabulary.self_checks import SelfCheckDuty
from bihuan.foundation.kernel import Missing
from bihuan.interfaces.web.finding.views.self_checks import of_mine, writable
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.uploads import handed


@require_GET
def form(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """The form of one person as PDF: printed by himself or by the liaison of his unit, with the code of his list."""
    campaign, seen = writable(request, code, pk)
    row = seen.row
    catalogue = [(one.name, [each.text for each in one.manifestations.all()]) for one in campaigns.categories_of(campaign)]
    told = {"campaign": campaign.title, "unit": row.unit.name, "name": row.person.name, "code": row.code, "told": told_before(campaign)}
    return handed(io.BytesIO(render_pdf(paper_form(**told, catalogue=catalogue)).data), name=_("自查表.pdf"))


@require_GET
def blank(request: HttpRequest, code: str) -> HttpResponseBase:
    """The empty form without a name, to be printed in a pile."""
    campaign, actor = campaign_at(request, code), actor_of(request)
    if not campaigns.switches_for(campaign).self_checks:
        raise Missing()
    entry = entry_of(campaign, actor.person_id) if actor.person_id is not None else None
    catalogue = [(one.name, [each.text for each in one.manifestations.all()]) for one in campaigns.categories_of(campaign)]
    blanks = "＿＿＿＿＿＿"
    unit = entry.unit.name if entry else blanks
    paper = paper_form(campaign=campaign.title, unit=unit, name=blanks, code=blanks, told=told_before(campaign), catalogue=catalogue)
    return handed(io.BytesIO(render_pdf(paper).data), name=_("自查表.pdf"))


@require_GET
def sheet(request: HttpRequest, code: str) -> HttpResponseBase:
    """My own list as Excel (D10)."""
    _campaign, row = of_mine(request, code)
    if row is None:
        raise Missing()
    return handed(io.BytesIO(list_sheet(items_of(row))), name=str(_(FILE_NAME)))


@require_GET
def to_sign(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """The list as it was entered, to be checked and signed by him whose it is."""
    _campaign, seen = writable(request, code, pk)
    return handed(io.BytesIO(render_pdf(list_paper(seen.row, list(standing_items(seen.row)))).data), name=_("自查清单核对单.pdf"))


@require_GET
def pledge(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """The commitment as docx (D11): as it was signed, or to be signed on paper."""
    seen = find_list(actor_of(request), campaign_at(request, code), pk)
    if not (seen.reads or SelfCheckDuty.ENTERER in seen.duties):
        raise Missing()
    record_read(seen.row, actor=actor_of(request), now=now())
    signed = standing_pledge(seen.row)
    paper = pledge_paper(seen.row, signed.text if signed else text_for(seen.row), signed)
    return handed(io.BytesIO(print_docx(paper=paper)), name=_("自查无问题承诺书.docx"))
