"""Observations and opinions: the list of several bodies, one of each, how they are noted, sheets of them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.files import workshop
from bihuan.inspections import operations, queries
from bihuan.inspections.vocabulary import Focus, Force, HeardFrom, ObservationAction, ObservationState, SupervisionKind
from bihuan.interfaces.web.inspections.forms import FindingForm, a_choice, asking, long_text, words
from bihuan.interfaces.web.inspections.views.entering import only_who_takes_part, only_who_works, words_of
from bihuan.interfaces.web.inspections.views.shapes import (
    acts_of,
    at,
    cell,
    detail_page,
    entered,
    form_page,
    list_page,
    moment,
    state_cell,
    table,
    who,
)
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done, number_of
from bihuan.interfaces.web.shell.uploads import handed

_SETTLES = {
    ObservationAction.DROP: noop("不作问题"),
    ObservationAction.JOIN: noop("并入另一条"),
    ObservationAction.SEND_BACK: noop("退回清单"),
    ObservationAction.ADD_PHOTO: noop("附照片"),
    ObservationAction.ANSWER: noop("说明"),
    ObservationAction.SEND: noop("送单位说明"),
    ObservationAction.RECORD: noop("列入台账"),
}


@require_GET
def observations(request: HttpRequest, code: str) -> HttpResponse:
    """Findings of all bodies in one list, each with its origin; the five kinds of supervision side by side (M112, M194)."""
    actor, campaign = entered(request, code)
    rows, works = queries.observations_of(actor, campaign), queries.works_here(actor, campaign)
    for name, term in (("state", ObservationState), ("force", Force), ("kind", SupervisionKind), ("focus", Focus)):
        if (chosen := request.GET.get(name, "")) in {one.value for one in term}:
            rows = rows.filter(**{name: chosen})
    found, further = older(request, rows)
    lines = (
        [
            cell(one.text, at("observation", code, one.pk), note=_(one.get_focus_display())), cell(one.unit.name), cell(one.seen_on, num=True),
            cell(_(one.get_force_display()), note=one.reference), cell(_(one.get_kind_display())), state_cell(one),
        ]
        for one in found
    )  # fmt: skip
    acts = [{"label": _("导入一张表"), "href": at("import_findings", code)}, {"label": _("登记发现"), "href": at("new_observation", code)}]
    head = (_("情况"), _("单位"), _("日期"), _("机构"), _("监督渠道"), _("状态"))
    shown = table(_("检查发现"), head, lines, hint=_("单位说明以后才列入台账；同一件事只留一条。"), older=further)
    return list_page(
        request, campaign, "observations", title=_("检查发现"), acts=acts if works else [], sides=_sides(actor, campaign) if works else [],
        tables=[shown], lead=_("督导组、专班、两办督查室、效能办的发现汇在一处，写明来路，不重复登记。"),
    )  # fmt: skip


def _sides(actor: Any, campaign: Any) -> list[dict[str, Any]]:
    """Counts by kind of supervision and by body, each opening its rows."""
    here, kinds, forces = at("observations", campaign.code), queries.by_kind(actor, campaign), queries.by_force(actor, campaign)
    return [
        {"title": _("五种监督"), "rows": [(_(one.label), many, f"{here}?kind={one.value}") for one, many in kinds]},
        {"title": _("各检查机构"), "rows": [(_(one.label), many, f"{here}?force={one.value}") for one, many in forces]},
    ]


@require_GET
def observation(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One finding with what the unit says and what became of it."""
    actor, campaign = entered(request, code)
    row = queries.find_observation(actor, campaign, pk)
    texts = [
        {"title": title, "text": text}
        for title, text in ((_("情况"), row.text), (_("单位的说明"), row.answer), (_("理由"), row.settled_reason))
        if text
    ]
    alike = queries.alike_of(actor, row) if queries.works_here(actor, campaign) else []
    acts = acts_of(actor, row, "observation", code, words_of(_SETTLES))
    acts += [{"label": _("看台账"), "href": reverse("problems:problem", args=[code, row.problem.number])}] if row.problem else []
    return detail_page(
        request, campaign, "observations", _("检查发现"), title=_("检查发现第 %(pk)d 号") % {"pk": row.pk}, lead=row.unit.name,
        state=_(row.get_state_display()), facts=_facts(row), texts=texts, tables=[_alike(code, alike)] if alike else [],
        photos=[{"href": at("photo", code, one.pk), "need": one.need} for one in row.photos.all()], acts=acts,
    )  # fmt: skip


def _facts(row: Any) -> list[tuple[str, Any]]:
    number = [(_("台账序号"), f"{row.problem.number:04d}")] if row.problem is not None else []
    return [
        (_("单位"), row.unit.name),
        (_("发现日期"), row.seen_on),
        (_("机构"), f"{_(row.get_force_display())} {row.reference}"),
        (_("监督渠道"), _(row.get_kind_display())),
        (_("内容"), _(row.get_focus_display())),
        (_("检查单"), row.line.text if row.line else ""),
        (_("具体表现"), str(row.manifestation or "")),
        (_("说明期限"), row.answer_by_on or ""),
        (_("单位说明"), moment(row.answered_at, row.answered_by)),
        (_("处理"), moment(row.settled_at, row.settled_by)),
        *number,
    ]


def _alike(code: str, alike: Any) -> dict[str, Any]:
    """Findings that may be the same thing."""
    lines = (
        [
            cell(one.row.text, at("observation", code, one.row.pk), note=_(one.row.get_force_display())),
            cell(f"{one.degree}%", num=True),
            state_cell(one.row),
        ]
        for one in alike
    )
    return table(_("可能是同一件事"), (_("情况"), _("相近"), _("状态")), lines)


@require_GET
def photo(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """A photo without what it tells beside itself: no place, no device."""
    actor, campaign = entered(request, code)
    one = queries.photo_of(actor, campaign, pk)
    kind = "jpeg" if one.file.kind == "jpg" else one.file.kind
    return handed(workshop.made_of(one.file).open_copy(), kind=f"image/{kind}")


@require_http_methods(["GET", "POST"])
def new_observation(request: HttpRequest, code: str) -> HttpResponse:
    """Note a finding: of a visit (`visit`), or of a body."""
    actor, campaign = entered(request, code)
    only_who_works(actor, campaign)
    today, key = today_of(campaign).day, number_of(request.GET.get("visit"))
    row = queries.find_visit(actor, campaign, key) if key else None
    units = [row.unit] if row else campaigns.units_of(campaign, today)
    form = FindingForm(
        request.POST or None,
        campaign=campaign,
        units=units,
        initial={"seen_on": row.visit_on if row else today, "unit": row.unit_id if row else None},
    )
    made: list[Any] = []
    if form.is_valid() and done(
        form, lambda: made.append(operations.note_observation(campaign=campaign, seen=form.told(visit=row), **who(request)))
    ):
        return toast(request, redirect("inspections:observation", code=code, pk=made[0].pk), _("已记录，还没有送单位"))
    back = at("visit", code, row.pk) if row else at("observations", code)
    return form_page(request, campaign, form, back=back, title=_("记录检查发现"), act=_("记录"), note=_("送单位说明以后，才列入台账。"))


@require_http_methods(["GET", "POST"])
def new_heard(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Note an opinion heard on a visit, without a name."""
    actor, campaign = entered(request, code)
    row = queries.find_visit(actor, campaign, pk)
    only_who_takes_part(actor, campaign, row)
    form = asking(heard_from=a_choice(_("听谁说"), words(HeardFrom)), text=long_text(_("意见"), help_text=_("不记说话人的姓名、电话。")))(
        request.POST or None
    )

    def hear() -> None:
        given = form.cleaned_data
        operations.hear_opinion(visit=row, heard_from=HeardFrom(given["heard_from"]), text=given["text"], **who(request))

    if form.is_valid() and done(form, hear):
        return toast(request, redirect("inspections:visit", code=code, pk=pk), _("已记下，报告检查后转入意见清单"))
    return form_page(request, campaign, form, back=at("visit", code, pk), title=_("记录听到的意见"), act=_("记录"))
