"""Who reported: asked for by whoever handles a clue, opened by two custodians, seen once."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.clues import operations, queries
from bihuan.clues.vocabulary.identities import IdentityAction as A
from bihuan.clues.vocabulary.identities import IdentityNeed
from bihuan.foundation.kernel import Missing
from bihuan.foundation.sealedbox.contents import Identity
from bihuan.interfaces.web.clues import keyring
from bihuan.interfaces.web.clues.forms.identities import AskIdentityForm
from bihuan.interfaces.web.clues.forms.keys import ReasonForm
from bihuan.interfaces.web.clues.step_up import stepped_up
from bihuan.interfaces.web.clues.views.shapes import at, desk_page, form_page, who
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.taking import done


@require_GET
@keyring.for_staff
def identities(request: HttpRequest) -> HttpResponse:
    """What was asked: by me, and as a custodian of others. Nothing of it says what a clue is about."""
    actor = actor_of(request)
    rows = [(one, bool(steps - {A.REFUSE})) for one, steps in queries.openings_with_steps(actor, localdate())]
    return desk_page(request, "clues/pages/identities.html", "identities", title=_("举报人身份"), rows=rows)


@require_http_methods(["GET", "POST"])
@keyring.with_keys
@stepped_up
def ask_identity(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask who reported a clue that one handles."""
    actor = actor_of(request)
    clue = queries.find_clue(actor, pk)
    if not queries.may_ask_identity(actor, clue):
        raise Missing()
    form = AskIdentityForm(request.POST or None)

    def take() -> None:
        given = form.cleaned_data
        operations.ask_identity(clue, need=IdentityNeed(given["need"]), reason=given["reason"], **keyring.by(request))

    if form.is_valid() and done(form, take):
        return toast(request, redirect("clues:identities"), _("已申请，等两名保管人先后开启"))
    note = _("举报人的身份密封给保管人。两名保管人先后开启后只给您看一次；开启这件事，举报人凭查询码看得到。")
    crumbs = [(_("线索"), at("desk")), (_("举报人身份"), at("identities")), (_("申请查阅"), "")]
    return form_page(
        request, form, title=_("申请查阅身份"), act=_("申请"), back=at("identities"), here="identities", crumbs=crumbs, note=note
    )


@require_http_methods(["GET", "POST"])
@keyring.with_any_key
@stepped_up
def identity(request: HttpRequest, pk: int) -> HttpResponse:
    """One asking: what stands, the reason, and the next step for whoever may take it."""
    actor = actor_of(request)
    row = queries.find_opening(actor, pk)
    form = ReasonForm(request.POST if request.POST.get("act") == "refuse" else None)
    found: Identity | None = None
    if request.method == "POST":
        taken = _take(request, row, form)
        if isinstance(taken, HttpResponse):
            return taken
        found = taken
    reason, refusal = operations.read_words(row, **keyring.by(request))
    shown: dict[str, Any] = {
        "row": row,
        "facts": _facts(row),
        "reason": reason,
        "refusal": refusal,
        "form": form,
        "steps": {one.value for one in queries.steps_of_opening(actor, row)},
        "his": row.asked_by_id == actor.user_id,
        "found": [(_("姓名"), found.name), (_("电话或其他联系方式"), found.contact), (_("单位"), found.unit)] if found else None,
        "nameless": found is not None and not (found.name or found.contact or found.unit),
    }
    crumbs = [(_("举报人身份"), at("identities")), (_("查阅申请"), "")]
    return desk_page(request, "clues/pages/identity.html", "identities", title=_("查阅举报人身份"), crumbs=crumbs, **shown)


def _facts(row: Any) -> list[tuple[str, str]]:
    moments = [
        (_("申请时间"), row.asked_at, row.asked_by),
        (_("第一名保管人开启"), row.begun_at, row.begun_by),
        (_("第二名保管人开启"), row.opened_at, row.opened_by),
        (_("查看"), row.seen_at, ""),
    ]
    told = [(label, f"{localtime(when):%Y-%m-%d %H:%M} {by}".strip()) for label, when, by in moments if when]
    return [(_("用途"), _(row.get_need_display())), (_("状态"), _(row.get_state_display())), *told]


def _take(request: HttpRequest, row: Any, form: ReasonForm) -> HttpResponse | Identity | None:
    """The step that was chosen; None where its form has to be filled in again."""
    act = request.POST.get("act")
    if act == "refuse":
        if form.is_valid() and done(form, lambda: operations.refuse_identity(row, reason=form.cleaned_data["reason"], **who(request))):
            return toast(request, redirect("clues:identities"), _("不再开启，已打开的一层也已销毁"))
        return None
    if act == "see":
        return operations.see_identity(row, **keyring.by(request))
    verb = operations.begin_identity if row.state == "asked" else operations.finish_identity
    verb(row, **keyring.by(request))
    told = _("已开启外层，等第二名保管人") if row.state == "begun" else _("已开启，只交给申请人；举报人凭查询码会看到这件事")
    return toast(request, redirect("clues:identities"), told)
