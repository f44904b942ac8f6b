"""From the form into the box: what is written is sealed and put in at once, files are sealed while they are read. Nothing of either is ever
written anywhere unsealed, and nothing is kept to be finished later but pieces that are sealed already."""

import queue
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.utils import timezone
from django.utils.translation import gettext as _

from bihuan.foundation.sealedbox.box import Box, Envelope
from bihuan.foundation.sealedbox.contents import FILES_MOST, LINE_MOST, Content, FileNote, Identity, ReturnAddress
from bihuan.foundation.sealedbox.custodians import seal_to_pairs
from bihuan.foundation.sealedbox.keys import ReportKeys
from bihuan.foundation.sealedbox.packages import seal
from bihuan.foundation.sealedbox.published import Keys
from bihuan.foundation.sealedbox.streams import Measured, seal_stream
from bihuan.foundation.sealedbox.vocabulary import Kind
from bihuan.interfaces.portal.own import own
from bihuan.interfaces.portal.paper import troubles

MB = 1_000_000
_AT_ONCE = 8
"""Pieces that are put into the box together: two megabytes."""
_TRIES, _CONTENTS = 12, 200
"""Pieces for each megabyte that a report may have: four, three times over; and reports, additions and answers to questions."""
_AHEAD = 8
"""Chunks of 64 KB that may wait for being sealed."""


def put(box: Box, keys: ReportKeys, public: Keys, content: Content, identity: Identity | None) -> None:
    """Seals a content and who brings it, and puts both into the box together. A retry of the same changes nothing. `identity` is None for what is
    added later: the report has its one already."""
    body = seal(content.told(), recipients_of(public, content.concerns_handlers))
    envelopes = [
        Envelope(keys.envelope(f"content {content.digest}"), keys.place, Kind.CONTENT, body),
        Envelope(keys.envelope(f"address {content.digest}"), keys.place, Kind.ADDRESS, ReturnAddress.of(content).told()),
    ]
    if identity is not None:
        who = seal_to_pairs(identity.told(), public.custodians)
        envelopes.append(Envelope(keys.envelope("identity"), keys.place, Kind.IDENTITY, who))
    box.put(envelopes, timezone.localdate())


def is_full(box: Box, place: bytes) -> bool:
    """Lies at a place as much as no report needs, broken tries of sending its files among it? One code must not fill the box."""
    return box.many(place) >= own.BIHUAN_PORTAL_REPORT_MB * _TRIES + _CONTENTS


def is_scarce(box: Box) -> bool:
    """Is so little room left that it is kept for texts? Each weighs some kilobytes, and none may be refused because files fill the disk."""
    try:
        room = box.room(own.BIHUAN_PORTAL_BOX_MB * MB)
    except troubles():  # whoever puts something in is told of them
        return False
    return room is not None and room < own.BIHUAN_PORTAL_RESERVE_MB * MB


class NoRoom(OSError):
    """What is left is kept for texts."""


def recipients_of(public: Keys, concerns_handlers: bool) -> tuple[str, ...]:
    """Who opens it: the clue desk, or those who take what concerns the desk or the leaders here."""
    return public.alternate if concerns_handlers else public.desk


@dataclass(frozen=True, slots=True)
class Room:
    """What is taken in, in bytes, and what the files that came before take up already."""

    file: int
    report: int
    taken: int = 0
    files: int = 0


class _Gone(Exception):
    """The rest of a file is not wanted any more."""


class _Pipe:
    """Hands what is read from the line to whoever seals it, in another thread of the same visitor's process."""

    def __init__(self) -> None:
        self._waiting: queue.Queue[bytes | None] = queue.Queue(_AHEAD)
        self._rest = b""
        self._over = self._gone = False

    def write(self, data: bytes) -> None:
        self._waiting.put(data)

    def end(self, gone: bool = False) -> None:
        self._gone = gone
        self._waiting.put(None)

    def read(self, size: int = -1) -> bytes:
        while not self._rest and not self._over:
            found = self._waiting.get()
            self._over = found is None
            self._rest = found or b""
        if self._over and self._gone:
            raise _Gone
        taken = self._rest if size < 0 else self._rest[:size]
        self._rest = self._rest[len(taken) :]
        return taken

    def let_go(self) -> None:
        """Takes what still comes, so that nobody waits for room."""
        while not self._over:
            self._over = self._waiting.get() is None


class _File:
    """One file on its way into the box."""

    def __init__(self, box: Box, keys: ReportKeys, addresses: tuple[str, ...], most: int) -> None:
        self._box, self._keys, self._addresses, self._most = box, keys, addresses, most
        self._word = secrets.token_hex(16)
        self._ready: list[Envelope] = []
        self._pieces: list[str] = []
        self._measured: Measured | None = None
        self._failed: BaseException | None = None
        self.pipe = _Pipe()
        self._sealing = threading.Thread(target=self._seal, daemon=True)
        self._sealing.start()

    def _seal(self) -> None:
        try:
            self._measured = seal_stream(self.pipe, self._addresses, self._take, self._most)  # type: ignore[arg-type]
            self._put()
        except BaseException as failed:  # told by `done`, in the thread that answers the visitor
            self._failed = self._failed or failed
            self.pipe.let_go()

    def _take(self, piece: bytes) -> None:
        key = self._keys.envelope(f"piece {self._word} {len(self._pieces)}")
        self._pieces.append(key.hex())
        self._ready.append(Envelope(key, self._keys.place, Kind.PIECE, piece))
        if len(self._ready) >= _AT_ONCE:
            try:
                self._put()
            except BaseException as failed:  # whoever seals tells another fault, and not which it was
                self._failed = failed
                raise

    def _put(self) -> None:
        if is_full(self._box, self._keys.place):
            raise OSError("nobody needs so much for one report")
        if is_scarce(self._box):
            raise NoRoom
        self._box.put(self._ready, timezone.localdate())
        self._ready = []

    def drop(self) -> None:
        """What was put in of it belongs to no report and goes with the next days' rewriting of the box."""
        self.pipe.end(gone=True)
        self._sealing.join()

    def done(self, name: str, media: str) -> FileNote:
        self.pipe.end()
        self._sealing.join()
        if self._failed or not self._measured:
            raise self._failed or RuntimeError("not sealed")
        one = self._measured
        return FileNote(name[:LINE_MOST], media[:LINE_MOST], one.size, one.digest, one.sealed_size, tuple(self._pieces))


Opening = Callable[[QueryDict], tuple[ReportKeys, tuple[str, ...], Room] | None]
"""From the fields before the files: the report's keys, to whom it is sealed, what room there is; None where no file can be taken."""


def no_room() -> str:
    return _("“%(name)s”没有收下：存放附件的地方快满了，文字照样收得下。请先把文字交上，附件过几天凭查询码再补。")


class Sealing(FileUploadHandler):
    """Seals each file of a form as it comes. What cannot be taken is passed over and told; the other files are kept."""

    def __init__(self, box: Box, opening: Opening) -> None:
        super().__init__()
        self._box, self._opening = box, opening
        self._ground: tuple[ReportKeys, tuple[str, ...], Room] | None = None
        self._file: _File | None = None
        self._read = 0
        self.fields: Callable[[], QueryDict] = lambda: QueryDict()
        self.notes: list[FileNote] = []
        self.refused: list[str] = []

    def new_file(self, *given: Any, **more: Any) -> None:
        super().new_file(*given, **more)
        self._ground = self._ground or self._opening(self.fields())
        self._read = 0
        if not self._ground:
            self._refuse(_("“%(name)s”没有收下：前面填写的内容不完整。"))
        keys, addresses, room = self._ground  # type: ignore[misc]
        if room.files + len(self.notes) >= FILES_MOST:
            self._refuse(_("“%(name)s”没有收下：每份举报最多 %(most)s 个附件。"), most=FILES_MOST)
        if is_scarce(self._box):
            self._refuse(no_room())
        self._file = _File(self._box, keys, addresses, room.file)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if not self._file or not self._ground:
            raise SkipFile
        self._read += len(raw_data)
        room = self._ground[2]
        if self._read > room.file:
            self._refuse(_("“%(name)s”没有收下：每个附件不超过 %(most)s MB。"), most=room.file // MB)
        if room.taken + sum(one.size for one in self.notes) + self._read > room.report:
            self._refuse(_("“%(name)s”没有收下：一份举报的附件合计不超过 %(most)s MB。"), most=room.report // MB)
        self._file.pipe.write(raw_data)

    def file_complete(self, file_size: int) -> None:
        if self._file:
            file, self._file = self._file, None
            try:
                self.notes.append(file.done(self.file_name or "", self.content_type or ""))
            except NoRoom:
                self.refused.append(no_room() % {"name": self.file_name})
            except troubles():
                self.refused.append(_("“%(name)s”没有存上，请再加一次；您写的都还在。") % {"name": self.file_name})

    def upload_interrupted(self) -> None:
        if self._file:
            self._file.drop()

    def _refuse(self, told: str, **facts: object) -> None:
        self.refused.append(told % {"name": self.file_name, **facts})
        if self._file:
            file, self._file = self._file, None
            file.drop()
        raise SkipFile


class _FieldsFirst(MultiPartParser):
    """The fields of a form that stand before its files are known when the first file comes."""

    def known(self) -> QueryDict:
        found: QueryDict = getattr(self, "_post", None) or QueryDict()
        return found


def taken(request: HttpRequest, box: Box, opening: Opening) -> tuple[QueryDict, Sealing]:
    """The fields of a form, and what came of its files. Raises MultiPartParserError where it cannot be read."""
    sealing = Sealing(box, opening)
    if request.content_type != "multipart/form-data":
        return request.POST, sealing
    parser = _FieldsFirst(request.META, request, [sealing], "utf-8")
    sealing.fields = parser.known
    fields, _files = parser.parse()
    return fields, sealing


__all__ = ["MB", "MultiPartParserError", "Opening", "Room", "Sealing", "is_full", "is_scarce", "put", "recipients_of", "taken"]
