"""A draw told as a file, and whether everything in it fits. What somebody hands in is believed in nothing."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bihuan.foundation.draws.rules.choosing import HOW, NAME, Entry, Left, Lot, choose, commitment_of, digest_of, is_seed, refuse_words
from bihuan.foundation.draws.vocabulary import Found, Point
from bihuan.foundation.kernel import BadInput, _

_LONGEST = 40_000_000


@dataclass(frozen=True, slots=True)
class Told:
    """A draw as its file tells it. `seed` and `chosen` are empty before it was drawn."""

    number: int
    title: str
    campaign: str
    lot: Lot
    pool_digest: str
    commitment: str
    seed: str
    spoken: str
    chosen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """One point that was looked at: what stands in the file and what comes out, where they differ."""

    point: Point
    found: Found
    stands: str = ""
    comes_out: str = ""


@dataclass(frozen=True, slots=True)
class Replayed:
    """A draw replayed. `chosen` are the entries that the list and the seed give, whatever the file says."""

    told: Told
    points: tuple[Looked, ...]
    chosen: tuple[Entry, ...]

    @property
    def sound(self) -> bool:
        """Does nothing differ, and where the book was asked, does it know of this draw?"""
        return not any(one.found in (Found.DIFFERS, Found.NO_BOOK) for one in self.points)


def told(*, number: int, title: str, campaign: str, lot: Lot, pool_digest: str, commitment: str, seed: str, spoken: str,
         chosen: Sequence[str], **more: Any) -> str:  # fmt: skip
    """The file that is handed out: everything that is needed to replay the draw, and how."""
    plain: dict[str, Any] = {
        "draw": NAME, "how": HOW, "number": number, "title": title, "campaign": campaign, **more,
        "wanted": dict(lot.wanted), "pool": [{"stratum": one.stratum, "key": one.key, "label": one.label} for one in lot.pool],
        "left_out": [{"key": one.key, "label": one.label, "reason": one.reason} for one in lot.left],
        "pool_sha256": pool_digest, "seed_sha256": commitment, "seed": seed, "spoken": spoken, "chosen": list(chosen),
    }  # fmt: skip
    return json.dumps(plain, ensure_ascii=False, indent=1)


def read(data: bytes) -> Told:
    """A file as a draw. Raises BadInput for anything else."""
    try:
        plain = json.loads(data.decode("utf-8-sig")) if len(data) <= _LONGEST else None
        if not isinstance(plain, dict) or plain.get("draw") != NAME:
            raise ValueError
        lot = Lot(
            tuple(Entry(_text(one["stratum"]), _text(one["key"]), _text(one["label"])) for one in plain["pool"]),
            {_text(stratum): _whole(many) for stratum, many in plain["wanted"].items()},
            tuple(Left(_text(one["key"]), _text(one["label"]), _text(one["reason"])) for one in plain["left_out"]),
        )
        words = {name: _text(plain[name]) for name in ("title", "campaign", "seed", "spoken")}
        if words["seed"] and not is_seed(words["seed"]):
            raise ValueError
        refuse_words(words["spoken"])
        return Told(_whole(plain["number"]), lot=lot, pool_digest=_text(plain["pool_sha256"]), commitment=_text(plain["seed_sha256"]),
                    chosen=tuple(_text(one) for one in plain["chosen"]), **words)  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as odd:
        raise BadInput(_("这不是一份抽取记录。请用抽取页上“导出”得到的 JSON 文件。")) from odd


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value


def replay(file: Told, book: Mapping[str, Any] | None = None) -> Replayed:
    """Everything looked at: list and digest, seed and digest, choice. `book` is what this installation recorded of the draw, {} where it
    recorded none, None where nobody asked."""
    keys = {one.key: one for one in file.lot.pool}
    chosen = choose(file.lot, file.seed, file.spoken) if file.seed else []
    points = [_same(Point.POOL, file.pool_digest, digest_of(file.lot))]
    if file.seed:
        points.append(_same(Point.SEED, file.commitment, commitment_of(file.seed)))
    else:
        points.append(Looked(Point.SEED, Found.NOT_YET))
    points.append(_choice(file, chosen))
    if book is not None:
        points.append(_in_book(file, book))
    return Replayed(file, tuple(points), tuple(keys[key] for key in chosen))


def _choice(file: Told, chosen: Sequence[str]) -> Looked:
    """Key by key. What is said to be drawn before the secret was told was drawn by nobody."""
    if not file.seed and not file.chosen:
        return Looked(Point.CHOICE, Found.NOT_YET)
    if sorted(file.chosen) == sorted(chosen):
        return Looked(Point.CHOICE, Found.FITS)
    return Looked(Point.CHOICE, Found.DIFFERS, "、".join(sorted(file.chosen)), "、".join(sorted(chosen)))


def _same(point: Point, stands: str, comes_out: str) -> Looked:
    return Looked(point, Found.FITS) if stands == comes_out else Looked(point, Found.DIFFERS, stands, comes_out)


def _in_book(file: Told, book: Mapping[str, Any]) -> Looked:
    """Both digests as the book has them from before the seed was told; the seed, the words said aloud and what came out as it has them since.
    Words of one's own choosing give whatever one likes to see drawn, and everything else in the file fits them.

    What came out is told to nobody who does not hold the list: anybody may hand in a file with a number that he made up."""
    if not book:
        return Looked(Point.BOOK, Found.NO_BOOK)
    digests = {"pool_digest": file.pool_digest, "commitment": file.commitment}
    drawn = {"seed": file.seed, "spoken": file.spoken, "chosen": "、".join(sorted(file.chosen))} if file.seed else {}
    kept = {name: "、".join(sorted(value)) if isinstance(value, list) else str(value) for name, value in book.items()}
    for stands in (digests, drawn):
        if other := [name for name, value in stands.items() if kept.get(name, "") != value]:
            return Looked(
                Point.BOOK, Found.DIFFERS, " ".join(stands[name] for name in other), " ".join(kept.get(name, "") for name in other)
            )
    return Looked(Point.BOOK, Found.FITS)
