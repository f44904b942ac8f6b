"""Wording that the next issue takes over: a sentence of the composed report worded otherwise, a heading renamed, a paragraph added.

The numbers in it are named by their figures' ids, so that the next issue puts its own there. A sentence whose figures the next issue does
not have stays as composed.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bihuan.documents.rules.numbers import official_date
from bihuan.documents.rules.paper import Block, Heading, Paper, Para, Run, line_text, run_text
from bihuan.documents.rules.returned.answering import BY_HAND, joined
from bihuan.foundation.kernel import Figure

_LONGEST = 60
LAST = "last."
"""What the ids of figures begin with that repeat the issue before."""
ADDED = "+"
"""Between the key of the paragraph it follows and its own place behind it."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Kept words for the part of a report named `key`: `runs` are texts, ids of figures as {"figure": id}, and {"day": true} for the day of
    the report; `text` is how it read."""

    key: str
    runs: tuple[Any, ...]
    text: str
    level: int = 0


def keyed(paper: Paper) -> Paper:
    """A freshly composed report with its headings and paragraphs named: by the heading they stand under and the figures they tell."""
    seen: Counter[str] = Counter()
    under = ""
    blocks: list[Block] = []
    for block in paper.blocks:
        if isinstance(block, Heading):
            under = str(block.text)
            blocks.append(replace(block, key=f"h:{under[:_LONGEST]}"))
        elif isinstance(block, Para):
            name = f"p:{under[:_LONGEST]}:" + _short(",".join(run.code for run in block.runs if isinstance(run, Figure)))
            seen[name] += 1
            blocks.append(replace(block, key=f"{name}:{seen[name]}"))
        else:
            blocks.append(block)
    return replace(paper, blocks=tuple(blocks))


def _short(codes: str) -> str:
    """The ids as they are, or by their fingerprint where they are many."""
    return codes if len(codes) <= _LONGEST else hashlib.sha256(codes.encode()).hexdigest()[:24]


def wording_kept(before: Paper, after: Paper) -> list[Wording]:
    """What of the paper that the answers gave is worded otherwise than the draft before: kept for the next issue."""
    old = {block.key: block for block in before.blocks if isinstance(block, Heading | Para) and block.key}
    day = official_date(before.date)
    told = [one for one in _told(after.blocks, day) if not _is_of_the_last(one)]
    return [one for one in told if one.runs != _runs_of(old.get(one.key), day)]


def _is_of_the_last(one: Wording) -> bool:
    """Does it compare with the issue before? Those words are of one issue only."""
    return any(isinstance(run, dict) and str(run.get("figure", "")).startswith(LAST) for run in one.runs)


def _told(blocks: Iterable[Block], day: str) -> Iterator[Wording]:
    last, behind = "", 0
    for block in blocks:
        if not isinstance(block, Heading | Para):
            continue
        if block.key and ADDED not in block.key:
            last, behind = block.key, 0
            yield _wording(block.key, block, day)
        else:
            behind += 1
            yield _wording(f"{last}{ADDED}{behind}", block, day)


def _wording(key: str, block: Heading | Para, day: str) -> Wording:
    if isinstance(block, Heading):
        return Wording(key, (str(block.text),), str(block.text), block.level)
    runs = (*((block.lead,) if block.lead else ()), *block.runs)
    return Wording(key, tuple(piece for run in runs for piece in _plain(run, day)), line_text(runs))


def _plain(run: Run, day: str) -> Iterator[Any]:
    """A run without its value; the day of the report is told apart from other words, for the next issue has another."""
    if isinstance(run, Figure):
        yield {"figure": run.code.removeprefix(BY_HAND)}
        return
    for at, piece in enumerate(run_text(run).split(day) if day else [run_text(run)]):
        if at:
            yield {"day": True}
        if piece:
            yield piece


def _runs_of(block: Block | None, day: str) -> tuple[Any, ...]:
    return _wording("", block, day).runs if isinstance(block, Heading | Para) else ()


def with_wording(paper: Paper, kept: Mapping[str, Wording]) -> Paper:
    """A keyed report with the kept words in place; what names a figure that this issue does not print stays out."""
    figures = {run.code: run for block in paper.blocks if isinstance(block, Para) for run in block.runs if isinstance(run, Figure)}
    day = official_date(paper.date)
    blocks: list[Block] = list(_added("", kept, figures, day))
    for block in paper.blocks:
        key = getattr(block, "key", "")
        blocks.append(_worded(block, kept[key], figures, day) if key and key in kept else block)
        blocks += _added(key, kept, figures, day) if key else ()
    return replace(paper, blocks=tuple(blocks))


def _worded(block: Block, words: Wording, figures: Mapping[str, Figure], day: str) -> Block:
    if isinstance(block, Heading):
        return replace(block, text=words.text)
    own = {run.code: run for run in block.runs if isinstance(run, Figure)} if isinstance(block, Para) else {}
    runs = _filled(words, {**figures, **own}, day)
    return replace(block, runs=runs, lead="") if isinstance(block, Para) and runs else block


def _added(key: str, kept: Mapping[str, Wording], figures: Mapping[str, Figure], day: str) -> Iterator[Block]:
    """Paragraphs kept behind the one named `key`, in their order."""
    mine = [one for name, one in kept.items() if ADDED in name and name.rpartition(ADDED)[0] == key]
    for one in sorted(mine, key=lambda one: int(one.key.rpartition(ADDED)[2])):
        runs = _filled(one, figures, day)
        if runs:
            yield Heading(one.level, one.text, key=one.key) if one.level else Para(runs, key=one.key)


def _filled(words: Wording, figures: Mapping[str, Figure], day: str) -> tuple[Run, ...]:
    """The words with this issue's figures and day; nothing where a figure is missing."""
    named = {run["figure"] for run in words.runs if isinstance(run, dict) and "figure" in run}
    if not named <= figures.keys():
        return ()
    return joined([run if isinstance(run, str) else figures[run["figure"]] if "figure" in run else day for run in words.runs])
