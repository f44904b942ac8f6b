"""What the book knows about each kind of row it keeps. Rooms say it once, in their `apps.py`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models

from bihuan.foundation.audit.change import Change
from bihuan.foundation.audit.models import ReplacedRow, VersionRow
from bihuan.foundation.kernel import Actor, Term, Workflow, _

Duties = Callable[[Actor, Any], frozenset[Term]]
DutiesOfMany = Callable[[Actor, Sequence[Any]], list[frozenset[Term]]]
StandIns = Callable[[Actor, Sequence[Any]], list[list[tuple[Actor, frozenset[Term]]]]]
Needs = Callable[[Any, Actor, Term, datetime], tuple[Term, ...]]
Remarks = Callable[[Change, bool], Mapping[str, Any]]


def _no_needs(_row: Any, _actor: Actor, _action: Term, _now: datetime) -> tuple[Term, ...]:
    return ()


@dataclass(frozen=True)
class Kept:
    """One kind of row.

    `kind` is its name in the book, `label` its Chinese word; `duties(actor, row)` says what the actor holds towards this row;
    `unmet(row, actor, action, now)` returns those of the step's needs that are missing; `name(row)` is the snapshot the book keeps (no
    business text); `campaign(row)` the campaign's code; `veiled` are fields whose values never enter the book.
    `replaced` keeps old values of columns that versions do not carry; `above(row)` is a row of another kind whose versions tell of this
    one. For bulk writes `parts` names the related rows that duties, needs and name look at (loaded once for all), `duties_of_many` asks
    for the duties of many rows. `stand_ins(actor, rows)` gives for each row the actor as the deputy of others, with the duties that were
    delegated to him; `in_person` are actions that no deputy takes. `steady` names related rows that stay in hand while a row is locked and
    read anew, where it still points to them and did not change meanwhile: whoever put them there read them a moment ago. `remarks(change, new)`
    are facts that the record of whatever step carries beside its fields, told from the row as the step leaves it.
    """

    model: type[models.Model]
    kind: str
    label: str
    workflow: Workflow
    duties: Duties
    unmet: Needs = _no_needs
    versions: type[VersionRow] | None = None
    replaced: type[ReplacedRow] | None = None
    name: Callable[[Any], str] = str
    campaign: Callable[[Any], str] = lambda _row: ""
    veiled: frozenset[str] = field(default_factory=frozenset)
    parts: tuple[str, ...] = ()
    duties_of_many: DutiesOfMany | None = None
    above: Callable[[Any], Any] | None = None
    stand_ins: StandIns | None = None
    in_person: frozenset[Term] = frozenset()
    steady: tuple[str, ...] = ()
    remarks: Remarks | None = None

    def duties_towards(self, actor: Actor, rows: Sequence[Any]) -> list[frozenset[Term]]:
        """The duties towards each of many rows."""
        return self.duties_of_many(actor, rows) if self.duties_of_many else [self.duties(actor, row) for row in rows]


_kept: dict[type[models.Model], Kept] = {}


def keep(model: type[models.Model], **what: Any) -> None:
    """Tell the book about a kind of row. Called once for each from the room's `apps.py`."""
    _kept[model] = Kept(model=model, **what)


def kept(model: type[models.Model]) -> Kept:
    """What the book knows about this kind of row. Raises LookupError when the room forgot to tell."""
    if model not in _kept:
        raise LookupError(f"{model.__name__} is not kept in the book: call keep({model.__name__}, …) in apps.py of {model._meta.app_label}")
    return _kept[model]


def all_kept() -> Mapping[type[models.Model], Kept]:
    """Every kind of row the book keeps: the permission matrix, the reference and the tests read it."""
    return dict(_kept)


READING = ("reading", _("查看"))
"""The kind of records that tell of reading, and its word."""
_beside: dict[str, str] = {}


def keep_words(*words: Term) -> None:
    """Words for what is done with a row without being a step of its table: exported, read. Told once from the room's `apps.py`."""
    _beside.update({one.value: one.label for one in words})


def words_beside() -> Mapping[str, str]:
    """All of them."""
    return dict(_beside)
