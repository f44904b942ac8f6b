"""My daily digest: those of the last month, and whether and when it comes as mail. Nobody but me sees either."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from bihuan.foundation.kernel import Missing
from bihuan.foundation.notifications import queries
from bihuan.foundation.notifications.giving import mark_read
from bihuan.foundation.notifications.operations import choose_digest
from bihuan.foundation.notifications.rules import KEPT_DAYS
from bihuan.foundation.notifications.vocabulary import MailState
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import done

_DAYS = [
    (0, gettext_lazy("星期一")), (1, gettext_lazy("星期二")), (2, gettext_lazy("星期三")), (3, gettext_lazy("星期四")),
    (4, gettext_lazy("星期五")), (5, gettext_lazy("星期六")), (6, gettext_lazy("星期日")),
]  # fmt: skip


class ChoiceForm(forms.Form):
    """Whether, where and on which days."""

    mails = forms.BooleanField(label=gettext_lazy("把每日提醒发到我的邮箱"), required=False)
    address = forms.EmailField(
        label=gettext_lazy("邮箱"), max_length=200, required=False, help_text=gettext_lazy("只用来发每日提醒，只有您自己看得到。不填就不发邮件。")
    )  # fmt: skip
    days = forms.TypedMultipleChoiceField(
        label=gettext_lazy("星期几发"), choices=_DAYS, coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("只在工作日发；调休上班的星期六、星期日也算工作日。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def digests(request: HttpRequest) -> HttpResponse:
    """Mine of the last month, and my choice."""
    actor = actor_of(request)
    if actor.administrator:
        raise Missing()
    chosen = queries.choice_of(actor)
    form = ChoiceForm(request.POST or None, initial={"mails": chosen.mails, "address": chosen.address, "days": chosen.days})
    if form.is_valid() and done(form, lambda: choose_digest(**form.cleaned_data, actor=actor, now=now())):
        return toast(request, redirect("home:digests"), _("已保存"))
    rows = [{"digest": one, "mail": _(MailState(one.mail).label)} for one in queries.digests_of(actor)[:KEPT_DAYS]]
    shown: dict[str, Any] = {"title": _("每日提醒"), "crumbs": [(_("我的待办"), reverse("home:todo")), (_("每日提醒"), "")], "form": form}
    shown |= {"rows": rows, "hours": queries.hours(), "mail_goes": queries.mail_goes(), "kept": KEPT_DAYS}
    return render(request, "home/pages/digests.html", shown, status=422 if form.is_bound else 200)


@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """I have seen it."""
    actor = actor_of(request)
    mark_read(queries.find(pk, actor), actor=actor, day=localdate())
    return redirect("home:todo")
