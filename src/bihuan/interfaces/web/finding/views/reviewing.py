"""The lists of others: looked at, dealt, returned, accepted; how far units are; what the office settles."""

import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.campaigns import queries as campaigns
from bihuan.campaigns.operations.self_checking import settle_self_checking
from bihuan.campaigns.vocabulary import Duty
from bihuan.finding.operations.reading import record_export, record_read
from bihuan.finding.operations.reviewing import accept_list, deal_lists, return_lists, review_list
from bihuan.finding.operations.self_checks import enter_paper_list
from bihuan.finding.queries.pledges import standing_pledge
from bihuan.finding.queries.quality import look_at
from bihuan.finding.queries.reporting import not_handed_in, totals, unit_states
from bihuan.finding.queries.reviewing import may_review, people_on_paper
from bihuan.finding.queries.self_checks import (
    find_list,
    items_to_take,
    lists_by_keys,
    page_of,
    reads_lists,
    rounds_of,
    standing_items,
    visible_lists,
)
from bihuan.finding.sheets.self_checks import FILE_NAME, list_sheet
from bihuan.finding.vocabulary.self_checks import SelfCheckState
from bihuan.foundation.files.queries import read
from bihuan.foundation.kernel import Missing
from bihuan.interfaces.web.finding.forms.self_checks import DealForm, PaperForm, ReturnForm, SettleForm
from bihuan.interfaces.web.finding.views.self_checks import crumbs
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at, reach_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import done, number_of, reason_of
from bihuan.interfaces.web.shell.uploads import handed


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"actor": actor_of(request), "now": now()}


def _tabs(code: str, here: str, office: bool) -> list[dict[str, Any]]:
    pages = [("self_checks", _("清单")), ("self_check_units", _("各单位")), *((("self_check_settings", _("设定")),) if office else ())]
    return [{"label": label, "href": reverse(f"finding:{name}", args=[code]), "on": name == here} for name, label in pages]


def _entitled(request: HttpRequest, code: str) -> Any:
    campaign = campaign_at(request, code)
    if not reads_lists(actor_of(request), campaign):
        raise Missing()
    return campaign


@require_GET
def lists(request: HttpRequest, code: str) -> HttpResponse:
    """The lists of others, by unit and name."""
    campaign, actor = _entitled(request, code), actor_of(request)
    state, page = request.GET.get("state", ""), number_of(request.GET.get("page")) or 1
    rows = visible_lists(actor, campaign, state if state in set(SelfCheckState) else "", number_of(request.GET.get("unit")))
    seen, more = page_of(actor, campaign, rows, page)
    office = campaigns.run_by(actor, campaign)
    shown = {
        "campaign": campaign, "title": _("自查清单"), "rows": seen, "state": state, "states": [(one.value, _(one.label)) for one in SelfCheckState],
        "page": page, "more": more, "tabs": _tabs(code, "self_checks", office), "office": office, "crumbs": crumbs(code),
        "enters": reach_of(request, campaign.pk).holds(Duty.LIAISON),
    }  # fmt: skip
    return render(request, "finding/pages/self_checks.html", shown)


@require_GET
def one(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One list, for whoever reviews it: items, what asks for a look, its rounds. That it was read stands in the book."""
    campaign, actor = campaign_at(request, code), actor_of(request)
    seen = find_list(actor, campaign, pk)
    if seen.own:
        return redirect("finding:self_check", code=code)
    shown: dict[str, Any] = {
        "campaign": campaign, "title": _("%(name)s的自查清单") % {"name": seen.row.person.name}, "seen": seen, "row": seen.row,
        "crumbs": crumbs(code, (_("自查清单"), reverse("finding:self_checks", args=[code]))),
    }  # fmt: skip
    if seen.reads:
        record_read(seen.row, **_who(request))
        items = list(standing_items(seen.row))
        hints = look_at(reach_of(request, campaign.pk), items)
        shown |= {
            "items": [(each, *hints.get(each.pk, ((), ()))) for each in items],
            "rounds": rounds_of(seen.row),
            "pledge": standing_pledge(seen.row),
        }
    return render(request, "finding/pages/self_check_of.html", shown)


@require_POST
def step(request: HttpRequest, code: str, pk: int, word: str) -> HttpResponse:
    """Reviewed by the unit head, or accepted by the reviewer."""
    seen = find_list(actor_of(request), campaign_at(request, code), pk)
    operation = {"review": review_list, "accept": accept_list}.get(word)
    if operation is None:
        raise Missing()
    operation(seen.row, seen=number_of(request.POST.get("seen")), **_who(request))
    return toast(request, redirect("finding:self_checks", code=code), _("已办，清单进入下一步") if word == "review" else _("已认可"))


def _ticked(request: HttpRequest, campaign: Any) -> list[Any]:
    keys = [key for one in (*request.POST.getlist("list"), *request.GET.getlist("list")) if (key := number_of(one))]
    return lists_by_keys(actor_of(request), campaign, keys[:200])


@require_http_methods(["GET", "POST"])
def send_back(request: HttpRequest, code: str) -> HttpResponse:
    """Return the ticked lists."""
    campaign = _entitled(request, code)
    rows = _ticked(request, campaign)
    form = ReturnForm(request.POST if request.POST.get("act") else None, campaign=campaign)
    refused: list[tuple[Any, str]] = []
    if rows and form.is_valid():
        told = list[Any]()
        if done(form, lambda: told.append(return_lists(lists=rows, said=form.told(), **_who(request)))):
            finished, refused = told[0]
            if not refused:
                text = ngettext("已退回 %(n)d 份", "已退回 %(n)d 份", len(finished)) % {"n": len(finished)}
                return toast(request, redirect("finding:self_checks", code=code), text)
    shown = {
        "campaign": campaign, "title": _("退回修改"), "form": form, "rows": rows, "act": _("退回"), "back": reverse("finding:self_checks", args=[code]),
        "crumbs": crumbs(code, (_("自查清单"), reverse("finding:self_checks", args=[code])), (_("退回修改"), "")),
        "refused": [(row, reason_of(why)) for row, why in refused], "note": _("退回只是请本人补充，除此之外没有别的后果。各轮内容都保留。"),
    }  # fmt: skip
    return render(request, "finding/pages/many.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def deal(request: HttpRequest, code: str) -> HttpResponse:
    """Deal the ticked lists to reviewers."""
    campaign = _office(request, code)
    rows = _ticked(request, campaign)
    form = DealForm(request.POST if request.POST.get("act") else None, people=may_review(campaign))
    left: list[Any] = []
    if rows and form.is_valid():
        told = list[Any]()
        if done(form, lambda: told.append(deal_lists(lists=rows, reviewers=form.told(), **_who(request)))):
            given, left = told[0]
            if not left:
                text = ngettext("已分发 %(n)d 份", "已分发 %(n)d 份", len(given)) % {"n": len(given)}
                return toast(request, redirect("finding:self_checks", code=code), text)
    shown = {
        "campaign": campaign, "title": _("分发审核"), "form": form, "rows": rows, "act": _("分发"), "back": reverse("finding:self_checks", args=[code]),
        "crumbs": crumbs(code, (_("自查清单"), reverse("finding:self_checks", args=[code])), (_("分发审核"), "")),
        "refused": [(row, _("所选的人都不能审这一份，请另选审核人。")) for row in left],
    }  # fmt: skip
    return render(request, "finding/pages/many.html", shown, status=422 if form.is_bound else 200)


def _office(request: HttpRequest, code: str) -> Any:
    campaign, actor = campaign_at(request, code), actor_of(request)
    campaigns.refuse_others(actor, campaign)
    return campaign


@require_GET
def units(request: HttpRequest, code: str) -> HttpResponse:
    """How far units are; one counts as reported once its lists are confirmed (M179)."""
    campaign, actor = _entitled(request, code), actor_of(request)
    office, today = campaigns.run_by(actor, campaign), localdate()
    chosen = number_of(request.GET.get("unit"))
    rows = unit_states(actor, campaign, today)
    shown = {
        "campaign": campaign, "title": _("各单位自查情况"), "rows": rows, "tabs": _tabs(code, "self_check_units", office), "crumbs": crumbs(code),
        "totals": totals(campaign, today) if office else None,
        "lacking": not_handed_in(campaign, chosen, today) if chosen and any(one.unit == chosen for one in rows) else [], "chosen": chosen,
    }  # fmt: skip
    return render(request, "finding/pages/self_check_units.html", shown)


@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, code: str) -> HttpResponse:
    """Comparisons, yardsticks, phrases, the day, what a commitment may serve for."""
    campaign = _office(request, code)
    form = SettleForm(request.POST or None, campaign=campaign)
    seen = number_of(request.POST.get("seen"))
    if form.is_valid() and done(form, lambda: settle_self_checking(campaign=campaign, **form.told(), seen=seen, **_who(request))):
        return toast(request, redirect("finding:self_check_settings", code=code), _("已保存，填写的人会看到"))
    shown = {
        "campaign": campaign, "title": _("自查的设定"), "form": form, "act": _("保存"), "tabs": _tabs(code, "self_check_settings", True),
        "seen": campaign.revision if seen is None else seen, "back": reverse("finding:self_checks", args=[code]),
    }  # fmt: skip
    return render(request, "finding/pages/self_check_form.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, code: str) -> HttpResponse:
    """The liaison begins to enter somebody's form (代录)."""
    campaign, mine = campaign_at(request, code), reach_of(request, campaign_at(request, code).pk)
    people = people_on_paper(campaign, mine.units(Duty.LIAISON))
    if not mine.holds(Duty.LIAISON):
        raise Missing()
    form = PaperForm(request.POST or None, request.FILES or None, people=[(one.pk, one.name) for one in people])
    begun = list[Any]()
    if form.is_valid():
        person = next(one for one in people if str(one.pk) == form.cleaned_data["person"])
        if done(form, lambda: begun.append(enter_paper_list(campaign=campaign, person=person, **form.told(), **_who(request)))):
            return redirect("finding:entering", code=code, pk=begun[0].pk)
    shown = {
        "campaign": campaign, "title": _("代录纸质自查表"), "form": form, "act": _("开始代录"), "files": True,
        "back": reverse("finding:overview", args=[code]), "note": _("不用电脑的人可以填纸质表，由联络员代录，经本人确认后与自己填写的一样。"),
    }  # fmt: skip
    return render(request, "finding/pages/self_check_form.html", shown, status=422 if form.is_bound else 200)


@require_GET
def scan(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """The scan of a form on paper, for whoever may read the list; who else than the person does stands in the book."""
    seen = find_list(actor_of(request), campaign_at(request, code), pk)
    if not seen.reads or seen.row.scan is None:
        raise Missing()
    record_read(seen.row, **_who(request))
    return handed(io.BytesIO(read(seen.row.scan)), name=seen.row.scan.name)


@require_POST
def take(request: HttpRequest, code: str) -> HttpResponseBase:
    """All lists that one may read as Excel (D10), with the reason in the book."""
    campaign = _entitled(request, code)
    rows, items = items_to_take(actor_of(request), campaign)
    record_export(rows, campaign=campaign, reason=request.POST.get("reason", ""), **_who(request))
    return handed(io.BytesIO(list_sheet(items)), name=str(FILE_NAME))
