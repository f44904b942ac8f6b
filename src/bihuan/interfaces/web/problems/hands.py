"""Who took the steps behind the parts of a problem, as the book has it: “甲 代 乙” where a deputy did (M193)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from bihuan.foundation.audit.models import Record
    from bihuan.problems.queries.parts import Decision

_VERBS = ("reported", "added", "voided", "merged", "raised", "ruled", "answered")


class Hands:
    """The deputies in the book of one problem, by the moment at which they acted."""

    def __init__(self, book: Sequence[Record]) -> None:
        self._deputies = {(one.at, one.actor): one.actor_name for one in book if "on_behalf_of" in one.changes}
        # what was copied from a problem that shares it stands under the name of whoever did it there
        copied = [(one.at, *one.changes["first_hand"]) for one in book if one.changes.get("first_hand")]
        self._copied = {(at, user): told for at, user, told in copied}

    def sign(self, parts: Iterable[Any]) -> list[Any]:
        """The same parts; beside whoever reported, added, … stands `…_hand`: his name, and for whom he did it."""
        signed = list(parts)
        for one in signed:
            for verb in _VERBS:
                if hasattr(one, f"{verb}_by_id"):
                    moment = (getattr(one, f"{verb}_at"), getattr(one, f"{verb}_by_id"))
                    setattr(one, f"{verb}_hand", self._copied.get(moment) or self._deputies.get(moment) or getattr(one, f"{verb}_by") or "")
        return signed

    def sign_decisions(self, decisions: Iterable[Decision]) -> list[Decision]:
        """The same of decisions on the clock, that know their approver by name."""
        moments: dict[datetime | None, str] = {at: name for (at, _user), name in self._deputies.items()}
        return [replace(one, by=moments[one.at]) if one.by and one.at in moments else one for one in decisions]
