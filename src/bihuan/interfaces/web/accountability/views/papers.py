"""Papers of a handling, for who handles, decides or reviews and for the person himself; and how its measure was carried out (M130, M139, M140)."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bihuan.accountability.operations import record_handling_seen
from bihuan.accountability.operations.papers import confirm_measure_record, take_handling_paper, write_measure_record
from bihuan.accountability.queries import cases, listing
from bihuan.accountability.queries.own import find_own
from bihuan.accountability.queries.papers import find_record, may_write_record, papers_offered, papers_taken, records_of
from bihuan.accountability.vocabulary.papers import PaperKind, PaperPurpose
from bihuan.foundation.kernel import Missing, NotAllowed
from bihuan.interfaces.web.accountability.forms_papers import paper_form, record_form
from bihuan.interfaces.web.accountability.shapes import about, at, crumbs, entered, form_page, moment, who
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.taking import done
from bihuan.interfaces.web.shell.uploads import handed

if TYPE_CHECKING:
    from bihuan.accountability.models import Handling


def _taken(request: HttpRequest, row: Handling, form: Any, *, own: bool) -> HttpResponseBase | None:
    """The paper that was asked for; None where the form is shown."""
    made: list[Any] = []

    def take() -> None:
        purpose = PaperPurpose.OWN if own else PaperPurpose(form.cleaned_data["purpose"])
        made.extend(take_handling_paper(row, kind=PaperKind(form.cleaned_data["kind"]), purpose=purpose, **who(request)))

    if not form.is_valid() or not done(form, take):
        return None
    name = _("第 %(n)d 号") % {"n": row.number}
    answer = handed(BytesIO(made[0]), name=f"{_(made[1].get_kind_display())} {name}.docx")
    answer["Cache-Control"] = "no-store"
    return answer


def _shown(request: HttpRequest, row: Handling, form: Any, offered: Any, **shown: Any) -> HttpResponseBase:
    page = {"row": row, "form": form if offered else None, "records": [_told(one) for one in records_of(row)], **shown}
    return render(request, "accountability/pages/papers.html", page, status=422 if form.is_bound else 200)


def _told(one: Any) -> dict[str, Any]:
    facts = [(_("地点"), one.place), (_("参加人"), one.present), (_("登记时间"), moment(one.written_at, one.written_by)),
             (_("本人确认已阅"), moment(one.read_at, one.read_by))]  # fmt: skip
    texts = [(_("情况"), one.text), (_("本人意见"), one.reply), (_("结果"), one.outcome)]
    return {"row": one, "facts": [each for each in facts if each[1]], "texts": [each for each in texts if each[1]]}


@require_http_methods(["GET", "POST"])
def papers(request: HttpRequest, code: str, number: int) -> HttpResponseBase:
    """What can be taken out of a case, what was, and how its measure went. The person has this on his own page."""
    actor, campaign = entered(request, code)
    row = listing.find_by_number(actor, campaign, number)
    if cases.is_about(actor, row):
        return redirect("accountability:own_papers", pk=row.pk)
    offered = papers_offered(actor, row)
    if not offered and not may_write_record(actor, row):
        raise Missing()
    record_handling_seen(row, **who(request))
    form = paper_form(offered, own=False)(request.POST or None)
    case, title = at("handling", code, number), _("第 %(n)d 号") % {"n": row.number}
    add = at("new_record", code, number) if may_write_record(actor, row) else ""
    shown = {"campaign": campaign, "about": about(row), "back": case, "add": add, "taken": papers_taken(row)}
    way = crumbs(code, (title, case), (_("文书和执行情况"), ""))
    return _taken(request, row, form, own=False) or _shown(request, row, form, offered, title=_("文书和执行情况"), crumbs=way, **shown)


@require_http_methods(["GET", "POST"])
def own_papers(request: HttpRequest, pk: int) -> HttpResponseBase:
    """My own: papers that were told or served to me, and how the measure was carried out, to be read."""
    actor, row = actor_of(request), find_own(actor_of(request), pk).row
    offered, back = papers_offered(actor, row), reverse("accountability:own_matter", args=[pk])
    form = paper_form(offered, own=True)(request.POST or None)
    way = [(_("与我有关的事项"), reverse("accountability:own_matters")), (row.matter, back), (_("文书和执行情况"), "")]
    shown = {"about": row.matter, "back": back, "own": True, "title": _("文书和执行情况"), "crumbs": way}
    return _taken(request, row, form, own=True) or _shown(request, row, form, offered, **shown)


@require_POST
def confirm(request: HttpRequest, pk: int, record: int) -> HttpResponseBase:
    """I read it; I do not thereby agree."""
    row, one = find_own(actor_of(request), pk).row, find_record(actor_of(request), record)
    if one.handling_id != row.pk:
        raise Missing()
    confirm_measure_record(one, **who(request))
    return toast(request, redirect("accountability:own_papers", pk=pk), _("已确认已阅"))


@require_http_methods(["GET", "POST"])
def new_record(request: HttpRequest, code: str, number: int) -> HttpResponseBase:
    """Write down how the measure was carried out."""
    actor, campaign = entered(request, code)
    row = listing.find_by_number(actor, campaign, number)
    if not may_write_record(actor, row):
        raise NotAllowed()
    form, back, case = record_form()(request.POST or None), at("papers", code, number), at("handling", code, number)
    if form.is_valid() and done(form, lambda: write_measure_record(row, **form.cleaned_data, **who(request))):
        return toast(request, redirect(back), _("已登记，本人看得到"))
    title, note = _("登记执行情况"), _("谈话怎么谈的、检查交了没有、停职期满怎样，记在这里；本人可以看，可以确认已阅。")
    way = crumbs(code, (_("第 %(n)d 号") % {"n": row.number}, case), (_("文书和执行情况"), back), (title, ""))
    return form_page(request, campaign, form, back=back, title=title, act=_("登记"), note=note, crumbs=way)
