"""How the public door stands: what it was told, what the next issue changes, its own words, its pause."""

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.clues import operations, queries
from bihuan.clues.papers import is_for_trying, site
from bihuan.clues.queries.laying_out import Difference, LaidOut, laid_out
from bihuan.clues.vocabulary.door import Laying
from bihuan.clues.vocabulary.keys import KeyPurpose
from bihuan.interfaces.web.clues.forms.door import PauseForm, WordsForm
from bihuan.interfaces.web.clues.keyring import staff_of
from bihuan.interfaces.web.clues.views.shapes import Page, at, desk_page, form_page, who
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.taking import done

_WHAT = {"entry": noop("入口"), "channel": noop("渠道"), "text": noop("文字"), "keys": noop("公钥"), "body": noop("受理单位和承诺的时限")}
_TEXTS = {
    "welcome": noop("首页开头"), "anonymity": noop("匿名能做到什么"), "false_report": noop("说错了会怎样"), "emergency": noop("紧急情况"),
    "closed": noop("暂停受理"),
}  # fmt: skip
_COLOURS = {Laying.COMES: "ok", Laying.CHANGES: "near", Laying.GOES: "late"}


def tender(request: HttpRequest) -> Any:
    """Whoever works at the desk; for everybody else there is no such page."""
    return staff_of(request, frozenset({KeyPurpose.DESK}))


def sent(request: HttpRequest) -> Any:
    """What was sent with a form; an empty form is sent, too."""
    return request.POST if request.method == "POST" else None


def for_tenders(page: Page) -> Page:
    """The same question before any other, that for an unlocked key among them."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        tender(request)
        return page(request, *args, **kwargs)

    return guarded


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way down to a page of the door."""
    return [(_("线索"), at("desk")), (_("举报入口"), at("door")), *more]


@for_tenders
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Entries with what came by them, and how the door stands."""
    actor = actor_of(request)
    state, counted = laid_out(localdate()), queries.counted_by_entry(actor)
    rows = [(one, counted.get(one.pk)) for one in queries.entries(open_only=False)[:200]]
    shown: dict[str, Any] = {
        "state": state, "differences": [_told(one) for one in state.differences], "rows": rows, "unknown": counted.get(None),
        "paused": bool(state.now.texts.get("closed")), "lacks": _lacks(state), "site": site(), "trying": is_for_trying(),
        "channels": len(state.now.channels),
    }  # fmt: skip
    return desk_page(request, "clues/pages/door.html", "door", title=_("举报入口"), crumbs=crumbs()[:-1], **shown)


def _told(one: Difference) -> dict[str, str]:
    name = _(_TEXTS[one.name]) if one.what == "text" else one.name
    return {"what": _(_WHAT[one.what]), "name": name, "how": _(one.how.label), "colour": _COLOURS[one.how]}


def _lacks(state: LaidOut) -> list[str]:
    """What is missing before anything can be taken in."""
    keys = queries.sealing_keys()
    found = [] if keys.desk else [_("还没有受理人员的密钥")]
    found += [] if keys.custodians else [_("还没有两名举报人身份信息保管人的密钥")]
    return found if not state.is_open else []


@for_tenders
@require_http_methods(["GET", "POST"])
def words(request: HttpRequest) -> HttpResponse:
    """The body's own words: written, looked at as the public will read them, then published."""
    row = queries.door_words()
    form = WordsForm(sent(request), initial={name: getattr(row, name, "") for name in WordsForm.base_fields})
    looked_at = form.is_bound and form.is_valid()
    if (
        looked_at
        and request.POST.get("do") != "preview"
        and done(form, lambda: operations.set_door_words(**form.cleaned_data, **who(request)))
    ):
        return toast(request, redirect("clues:door"), _("已保存，约一分钟后公布"))
    preview = [(_(_TEXTS[name]), text) for name, text in form.cleaned_data.items() if text] if looked_at else []
    return form_with_preview(request, form, title=_("入口上的文字"), back=at("door"), part="clues/parts/door_words.html", preview=preview)


def form_with_preview(request: HttpRequest, form: Any, *, part: str, preview: Any, title: str, back: str, **shown: Any) -> HttpResponse:
    """A form whose result the public reads: looked at first, published then."""
    told = {
        "form": form,
        "preview": preview,
        "looked": form.is_bound and not form.errors,
        "back": back,
        "part": part,
    }
    status = 422 if form.is_bound and form.errors else 200
    page = {"crumbs": crumbs((title, "")), **told, **shown}
    return desk_page(request, "clues/pages/door_form.html", "door", status=status, title=title, **page)


@for_tenders
@require_http_methods(["GET", "POST"])
def pause(request: HttpRequest) -> HttpResponse:
    """The door takes nothing for the moment."""
    form = PauseForm(sent(request))
    if form.is_valid() and done(form, lambda: operations.pause_door(reason=form.cleaned_data["reason"], **who(request))):
        return toast(request, redirect("clues:door"), _("约一分钟后暂停网上受理"))
    note = _("公众仍可以凭查询码看进度，首页改为说明暂停受理并列出其他渠道。电话、来信、来访照常登记。")
    title = _("暂停网上受理")
    return form_page(request, form, title=title, act=_("暂停"), back=at("door"), here="door", note=note, crumbs=crumbs((title, "")))


@for_tenders
@require_POST
def resume(request: HttpRequest) -> HttpResponse:
    """It takes reports again."""
    operations.resume_door(**who(request))
    return toast(request, redirect("clues:door"), _("约一分钟后恢复网上受理"))
