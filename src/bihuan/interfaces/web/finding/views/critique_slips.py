"""Writing at a critique meeting: a remark about somebody there, changed or drawn back until the meeting ends (M56, M76)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.finding import operations
from bihuan.finding.operations import Remark
from bihuan.finding.queries import critique as queries
from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.web.finding.forms.asked import a_choice, asking, long_text, manifestations
from bihuan.interfaces.web.finding.views.asked_shapes import (
    at,
    entered,
    form_page,
    who,
)  # fmt: skip
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.taking import done


def _remark_form(request: HttpRequest, campaign: Any, choices: list[Any], initial: dict[str, Any] | None = None) -> forms.Form:
    fields: dict[str, forms.Field] = {
        "about": a_choice(lazy("对谁"), [(str(one.person.pk), f"{one.person.name}　{_(one.pairing.label)}") for one in choices]),
        "manifestation": a_choice(lazy("对照的具体表现"), manifestations(campaign)),
        "text": long_text(lazy("批评意见"), help_text=lazy("写具体的事：什么时间、什么事、有什么问题。不写只有您一个人知道的细节。")),
    }
    return asking(**fields)(request.POST or None, initial=initial)


def _remark(form: forms.Form, campaign: Any) -> Remark:
    given = form.cleaned_data
    return Remark(
        campaigns.known_person(campaign, int(given["about"])), campaigns.manifestation_in(campaign, int(given["manifestation"])), given["text"]
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Write a critique of somebody at the meeting."""
    actor, campaign = entered(request, code, "critique")
    row = queries.find_meeting(actor, campaign, pk)
    choices = queries.choices_for(actor, row)
    if not choices:
        raise NotAllowed(_("互评只在参会人员之间进行。"))
    form = _remark_form(request, campaign, choices, {"about": request.GET.get("about", "")})
    if form.is_valid() and done(form, lambda: operations.write_critique(row, remark=_remark(form, campaign), **who(request))):
        return toast(request, redirect("finding:critique_meeting", code=code, pk=pk), _("已记下，会议结束前只有您自己看得到"))
    guessed = any(one.guessed and str(one.person.pk) == (form.data.get("about") or request.GET.get("about", "")) for one in choices)
    warning = _("能从下级角度批评他的人不多，对方可能猜得出是谁写的。也可以用“指出问题”，与其他内容一起随机收取。") if guessed else ""
    note = _("结束时所有意见按随机顺序列入台账，同时抹去是谁写的；对上级的意见，谁也查不到提出人。")
    return form_page(
        request, campaign, form, back=at("critique_meeting", code, pk), title=_("写批评意见"), act=_("记下"), note=note, warning=warning
    )


@never_cache
@require_http_methods(["GET", "POST"])
def slip(request: HttpRequest, code: str, pk: int, slip: int) -> HttpResponse:
    """Change what one wrote oneself, or take it back."""
    actor, campaign = entered(request, code, "critique")
    row = queries.find_slip(actor, queries.find_meeting(actor, campaign, pk), slip)
    initial = {"about": row.about_id, "manifestation": row.manifestation_id, "text": row.text}
    if "draw_back" in request.POST:
        operations.draw_critique_back(row, **who(request))
        return toast(request, redirect("finding:critique_meeting", code=code, pk=pk), _("已撤回，没有留下内容"))
    form = _remark_form(request, campaign, queries.choices_for(actor, row.meeting), initial)
    if form.is_valid() and done(form, lambda: operations.change_critique(row, remark=_remark(form, campaign), **who(request))):
        return toast(request, redirect("finding:critique_meeting", code=code, pk=pk), _("已修改"))
    return form_page(
        request, campaign, form, back=at("critique_meeting", code, pk), title=_("修改批评意见"), act=_("保存"), draws_back=True
    )
