"""Where scripts run, a report is sealed in the browser of whoever writes it: its words, who reports and the receipt code never reach the door. What
arrives are the same envelopes as the door makes itself; of these it looks at what can be seen from outside (`shapes`) and refuses what no page of
this door makes. The code is made in the browser; the door is told the address that is computed from it, and from that the place."""

import hashlib
import re
from base64 import b64encode

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from bihuan.foundation.kernel import BadInput
from bihuan.foundation.sealedbox.box import Envelope
from bihuan.foundation.sealedbox.contents import LINE_MOST, TEXT_MOST, ReturnAddress
from bihuan.foundation.sealedbox.keys import PLACE_SIZE, place_of
from bihuan.foundation.sealedbox.packages import recipient
from bihuan.foundation.sealedbox.published import Keys
from bihuan.foundation.sealedbox.shapes import CONTENT_MOST, is_content, is_identity
from bihuan.foundation.sealedbox.signs import signs
from bihuan.foundation.sealedbox.vocabulary import Kind
from bihuan.interfaces.portal import later, price
from bihuan.interfaces.portal.own import own
from bihuan.interfaces.portal.paper import box, lies_at, troubles
from bihuan.interfaces.portal.price import Paid
from bihuan.interfaces.portal.sealing import is_full
from bihuan.interfaces.portal.views import Here, look_of_page
from bihuan.interfaces.portal.written import SHORT_MOST

_KEYS = {"content": Kind.CONTENT, "address": Kind.ADDRESS, "identity": Kind.IDENTITY}
_FREE = 1
"""So many times one token brings something else to the same place: who goes back, changes a word and sends once more has paid."""
_HEX_KEY, _HEX_DIGEST = re.compile(rf"[0-9a-f]{{{2 * PLACE_SIZE}}}"), re.compile(r"[0-9a-f]{64}")


@require_POST
def sheet(request: HttpRequest, code: str = "") -> HttpResponse:
    """What a browser that seals shows and seals with: the words of the steps that follow, the keys, and a token for the place that it tells of. No
    word of the report is in the question."""
    here = Here.of(code)
    address = address_in(request.POST)
    if not here.standing.is_open or address is None:
        return HttpResponse(status=503)
    token = price.token(ground(address))
    shown = {
        "here": here, "door": here.standing.door, "look": look_of_page(request), "signs": signs(), "keys_told": keys_told(here.keys),
        "goes_round": here.standing.goes_round, "questions": here.entry.questions if here.entry else (), "token": token, "bits": price.bits(),
        "limits": {"file": own.BIHUAN_PORTAL_FILE_MB, "report": own.BIHUAN_PORTAL_REPORT_MB},
        "mosts": {"text": TEXT_MOST, "short": SHORT_MOST, "line": LINE_MOST},
    }  # fmt: skip
    return render(request, "sheet.html", shown)


@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Puts a report that a browser sealed into the box. 400: shaped like none; 409: sealed to other keys than count now; 429: there is a price to be
    paid; 503: not stored. Sent again it changes nothing, for its envelopes carry keys of their own."""
    here, bodies = Here.of(), _Bodies()
    try:
        fields, _files = MultiPartParser(request.META, request, [bodies], "utf-8").parse()
    except MultiPartParserError:
        return _told(400)
    if not here.standing.is_open:
        return _told(503)
    if fields.get("keys", "") != keys_told(here.keys):
        return _told(409)
    envelopes, is_added = _envelopes(fields, bodies.found, here.keys), "identity_key" not in fields
    if not envelopes:
        return _told(400)
    place = envelopes[0].place
    try:
        if is_full(box(), place) or (is_added and not lies_at(place)):
            return _told(400)
        if not (is_added and later.is_free_at(place)) and Paid.of(fields, ground(fields.get("address", ""))).lacks():
            return _told(429)
        box().put(envelopes, timezone.localdate())
    except troubles():
        return _told(503)
    return _told(200)


def _envelopes(fields: QueryDict, bodies: dict[str, bytes], keys: Keys) -> list[Envelope]:
    """The three that a report has, or the two of what is added to one; none where anything of it is amiss."""
    address, digest = address_in(fields), fields.get("digest", "")
    wanted = {name: kind for name, kind in _KEYS.items() if name != "identity" or "identity_key" in fields}
    names = {name: fields.get(f"{name}_key", "") for name in wanted}
    shaped = is_content(bodies.get("content", b"")) and ("identity" in wanted) == ("identity" in bodies)
    shaped = shaped and ("identity" not in wanted or is_identity(bodies["identity"], len(set(keys.custodians))))
    told = {one for one in names.values() if _HEX_KEY.fullmatch(one)}
    if address is None or not _HEX_DIGEST.fullmatch(digest) or not shaped or len(told) != len(wanted):
        return []
    whole = {**bodies, "address": ReturnAddress(address, digest).told()}
    return [Envelope(bytes.fromhex(names[name]), place_of(address), kind, whole[name]) for name, kind in wanted.items()]


def address_in(fields: QueryDict) -> str | None:
    """Where the answers to a report are sealed to, made from its code in the browser; None for what is no key."""
    given = fields.get("address", "")
    try:
        return str(recipient(given)) if given.startswith("age1") and len(given) < LINE_MOST and str(recipient(given)) == given else None
    except BadInput:
        return None


def key_in(fields: QueryDict) -> bytes | None:
    """The key of one envelope, computed from the code in the browser."""
    given = fields.get("key", "")
    return bytes.fromhex(given) if _HEX_KEY.fullmatch(given) else None


def ground(address: str) -> str:
    """What a token of such a report is made for. One token serves one place; who lays more there than a change of mind takes pays each time."""
    try:
        many = box().contents(place_of(address))
    except troubles():
        many = 0
    return f"{address} {max(0, many - _FREE)}"


def keys_told(keys: Keys) -> str:
    """A fingerprint of the keys that count: a browser that sealed to others is told to do it anew."""
    told = "|".join(" ".join(some) for some in (keys.desk, keys.alternate, keys.custodians))
    return b64encode(hashlib.sha256(told.encode()).digest()[:12]).decode()


class _Bodies(FileUploadHandler):
    """The sealed packages of a form, each held for as long as it takes to put it into the box."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, bytes] = {}
        self._body = bytearray()

    def new_file(self, *given: object, **more: object) -> None:
        super().new_file(*given, **more)  # type: ignore[arg-type]
        self._body = bytearray()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._body += raw_data
        if len(self._body) > 4 * CONTENT_MOST or len(self.found) > len(_KEYS):
            raise StopUpload(connection_reset=True)

    def file_complete(self, file_size: int) -> None:
        self.found[str(self.field_name)] = bytes(self._body)


def _told(status: int) -> HttpResponse:
    """The page has the words for it."""
    return HttpResponse("", content_type="text/plain; charset=utf-8", status=status)
