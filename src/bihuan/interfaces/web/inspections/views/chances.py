"""Draws: the list, one of them, a new one, its file, and the page on which anybody replays one."""

import io
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.foundation.draws.queries import chosen_of, file_of, verified
from bihuan.foundation.draws.rules import HOW
from bihuan.foundation.draws.vocabulary import DrawOf, Found
from bihuan.foundation.kernel import BadInput
from bihuan.inspections import operations, queries
from bihuan.inspections.vocabulary import DrawingAction
from bihuan.interfaces.web.inspections.forms import DrawForm
from bihuan.interfaces.web.inspections.views.entering import only_who_works, words_of
from bihuan.interfaces.web.inspections.views.shapes import (
    MOST,
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
from bihuan.interfaces.web.shell.taking import done, sentence_of
from bihuan.interfaces.web.shell.uploads import handed, name_and_content

_STEPS = {DrawingAction.ABANDON: noop("作废"), DrawingAction.REVEAL: noop("揭晓")}
_COLOURS = {Found.FITS: "ok", Found.DIFFERS: "late", Found.NOT_YET: "near", Found.NO_BOOK: "near"}


@require_GET
def draws(request: HttpRequest, code: str) -> HttpResponse:
    """The draws of a campaign, for office and groups; the way to verify one for everybody."""
    actor, campaign = entered(request, code)
    rows, further = older(request, queries.draws_of(actor, campaign))
    lines = (
        [
            cell(one.draw.title, at("draw", code, one.pk), note=one.plan.title), cell(_(one.draw.get_draw_of_display())),
            cell(moment(one.made_at), num=True), state_cell(one.draw),
        ]
        for one in rows
    )  # fmt: skip
    head, none = (_("事由"), _("抽什么"), _("封存时间"), _("状态")), _("没有您能看到的抽取")
    shown = table(_("抽取"), head, lines, none=none, hint=_("在督查方案里抽取单位、人员或时间。"), older=further)
    acts = [{"label": _("核对一次抽取"), "href": at("verify_draw")}]
    lead = _("名单和种子先封存，再揭晓；导出的文件换一台电脑也能复算。")
    return list_page(request, campaign, "draws", title=_("抽取"), lead=lead, acts=acts, tables=[shown])


@require_http_methods(["GET", "POST"])
def new_draw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Freeze what may be drawn for a plan."""
    actor, campaign = entered(request, code)
    only_who_works(actor, campaign)
    plan = queries.find_plan(actor, campaign, pk)
    form = DrawForm(request.POST or None, units=list(plan.units.order_by("order", "pk")))
    made: list[Any] = []

    def commit() -> None:
        given = form.cleaned_data
        of = DrawOf(given["draw_of"])
        pool, left = _pool(plan, of, given, form.units, today_of(campaign).day)
        made.append(
            operations.draw_for_plan(plan=plan, draw_of=of, title=given["title"], pool=pool, left=left, each=given["each"], **who(request))
        )

    if form.is_valid() and done(form, commit):
        return toast(request, redirect("inspections:draw", code=code, pk=made[0].pk), _("名单和种子摘要已封存，可以当众揭晓"))
    note = _("提交后名单和种子的摘要写入操作记录，名单不能再改；种子揭晓以前谁也看不到。")
    return form_page(request, campaign, form, back=at("plan", code, pk), title=_("抽取"), act=_("封存"), note=note)


def _pool(plan: Any, of: DrawOf, given: dict[str, Any], units: dict[str, Any], today: date) -> tuple[Any, Any]:
    """What may be drawn, and what is left out with its reason. Raises BadInput where the form does not say from what."""
    if of is DrawOf.UNITS:
        if given["left"] and not given["reason"].strip():
            raise BadInput(noop("排除单位要写明理由。"))
        return queries.units_pool(plan, {int(key): given["reason"] for key in given["left"]}, by_kind=given["by_kind"], today=today)
    if of is DrawOf.PEOPLE:
        if given["unit"] not in units:
            raise BadInput(noop("抽人员要选去哪个单位。"))
        return queries.people_pool(plan, units[given["unit"]], today)
    return queries.half_days(plan, today)


@require_GET
def draw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One draw: the list, what was left out and why, the digests; after it was drawn the seed and what came out."""
    actor, campaign = entered(request, code)
    row = queries.find_draw(actor, campaign, pk)
    one = row.draw
    acts = [{"label": _("导出"), "href": at("draw_file", code, pk), "plain": "yes"}]
    if one.state == "committed":
        acts += acts_of(actor, row, "draw", code, words_of(_STEPS))
    return detail_page(
        request, campaign, "draws", _("抽取"), title=one.title, lead=campaign.title, state=_(one.get_state_display()), facts=_facts(row),
        texts=[{"title": _("怎样复算"), "text": _(HOW)}], tables=_lists(one), acts=acts,
    )  # fmt: skip


def _facts(row: Any) -> list[tuple[str, Any]]:
    one = row.draw
    return [
        (_("抽什么"), _(one.get_draw_of_display())),
        (_("督查方案"), row.plan.title),
        (_("封存"), moment(one.committed_at, one.committed_by)),
        (_("名单摘要（SHA-256）"), one.pool_digest),
        (_("种子摘要（SHA-256）"), one.commitment),
        (_("种子"), one.seed if one.state == "drawn" else _("揭晓后公开")),
        (_("现场报的字"), one.spoken),
        (_("揭晓"), moment(one.drawn_at, one.drawn_by)),
    ]


def _lists(one: Any) -> list[dict[str, Any]]:
    """What was in the draw, drawn entries first, and what was left out."""
    chosen = {entry.key for entry in chosen_of(one)}
    wanted = "、".join(f"{stratum or _('不分层')} {many}" for stratum, many in one.wanted.items())
    rows = (
        [cell(label), cell(stratum), cell(_("抽中") if key in chosen else "")]
        for stratum, key, label in sorted(one.pool, key=lambda entry: entry[1] not in chosen)
    )
    left = ([cell(label), cell(reason)] for _key, label, reason in one.left)
    pool = table(_("名单（每层抽：%(wanted)s）") % {"wanted": wanted}, (_("名称"), _("层"), _("结果")), list(rows)[:MOST])
    return [pool, *([table(_("排除的"), (_("名称"), _("理由")), left)] if one.left else [])]


@require_GET
def draw_file(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """The draw as a file that anybody replays."""
    actor, campaign = entered(request, code)
    row = queries.find_draw(actor, campaign, pk)
    return handed(io.BytesIO(file_of(row.draw).encode()), name=f"抽取{row.draw_id}.json")


@require_http_methods(["GET", "POST"])
def verify_draw(request: HttpRequest) -> HttpResponse:
    """Hand a file in and hear, point by point, what fits. Nothing of it is kept."""
    shown: dict[str, Any] = {"title": _("核对一次抽取"), "how": _(HOW)}
    if request.method == "POST":
        told = name_and_content(request.FILES.get("file"))
        try:
            found = verified(told[1] if told else b"")
        except BadInput as no:
            return render(request, "inspections/pages/verify.html", shown | {"error": sentence_of(no)}, status=422)
        points = [
            {
                "label": _(one.point.label),
                "word": _(one.found.label),
                "colour": _COLOURS[one.found],
                "stands": one.stands,
                "comes_out": one.comes_out,
            }
            for one in found.points
        ]
        shown |= {"found": found, "points": points, "chosen": [one.label for one in found.chosen]}
    return render(request, "inspections/pages/verify.html", shown)
