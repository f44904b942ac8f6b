"""How the keeping of clues ends: whose time is over, what is proposed and agreed, what must not go. To propose and to agree asks once more who it is."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.clues import queries
from bihuan.clues.operations import keeping as do
from bihuan.clues.queries import keeping as kept
from bihuan.foundation.kernel import Missing, Refused
from bihuan.interfaces.web.clues import keyring
from bihuan.interfaces.web.clues.forms.life import AgreeForm, HoldForm
from bihuan.interfaces.web.clues.step_up import stepped_up
from bihuan.interfaces.web.clues.views.shapes import at, desk_page, for_readers, form_page, who
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.taking import done, sentence_of


def for_deciding(view: Callable[..., HttpResponseBase]) -> Any:
    """For whoever decides about clues; for whoever only opens and registers there is no such page."""

    @for_readers
    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not kept.decides(actor_of(request)):
            raise Missing
        return view(request, *args, **kwargs)

    return entered


@require_GET
@for_deciding
def keeping(request: HttpRequest) -> HttpResponse:
    """Whose time is over, what is to go, what is held."""
    actor, today = actor_of(request), localdate()
    shown: dict[str, Any] = {
        "over": kept.kept_too_long(actor, today), "endings": kept.endings_for(actor), "me": actor.user_id,
        "holds": list(kept.holds_of(actor)[:200]), "crumbs": [(_("线索"), at("desk")), (_("保管和销毁"), "")],
    }  # fmt: skip
    return desk_page(request, "clues/pages/keeping.html", "keeping", title=_("线索的保管和销毁"), **shown)


@for_deciding
@require_POST
@stepped_up
def propose(request: HttpRequest) -> HttpResponse:
    """Propose those that were ticked."""
    actor, count, refused = actor_of(request), 0, ""
    for pk in _ticked(request):
        try:
            do.propose_destruction(queries.find_clue(actor, pk), **who(request))
            count += 1
        except Missing:
            raise
        except Refused as no:
            refused = sentence_of(no)
    answer = redirect("clues:keeping")
    if refused or not count:
        return toast(request, answer, refused or _("请先勾选线索。"), "warning")
    return toast(
        request, answer, ngettext("已提出 %(count)d 条，等另一个人批准", "已提出 %(count)d 条，等另一个人批准", count) % {"count": count}
    )


def _ticked(request: HttpRequest) -> list[int]:
    """Keys of clues are random and of up to 19 digits."""
    told = [one for one in request.POST.getlist("clue")[:200] if one.isdecimal() and len(one) <= 19]
    return [number for number in map(int, told) if number < 2**63]


@require_http_methods(["GET", "POST"])
@for_deciding
@stepped_up
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to a day."""
    row, today = kept.find_end(actor_of(request), pk), localdate()
    form = AgreeForm(request.POST or None, initial={"on": kept.first_day(today)})
    if form.is_valid() and done(form, lambda: do.agree_destruction(row, **form.cleaned_data, **who(request))):
        return toast(request, redirect("clues:keeping"), _("已批准，到日期自动销毁"))
    note = _("到这一天，密钥和内容都销毁，谁也恢复不了；只留下状态和日期供统计。在此之前可以停止。")
    crumbs = [(_("保管和销毁"), at("keeping")), (row.clue.number, "")]
    title = _("批准销毁线索 %(number)s") % {"number": row.clue.number}
    return form_page(request, form, title=title, act=_("批准销毁"), back=at("keeping"), here="keeping", crumbs=crumbs, note=note)


@for_deciding
@require_POST
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """It is kept on."""
    do.return_destruction(kept.find_end(actor_of(request), pk), **who(request))
    return toast(request, redirect("clues:keeping"), _("已退回，继续保管"))


@for_deciding
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop it before its day."""
    do.stop_destruction(kept.find_end(actor_of(request), pk), **who(request))
    return toast(request, redirect("clues:keeping"), _("已停止，继续保管"))


@require_http_methods(["GET", "POST"])
@for_deciding
@keyring.with_keys
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Order that it is not destroyed."""
    row = queries.find_clue(actor_of(request), pk)
    form = HoldForm(request.POST or None)
    if form.is_valid() and done(form, lambda: do.hold_clue(row, **form.cleaned_data, by=keyring.hand_of(request))):
        return toast(request, redirect("clues:clue", pk=pk), _("已暂缓销毁"))
    note = _("有申诉、诉讼、案件没有办完的，保管期满也不销毁。解除要由另一个人办。")
    crumbs = [(_("线索"), at("clues")), (row.number, at("clue", pk)), (_("暂缓销毁"), "")]
    return form_page(request, form, title=_("暂缓销毁"), act=_("暂缓销毁"), back=at("clue", pk), here="keeping", crumbs=crumbs, note=note)


@for_deciding
@require_POST
@keyring.with_keys
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the order back."""
    do.lift_hold(kept.find_hold(actor_of(request), pk), by=keyring.hand_of(request))
    return toast(request, redirect("clues:keeping"), _("已解除"))
