"""When a name may be announced, and what a trace of it is afterwards (P09, P10)."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date

from bihuan.accountability.vocabulary.publicity import Channel

OUTSIDE = (Channel.CIRCULAR, Channel.BOARD, Channel.SCREEN, Channel.WEBSITE)
"""Channels from which people take it off by hand. What was said at a meeting is answered at a meeting."""


def is_final(*, in_force: bool, appealed: bool, waived: bool, appeal_until: date | None, today: date) -> bool:
    """Nobody may still change it: served, no appeal open, and the days for one over or given up. Without such days only giving up makes it final."""
    return in_force and not appealed and (waived or (appeal_until is not None and today > appeal_until))


def names_in(names: Iterable[str], *texts: str) -> list[str]:
    """Which of the names stand in the texts: a nameless announcement has none. Blanks between signs hide no name."""
    plain = ["".join(one.split()) for one in texts]
    return [name for name in names if name and any("".join(name.split()) in text for text in plain)]


def seal(*texts: str) -> str:
    """What stays of it: a seal that proves to whoever holds the text that it was this one, and tells nobody what it was."""
    return hashlib.sha256(json.dumps(texts, ensure_ascii=False).encode()).hexdigest()
