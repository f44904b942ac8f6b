"""Is the file in somebody's hands what was issued? Open to whoever holds it; the file is read, judged and forgotten."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from bihuan.documents import queries
from bihuan.documents.readers import read_held
from bihuan.documents.vocabulary import Fate
from bihuan.foundation.kernel import BadInput
from bihuan.foundation.seals.keys import Whose
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.taking import sentence_of
from bihuan.reports.papers import Verdict, verify
from bihuan.reports.vocabulary import Proof

if TYPE_CHECKING:
    from bihuan.documents.models import Document

_MOST = 300
"""Rows of a list on one page; the command tells all."""
STATES = {Fate.UNCHANGED: "ok", Fate.REWORDED: "near", Fate.CHANGED: "late", Fate.MISSING: "late", Fate.ADDED: "late"}


@dataclass(frozen=True)
class Mark:
    """A sentence of the verdict with its colour."""

    kind: str
    label: str
    text: str


@login_not_required
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """A form for the file; after it, the verdict on the same page. BIHUAN_VERIFY_OPEN=0 asks for sign-in."""
    if not request.user.is_authenticated and not settings.BIHUAN_VERIFY_OPEN:
        return redirect_to_login(request.get_full_path())
    if request.method == "GET":
        return _page(request)
    if wait := _too_often(request):
        return _page(request, _("核对得太频繁，请 %(wait)d 秒后再试。") % {"wait": wait}, status=429)
    file = request.FILES.get("file")
    if file is None:
        return _page(request, _("请选择要核对的文件。"), status=422)
    try:
        verdict = verify(read_held(file.read(), file.name or ""), lambda document: _may_see(request, document))
    except BadInput as no:
        return _page(request, sentence_of(no), status=422)
    return _page(request, verdict=verdict, name=file.name)


def _page(request: HttpRequest, error: str = "", verdict: Verdict | None = None, name: str | None = "", status: int = 200) -> HttpResponse:
    signed_in = request.user.is_authenticated
    shown: dict[str, Any] = {
        "title": _("核对文件"),
        "error": error,
        "name": name,
        "frame_of": "shell/base.html" if signed_in else "shell/plain.html",
    }
    if verdict:
        shown |= _told(verdict, _may_see(request, verdict.document))
    return render(request, "documents/pages/verify.html", shown, status=status)


def _may_see(request: HttpRequest, document: "Document") -> bool:
    """May whoever asks see the document in the register, and with it what the ledger tells?"""
    signed_in = request.user.is_authenticated
    return signed_in and queries.visible_to(actor_of(request), document.campaign).filter(pk=document.pk).exists()


def _told(verdict: Verdict, inside: bool) -> dict[str, Any]:
    """What the page shows. `inside`: who may see the document in the register also sees what the ledger tells today."""
    row = verdict.document
    tiles = [(_(fate.label), verdict.many[fate], STATES[fate] if verdict.many[fate] else "") for fate in Fate]
    lines = [(one, STATES[one.fate]) for one in verdict.lines if one.fate is not Fate.ADDED]
    return {
        "verdict": verdict, "row": row, "inside": inside, "tiles": tiles, "faults": [(one, STATES[one.fate]) for one in verdict.faults[:_MOST]],
        "lines": lines[:_MOST], "total": len(lines), "result": _result(verdict), "proofs": _proofs(verdict, inside),
        "facts": [(_("标题"), row.title), (_("编号"), row.number), (_("数据截至"), _moment(row.as_of)), (_("印发时间"), _moment(row.issued_at))],
        "heads": verdict.heads, "moved": verdict.moved if inside else [],
    }  # fmt: skip


def _moment(moment: Any) -> str:
    from django.utils.timezone import localtime

    return f"{localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


def _result(verdict: Verdict) -> Mark:
    wrong = sum(verdict.many[fate] for fate in (Fate.CHANGED, Fate.MISSING, Fate.ADDED))
    if wrong:
        text = ngettext("有 %(n)d 处数字和印发时不同，下面逐处列出。", "有 %(n)d 处数字和印发时不同，下面逐处列出。", wrong) % {"n": wrong}
        return Mark("late", _("文件被改动过"), text)
    if verdict.heads:
        return Mark("late", _("表头被改动过"), _("数字没有改，但表头和印发时不同，各列的数可能换了意思。"))
    if verdict.many[Fate.REWORDED]:
        return Mark("near", _("数字相符，文字不同"), _("数字没有改，但有的数字前后的文字和印发时不同，请对照。"))
    if not verdict.sound:
        return Mark("late", _("数字相符，留存不符"), _("文件和系统里留存的数字一致，但留存本身没有通过核验，请交审计管理员。"))
    return Mark("ok", _("与印发时一致"), _("文件里的每个数字都和印发时一样。"))


def _proofs(verdict: Verdict, inside: bool) -> list[Mark]:
    """Signature, book, and (`inside`) what the ledger tells today, each in a sentence."""
    stood = (verdict.document.figures.get("ledger") or {}).get("position", 0)
    book = {
        Proof.FITS: _("取数时的操作记录（第 %(at)s 条）仍在，摘要相符。") % {"at": stood},
        Proof.BROKEN: _("取数时的操作记录（第 %(at)s 条）不在了，或摘要不符。") % {"at": stood}, Proof.NONE: _("取数时没有留存操作记录的位置。"),
    }  # fmt: skip
    kinds = {Proof.FITS: "ok", Proof.BROKEN: "late", Proof.NONE: ""}
    return [
        _signed(verdict),
        Mark(kinds[verdict.ledger], _("操作记录"), book[verdict.ledger]),
        *([_recounted(verdict)] if inside else []),
    ]


def _signed(verdict: Verdict) -> Mark:
    """Is the signature right, and is the key one of ours?"""
    if verdict.signature is Proof.NONE or verdict.whose is None:
        return Mark("", _("签名"), _("这份文件印发时还没有签名。"))
    if verdict.signature is Proof.BROKEN:
        return Mark("late", _("签名"), _("留存的数字清单和印发时的签名不符。"))
    told = {
        Whose.OURS: _("印发时的签名有效，是本系统现用的密钥（指纹 %(key)s）。"),
        Whose.EARLIER: _("印发时的签名有效，是本系统以前用过、已登记的密钥（指纹 %(key)s）。"),
        Whose.FOREIGN: _("签名本身有效，但不是本系统的密钥（指纹 %(key)s），不能证明由本系统印发。请系统管理员查明来历。"),
    }  # fmt: skip
    return Mark("late" if verdict.whose is Whose.FOREIGN else "ok", _("签名"), told[verdict.whose] % {"key": verdict.key})


def _recounted(verdict: Verdict) -> Mark:
    many, moved = verdict.counted, len(verdict.moved)
    if not many:
        return Mark("", _("重新计算"), _("这类文件的数字不按时点重算。"))
    if moved:
        told = ngettext(
            "按同一截止时间重算 %(all)d 个指标，%(n)d 个与印发时不同，下一期列为上期更正。",
            "按同一截止时间重算 %(all)d 个指标，%(n)d 个与印发时不同，下一期列为上期更正。", moved,
        )  # fmt: skip
        return Mark("near", _("重新计算"), told % {"all": many, "n": moved})
    return Mark("ok", _("重新计算"), _("按同一截止时间重算 %(all)d 个指标，都与印发时相同。") % {"all": many})


def _too_often(request: HttpRequest) -> int:
    """Seconds to wait, 0 while this minute has room, by account or address. Each process counts for itself."""
    who = f"user-{request.user.pk}" if request.user.is_authenticated else request.META.get("REMOTE_ADDR", "")
    minute, second = divmod(int(time.time()), 60)
    place = f"verify-{who}-{minute}"
    cache.add(place, 0, 120)
    try:
        asked = cache.incr(place)
    except ValueError:  # put out by other things between the two lines: the minute begins anew
        return 0
    return 60 - second if asked > settings.BIHUAN_VERIFY_RATE else 0
