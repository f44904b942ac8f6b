"""The system administrator: the working-day calendar as editable data."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bihuan.foundation.accounts.vocabulary import Administrator
from bihuan.foundation.calendar import operations, queries
from bihuan.foundation.calendar.rules import Special, read_lines
from bihuan.foundation.kernel import BadInput, Missing
from bihuan.interfaces.web.administration.forms import DayForm, NoticeForm
from bihuan.interfaces.web.administration.views.console import frame, only
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import done, number_of

SYSTEM = Administrator.SYSTEM
_MOVED, _MOST = "calendar moved", 50  # numbers of items shown for one day


def _year(request: HttpRequest) -> int:
    asked = number_of(request.GET.get("year")) or 0
    return asked if 1990 <= asked <= 2100 else localdate().year


@require_http_methods(["GET", "POST"])
@only(SYSTEM)
def days(request: HttpRequest) -> HttpResponse:
    """The days out of the ordinary of a year; one more by the form."""
    form, year = DayForm(request.POST or None), _year(request)
    if form.is_valid() and done(form, lambda: _enter(request, [Special(**form.cleaned_data)])):
        address = f"{reverse('administration:calendar')}?year={form.cleaned_data['day'].year}"
        return toast(request, redirect(address), _("已录入，时限随即按新日历计算"))
    known, found = queries.calendar(), list(queries.special_days(year))
    years = sorted({*known.years, localdate().year, localdate().year + 1, year})
    shown = {
        "year": year, "years": [{"label": str(one), "href": f"?year={one}", "on": one == year} for one in years], "form": form,
        "days": found, "sources": sorted({one.source for one in found if one.source}), "known": year in known.years, "until": known.known_until,
        "moved": request.session.pop(_MOVED, None) if request.method == "GET" else None,
    }  # fmt: skip
    page = frame(SYSTEM, "calendar", title=_("节假日与调休"), **shown)
    return render(request, "administration/pages/calendar.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@only(SYSTEM)
def notice(request: HttpRequest) -> HttpResponse:
    """A whole notice at once."""
    form = NoticeForm(request.POST or None)
    if form.is_valid() and done(form, lambda: _take(request, form)):
        address = f"{reverse('administration:calendar')}?year={form.days[0].day.year}"
        return toast(request, redirect(address), _("整份通知已录入：%(n)d 天") % {"n": len(form.days)})
    shown = frame(SYSTEM, "calendar", title=_("录入整份放假通知"), form=form, act=_("录入"), back="administration:calendar")
    return render(request, "administration/pages/form.html", shown, status=422 if form.is_bound else 200)


def _take(request: HttpRequest, form: NoticeForm) -> None:
    form.days = read_lines(form.cleaned_data["lines"], form.cleaned_data["source"])
    if not form.days:
        raise BadInput(_("没有读到放假或上班的日子，请核对。"))
    _enter(request, form.days)


def _enter(request: HttpRequest, days: Sequence[Special]) -> None:
    _tell(request, operations.set_days(days=days, actor=actor_of(request), now=now()))


def _tell(request: HttpRequest, entered: operations.Entered) -> None:
    """Which clocks moved, for the next page: how many from which day to which, and the numbers of the items, for nobody here sees more."""
    together: dict[tuple[str, str, str, str], list[int]] = {}
    for one in entered.moved:
        together.setdefault((one.kind, one.place, one.old.isoformat(), one.new.isoformat()), []).append(one.key)
    request.session[_MOVED] = [
        {"kind": kind, "place": place, "old": old, "new": new, "count": len(keys), "keys": "、".join(f"{key:04d}" for key in keys[:_MOST])}
        for (kind, place, old, new), keys in sorted(together.items())
    ]


@require_POST
@only(SYSTEM)
def clear(request: HttpRequest, day: str) -> HttpResponse:
    """Make a day ordinary again."""
    try:
        row = queries.special_day(date.fromisoformat(day))
    except ValueError:
        row = None
    if row is None:
        raise Missing()
    _tell(request, operations.clear_day(row, actor=actor_of(request), now=now()))
    return toast(request, redirect(f"{reverse('administration:calendar')}?year={row.day.year}"), _("已恢复为平常日"))
