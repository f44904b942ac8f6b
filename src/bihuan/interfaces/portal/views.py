"""The pages of the door. Each asks how the door stands, reads what was sent, and either asks on or puts it sealed into the box."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bihuan.foundation.kernel import BadInput
from bihuan.foundation.sealedbox.contents import FileNote
from bihuan.foundation.sealedbox.keys import ReportKeys
from bihuan.foundation.sealedbox.published import Entry, Keys
from bihuan.foundation.sealedbox.vocabulary import Purpose, What
from bihuan.interfaces.portal import price
from bihuan.interfaces.portal.asked import of_the_campaign, of_the_matter, of_the_person
from bihuan.interfaces.portal.manners import Look
from bihuan.interfaces.portal.own import own
from bihuan.interfaces.portal.paper import Standing, box, standing, troubles
from bihuan.interfaces.portal.price import Paid
from bihuan.interfaces.portal.sealing import MB, Room, Sealing, put, recipients_of, taken
from bihuan.interfaces.portal.squares import squares
from bihuan.interfaces.portal.written import Fault, Written, carried, fresh_seed

SCRIPTED = {"write", "confirm", "opinion", "report", "done"}
"""Pages on which a script helps, where scripts run; the first page and what is only read have none."""


@dataclass(frozen=True, slots=True)
class Here:
    """Where somebody stands: how the door is, by which code he came, and whether that code is one of today's."""

    standing: Standing
    code: str = ""

    @classmethod
    def of(cls, code: str = "") -> "Here":
        """A box that cannot be asked is a door that is closed for the moment: what was typed must not be lost over it."""
        try:
            return cls(standing(), code)
        except troubles():
            return cls(Standing(), code)

    @property
    def entry(self) -> Entry | None:
        return self.standing.door.entry(self.code) if self.standing.door and self.code else None

    @property
    def asks_opinions(self) -> bool:
        return self.entry is not None and self.entry.purpose is Purpose.OPINIONS

    @property
    def keys(self) -> Keys:
        """Of an open door only."""
        return self.standing.door.keys if self.standing.door else Keys()

    @property
    def base(self) -> str:
        """Before the addresses of its pages, after the look."""
        return f"e/{self.code}/" if self.code else ""


def page(request: HttpRequest, name: str, here: Here, **more: Any) -> HttpResponse:
    """A page with what all of them show."""
    door = here.standing.door
    more = {"here": here, "door": door, "open": here.standing.is_open, "words": door.texts if door else {}, **more}
    more |= {"file_most": own.BIHUAN_PORTAL_FILE_MB * MB, "scripted": name in SCRIPTED}
    answer = render(request, f"{name}.html", more)
    answer.scripted = name in SCRIPTED  # type: ignore[attr-defined]
    return answer


def look_of_page(request: HttpRequest) -> Look:
    return cast("Look", request.look)  # type: ignore[attr-defined]


@require_safe
def first(request: HttpRequest, code: str = "") -> HttpResponse:
    """Where a poster leads."""
    here = Here.of(code)
    if here.asks_opinions and here.standing.is_open:
        return opinion_page(request, here, Written(fresh_seed()), ())
    return page(request, "first", here, retired=bool(code and here.standing.door and not here.entry))


@require_safe
def channels(request: HttpRequest) -> HttpResponse:
    """Published ways besides this one (M67)."""
    return page(request, "channels", Here.of())


@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    """Rights and limits in plain words (检举控告规则 art. 29, 35, 36, 39, 45)."""
    return page(request, "rights", Here.of())


# Reporting --------------------------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, code: str = "") -> HttpResponse:
    """Write, confirm, done. What is written travels in the form itself; files go, sealed, into the box as they come."""
    here = Here.of(code)
    if request.method != "POST":
        return write(request, here, Written(fresh_seed()), ()) if here.standing.is_open else page(request, "first", here)
    fields, sealing = taken(request, box(), lambda known: ground(here, Written.of(known), known))
    written, paid = _with_files(fields, sealing), Paid.of(fields)
    told = [*sealing.refused, *(_("您改了前面的选择，已加的附件要重新密封，请再加一次。") for _one in [0] if _moved(fields))]
    if not here.standing.is_open:
        told = [_("举报入口这会儿收不了，还没有交上。您写的都在下面，请过几分钟再按一次。")]
        return write(request, here, written, (), told, 503, paid)
    faults = written.faults(here.entry.questions if here.entry else (), here.standing.goes_round)
    if faults or fields.get("do") == "change":
        return write(request, here, written, faults if fields.get("do") != "change" else (), told, paid=paid)
    lacks = paid.lacks() if fields.get("do") == "send" or sealing.refused else ""
    if lacks:
        return confirm(request, here, written, [*told, lacks], 429, paid)
    if fields.get("do") == "send" and not told:
        return _send(request, here, written)
    return confirm(request, here, written, told, paid=paid)


def ground(here: Here, written: Written, fields: QueryDict) -> tuple[ReportKeys, tuple[str, ...], Room] | None:
    """What the files of a report are sealed with, from the fields before them."""
    try:
        keys = ReportKeys(written.code)
    except BadInput:
        return None
    if not here.standing.is_open or (written.concerns == "yes" and not here.standing.goes_round) or Paid.of(fields).lacks():
        return None
    kept = () if _moved(fields) else written.notes
    return keys, recipients_of(here.keys, written.concerns == "yes"), room(kept)


def room(kept: Sequence[FileNote]) -> Room:
    """What is still taken in besides the files that are there already."""
    return Room(own.BIHUAN_PORTAL_FILE_MB * MB, own.BIHUAN_PORTAL_REPORT_MB * MB, sum(one.size for one in kept), len(kept))


def _moved(fields: QueryDict) -> bool:
    """Do the files that were sealed before lie at another place than the report would now? (see `Written.code`)"""
    return "note" in fields and fields.get("at", "") != _place(Written.of(fields))


def _place(written: Written) -> str:
    try:
        return ReportKeys(written.code).place.hex()
    except BadInput:
        return ""


def _with_files(fields: QueryDict, sealing: Sealing) -> Written:
    written = Written.of(fields)
    return replace(written, notes=together(() if _moved(fields) else written.notes, sealing.notes))


def together(before: Sequence[FileNote], come: Sequence[FileNote]) -> tuple[FileNote, ...]:
    """The files of a report; one that was added twice is there once."""
    found = {(one.name, one.digest): one for one in (*come, *before)}
    return tuple({(one.name, one.digest): found[one.name, one.digest] for one in (*before, *come)}.values())


def write(
    request: HttpRequest,
    here: Here,
    written: Written,
    faults: Sequence[Fault],
    told: Sequence[str] = (),
    status: int = 200,
    paid: Paid | None = None,
) -> HttpResponse:
    """The form, with what was written so far."""
    questions = here.entry.questions if here.entry else ()
    answer = page(
        request,
        "write",
        here,
        written=written,
        faults=faults,
        told=told,
        matter=of_the_matter(written, faults),
        asked=of_the_campaign(questions, written, faults),
        person=of_the_person(written, faults),
        concerns_fault=next((one.told for one in faults if one.field == "concerns"), ""),
        token=(paid or Paid("")).kept_for(written.seed),
        **_carried(written),
    )
    answer.status_code = status
    return answer


def confirm(
    request: HttpRequest, here: Here, written: Written, told: Sequence[str], status: int = 200, paid: Paid | None = None
) -> HttpResponse:
    """Everything once more, files added, nothing sent yet."""
    labels = {one.key: one.label for one in (here.entry.questions if here.entry else ())}
    answered = [(labels[key], value) for key, value in written.answers.items() if value and key in labels]
    limits = {"file": own.BIHUAN_PORTAL_FILE_MB, "report": own.BIHUAN_PORTAL_REPORT_MB}
    token = (paid or Paid("")).kept_for(written.seed)
    asked = {"token": token, "question": price.question(token), "bits": price.bits()}
    answer = page(request, "confirm", here, written=written, answered=answered, told=told, limits=limits, **asked, **_carried(written))
    answer.status_code = status
    return answer


def _carried(written: Written) -> dict[str, Any]:
    return {"notes": [(carried(one), one) for one in written.notes], "at": _place(written)}


def _send(request: HttpRequest, here: Here, written: Written) -> HttpResponse:
    try:
        code = written.code
    except BadInput as no:
        return write(request, here, replace(written, seed=fresh_seed(), notes=()), (), [no.said(_)])
    keys, look = ReportKeys(code), look_of_page(request)
    content = written.content(What.TIP, here.code, look.language, keys, here.entry.questions if here.entry else ())
    try:
        put(box(), keys, here.keys, content, written.identity)
    except troubles():
        return confirm(request, here, written, [_("刚才没有存上，您写的和已加的附件都还在。请再按一次“确认提交”。")], status=503)
    kept = b64encode(content.proof).decode()
    return page(request, "done", here, code=code, qr=squares(code.latin, _("查询码的二维码")), named=written.identity.named, kept=kept)


# Opinions ---------------------------------------------------------------------------------------------------------------------------


@require_http_methods(["POST"])
def opinion(request: HttpRequest, code: str) -> HttpResponse:
    """An opinion behind an open code: counted by code, never as a rate (issue 6)."""
    here, written = Here.of(code), Written.of(request.POST)
    if not here.asks_opinions or not here.standing.is_open:
        told = _("这会儿收不了，还没有交上。您写的都在下面，请过几分钟再按一次。")
        return opinion_page(request, here, written, (), [told], 503)
    questions = here.entry.questions if here.entry else ()
    faults = [one for one in written.faults(questions, goes_round=True) if one.field != "text" or written.text]
    if not written.text and not any(written.answers.values()):
        faults = [Fault("text", _("请写下您的意见，或者至少回答一个问题。"))]
    paid = Paid.of(request.POST)
    if faults or paid.lacks():
        return opinion_page(request, here, written, faults, () if faults else [paid.lacks()], 200 if faults else 429)
    try:
        keys = ReportKeys(written.code)
        content = written.content(What.OPINION, code, look_of_page(request).language, keys, questions)
        put(box(), keys, here.keys, content, Written("").identity)
    except BadInput as no:
        return opinion_page(request, here, replace(written, seed=fresh_seed()), (), [no.said(_)])
    except troubles():
        return opinion_page(request, here, written, (), [_("刚才没有存上，您写的都还在。请再按一次“提交”。")], 503)
    return page(request, "thanks", here)


def opinion_page(
    request: HttpRequest, here: Here, written: Written, faults: Sequence[Fault], told: Sequence[str] = (), status: int = 200
) -> HttpResponse:
    """The form behind a code that asks for opinions."""
    questions = here.entry.questions if here.entry else ()
    text = replace(of_the_matter(written, faults)[0], label=_("您的意见建议"), hint="", rows=6)
    asked = of_the_campaign(questions, written, faults)
    token = Paid.of(request.POST).kept_for(written.seed)
    priced = {"token": token, "question": price.question(token), "bits": price.bits()}
    answer = page(request, "opinion", here, written=written, text=text, asked=asked, faults=faults, told=told, **priced)
    answer.status_code = status
    return answer


# What cannot be shown ---------------------------------------------------------------------------------------------------------------


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    told = _("请回到首页，或者重新扫描二维码。")
    return render(request, "told.html", {"title": _("没有这一页"), "told": told}, status=404)


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    told = _("刚才发来的内容读不懂，没有收下。请按浏览器的“返回”，您写的应该还在；附件过多的请分几次加。")
    return render(request, "told.html", {"title": _("没有收下"), "told": told}, status=400)


def broken(request: HttpRequest) -> HttpResponse:
    told = _("页面出了问题，刚才这一步没有完成。请按浏览器的“返回”再试一次：同一份内容交两次，只算一次。")
    return render(request, "told.html", {"title": _("没有完成"), "told": told}, status=500)
