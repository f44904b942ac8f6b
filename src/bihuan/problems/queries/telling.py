"""The history of a problem as sentences: who, when, what, why, by whose approval; texts only for who may read them (M88)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from bihuan.campaigns.models import Category, Grant, Manifestation
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import _
from bihuan.organisation.models import Person, Unit
from bihuan.problems.models import Extension, Problem
from bihuan.problems.policy import Reach, may_read
from bihuan.problems.queries.story import book_of
from bihuan.problems.queries.textual import Texts, texts_over_time
from bihuan.problems.rules.telling import Said, Translate, deeds_of, kinds_of, plain, reason_said
from bihuan.problems.vocabulary import Action, HistoryKind, State

_LABELS = {one.value: one.label for one in Action}
_STATES = {one.value: one for one in State}
_MODELS: dict[str, tuple[Any, str]] = {
    "person": (Person, "name"), "doer": (Person, "name"), "leader": (Person, "name"), "unit": (Unit, "name"), "section": (Unit, "name"),
    "category": (Category, "name"), "manifestation": (Manifestation, "text"),
}  # fmt: skip

_PRIVATE = ("file", "manifestation", "manifestation_id")
"""What is said of a change only to who may read the text: the name of a file may tell it, and the manifestation does."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the history. `texts` are the texts that were changed, before and after (none for who may not read them)."""

    at: datetime
    action: str
    who: str
    duty: Said | None
    deeds: Sequence[Said]
    moved: tuple[State, State] | None
    state: State | None
    reason: str
    approved_by: str
    kinds: frozenset[HistoryKind]
    texts: Sequence[Texts]

    def said(self, translate: Translate = str) -> str:
        """3月12日 王某某（某局联络员）把完成时限从 3月20日 延到 3月30日，理由：…，批准人：…。"""
        day, comma = localtime(self.at).date(), translate(_("，"))
        who = translate(_("%(name)s（%(duty)s）")) % {"name": self.who, "duty": self.duty.said(translate)} if self.duty else self.who
        parts = [one.said(translate, day.year) for one in self.deeds]
        if self.moved:
            parts.append(Said(_("环节由“%(old)s”转为“%(new)s”"), {"old": self.moved[0], "new": self.moved[1]}).said(translate))
        parts += [translate(_("理由：%(reason)s")) % {"reason": reason_said(self.reason.rstrip("。"), translate)}] if self.reason else []
        parts += [translate(_("批准人：%(name)s")) % {"name": self.approved_by}] if self.approved_by else []
        told = {"day": plain(day, translate, day.year), "who": who, "deeds": comma.join(parts)}
        return translate(_("%(day)s %(who)s%(deeds)s。")) % told


def history(mine: Reach, row: Problem, until: datetime | None = None, book: Sequence[Record] | None = None) -> list[Line]:
    """Everything the book tells about this problem (before a moment), oldest first. A handful of queries; `book`: its records, where they
    were read already."""
    records = [one for one in (book_of(row) if book is None else book) if until is None or one.at < until]
    readable, names = may_read(mine, row), _names(records)
    texts = texts_over_time(row, records, until) if readable else defaultdict(list)
    duties, approvers = _duties(row, records), _approvers(row) if any(one.action == Action.EXTEND for one in records) else {}
    return [_line(one, names, duties.get(one.position), approvers, texts[one.position] if readable else None) for one in records]


def _line(one: Record, names: Mapping[tuple[str, int], str], duty: Said | None, approvers: Mapping[datetime, str], texts: Any) -> Line:
    readable, changes = texts is not None, dict(one.changes)
    if not readable:
        for name in _PRIVATE:
            changes.pop(name, None)
    moved = _STATES.get(one.state_from), _STATES.get(one.state_to)
    went = moved if moved[0] and moved[1] and moved[0] is not moved[1] else None
    return Line(
        one.at, one.action, one.actor_name, duty, deeds_of(one.action, _LABELS.get(one.action, one.action), changes, names),
        went, moved[1], one.reason if readable else "",  # type: ignore[arg-type]
        approvers.get(one.at, "") if one.action == Action.EXTEND else "",
        kinds_of(one.action, changes, went is not None), texts or (),
    )  # fmt: skip


def _names(records: Iterable[Record]) -> dict[tuple[str, int], str]:
    """Names of whatever the changes point to, one query a table."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for one in records:
        for name, value in one.changes.items():
            if (plain_name := name.removesuffix("_id")) in _MODELS and isinstance(value, list):
                wanted[plain_name] |= {key for key in value if isinstance(key, int)}
    found: dict[tuple[str, int], str] = {}
    for name, keys in wanted.items():
        model, column = _MODELS[name]
        found |= {(name, key): word for key, word in model.objects.filter(pk__in=keys).values_list("pk", column)}
    return found


def _duties(row: Problem, records: Sequence[Record]) -> dict[int, Said]:
    """By position of the record what its actor was then: a duty that he held at that moment, towards the unit where he held one."""
    actors = {one.actor for one in records if one.actor}
    grants: dict[int, list[Grant]] = defaultdict(list)
    for one in Grant.objects.filter(campaign=row.campaign_id, person__user__in=actors).select_related("person", "unit", "group"):
        grants[one.person.user_id or 0].append(one)
    owners = {
        person.user_id: word for person, word in ((row.person, _("责任人")), (row.doer, _("整改责任人"))) if person and person.user_id
    }
    told: dict[int, Said] = {}
    for record in records:
        held = [
            one for one in grants[record.actor or 0] if one.granted_at <= record.at and not (one.ended_at and one.ended_at <= record.at)
        ]
        if held:
            told[record.position] = _duty(min(held, key=lambda one: (one.unit_id != row.unit_id, one.unit_id is not None, one.pk)))
        elif record.actor in owners:
            told[record.position] = Said(owners[record.actor])
    return told


def _duty(grant: Grant) -> Said:
    duty = Duty(grant.duty)
    if grant.group is not None:
        return Said("%(name)s", {"name": grant.group.name})
    if grant.unit is None or duty is Duty.SUPERVISOR:
        return Said(duty.label)
    if duty is Duty.UNIT_HEAD:
        return Said(_("%(unit)s主要负责人"), {"unit": grant.unit.name})
    return Said(_("%(unit)s%(duty)s"), {"unit": grant.unit.name, "duty": duty})


def _approvers(row: Problem) -> dict[datetime, str]:
    found = Extension.objects.filter(problem=row).select_related("approved_by")
    return {one.approved_at: str(one.approved_by) for one in found if one.approved_by}
