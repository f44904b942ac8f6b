"""Where scripts run, a visitor's own browser seals his files and sends them piece by piece: each has a key of its own, so that what broke off goes on
and nothing is there twice. And the scripts that do it: pages work without them."""

from pathlib import Path

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParser
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from bihuan.foundation.kernel import BadInput
from bihuan.foundation.sealedbox import codes
from bihuan.foundation.sealedbox.box import Envelope
from bihuan.foundation.sealedbox.codes import ReceiptCode
from bihuan.foundation.sealedbox.contents import PIECES_MOST
from bihuan.foundation.sealedbox.keys import ReportKeys, place_of
from bihuan.foundation.sealedbox.padding import BOX
from bihuan.foundation.sealedbox.vocabulary import Kind
from bihuan.interfaces.portal import later, sealed
from bihuan.interfaces.portal.paper import box, is_known, lies_at, troubles
from bihuan.interfaces.portal.price import Paid
from bihuan.interfaces.portal.sealing import is_full, is_scarce
from bihuan.interfaces.portal.views import Here
from bihuan.interfaces.portal.written import Written

_WORD = 32
_SCRIPTS = {one.name: one for one in (Path(__file__).parent / "scripts").glob("*.js")}


class _Piece(FileUploadHandler):
    """One sealed piece, held for as long as it takes to put it into the box."""

    def __init__(self) -> None:
        super().__init__()
        self.body = bytearray()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.body += raw_data
        if len(self.body) > BOX:
            raise StopUpload(connection_reset=True)

    def file_complete(self, file_size: int) -> None:
        return None


@require_POST
def piece(request: HttpRequest) -> HttpResponse:
    """Takes one piece; its key is the answer. What is not right is not explained here: the form that follows is."""
    taken = _Piece()
    fields, _files = MultiPartParser(request.META, request, [taken], "utf-8").parse()
    if "address" in fields:
        return _of_a_sealed_report(fields, bytes(taken.body))
    try:
        code, name = _code(fields), _name(fields)
        keys = ReportKeys(code)
    except BadInput:
        return _told("", 400)
    here = Here.of()
    if not here.standing.is_open or len(taken.body) != BOX:
        return _told("", 400)
    if not fields.get("code"):
        if Paid.of(fields).lacks():
            return _told("", 429)
    elif not is_known(keys):
        return _told("", 400)
    elif later.lacks(later.paid_for(fields, code), code):
        return _told("", 429)
    return _put(keys.envelope(name), keys.place, bytes(taken.body))


def _of_a_sealed_report(fields: QueryDict, body: bytes) -> HttpResponse:
    """Of a report whose code the door does not know: its place follows from the address, the key was computed in the browser."""
    address, key = sealed.address_in(fields), sealed.key_in(fields)
    if not Here.of().standing.is_open or len(body) != BOX or address is None or key is None:
        return _told("", 400)
    try:
        free = later.is_free_at(place_of(address)) and lies_at(place_of(address))
    except troubles():
        return _told("", 503)
    if not free and Paid.of(fields, sealed.ground(address)).lacks():
        return _told("", 429)
    return _put(key, place_of(address), body)


def _put(key: bytes, place: bytes, body: bytes) -> HttpResponse:
    try:
        if is_full(box(), place) or is_scarce(box()):
            return _told("", 400)
        box().put([Envelope(key, place, Kind.PIECE, body)], timezone.localdate())
    except troubles():
        return _told("", 503)
    return _told(key.hex())


def _code(fields: QueryDict) -> ReceiptCode:
    return codes.read(fields.get("code", "")) if fields.get("code") else Written.of(fields).code


def _name(fields: QueryDict) -> str:
    """The same as where the door seals (`sealing._File`)."""
    word, number = fields.get("word", ""), fields.get("number", "")
    if len(word) != _WORD or not set(word) <= set("0123456789abcdef") or not number.isascii() or not number.isdigit():
        raise BadInput(codes.SEED_DAMAGED)
    if int(number) >= PIECES_MOST:
        raise BadInput(codes.SEED_DAMAGED)
    return f"piece {word} {int(number)}"


def _told(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=status)


@require_safe
def script(request: HttpRequest, name: str) -> HttpResponse:
    """One of the three, as it lies here."""
    if name not in _SCRIPTS:
        raise Http404
    return HttpResponse(_SCRIPTS[name].read_bytes(), content_type="text/javascript; charset=utf-8")
