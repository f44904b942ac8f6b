"""The audit administrator: the book without business text, by key; the other two under watch; one button that verifies it all."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_POST

from bihuan.foundation.accounts.queries import administrators
from bihuan.foundation.accounts.vocabulary import Administrator
from bihuan.foundation.audit import queries
from bihuan.foundation.audit.checkpoints import take
from bihuan.foundation.audit.queries import Wanted
from bihuan.interfaces.web.administration.forms import BookFilter
from bihuan.interfaces.web.administration.views.console import frame, only
from bihuan.interfaces.web.shell.taking import number_of

AUDIT = Administrator.AUDIT
SIZE = 50
DOORS = {
    "web": lazy("网页"),
    "phone": lazy("手机端"),
    "cli": lazy("命令行"),
    "clock": lazy("系统时钟"),
    "api": lazy("接口"),
    "setup": lazy("首次启动"),
}


def _wanted(request: HttpRequest, form: BookFilter) -> Wanted:
    told = form.cleaned_data if form.is_valid() else {}
    actor = request.GET.get("actor")
    return Wanted(**{name: value for name, value in told.items() if value}, actor=number_of(actor))


def _watched(actor: str) -> list[dict[str, Any]]:
    """Quick filters: everybody, and what each of the other two did."""
    others = [(kind, user) for kind, user in administrators().items() if kind != AUDIT]
    tabs = [{"label": _("全部"), "href": "?", "on": not actor}]
    for kind, user in others:
        tabs.append({"label": _(Administrator(kind).label), "href": f"?actor={user.pk}", "on": actor == str(user.pk)})
    return tabs


@require_GET
@only(AUDIT)
def book(request: HttpRequest) -> HttpResponse:
    """A page of the book, latest first."""
    form = BookFilter(request.GET, kinds=queries.kinds(), actions=queries.actions())
    before = request.GET.get("before", "")
    rows = queries.page_of_book(_wanted(request, form), before=number_of(before), size=SIZE + 1)
    kept = request.GET.copy()
    kept.pop("before", None)
    shown = {
        "form": form, "rows": _told(rows[:SIZE]), "watched": _watched(request.GET.get("actor", "")), "first": f"?{kept.urlencode()}" if before else "",
        "next": f"?{kept.urlencode()}&before={rows[SIZE - 1].position}" if len(rows) > SIZE else "",
    }  # fmt: skip
    return render(request, "administration/pages/book.html", frame(AUDIT, "book", title=_("操作记录"), **shown))


def _told(rows: list[queries.Shown]) -> list[dict[str, Any]]:
    kinds, actions = dict(queries.kinds()), dict(queries.actions())
    return [
        {
            "row": one,
            "kind": _(kinds.get(one.kind, one.kind)),
            "action": _(actions.get(one.action, one.action)),
            "door": DOORS.get(one.door, one.door),
        }
        for one in rows
    ]


@require_POST
@only(AUDIT)
def verify(request: HttpRequest) -> HttpResponse:
    """Walk the whole book and say whether it still fits."""
    found = queries.verify()
    shown = {"found": found, "sentence": found.said(_), "back": reverse("administration:book"), "checkpoint": take(timezone.now())}
    return render(request, "administration/pages/verified.html", frame(AUDIT, "book", title=_("核对结果"), **shown))


@require_POST
@only(AUDIT)
def checkpoint(request: HttpRequest) -> HttpResponse:
    """Where the book stands, signed, as a file to be kept elsewhere."""
    one = take(timezone.now())
    name = f"bihuan-{timezone.localdate():%Y%m%d}-{one.position}.json"
    answer = HttpResponse(f"{json.dumps(one.told(), ensure_ascii=False)}\n", content_type="application/json")
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer
