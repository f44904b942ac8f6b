"""Coming back with the code: what the office answered, opened here and nowhere else, and what is added to a report."""

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bihuan.foundation.kernel import BadInput
from bihuan.foundation.sealedbox import codes, receipts
from bihuan.foundation.sealedbox.codes import Mistyped, ReceiptCode
from bihuan.foundation.sealedbox.contents import REPLIES_TO, Answer
from bihuan.foundation.sealedbox.keys import ReportKeys
from bihuan.foundation.sealedbox.packages import unseal
from bihuan.foundation.sealedbox.vocabulary import Says, What
from bihuan.foundation.seals.signatures import Signature, fingerprint
from bihuan.interfaces.portal import later, price
from bihuan.interfaces.portal.asked import Asked
from bihuan.interfaces.portal.own import own
from bihuan.interfaces.portal.paper import box, is_known, troubles
from bihuan.interfaces.portal.price import Paid
from bihuan.interfaces.portal.sealing import Room, is_full, put, recipients_of, taken
from bihuan.interfaces.portal.views import Here, look_of_page, page, room, together
from bihuan.interfaces.portal.written import TEXT_MOST, Written, carried

UNTIL, HANDLED_BY = "until", "keys"
"""Facts of an answer: a promised day; by whose keys the report is handled, `desk` or `alternate`."""
_ORDER = list(Says)
_OPENED = re.compile("您的身份信息经两名保管人共同开启，交给了办理这件举报的工作人员，用途：(?P<need>.+)。")
_ED25519, _SPKI = 32, bytes.fromhex("302a300506032b6570032100")


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as the page shows it."""

    answer: Answer
    until: date | None
    signed: bool

    @property
    def heading(self) -> str:
        return _(self.answer.says.label)

    @property
    def words(self) -> str:
        """What the office says in words of its own stays as it was written; its fixed sentences are told in the reader's language."""
        if self.is_question or not self.answer.text:
            return self.answer.text
        if opened := _OPENED.fullmatch(self.answer.text):
            need = {"need": _(opened["need"])}
            return _("您的身份信息经两名保管人共同开启，交给了办理这件举报的工作人员，用途：%(need)s。") % need
        return _fixed().get(self.answer.text, self.answer.text)

    @property
    def paper(self) -> str:
        """The receipt as a file, for an address that needs no line."""
        return b64encode(receipts.paper(self.answer)).decode()

    @property
    def is_question(self) -> bool:
        return self.answer.says is Says.QUESTION

    @property
    def is_receipt(self) -> bool:
        return self.answer.says is Says.RECEIPT


def _fixed() -> dict[str, str]:
    """What the office says of itself about a report (`clues.operations.answering`), as a catalogue finds it."""
    return {"已登记，正在办理。": _("已登记，正在办理。"), "补充材料已收到，随原件一并办理。": _("补充材料已收到，随原件一并办理。")}


@require_http_methods(["GET", "HEAD", "POST"])
def read(request: HttpRequest) -> HttpResponse:
    """A code that is mistyped is told where; wrong ones, deleted ones and those never issued get one and the same page."""
    here = Here.of()
    if request.method != "POST":
        return page(request, "ask", here, typed="", fault="")
    fields, sealing = taken(request, box(), lambda known: _ground(here, known))
    try:
        code = codes.read(fields.get("code", ""))
    except Mistyped as no:
        return page(request, "ask", here, typed=fields.get("code", "")[:100], fault=no.said(_))
    written, told = Written.of(fields), list(sealing.refused)
    if written.notes and fields.get("at", "") != written.concerns:
        written, told = replace(written, notes=()), [*told, _("您改了前面的选择，已加的附件要重新密封，请再加一次。")]
    written = replace(written, notes=together(written.notes, sealing.notes))
    try:
        return _found(request, here, code, fields, written, told)
    except troubles():
        fault = _("这会儿查不了，也没有收下什么。请过几分钟再试。")
        answer = page(request, "ask", here, typed=fields.get("code", "")[:100], fault=fault)
        answer.status_code = 503
        return answer


@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """How anybody checks a receipt, without a line and without this house's programs; and whose key must have signed it."""
    known = [Trusted(key) for key in sorted(own.BIHUAN_PORTAL_TRUST)]
    return page(request, "receipt", Here.of(), trusted=known)


@dataclass(frozen=True, slots=True)
class Trusted:
    """A public key of the office, as it is compared by eye and as openssl reads it."""

    key: str

    @property
    def fingerprint(self) -> str:
        return fingerprint(bytes.fromhex(self.key))

    @property
    def pem(self) -> str:
        """The frame of an Ed25519 key (RFC 8410); "" for a key of another kind."""
        raw = bytes.fromhex(self.key)
        if len(raw) != _ED25519:
            return ""
        return f"-----BEGIN PUBLIC KEY-----\n{b64encode(_SPKI + raw).decode()}\n-----END PUBLIC KEY-----\n"


def _ground(here: Here, fields: QueryDict) -> tuple[ReportKeys, tuple[str, ...], Room] | None:
    """What the files of an addition are sealed with."""
    written = Written.of(fields)
    try:
        code = codes.read(fields.get("code", ""))
    except Mistyped:
        return None
    keys = ReportKeys(code)
    if not here.standing.is_open or not written.concerns or (written.concerns == "yes" and not here.standing.goes_round):
        return None
    if not is_known(keys) or later.lacks(later.paid_for(fields, code), code):
        return None
    kept = written.notes if fields.get("at", "") == written.concerns else ()
    return keys, recipients_of(here.keys, written.concerns == "yes"), room(kept)


def _found(
    request: HttpRequest, here: Here, code: ReceiptCode, fields: QueryDict, written: Written, refused: Sequence[str]
) -> HttpResponse:
    keys = ReportKeys(code)
    answers, waits = opened(keys, box().answers(keys.place)), box().holds(keys.place)
    if not answers and not waits:
        return page(request, "none", here)
    if fields.get("do") != "send":
        sealed = fields.get("do") == "sealed"  # by the browser, which put it into the box before it came back here
        return _page(request, here, code, answers, Written(""), waits=waits, sent=sealed and waits)
    paid = later.paid_for(fields, code)
    lacks = later.lacks(paid, code)
    told = [*refused, *filter(None, [lacks])] or _unsent(here, keys, written)
    if told:
        answer = _page(request, here, code, answers, written, paid, told=told, waits=waits, replying=fields.get("number", ""))
        answer.status_code = 429 if lacks else 200
        return answer
    _add(request, here, keys, written, fields)
    return _page(request, here, code, answers, Written(""), sent=True, waits=True)


def opened(keys: ReportKeys, sealed: Sequence[bytes]) -> list[Answer]:
    """What was answered, by day; one that the code does not open, or that says nothing known, is passed over."""
    found: dict[str, Answer] = {}
    for number, one in enumerate(sealed):
        try:
            answer = Answer.read(unseal(one, [keys.reader]))
        except BadInput:
            continue
        found[answer.number or str(number)] = answer
    return sorted(found.values(), key=lambda one: (one.on, _ORDER.index(one.says), one.number))


def _shown(answer: Answer) -> Shown:
    try:
        until = date.fromisoformat(answer.facts.get(UNTIL, ""))
    except ValueError:
        until = None
    return Shown(answer, until, _is_signed(answer))


def _is_signed(answer: Answer) -> bool:
    facts = answer.facts
    if answer.says is not Says.RECEIPT or not {"algorithm", "key", "value", "digest"} <= facts.keys():
        return False
    signature = Signature(facts["algorithm"], facts["key"], facts["value"])
    try:
        return signature.key in own.BIHUAN_PORTAL_TRUST and signature.fits(receipts.told(facts["digest"], answer.on))
    except BadInput:
        return False


def _unsent(here: Here, keys: ReportKeys, written: Written) -> list[str]:
    """Why an addition cannot be taken in yet."""
    if not here.standing.is_open:
        return [_("举报入口这会儿收不了，还没有交上。您写的都在下面，请过几分钟再按一次。")]
    if not written.text and not written.notes:
        return [_("请写下要补充的内容，或者加上附件。")]
    if len(written.text) > TEXT_MOST:
        over = {"most": TEXT_MOST, "over": len(written.text) - TEXT_MOST}
        return [_("这一栏最多 %(most)s 个字，现在多了 %(over)s 个。您写的都还在，请删减后再继续。") % over]
    if is_full(box(), keys.place):
        return [_("您交上的内容还有很多在等受理人员取走，这一次没有收下。请过几天再补充。")]
    if not written.concerns:
        return [_("请选一下是否涉及受理举报的人员或本单位领导：举报时怎么选的，现在也怎么选。")]
    if written.concerns == "yes" and not here.standing.goes_round:
        return [_("这里还没有指定另外的人受理涉及受理人员或本单位领导的举报，请改用“其他渠道”页上的渠道。")]
    return []


def _add(request: HttpRequest, here: Here, keys: ReportKeys, written: Written, fields: QueryDict) -> None:
    number = fields.get("number", "")[:100]
    what = What.REPLY if number else What.ADDITION
    content = written.content(what, "", look_of_page(request).language, keys, ())
    if number:
        content = replace(content, answers={REPLIES_TO: number})
    put(box(), keys, here.keys, content, None)


def _page(
    request: HttpRequest, here: Here, code: ReceiptCode, answers: Sequence[Answer], written: Written, paid: Paid | None = None, **more: Any
) -> HttpResponse:
    """What was answered, and the forms to go on with. What could not be taken in stands where it was written: `replying` is the number of the
    question that it answers."""
    shown = [_shown(one) for one in answers]
    replying = more.get("replying") in {one.answer.number for one in shown if one.is_question}
    token = later.token_for(paid or Paid(""), code)
    free, reply = later.is_free(code), written.text if replying else ""
    more |= {"token": token, "question": "" if free else price.question(token), "bits": 0 if free else price.bits(), "reply": reply}
    handled = {one.answer.facts.get(HANDLED_BY, "") for one in shown} - {""}
    known = {"desk": "no", "alternate": "yes"}.get(handled.pop(), "") if len(handled) == 1 else ""
    limits = {"file": own.BIHUAN_PORTAL_FILE_MB, "report": own.BIHUAN_PORTAL_REPORT_MB}
    text = Asked("text", _("补充内容"), "" if replying else written.text, rows=5)
    notes = [(carried(one), one) for one in written.notes]
    more = {"concerns": written.concerns or known, "known": known, "at": written.concerns or known, "text": text, "notes": notes, **more}
    return page(request, "report", here, code=code, shown=shown, limits=limits, **more)
