"""Sign-in names that people can remember: the name as it sounds and a number."""

import re
from collections.abc import Collection, Sequence
from itertools import count

from bihuan.organisation.rules.names import sort_key

_LONGEST = 24


def spelled(name: str) -> str:
    """A Chinese name in letters without tones (单青 → shanqing); "user" where nothing can be read."""
    key = sort_key(name)
    parts = (re.match(r"[a-z]*", key[at : at + 12]) for at in range(0, len(key), 12))
    return "".join(part[0] for part in parts if part)[:_LONGEST] or "user"


def sign_in_names(names: Sequence[str], taken: Collection[str]) -> list[str]:
    """A free sign-in name for each name, in order: its letters and the first free number from 01."""
    used, found = set(taken), []
    for letters in map(spelled, names):
        free = next(f"{letters}{number:02d}" for number in count(1) if f"{letters}{number:02d}" not in used)
        used.add(free)
        found.append(free)
    return found
