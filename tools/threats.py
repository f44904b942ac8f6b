"""What a compromise of X can surrender: a small model of the public door and the clue desk, asked for every set of compromises.

    python -m tools.threats            writes the computed part of docs/security/threat-model.md
    python -m tools.threats check      exit code 1 where the page tells something else

A compromise is something that somebody got hold of; a rule says what follows from what; closing under the rules says what he knows in the end.
`tests/tools/test_threats.py` holds the rules about keys against the true packages, with every set of keys.
"""

import sys
from collections.abc import Iterable
from functools import cache
from itertools import combinations
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "security" / "threat-model.md"
BEGIN, END = "<!-- computed: python -m tools.threats -->", "<!-- /computed -->"

COMPROMISES = {
    "line": "the network between a visitor and the door",
    "proxy": "a proxy before the door that ends TLS",
    "box": "a copy of the door's box, taken after its hourly rewriting",
    "door": "the door's machine, while it runs",
    "gate": "the gate, with every parcel that passes",
    "code": "a reporter's receipt code",
    "kept": "the two files a reporter kept (content and receipt)",
    "db": "a copy of the office's database",
    "home": "a copy of the office's home with its folder of keys",
    "cookies": "all cookies of a desk holder's working session, within half an hour",
    "desk": "the passphrase of a desk holder",
    "alternate": "the passphrase of one who takes what concerns the desk",
    "keeper": "the passphrase of one custodian",
    "keeper2": "the passphrase of another custodian",
    "office": "the office's server, while desk holders work on it",
    "duties": "the account that gives standing duties",
}
"""Word → what somebody got hold of."""

ASSETS = {
    "visits": "who visited the door, and when",
    "future": "what is reported from then on",
    "future_who": "names given from then on",
    "contents": "what was reported to the desk",
    "contents_alternate": "what was reported past the desk",
    "identities": "names given before",
    "accused": "whom clues are about",
    "answers": "what the office answered this reporter",
    "own_content": "what this reporter wrote",
    "signature": "signing in the office's name",
    "days": "days and numbers of reports",
    "states": "states, disposals, units of clues",
    "order": "the order of reports within a day",
}
"""Word → what may be surrendered; in the order of the table."""

_DEAR = ("future", "contents", "contents_alternate", "identities", "accused")

RULES: tuple[tuple[str, str], ...] = (
    # What passes by.
    ("line", "visits"),
    ("proxy", "visits future future_who"),
    ("door", "visits future future_who order box"),
    # What lies sealed where; a parcel tells the order of parcels.
    ("box", "days sealed_desk sealed_alternate sealed_names"),
    ("gate", "order sealed_desk sealed_alternate sealed_names"),
    ("db", "days states sealed_desk sealed_alternate sealed_names locked recovery lent"),
    ("home", "signature"),
    ("db home", "accused"),
    # With the signature and the way to the door somebody lays out keys of his own.
    ("signature gate", "future future_who"),
    ("office", "db home cookies signature future future_who"),
    # Keys.
    ("locked desk", "desk_key"),
    ("locked alternate", "alternate_key"),
    ("locked keeper", "keeper_key"),
    ("locked keeper2", "keeper2_key"),
    ("lent cookies", "desk_key"),
    ("cookies", "contents"),  # by the pages, each reading in the book
    ("recovery keeper_key keeper2_key", "desk_key alternate_key"),
    ("sealed_desk desk_key", "contents"),
    ("sealed_alternate alternate_key", "contents_alternate"),
    ("sealed_names keeper_key keeper2_key", "identities"),
    ("contents", "accused"),
    # Whoever gives duties makes holders and custodians of his own; what is sealed from then on is sealed to them, recovery included.
    ("duties", "future future_who"),
    ("duties db", "desk_key alternate_key"),
    # The reporter's own.
    ("code", "answers"),
    ("kept", "own_content"),
)
"""What is needed → what follows."""

_RULES = tuple((frozenset(needs.split()), frozenset(gives.split())) for needs, gives in RULES)


@cache
def surrendered(compromised: frozenset[str]) -> frozenset[str]:
    """Everything that whoever holds all of these gets to know or do."""
    known = set(compromised)
    while True:
        fresh = {one for needs, gives in _RULES if needs <= known for one in gives} - known
        if not fresh:
            return frozenset(known)
        known |= fresh


def least(asset: str) -> list[frozenset[str]]:
    """The smallest sets of compromises that surrender it: every set of every size is asked, and none is told that holds a smaller one."""
    found: list[frozenset[str]] = []
    for size in range(1, len(COMPROMISES) + 1):
        for some in map(frozenset, combinations(COMPROMISES, size)):
            if not any(one <= some for one in found) and asset in surrendered(some):
                found.append(some)
    return found


def _list(words: Iterable[str], names: dict[str, str]) -> str:
    return "; ".join(names[one] for one in names if one in set(words)) or "nothing"


def told() -> str:
    """The computed part of the page."""
    lines = ["## One thing alone", "", "| who has | gets | does not get |", "|---|---|---|"]
    for word, name in COMPROMISES.items():
        gets = surrendered(frozenset({word}))
        lines.append(f"| {name} | {_list(gets, ASSETS)} | {_list(set(_DEAR) - gets, ASSETS)} |")
    lines += ["", "## What it takes", "", "| to get | somebody needs (the smallest sets of all) |", "|---|---|"]
    for asset, name in ASSETS.items():
        sets = [" **and** ".join(COMPROMISES[one] for one in COMPROMISES if one in some) for some in least(asset)]
        lines.append(f"| {name} | {'<br>'.join(sets)} |")
    asked = 2 ** len(COMPROMISES) - 1
    lines += ["", f"{len(COMPROMISES)} compromises, {len(RULES)} rules, {asked:,} sets of compromises, {len(ASSETS)} things to surrender."]
    return "\n".join(lines) + "\n"


def page() -> str:
    """The page with its computed part as it ought to be."""
    before, _mark, rest = PAGE.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n{told()}{END}{after}"


def main() -> int:
    fresh = page()
    if sys.argv[1:] == ["check"]:
        return int(fresh != PAGE.read_text("utf-8"))
    PAGE.write_text(fresh, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
