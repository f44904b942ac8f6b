"""My keys: made, unlocked for this browser, locked, given another passphrase, ended."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.clues import operations, queries
from bihuan.clues.vocabulary.keys import HandoverAction, KeyPurpose, KeyState
from bihuan.foundation.kernel import Actor, Missing
from bihuan.foundation.sealedbox.custodians import NEEDED
from bihuan.interfaces.web.clues import keyring
from bihuan.interfaces.web.clues.forms.keys import MakeKeyForm, PassphraseForm, ReasonForm, UnlockForm
from bihuan.interfaces.web.clues.step_up import stepped_up
from bihuan.interfaces.web.clues.tabs import EVERYBODY
from bihuan.interfaces.web.clues.views.shapes import at, desk_page, form_page, only_for, who
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import done

_typed = sensitive_post_parameters("passphrase", "fresh", "again")


@require_GET
@only_for(EVERYBODY)
def keys(request: HttpRequest) -> HttpResponse:
    """My key and what became of earlier ones, with what goes over from one hand to another."""
    actor = actor_of(request)
    held, until = queries.active_key(actor), queries.unlocked_until(actor, keyring.session_of(request), now())
    handovers = queries.handovers_with_steps(actor)
    shown: dict[str, Any] = {
        "held": held,
        "forgotten": _forgotten(bool(held.recovery), held.purpose, len(queries.recovery_addresses(held.user_id))) if held else "",
        "until": localtime(until) if until else None,
        "left": keyring.minutes_left(until) if until else 0,
        "may_make": bool(queries.purposes_held(actor)),
        "purposes": [_(KeyPurpose(one).label) for one in sorted(queries.purposes_held(actor))],
        "former": [one for one in queries.keys_of(actor) if one.state == KeyState.ENDED],
        "handovers": handovers,
        "waits": _waits(actor, handovers),
        "ready": _ready(),
        "may_ask": bool(queries.keys_to_ask_for(actor)),
    }
    return desk_page(request, "clues/pages/keys.html", "keys", title=_("我的密钥"), **shown)


def _forgotten(kept: bool, purpose: str, others: int) -> str:
    """What becomes of a key whose passphrase is forgotten. It is sealed to two other custodians when it is unlocked: who made his before there were two
    has only to unlock it once more."""
    if kept:
        return _("停用这把、另生成一把，再由两名保管人交接。")
    if others >= NEEDED:
        return _("已有两名保管人，下次解锁时就留好备份；在那以前忘了口令，只密封给它的内容再也打不开。")
    if purpose == KeyPurpose.CUSTODIAN:
        return _("除您以外还没有两名保管人：忘了口令，只密封给它的内容再也打不开。")
    return _("还没有两名保管人：忘了口令，只密封给它的内容再也打不开。")


def _ready() -> list[tuple[str, int, str]]:
    """How many keys the public door seals to, by what they are for, and what is amiss with too few: numbers and no names."""
    keys = queries.sealing_keys()
    return [
        (_("举报受理"), len(keys.desk), "" if keys.desk else _("没有人能受理，举报入口收不了举报")),
        (_("另行受理"), len(keys.alternate), "" if keys.alternate else _("反映受理人员或者本级领导的举报没有人能打开")),
        (_("身份信息保管"), len(keys.custodians), "" if keys.custodians else _("不足两名，举报入口不收姓名，密钥也无法交接")),
    ]


def _waits(actor: Actor, handovers: list[Any]) -> list[dict[str, str]]:
    """What waits for this key, for custodians above all: their only page is this one."""
    told = []
    if count := queries.openings_to_do(actor, localdate()):
        words = ngettext("举报人身份：%(n)d 件等您办。", "举报人身份：%(n)d 件等您办。", count) % {"n": count}
        told.append({"text": words, "href": at("identities")})
    opens = {HandoverAction.BEGIN, HandoverAction.FINISH}
    asked = [one for one, steps in handovers if opens & steps]
    words = _("密钥交接：%(from)s 的密钥交给 %(to)s，等您开启。")
    return [
        *told,
        *({"text": words % {"from": one.old.user.name, "to": one.heir.user.name}, "href": at("handover", one.pk)} for one in asked[:10]),
    ]


@_typed
@require_http_methods(["GET", "POST"])
def make_key(request: HttpRequest) -> HttpResponse:
    """Make a key; it is unlocked at once, for the passphrase was just typed."""
    actor = keyring.staff_of(request)
    purpose = KeyPurpose(min(queries.purposes_held(actor)))
    form = MakeKeyForm(request.POST or None)
    if form.is_valid() and done(form, lambda: operations.make_key(purpose=purpose, passphrase=form.cleaned_data["fresh"], **who(request))):
        return _unlocked(request, form.cleaned_data["fresh"], at("keys"), _("密钥已生成，这次登录里已解锁"))
    note = _("用途：%(purpose)s。私钥只用您的口令锁着存放，系统管理员也打不开。") % {"purpose": _(purpose.label)}
    return _form(request, form, title=_("生成我的密钥"), act=_("生成"), note=note)


@_typed
@require_http_methods(["GET", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """Unlock my key for this browser, and go on to where I was."""
    actor = keyring.staff_of(request)
    held, back = queries.active_key(actor), keyring.safe_next(request, at("desk"))
    if held is None:
        return redirect("clues:keys")
    form = UnlockForm(request.POST or None)
    answer: list[HttpResponse] = []

    def take() -> None:
        answer.append(_unlocked(request, form.cleaned_data["passphrase"], back, _("密钥已解锁，30 分钟不操作自动锁上")))

    if form.is_valid() and done(form, take):
        return answer[0]
    note = _("解锁后才看得到举报和线索的内容。30 分钟不操作，或者退出登录，自动锁上。")
    return _form(request, form, title=_("解锁我的密钥"), act=_("解锁"), note=note)


def _unlocked(request: HttpRequest, passphrase: str, back: str, told: str) -> HttpResponse:
    """Unlocked under a secret that is new each time: what another put into this browser before opens nothing."""
    held = queries.active_key(actor_of(request))
    if held is None:
        raise Missing()
    session = operations.unlock_to_work(held, passphrase=passphrase, **who(request))
    keyring.lock(request)
    return toast(request, keyring.remember(redirect(back), session), told)


@keyring.for_staff
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Lock it now."""
    keyring.lock(request)
    answer = redirect("clues:keys")
    answer.delete_cookie(keyring.COOKIE, samesite="Strict")
    return toast(request, answer, _("密钥已锁上"))


@_typed
@require_http_methods(["GET", "POST"])
def change_passphrase(request: HttpRequest) -> HttpResponse:
    """Another passphrase for the same key."""
    held = _mine(request)
    form = PassphraseForm(request.POST or None)

    def take() -> None:
        given = form.cleaned_data
        operations.change_passphrase(held, passphrase=given["passphrase"], fresh=given["fresh"], **who(request))

    if form.is_valid() and done(form, take):
        return toast(request, redirect("clues:keys"), _("口令已更换，请用新口令解锁"))
    return _form(
        request, form, title=_("更换我的密钥口令"), act=_("更换"), note=_("密钥不变，原来打得开的都还打得开；各处已解锁的都会锁上。")
    )


@keyring.for_staff
@stepped_up
@require_http_methods(["GET", "POST"])
def end_key(request: HttpRequest) -> HttpResponse:
    """End my key: the passphrase is forgotten, was seen by others, or the duty ends."""
    held = _mine(request)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and done(form, lambda: operations.end_key(held, reason=form.cleaned_data["reason"], **who(request))):
        return toast(request, redirect("clues:keys"), _("密钥已停用"))
    note = (
        _("停用后不再向这把密钥密封。以前密封给它的，由两名保管人交接给另一把密钥之后才能再打开。")
        if held.recovery
        else _("这把密钥还没有密封给两名保管人：停用后，只密封给它的内容再也打不开。请先解锁一次，让系统补上密封。")
    )
    return _form(request, form, title=_("停用我的密钥"), act=_("停用"), note=note)


def _mine(request: HttpRequest) -> Any:
    held = queries.active_key(keyring.staff_of(request))
    if held is None:
        raise Missing()
    return held


def _form(request: HttpRequest, form: Any, *, title: str, act: str, **shown: Any) -> HttpResponse:
    crumbs = [(_("我的密钥"), at("keys")), (title, "")]
    return form_page(request, form, title=title, act=act, back=at("keys"), crumbs=crumbs, here="keys", **shown)
