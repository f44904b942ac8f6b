"""Examples of the code of conduct: who was commended for which standard, shown beside it (M43)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import operations, queries
from bihuan.foundation.audit.moments import after
from bihuan.interfaces.web.campaigns.forms import CommendForm, ReasonForm
from bihuan.interfaces.web.campaigns.views.office import desk, form_page, who
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.as_of import as_of, asked
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done

SHOWN = 10
"""Of each standard beside the others; the rest stands on its own page."""


@require_GET
def commendations(request: HttpRequest, code: str) -> HttpResponse:
    """Every standard with the latest who were commended for it, or were at a past moment; one standard with all of them, page by page."""
    actor, at = actor_of(request), asked(request)
    campaign = queries.find(actor, code)
    runs = not at and (queries.run_by(actor, campaign) or queries.signs_as_head(actor, campaign))
    until, wanted, ways = after(at) if at else None, request.GET.get("standard", ""), dict[str, str]()
    found = queries.code_of_conduct(campaign, most=SHOWN + 1, until=until)
    cards = [(one, one.examples[:SHOWN], len(one.examples) > SHOWN) for one in found]
    if alone := next((one for one in found if one.name == wanted), None):
        rows, ways = older(request, queries.commendations_of(campaign, until).filter(standard=wanted))
        cards = [(alone, tuple(rows), False)]
    here = reverse("campaigns:commendations", args=[code]) + (f"?at={at.text}" if at else "")
    crumbs = [(_("方案"), reverse("campaigns:plan", args=[code])), (_("表扬"), here if alone else ""), *([(wanted, "")] if alone else [])]
    shown = {"campaign": campaign, "title": _("表扬"), "standards": cards, "older": ways, "runs": runs, "crumbs": crumbs}
    return render(request, "campaigns/pages/commendations.html", shown | as_of(request, at))


@require_http_methods(["GET", "POST"])
def commend(request: HttpRequest, code: str) -> HttpResponse:
    """Commend a unit or somebody in it for one standard."""
    _actor, campaign = desk(request, code, but_heads=True)
    today = today_of(campaign).day
    form = CommendForm(
        request.POST or None, campaign=campaign, units=queries.units_of(campaign, today),
        initial={"on": today, "standard": request.GET.get("standard", "")},
    )  # fmt: skip
    if form.is_valid() and done(form, lambda: operations.commend(campaign=campaign, **form.told(), **who(request))):
        return toast(request, redirect("campaigns:commendations", code=code), _("已登记，方案页的行为准则下能看到"))
    note = _("写清楚做了什么、对应哪条准则。表扬只用来学习，不计数、不排名。")
    return form_page(request, campaign, form, title=_("登记表扬"), act=_("登记"), back="commendations", note=note)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a commendation back with its reason."""
    _actor, campaign = desk(request, code, but_heads=True)
    row, form = queries.find_commendation(campaign, pk), ReasonForm(request.POST or None)
    if form.is_valid() and done(form, lambda: operations.withdraw_commendation(row, **form.cleaned_data, **who(request))):
        return toast(request, redirect("campaigns:commendations", code=code), _("已撤销，操作记录里留着"))
    return form_page(request, campaign, form, title=_("撤销表扬"), act=_("撤销"), back="commendations")
