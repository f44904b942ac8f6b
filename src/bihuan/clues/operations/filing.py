"""Files of a report on their way to the clue: unsealed and sealed anew piece by piece, nowhere open; and the sealed originals' end."""

import hashlib
import secrets
from collections.abc import Iterator, Sequence

from pyrage import x25519

from bihuan.clues.models import Clue, CluePiece, Tip, TipEnvelope
from bihuan.clues.rules.texts import closed_bytes, fresh_key
from bihuan.foundation.sealedbox.contents import Content, FileNote
from bihuan.foundation.sealedbox.packages import Sealed
from bihuan.foundation.sealedbox.padding import BOX
from bihuan.foundation.sealedbox.streams import unseal_stream
from bihuan.foundation.sealedbox.vocabulary import Kind


class _Sink:
    """Takes a file as it is unsealed and keeps it piece by piece under a key of its own: nowhere does it lie open."""

    def __init__(self, clue: Clue) -> None:
        self._clue, self.key, self.file = clue, fresh_key(), secrets.token_hex(16)
        self._rest, self._count, self._digest = bytearray(), 0, hashlib.sha256()

    def write(self, data: bytes) -> int:
        self._digest.update(data)
        self._rest += data
        while len(self._rest) >= BOX:
            self._put(bytes(self._rest[:BOX]))
            del self._rest[:BOX]
        return len(data)

    def flush(self) -> None:
        """Asked for by age."""

    def end(self) -> str:
        """The digest of all of it."""
        if self._rest:
            self._put(bytes(self._rest))
        return self._digest.hexdigest()

    def _put(self, piece: bytes) -> None:
        body = closed_bytes(self.key, piece, f"{self._clue.bound} {self.file} {self._count}")
        CluePiece.objects.create(clue=self._clue, file=self.file, number=self._count, body=body)
        self._count += 1


def keep_file(clue: Clue, one: FileNote, place: str, mine: list[x25519.Identity]) -> dict[str, object]:
    """Seals a file anew. `sound`: it came whole and is what its reporter's device told."""
    sink = _Sink(clue)
    try:
        unseal_stream(pieces_of(one, place), one.sealed_size, mine, sink)  # type: ignore[arg-type]
        sound = sink.end() == one.digest
    except Sealed:
        sound = False
    return {
        "file": sink.file,
        "name": one.name,
        "media": one.media,
        "size": one.size,
        "digest": one.digest,
        "sound": sound,
        "key": sink.key.hex(),
    }


def pieces_of(one: FileNote, place: str) -> Iterator[bytes]:
    """The pieces of a file of the report at this place that are here, in their order. What a content names of another's is none of its own."""
    for key in one.pieces:
        found = TipEnvelope.objects.filter(key=key, place=place, kind=Kind.PIECE).values_list("body", flat=True).first()
        if found:
            yield bytes(found)


def empty(tip: Tip, opened: Sequence[tuple[TipEnvelope, Content | None]]) -> bool:
    """The sealed originals go, of this report and no other's; that they were here stays known, so that a late retry is not taken for something new.
    Is anything left that these keys did not open?"""
    keys = [envelope.key for envelope, _content in opened]
    keys += [piece for _envelope, content in opened if content for one in content.files for piece in one.pieces]
    TipEnvelope.objects.filter(place=tip.place, key__in=keys).update(body=b"")
    return TipEnvelope.objects.filter(place=tip.place, kind=Kind.CONTENT).exclude(body=b"").exists()
