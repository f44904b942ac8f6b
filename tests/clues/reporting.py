"""A member of the public and the public door, as far as the office can tell them apart from real ones: not at all."""

from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from typing import Any

from bihuan.foundation.sealedbox import codes
from bihuan.foundation.sealedbox.box import Box, Envelope
from bihuan.foundation.sealedbox.contents import Answer, Content, FileNote, Identity, ReturnAddress
from bihuan.foundation.sealedbox.custodians import seal_to_pairs
from bihuan.foundation.sealedbox.keys import ReportKeys
from bihuan.foundation.sealedbox.packages import seal, unseal
from bihuan.foundation.sealedbox.published import Keys
from bihuan.foundation.sealedbox.streams import seal_stream
from bihuan.foundation.sealedbox.vocabulary import Kind, What


@dataclass
class Reporter:
    """Somebody with a code."""

    keys: ReportKeys
    sent: list[Content]

    @classmethod
    def new(cls) -> "Reporter":
        return cls(ReportKeys(codes.new()), [])

    def sends(
        self, box: Box, keys: Keys, day: date, text: str = "窗口长期无人值守", *, files: dict[str, bytes] | None = None, who: Identity | None = None,
        address: bool = True, what: What = What.TIP, entry: str = "k3v", **more: Any,
    ) -> Content:  # fmt: skip
        content = Content(what, entry, "zh-hans", text, self.keys.address, self.keys.salt.hex(), **more)
        to = keys.alternate if content.concerns_handlers else keys.desk
        content = replace(content, files=tuple(self._file(box, to, day, name, data) for name, data in (files or {}).items()))
        told, digest = content.told(), content.digest
        envelopes = [
            self._envelope(f"content {digest}", Kind.CONTENT, seal(told, to)),
            self._envelope("identity", Kind.IDENTITY, seal_to_pairs((who or Identity()).told(), keys.custodians)),
        ]
        if address:
            envelopes.append(self._envelope(f"address {digest}", Kind.ADDRESS, ReturnAddress.of(content).told()))
        box.put(envelopes, day)
        self.sent.append(content)
        return content

    def _envelope(self, name: str, kind: Kind, body: bytes) -> Envelope:
        return Envelope(self.keys.envelope(name), self.keys.place, kind, body)

    def _file(self, box: Box, to: tuple[str, ...], day: date, name: str, data: bytes) -> FileNote:
        pieces: list[Envelope] = []
        measured = seal_stream(
            BytesIO(data), to, lambda body: pieces.append(self._envelope(f"piece {name} {len(pieces)}", Kind.PIECE, body)), 100_000_000
        )
        box.put(pieces, day)
        return FileNote(name, "image/jpeg", measured.size, measured.digest, measured.sealed_size, tuple(one.key.hex() for one in pieces))

    def reads(self, box: Box) -> list[Answer]:
        return [Answer.read(unseal(body, [self.keys.reader])) for body in box.answers(self.keys.place)]
