"""The system administrator: at what hour digests are made, and when nobody is disturbed."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bihuan.foundation.accounts.vocabulary import Administrator
from bihuan.foundation.notifications import queries
from bihuan.foundation.notifications.operations import set_digest_hours
from bihuan.foundation.notifications.rules import Hours
from bihuan.interfaces.web.administration.views.console import frame, only
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import done

SYSTEM = Administrator.SYSTEM
_NAMES = ("at", "noon_from", "noon_until", "evening_from", "morning_until")


def _clock(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))


class HoursForm(forms.Form):
    """The hours, and why."""

    at = _clock(gettext_lazy("提醒时间"))
    noon_from = _clock(gettext_lazy("午间免打扰从"))
    noon_until = _clock(gettext_lazy("午间免打扰到"))
    evening_from = _clock(gettext_lazy("晚间免打扰从"))
    morning_until = _clock(gettext_lazy("晚间免打扰到次日"))
    reason = forms.CharField(label=gettext_lazy("理由"), max_length=200)


@require_http_methods(["GET", "POST"])
@only(SYSTEM)
def digest_hours(request: HttpRequest) -> HttpResponse:
    """The hours that hold, who set them, and a form."""
    held = queries.hours()
    form = HoursForm(request.POST or None, initial={name: getattr(held, name) for name in _NAMES})

    def keep() -> None:
        wanted = Hours(**{name: form.cleaned_data[name] for name in _NAMES})
        set_digest_hours(wanted=wanted, reason=form.cleaned_data["reason"], actor=actor_of(request), now=now())

    if form.is_valid() and done(form, keep):
        return toast(request, redirect("administration:digest_hours"), _("已保存，从下一次提醒起生效"))
    shown = frame(SYSTEM, "digest_hours", title=_("每日提醒"), form=form, rows=queries.hours_set()[:20], mail_goes=queries.mail_goes())
    return render(request, "administration/pages/digest_hours.html", shown, status=422 if form.is_bound else 200)
