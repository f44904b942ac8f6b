"""What an ended key opens goes over to another holder: asked for, opened by two custodians one after the other, or refused."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bihuan.clues import operations, queries
from bihuan.clues.vocabulary.keys import HandoverAction as H
from bihuan.foundation.kernel import Missing
from bihuan.interfaces.web.clues import keyring
from bihuan.interfaces.web.clues.forms.keys import AskForm, ReasonForm
from bihuan.interfaces.web.clues.step_up import stepped_up
from bihuan.interfaces.web.clues.views.shapes import at, desk_page, form_page, who
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.taking import done


@require_http_methods(["GET", "POST"])
def ask_handover(request: HttpRequest) -> HttpResponse:
    """Ask for what somebody's ended key opens, or one's own whose passphrase was forgotten."""
    actor = keyring.staff_of(request)
    heir, known = queries.active_key(actor), {str(one.pk): one for one in queries.keys_to_ask_for(actor)}
    if heir is None or not known:
        raise Missing()
    form = AskForm(request.POST or None, keys=list(known.values()))

    def take() -> None:
        given = form.cleaned_data
        operations.ask_handover(old=known[given["old"]], heir=heir, reason=given["reason"], **who(request))

    if form.is_valid() and done(form, take):
        return toast(request, redirect("clues:keys"), _("已申请，等两名保管人先后开启"))
    title, note = _("申请接收密钥"), _("已停用的密钥打得开的，交给您现在的密钥。两名保管人先后开启才能办成，他们看不到内容。")
    crumbs = [(_("我的密钥"), at("keys")), (title, "")]
    return form_page(request, form, title=title, act=_("申请"), back=at("keys"), here="keys", crumbs=crumbs, note=note)


@keyring.for_staff
@stepped_up
@require_http_methods(["GET", "POST"])
def handover(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One handing over: what stands, and the next step for whoever may take it."""
    actor = keyring.staff_of(request)
    row = queries.find_handover(actor, pk)
    steps = queries.steps_of_handover(actor, row)
    form = ReasonForm(request.POST if request.POST.get("act") == "refuse" else None)
    if request.method == "POST":
        answer = _take(request, row, form)
        if answer is not None:
            return answer
    facts = [
        (_("原密钥"), f"{row.old.user.name}　{_(row.old.get_purpose_display())}"),
        (_("接收人"), row.heir.user.name),
        (_("状态"), _(row.get_state_display())),
        *((label, f"{localtime(when):%Y-%m-%d %H:%M} {by}") for label, when, by in _moments(row) if when),
    ]
    shown: dict[str, Any] = {
        "row": row,
        "facts": facts,
        "form": form,
        "may_open": bool(steps & {H.BEGIN, H.FINISH}),
        "may_refuse": H.REFUSE in steps,
    }
    crumbs = [(_("我的密钥"), at("keys")), (_("密钥交接"), "")]
    return desk_page(request, "clues/pages/handover.html", "keys", title=_("密钥交接"), crumbs=crumbs, **shown)


def _moments(row: Any) -> list[tuple[str, Any, Any]]:
    return [
        (_("申请时间"), row.asked_at, row.asked_by),
        (_("第一名保管人开启"), row.begun_at, row.begun_by),
        (_("第二名保管人开启"), row.finished_at, row.finished_by),
    ]


def _take(request: HttpRequest, row: Any, form: ReasonForm) -> HttpResponseBase | None:
    if request.POST.get("act") == "refuse":
        if form.is_valid() and done(form, lambda: operations.refuse_handover(row, reason=form.cleaned_data["reason"], **who(request))):
            return toast(request, redirect("clues:keys"), _("不予交接，已打开的一层也已销毁"))
        return None
    return _open(request, row)


def _open(request: HttpRequest, row: Any) -> HttpResponseBase:
    """The seal of this custodian, with his key unlocked."""

    def opened(request: HttpRequest) -> HttpResponse:
        verb = operations.begin_handover if row.state == "asked" else operations.finish_handover
        verb(row, **keyring.by(request))
        told = _("已开启外层，等第二名保管人") if row.state == "begun" else _("已交接，接收人下次解锁后生效")
        return toast(request, redirect("clues:keys"), told)

    return keyring.with_custodian_key(opened)(request)
