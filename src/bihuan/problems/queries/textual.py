"""Texts of a problem over time: what each step found and what it left, from what steps replaced."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bihuan.foundation.audit.models import Record
from bihuan.problems.models import Problem, ProblemReplaced
from bihuan.problems.rules.fields import TEXTS


@dataclass(frozen=True, slots=True)
class Texts:
    """One text before and after a step."""

    name: str
    old: str
    new: str


def texts_over_time(row: Problem, records: Sequence[Record], until: datetime | None = None) -> dict[int, list[Texts]]:
    """By position of the record the texts that it changed. `row` as it is in hand: now, or as it stood at `until`."""
    if not any(name in one.changes for one in records for name in TEXTS):  # as of most that were imported: nothing was replaced
        return defaultdict(list)
    kept = ProblemReplaced.objects.filter(row=row.pk, **({"until__lt": until} if until else {})).order_by("-until", "-pk")
    replaced: dict[datetime, list[dict[str, str]]] = defaultdict(list)
    for moment, values in kept.values_list("until", "values"):
        replaced[moment].append(json.loads(values))
    now, told = {name: getattr(row, name) for name in TEXTS}, defaultdict[int, list[Texts]](list)
    for record in reversed(records):
        for name in TEXTS:
            if name not in record.changes:
                continue
            old = next((one.pop(name) for one in replaced[record.at] if name in one), None)
            if old is not None:
                told[record.position].append(Texts(name, old, now[name]))
                now[name] = old
    return told
