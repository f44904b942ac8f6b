"""Where the campaign stands: cockpit and figures. Every number links to the list it counts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from bihuan.campaigns import queries as campaigns
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.calendar.queries import calendar
from bihuan.foundation.kernel import NotAllowed, said
from bihuan.foundation.kernel.time import working_days_between
from bihuan.interfaces.web.reports.drawing import drawn_map
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at, reach_of
from bihuan.interfaces.web.shell.as_of import as_of, asked
from bihuan.interfaces.web.shell.days import now, today_of
from bihuan.problems.queries import then
from bihuan.problems.queries.passing_on import beside_figures
from bihuan.problems.vocabulary.passing_on import ShareKind
from bihuan.reports import queries
from bihuan.reports.queries.cockpit import Cockpit
from bihuan.reports.queries.figures import figures_of_key_few, names_of

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign, Stage
    from bihuan.problems.queries import Reach

_COLUMNS = (noop("已建账"), noop("已剖析"), noop("整改中"), noop("待确认"), noop("待核验"), noop("待销号"), noop("已销号"))
_OF_THE_WHOLE = {Duty.OFFICE, Duty.LEADER, Duty.SUPERVISOR}  # who sees totals of the whole campaign: everybody else those of his rows
_FEW = 12  # units shown at first; the rest behind one click


@require_GET
def first(request: HttpRequest, code: str) -> HttpResponse:
    """The address of a campaign alone leads to its cockpit."""
    return redirect("reports:cockpit", code=code)


def _day(day: date, today: date) -> str:
    """A day; with its year where that is not this one."""
    return f"{day:%m-%d}" if day.year == today.year else day.isoformat()


def _span(stage: Stage, today: date) -> str:
    """From day to day; "" for a stage without days."""
    return f"{_day(stage.start_on, today)}—{_day(stage.end_on, today)}" if stage.start_on and stage.end_on else ""


def _stage_line(told: Cockpit, today: date, campaign: Campaign) -> list[dict[str, Any]]:
    is_working, gates, href = calendar().is_working, campaigns.has_gates(campaign), reverse("campaigns:plan", args=[campaign.code])
    line = []
    for stage in told.stages:
        over = bool(stage.end_on and stage.end_on < today)
        past = stage.finished_at is not None if gates else over  # with gates a stage ends when that is declared, not by its date
        current = stage == told.now and not past
        left = working_days_between(today, stage.end_on, is_working) if current and stage.end_on else 0
        note = ngettext("剩 %d 个工作日", "剩 %d 个工作日", left) % left if current and stage.end_on else _("已结束") if past else ""
        note = _("已到期，未宣布结束") if over and not past else note
        days = (stage.end_on - stage.start_on).days if stage.start_on and stage.end_on else 30
        span = _span(stage, today) or stage.as_written or _("日期待定")
        if stage.planned_end_on and stage.end_on and stage.end_on != stage.planned_end_on:
            note = f"{note} " + _("原定 %(day)s") % {"day": _day(stage.planned_end_on, today)}
        state = "past" if past else "now" if current else "next"
        line.append({"name": stage.name, "span": span, "state": state, "note": note, "href": href, "weight": max(2, min(8, days // 12))})
    return line


def _joined(address: str, *queries: str) -> str:
    told = "&".join(one for one in queries if one)
    return f"{address}?{told}" if told else address


def _of_week(ledger: str, monday: date, at: str) -> tuple[str, str]:
    """Where the findings of a week lie, and what was closed in it."""
    span = f"{monday}..{monday + timedelta(days=6)}"
    return _joined(ledger, f"found={span}", at), _joined(ledger, f"closed={span}", at)


def _tiles(told: Cockpit, ledger: str, at: str) -> list[dict[str, Any]]:
    found, opened, done, near, late, _awaited = told.tiles
    last = told.weeks[-1]
    share = f"{100 * (done.value or 0) / found.value:.1f}%" if found.value else "—"
    notes = {
        "O01": _("本周 +%(n)d") % {"n": last.found} if last.found else _("本周无新增"), "open": _("整改和核验中的"), "near": _("按工作日临近时限"),
        "O02": _("%(share)s，本周 %(n)d") % {"share": share, "n": last.closed} if last.closed else share,
        "O03": _("涉及 %(n)d 个单位") % {"n": told.late_units},
    }  # fmt: skip
    of_week = _of_week(ledger, last.monday, at)
    opens = {"O01": of_week[0], "O02": of_week[1], "O03": _joined(ledger, "lamp=overdue&sort=unit", at)}
    labels = {"O01": _("发现问题"), "open": _("未销号"), "O02": _("已销号"), "near": _("临期"), "O03": _("超期")}
    states = {"near": "near" if near.value else "", "O03": "late" if late.value else ""}
    return [
        {
            "label": labels[one.code],
            "value": one.value,
            "note": notes[one.code],
            "opens": opens.get(one.code, ""),
            "href": one.rows,
            "state": states.get(one.code, ""),
            "definition": _(one.definition),
        }
        for one in (found, opened, done, near, late)
    ]


def _trend(told: Cockpit, ledger: str, at: str) -> dict[str, Any]:
    weeks = [f"{week.monday:%m-%d}" for week in told.weeks]
    found, closed = [week.found for week in told.weeks], [week.closed for week in told.weeks]
    series = [{"name": _("发现"), "values": found, "colour": "near"}, {"name": _("已销号"), "values": closed, "colour": "done"}]
    rows = [
        [weeks[i], *({"value": n, "href": to} for n, to in zip((week.found, week.closed), _of_week(ledger, week.monday, at), strict=True))]
        for i, week in enumerate(told.weeks)
    ]
    return {"data": {"labels": weeks, "series": series}, "table": {"head": [_("周（起）"), _("发现"), _("已销号")], "rows": rows}}


def _begin(code: str) -> list[dict[str, str]]:
    """What the office does first while the ledger is empty."""
    steps = (
        ("campaigns:duties", _("定职责"), _("各单位的联络员、主要负责人，督导组管哪些单位")),
        ("campaigns:slips", _("发激活单"), _("没有账号的，请系统管理员开通")),
        ("problems:import", _("导入已有台账"), _("手里有 Excel 的，一次导入")),
        ("problems:new", _("记第一件问题"), _("也可以由各单位联络员来记")),
    )
    return [{"href": reverse(name, args=[code]), "label": label, "text": text} for name, label, text in steps]


@require_GET
def cockpit(request: HttpRequest, code: str) -> HttpResponse:
    """Stage line, tiles, units by steps, funnel, trend: as this person sees them."""
    campaign = campaign_at(request, code)
    mine = reach_of(request, campaign.pk)
    past = then(campaign.pk, asked(request), today_of(campaign))
    today = past.today if past else today_of(campaign)
    full = "all" in request.GET
    told = queries.cockpit(mine, campaign, today, past, few=None if full else _FEW)
    ledger, at = reverse("problems:ledger", args=[code]), f"at={past.written.text}" if past else ""
    rows = drawn_map(told.lines, _COLUMNS, ledger, f"&{at}" if at else "")
    held = {one.duty for one in mine.duties}
    funnel = [
        {"label": _(bar.label), "share": round(bar.percent, 1), "value": bar.count, "href": _joined(ledger, bar.query, at),
         "state": "done" if i == len(told.funnel) - 1 else ""}
        for i, bar in enumerate(told.funnel)
    ]  # fmt: skip
    shown = {
        "campaign": campaign, "title": _("作战图"), "now": now(), **as_of(request, past), "stages": _stage_line(told, today.day, campaign),
        "tiles": _tiles(told, ledger, at), "awaited": told.tiles[-1], "before": told.before,
        "beside": [] if past else _beside(mine, campaign), "columns": [_(one) for one in _COLUMNS],
        "rows": rows, "hidden": 0 if full else told.units - _FEW,
        "funnel": funnel, "words": {name: one.said(_) for name, one in told.words.items()}, "trend": _trend(told, ledger, at),
        "gaps": campaigns.gaps_of(campaign), "of_organisation": bool(held & {Duty.OFFICE, Duty.LEADER}) and not past,
        "phrases": campaign.file.get("phrases", ()), "wall": "wall" in request.GET,
        "of_the_whole": bool(held & _OF_THE_WHOLE), "may_draft": Duty.OFFICE in held and not past,
        "answers": bool(held & {Duty.OFFICE, Duty.LEADER}) and not past and campaigns.switches_for(campaign).chasing,
        "begin": _begin(code) if Duty.OFFICE in held and not past and not told.tiles[0].value else (), "day": today.day,
    }  # fmt: skip
    return render(request, "reports/pages/cockpit.html", shown)


_BESIDE = {
    ShareKind.SHARED: noop("另有共享 %(n)d 项：登记在关联专项，只算一次，不计入上面各数。"),
    ShareKind.OLD: noop("另有以前专项结转的老问题 %(n)d 项：单独计数，不计入上面各数。"),
}


def _beside(mine: Reach, campaign: Campaign) -> list[dict[str, str]]:
    """Items of other campaigns that this one shows, too: apart from its own, each number opens its list (M30, M31, M104)."""
    list_of = reverse("problems:shared", args=[campaign.code])
    return [{"text": _(_BESIDE[one.kind]) % {"n": one.count}, "href": f"{list_of}?{one.query}"} for one in beside_figures(mine, campaign)]


@require_GET
def figures(request: HttpRequest, code: str) -> HttpResponse:
    """All figures with their definitions, now or at any past moment."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    if not {one.duty for one in campaigns.duties_held(actor, campaign)} & _OF_THE_WHOLE:
        raise NotAllowed()
    today, at = today_of(campaign).day, asked(request)
    key_few = request.GET.get("key_few") == "1"
    told = (figures_of_key_few if key_few else queries.figures)(campaign, at.day if at else today, today, at)
    names = names_of(campaign)
    rows = [{"figure": one, "name": said(names[key], _), "definition": said(one.definition, _)} for key, one in told.items()]
    beside = [] if at or key_few else _beside(reach_of(request, campaign.pk), campaign)
    return render(
        request,
        "reports/pages/figures.html",
        {"campaign": campaign, "title": _("指标"), "rows": rows, "now": now(), "key_few": key_few, "beside": beside, **as_of(request, at)},
    )
