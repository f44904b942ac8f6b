"""The answer card on one page, and papers to late units."""

from __future__ import annotations

import io
from collections.abc import Sized
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.campaigns.queries.chasing import chases, let_go, reads_chasing
from bihuan.documents.queries import file_of, letters_to, paper_of
from bihuan.documents.rendering import render_docx
from bihuan.foundation.kernel import Missing, NotAllowed
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now, today_of
from bihuan.interfaces.web.shell.reminding import RemindForm
from bihuan.interfaces.web.shell.taking import done
from bihuan.interfaces.web.shell.uploads import handed
from bihuan.problems.queries.reminders import late_items, sent_to_unit, ways_of
from bihuan.problems.vocabulary import ReminderLevel
from bihuan.reports.operations import record_chasing_taken, urge_unit
from bihuan.reports.papers.chasing import SERIES, chasing_paper
from bihuan.reports.queries.answer_card import answer_card, complained_of, followed_now, returned_to

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _reader(request: HttpRequest, code: str) -> Campaign:
    campaign = campaign_at(request, code)
    if not reads_chasing(actor_of(request), campaign):
        raise NotAllowed(_("答问卡由专班和领导小组查看。"))
    return campaign


@require_GET
def card(request: HttpRequest, code: str) -> HttpResponse:
    """Found, closed, overdue, the change since Friday, the late units with whom to call: as of this moment."""
    campaign = _reader(request, code)
    actor, today = actor_of(request), today_of(campaign).day
    told, is_on = answer_card(campaign, localtime(now()), today), campaigns.switches_for(campaign).chasing
    shown = {
        "campaign": campaign, "title": _("答问卡"), "card": told, "spoken": told.spoken(campaign.title), "is_on": is_on,
        "labels": [_("发现问题"), _("已销号"), _("超期")], "chases": is_on and chases(actor, campaign),
        "followed": followed_now(campaign, today), "let_go": let_go(campaign)[:20], "candidates": complained_of(campaign, today) if is_on else [],
        "returned": returned_to(campaign) if is_on else [],
        "runs": is_on and campaigns.run_by(actor, campaign),
    }  # fmt: skip
    return render(request, "reports/pages/answer_card.html", shown)


@require_http_methods(["GET", "POST"])
def remind_unit(request: HttpRequest, code: str, unit: int) -> HttpResponse:
    """Urge every late item of a unit, for one paper to it."""
    campaign = campaign_at(request, code)
    actor, row = actor_of(request), campaigns.unit_in(campaign, unit)
    if not chases(actor, campaign, row.pk):
        raise NotAllowed(_("催办由专班和负责的督导组发出。"))
    today, made = localdate(now()), list[Any]()
    items = list(late_items(campaign, row, today))
    ways = ways_of(items, today)
    form = RemindForm(request.POST or None, ways=ways, of_many=True) if ways.items else None

    def urge(told: dict[str, Any]) -> None:
        made.append(urge_unit(campaign=campaign, unit=row, **told, actor=actor, now=now()))

    back = "reports:answer_card" if reads_chasing(actor, campaign) else "problems:ledger"
    if form and form.is_valid() and done(form, lambda: urge(form.told())):
        return toast(request, redirect(back, code=code), _urged(*made[0]))
    shown = {
        "campaign": campaign, "title": _("催办“%(unit)s”的超期问题") % {"unit": row.name}, "form": form, "act": _("发出"),
        "note": _why_none(row.name, bool(items)) if form is None else _("每件都记一次催办，由单位在问题上答复；一件一个工作日最多一次。发出后可以下载公文。"),
        "back": reverse(back, args=[code]),
    }  # fmt: skip
    return render(request, "reports/pages/remind_unit.html", shown, status=422 if request.method == "POST" else 200)


def _urged(sent: Sized, refused: Sized, letter: Any) -> str:
    """What became of it, in a sentence: how many were urged, how many not, the number of the paper."""
    text = ngettext("已催办 %(n)d 件", "已催办 %(n)d 件", len(sent)) % {"n": len(sent)}
    if refused:
        text += _("，%(n)d 件今天已催办过或还不能用这种方式") % {"n": len(refused)}
    if letter and letter.number:
        text += _("，%(number)s 已入公文登记") % {"number": letter.number}
    elif letter:
        text += _("，公文草稿已入公文登记，等专班补齐后印发")
    return text


def _why_none(unit: str, late: bool) -> str:
    return _("超期的每一件今天都已经催办过，一件一个工作日最多一次。") if late else _("“%(name)s”没有超期的问题。") % {"name": unit}


@require_GET
def paper(request: HttpRequest, code: str, unit: int, level: str, day: str) -> FileResponse:
    """What was sent to a unit at one level for one working day, as a paper."""
    campaign = campaign_at(request, code)
    row = campaigns.unit_in(campaign, unit)
    if not chases(actor_of(request), campaign, row.pk) and not reads_chasing(actor_of(request), campaign):
        raise NotAllowed(_("催办的公文由专班、领导小组和负责的督导组取用。"))
    try:
        which, on = ReminderLevel(level), date.fromisoformat(day)
    except ValueError as wrong:
        raise Missing() from wrong
    sent = sent_to_unit(campaign, row, which, on)
    if not sent:
        raise Missing()
    record_chasing_taken(campaign=campaign, unit=row, level=which, day=on, actor=actor_of(request), now=now())
    letters = letters_to(campaign, row, SERIES.get(which, ""), {one.sent_at for one in sent})
    if letters and letters[0].file_id:  # as it was issued, byte for byte
        return handed(io.BytesIO(file_of(letters[0])), name=f"{letters[0].title}.docx", kind=_DOCX)
    made = paper_of(letters[0]) if letters else chasing_paper(campaign, row, which, sent, campaigns.settings_for(campaign).issuer)
    return handed(io.BytesIO(render_docx(made)), name=f"{made.title}.docx", kind=_DOCX)
