"""Wording that the next issue takes over: a sentence of the composed report worded otherwise, a heading renamed, a paragraph added.

The numbers in it are named by their figures' ids, so that the next issue puts its own there. A sentence whose figures the next issue does
not have stays as composed.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bihuan.documents.rules.paper import Block, Heading, Paper, Para, Run, line_text, run_text
from bihuan.documents.rules.returned.answering import BY_HAND
from bihuan.foundation.kernel import Figure

_LONGEST = 60
ADDED = "+"
"""Between the key of the paragraph it follows and its own place behind it."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Kept words for the part of a report named `key`: `runs` are texts, or ids of figures as {"figure": id}; `text` is how it read."""

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
    return [one for one in _told(after.blocks) if _words(one) != _words_of(old.get(one.key))]


def _told(blocks: Iterable[Block]) -> Iterator[Wording]:
    last, behind = "", 0
    for block in blocks:
        if not isinstance(block, Heading | Para):
            continue
        if block.key and ADDED not in block.key:
            last, behind = block.key, 0
            yield _wording(block.key, block)
        else:
            behind += 1
            yield _wording(f"{last}{ADDED}{behind}", block)


def _wording(key: str, block: Heading | Para) -> Wording:
    if isinstance(block, Heading):
        return Wording(key, (str(block.text),), str(block.text), block.level)
    runs = (*((block.lead,) if block.lead else ()), *block.runs)
    return Wording(key, tuple(_plain(run) for run in runs), line_text(runs))


def _plain(run: Run) -> Any:
    return {"figure": run.code.removeprefix(BY_HAND)} if isinstance(run, Figure) else run_text(run)


def _words(one: Wording) -> str:
    return "".join(run if isinstance(run, str) else f"{{{run['figure']}}}" for run in one.runs)


def _words_of(block: Block | None) -> str:
    return _words(_wording("", block)) if isinstance(block, Heading | Para) else ""


def with_wording(paper: Paper, kept: Mapping[str, Wording]) -> Paper:
    """A keyed report with the kept words in place; what names a figure that this issue does not print stays out."""
    figures = {run.code: run for block in paper.blocks if isinstance(block, Para) for run in block.runs if isinstance(run, Figure)}
    blocks: list[Block] = list(_added("", kept, figures))
    for block in paper.blocks:
        key = getattr(block, "key", "")
        blocks.append(_worded(block, kept[key], figures) if key and key in kept else block)
        blocks += _added(key, kept, figures) if key else ()
    return replace(paper, blocks=tuple(blocks))


def _worded(block: Block, words: Wording, figures: Mapping[str, Figure]) -> Block:
    if isinstance(block, Heading):
        return replace(block, text=words.text)
    own = {run.code: run for run in block.runs if isinstance(run, Figure)} if isinstance(block, Para) else {}
    runs = _filled(words, {**figures, **own})
    return replace(block, runs=runs, lead="") if isinstance(block, Para) and runs else block


def _added(key: str, kept: Mapping[str, Wording], figures: Mapping[str, Figure]) -> Iterator[Block]:
    """Paragraphs kept behind the one named `key`, in their order."""
    mine = [one for name, one in kept.items() if ADDED in name and name.rpartition(ADDED)[0] == key]
    for one in sorted(mine, key=lambda one: int(one.key.rpartition(ADDED)[2])):
        runs = _filled(one, figures)
        if runs:
            yield Heading(one.level, one.text, key=one.key) if one.level else Para(runs, key=one.key)


def _filled(words: Wording, figures: Mapping[str, Figure]) -> tuple[Run, ...]:
    """The words with this issue's figures; nothing where one of them is missing."""
    if any(not isinstance(run, str) and run["figure"] not in figures for run in words.runs):
        return ()
    return tuple(run if isinstance(run, str) else figures[run["figure"]] for run in words.runs)
