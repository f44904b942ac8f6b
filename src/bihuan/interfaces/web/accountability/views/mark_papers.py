"""Papers of ratings and cards, for those who may know of what they tell. To take one home is a step with a purpose, and stands in the book."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from bihuan.accountability import operations as do
from bihuan.accountability.papers import marks as papers
from bihuan.accountability.queries import marks
from bihuan.accountability.vocabulary.papers import PaperPurpose
from bihuan.documents.rendering import render_docx
from bihuan.foundation.kernel import NotNow
from bihuan.interfaces.web.accountability.forms import asking, one_of, words
from bihuan.interfaces.web.accountability.shapes import at, form_page, who
from bihuan.interfaces.web.accountability.views.mark_shapes import here, way
from bihuan.interfaces.web.shell.days import today_of

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _take(request: HttpRequest, campaign: Any, row: Any, paper: Callable[[], Any], back: str, title: str) -> HttpResponse:
    form = asking(purpose=one_of(lazy("用途"), words(PaperPurpose)))(request.POST or None)
    if form.is_valid():
        do.record_paper_taken(row, purpose=PaperPurpose(form.cleaned_data["purpose"]), **who(request))
        name = content_disposition_header(True, f"{title}.docx") or "attachment"
        return HttpResponse(render_docx(paper()), content_type=_DOCX, headers={"Content-Disposition": name})
    return form_page(request, campaign, form, back=back, title=title, act=_("下载"), crumbs=way(campaign.code, (title, "")))


@require_http_methods(["GET", "POST"])
def decision(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The decision on a motion (D43–D45)."""
    actor, campaign = here(request, code)
    row = marks.find_motion(actor, campaign, number)
    if row.decided_at is None:
        raise NotNow(_("还没有作出决定。"))
    return _take(request, campaign, row, lambda: papers.decision_paper(row), at("motion", code, number), _("打印决定"))


@require_http_methods(["GET", "POST"])
def training(request: HttpRequest, code: str, pk: int, training: int) -> HttpResponse:
    """The record of a training (D46)."""
    actor, campaign = here(request, code)
    row = marks.find_training(actor, campaign, pk, training)
    return _take(request, campaign, row.card, lambda: papers.training_paper(row), at("card", code, pk), _("打印记录"))


@require_http_methods(["GET", "POST"])
def referral(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A proposal to the personnel body (D47); or what it asked for in writing, as it stands today (M155)."""
    actor, campaign = here(request, code)
    row = marks.find_referral(actor, campaign, number)

    def paper() -> Any:
        if row.kind != "record":
            return papers.referral_paper(row)
        return papers.record_paper(row, do.take_record(row, **who(request)), today_of(campaign).day)

    return _take(request, campaign, row, paper, at("referral", code, number), _("打印"))
