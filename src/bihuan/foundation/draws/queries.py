"""Reading draws. Who may see one is asked by the room that points to it, before it calls here."""

from collections.abc import Mapping
from typing import Any

from bihuan.foundation.audit.queries import records_of
from bihuan.foundation.draws.models import Draw
from bihuan.foundation.draws.rules import Entry, Left, Lot, Replayed, read, replay, told
from bihuan.foundation.draws.vocabulary import DrawAction, DrawOf, DrawState
from bihuan.foundation.kernel import Missing


def find(pk: int) -> Draw:
    """The draw of a number, or Missing. For whoever sits at the machine."""
    row = Draw.objects.filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def lot_of(draw: Draw) -> Lot:
    """What was written down before."""
    return Lot(tuple(Entry(*one) for one in draw.pool), dict(draw.wanted), tuple(Left(*one) for one in draw.left))


def chosen_of(draw: Draw) -> list[Entry]:
    """What came out, nothing before."""
    known = {one[1]: Entry(*one) for one in draw.pool}
    return [known[key] for key in draw.chosen]


def file_of(draw: Draw) -> str:
    """The draw as a file that anybody replays. The seed is in it only when it was told."""
    drawn = draw.state == DrawState.DRAWN
    return told(
        number=draw.pk, title=draw.title, campaign=draw.campaign, lot=lot_of(draw), pool_digest=draw.pool_digest, commitment=draw.commitment,
        seed=draw.seed if drawn else "", spoken=draw.spoken, chosen=draw.chosen, drawn_of=DrawOf(draw.draw_of).label,
        committed_at=draw.committed_at.isoformat(), drawn_at=draw.drawn_at.isoformat() if draw.drawn_at else "",
        records=[{"action": one.action, "position": one.position, "digest": one.digest} for one in records_of("draw", draw.pk)],
    )  # fmt: skip


def verified(data: bytes, *, with_book: bool = True) -> Replayed:
    """A file that somebody hands in, replayed and held against the book of this installation. Writes nothing."""
    file = read(data)
    return replay(file, _book_of(file.number, file.campaign) if with_book else None)


def _book_of(number: int, campaign: str) -> dict[str, Any]:
    """What the book recorded of a draw; {} where it has none of this number in this campaign."""
    known: dict[str, Any] = {}
    for one in records_of("draw", number) if 0 < number < 2**62 else ():
        if one.campaign == campaign and one.action == DrawAction.COMMIT.value:
            known |= {name: one.changes.get(name, "") for name in ("pool_digest", "commitment")}
        if one.campaign == campaign and one.action == DrawAction.REVEAL.value:
            known |= {"seed": one.changes.get("seed", "")} | {name: _after(one.changes, name) for name in ("spoken", "chosen")}
    return known


def _after(changes: Mapping[str, Any], name: str) -> Any:
    """What a field was after a step; what did not change stands in no record."""
    return changes[name][1] if name in changes else ""
