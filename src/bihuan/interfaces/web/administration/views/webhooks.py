"""The system administrator: which other systems are told what happens, and whether they could be reached."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from bihuan.foundation.accounts.vocabulary import Administrator
from bihuan.foundation.webhooks import queries
from bihuan.foundation.webhooks.operations import subscribe, unsubscribe
from bihuan.interfaces.web.administration.views.console import frame, only
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import done

SYSTEM = Administrator.SYSTEM


class WebhookForm(forms.Form):
    """Where to, and what."""

    url = forms.CharField(label=gettext_lazy("推送地址"), max_length=500)
    events = forms.MultipleChoiceField(
        label=gettext_lazy("事项"), widget=forms.CheckboxSelectMultiple, choices=lambda: [(kind, _(label)) for kind, label in queries.offered()]
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@only(SYSTEM)
def webhooks(request: HttpRequest) -> HttpResponse:
    """All subscriptions, and a form for a further one; its secret is on the answer to the form and nowhere else."""
    form, actor, made = WebhookForm(request.POST or None), actor_of(request), list[tuple[Any, str]]()
    if form.is_valid() and done(form, lambda: made.append(subscribe(**form.cleaned_data, actor=actor, now=now()))):
        shown = frame(SYSTEM, "webhooks", title=_("密钥只显示这一次"), row=made[0][0], secret=made[0][1])
        answer = render(request, "administration/pages/webhook.html", shown)
        answer["Cache-Control"] = "no-store"
        return answer
    words = dict(queries.offered())
    rows = [{"row": one, "events": [_(words.get(kind, kind)) for kind in one.events]} for one in queries.visible_to(actor)]
    shown = frame(SYSTEM, "webhooks", title=_("推送"), rows=rows, form=form, hosts=queries.hosts())
    return render(request, "administration/pages/webhooks.html", shown, status=422 if form.is_bound else 200)


@require_POST
@only(SYSTEM)
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing is told any more."""
    actor = actor_of(request)
    unsubscribe(queries.find(pk, actor), actor=actor, now=now())
    return toast(request, redirect("administration:webhooks"), _("推送已停止"))
