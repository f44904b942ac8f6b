"""Committing to a draw, drawing, giving one up."""

import secrets
from datetime import datetime

from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.draws.models import Draw
from bihuan.foundation.draws.queries import lot_of
from bihuan.foundation.draws.rules import Lot, choose, commitment_of, digest_of, refuse_words
from bihuan.foundation.draws.vocabulary import DrawAction, DrawOf
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.foundation.kernel.unseen import without_clinging


def commit_draw(*, campaign: str, draw_of: DrawOf, title: str, lot: Lot, actor: Actor, now: datetime) -> Draw:
    """Freeze what may be drawn, and put the digests of the list and of a fresh secret number into the book. Refused: no purpose."""
    if not title.strip():
        raise BadInput(_("请写明为什么抽、抽来做什么。"))
    seed = secrets.token_hex(32)
    row = Draw(
        campaign=campaign, draw_of=draw_of, title=title.strip(), pool=[[one.stratum, one.key, one.label] for one in lot.pool],
        left=[[one.key, one.label, one.reason] for one in lot.left], wanted=dict(lot.wanted), pool_digest=digest_of(lot),
        commitment=commitment_of(seed), seed=seed, committed_at=now, committed_by_id=actor.user_id,
    )  # fmt: skip
    with creating(row, DrawAction.COMMIT, actor=actor, now=now) as change:
        change.note(pool_digest=row.pool_digest, commitment=row.commitment, pool=len(lot.pool), left=len(lot.left))
    return row


def reveal_draw(draw: Draw, *, spoken: str, actor: Actor, now: datetime) -> Draw:
    """Tell the secret number and what follows from it. `spoken`: what those present said aloud just now, drawn with as it is kept: a sign
    that clings to it unseen is taken out by the column, and nobody would replay what was drawn with it."""
    words = without_clinging(spoken).strip()
    refuse_words(words)
    with changing(draw, DrawAction.REVEAL, actor=actor, now=now) as change:
        change.set(chosen=choose(lot_of(draw), draw.seed, words), spoken=words, drawn_at=now, drawn_by_id=actor.user_id)
        change.note(seed=draw.seed)
    return draw


def abandon_draw(draw: Draw, *, reason: str, actor: Actor, now: datetime) -> Draw:
    """Give a draw up before it is drawn; its number and its list stay, and so does the reason."""
    with changing(draw, DrawAction.ABANDON, actor=actor, now=now, reason=reason):
        pass
    return draw
