"""Reading the book: the story of a row, the pages of an auditor, and whether everything still fits."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet, Subquery
from django.utils.timezone import localtime

from bihuan.foundation.audit.chain import Fault, walk
from bihuan.foundation.audit.keeping import READING, all_kept, words_beside
from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.moments import end_of, start_of
from bihuan.foundation.kernel import Told, _, said


def records_of(kind: str, row: int) -> QuerySet[Record]:
    """All records about one row, oldest first."""
    return Record.objects.filter(kind=kind, row=row).order_by("position")


def last_position() -> int:
    """Where the book ends."""
    return Record.objects.order_by("-position").values_list("position", flat=True).first() or 0


def last_touch(kind: str, rows: Collection[int], since: datetime) -> dict[int, tuple[str, datetime]]:
    """Who changed each of these rows last since a moment, and when."""
    wanted = sorted(rows)
    parts = (wanted[at : at + 5000] for at in range(0, len(wanted), 5000))
    found: dict[int, tuple[str, datetime]] = {}
    for part in parts:
        records = Record.objects.filter(kind=kind, row__in=part, at__gte=since).order_by("position")
        found |= {row: (who, localtime(at)) for row, who, at in records.values_list("row", "actor_name", "at")}
    return found


def last_hand(kind: str, row: int) -> tuple[str, datetime] | None:
    """Who wrote to one row last, and when."""
    found = Record.objects.filter(kind=kind, row=row).order_by("-position").values_list("actor_name", "at").first()
    return (found[0], localtime(found[1])) if found else None


def last_of(campaign: str) -> Subquery:
    """Position of the last record of a campaign, as a column beside whatever else is asked: it costs no question of its own."""
    return Subquery(Record.objects.filter(campaign=campaign).order_by("-position").values("position")[:1])


def latest(campaign: str, count: int = 50) -> QuerySet[Record]:
    """What happened lately in a campaign."""
    return Record.objects.filter(campaign=campaign).order_by("-position")[:count]


def steps_of(actor: int, campaign: str, kind: str, *, actions: Collection[str] = (), before: int | None = None) -> QuerySet[Record]:
    """What one account did to rows of one kind in a campaign (of these actions, where some are named), latest first, before a position.

    Reads the index `audit_what_somebody_did`: a page costs its own rows, however long the book is."""
    found = Record.objects.filter(actor=actor, campaign=campaign, kind=kind)
    found = found.filter(action__in=actions) if actions else found
    return (found.filter(position__lt=before) if before else found).order_by("-position")


def signed_by(
    campaign: str, actors: Collection[int], actions: Collection[str], count: int = 60, until: datetime | None = None
) -> QuerySet[Record]:  # fmt: skip
    """Which of these steps the accounts took in a campaign (`until`: before that moment), under their own names, latest first."""
    found = Record.objects.filter(campaign=campaign, actor__in=actors, action__in=actions)
    return (found.filter(at__lt=until) if until else found).order_by("-position")[:count]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an auditor filters by; empty values do not filter. Days are whole days, both ends included."""

    who: str = ""
    kind: str = ""
    action: str = ""
    door: str = ""
    actor: int | None = None
    from_on: date | None = None
    until_on: date | None = None

    def condition(self) -> Q:
        """The filter for the database."""
        wanted = Q(actor_name__icontains=self.who) if self.who else Q()
        for name in ("kind", "action", "door"):
            if getattr(self, name):
                wanted &= Q(**{name: getattr(self, name)})
        if self.actor is not None:
            wanted &= Q(actor=self.actor)
        if self.from_on:
            wanted &= Q(at__gte=start_of(self.from_on))
        if self.until_on:
            wanted &= Q(at__lt=end_of(self.until_on))
        return wanted


_SHOWN = ("position", "at", "actor_name", "door", "kind", "row", "label", "action")
"""What an auditor sees: who, what, when. Never reason, states or changed values: they are business (domain.md G2)."""
# Kinds whose names are numbers or names of units and people; all others are shown by their number alone.
_NAMED = frozenset(
    {
        "account",
        "activation_code",
        "special_day",
        "rule_setting",
        "unit",
        "person",
        "post",
        "standing_duty",
        "problem",
        "document",
        "reading",
    }
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One record without business text."""

    position: int
    at: datetime
    actor_name: str
    door: str
    kind: str
    row: int
    label: str
    action: str


def page_of_book(wanted: Wanted, *, before: int | None = None, size: int = 50) -> list[Shown]:
    """A page of the book, latest first, of records before position `before`. One query by key, the same for every page."""
    found = Record.objects.filter(wanted.condition())
    found = found.filter(position__lt=before) if before else found
    rows = found.order_by("-position").values_list(*_SHOWN)[:size]
    told: list[tuple[Any, ...]] = [(*row[:6], row[6] if row[4] in _NAMED else "", row[7]) for row in rows]
    return [Shown(*row) for row in told]


def kinds() -> list[tuple[str, str]]:
    """(kind, Chinese word) of everything the book keeps."""
    return sorted([*((about.kind, about.label) for about in all_kept().values()), READING])


def actions() -> list[tuple[str, str]]:
    """(action, Chinese word) of every step of every table, and of what is done besides."""
    steps = {(step.action.value, step.action.label) for about in all_kept().values() for step in about.workflow}
    return sorted(steps | set(words_beside().items()))


@dataclass(frozen=True, slots=True)
class Verified:
    """How a walk through the book ended: records read, the first fault, position and digest of the last record."""

    records: int
    fault: Fault | None
    last: int
    digest: str

    @property
    def sentence(self) -> str:
        """The outcome in Chinese words."""
        return str(self.told)

    def said(self, translate: Callable[[str], str]) -> str:
        """The outcome in words, translated by `translate`."""
        return said(self.told, translate)

    @property
    def told(self) -> Told:
        """The outcome as it is kept for readers of any language."""
        if self.fault:
            return Told(_("操作记录对不上：%(fault)s"), fault=Told(self.fault.template, **self.fault.facts))
        if not self.records:
            return Told(_("操作记录是空的。"))
        facts = {"count": self.records, "last": self.last, "digest": self.digest[:16]}
        return Told(_("操作记录完好，共 %(count)d 条。末条第 %(last)d 条，摘要 %(digest)s…"), **facts)


def verify(expected: Sequence[tuple[int, str]] = ()) -> Verified:
    """Walk the whole book. `expected` are (position, beginning of the digest) noted earlier: they show what a cut-off end hides."""
    noted: dict[int, set[str]] = {}
    for position, beginning in expected:
        noted.setdefault(position, set()).add(beginning)
    count, last, digest = 0, 0, ""
    for position, one, fault in walk():
        if fault:
            return Verified(count, fault, last, digest)
        count, last, digest = count + 1, position, one
        if not all(map(digest.startswith, noted.pop(position, ()))):
            return Verified(count, Fault(position, _("第 %(here)d 条记录与此前记下的摘要不同。"), {"here": position}), last, digest)
    if noted:
        first = min(noted)
        return Verified(
            count, Fault(first, _("第 %(here)d 条记录不见了，末条只到第 %(last)d 条。"), {"here": first, "last": last}), last, digest
        )
    return Verified(count, None, last, digest)
