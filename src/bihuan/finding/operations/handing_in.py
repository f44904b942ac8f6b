"""Handing a list in: every item becomes an entry of the ledger at once; later rounds amend it, withdraw it or add to it (M48, M82, M55)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from bihuan.finding.models import Pledge, SelfCheck, SelfCheckItem, SelfCheckRound
from bihuan.finding.queries.self_checks import goes_on
from bihuan.finding.vocabulary.self_checks import PledgeAction, RoundEnd, SelfCheckAction
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.audit.changing import changing, one_write
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.files.operations import store
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.problems.operations import Finding, Why, amend, record_many, void
from bihuan.problems.vocabulary import OUT, OwnerLevel, Source, VoidKind

ORIGIN = "self_check"
"""The word of this channel in a problem's origin; the reference is the key of the list."""


def hand_in(
    self_check: SelfCheck, *, actor: Actor, now: datetime, seen: int | None = None, signed: tuple[str, bytes] | None = None
) -> SelfCheck:  # fmt: skip
    """Hand the list in. A commitment that still stands is taken back by items: corrected, without harm (P13). `signed`: the scan of the
    printed list with his signature, where the liaison hands in for somebody who confirms in ink.

    Refused: an empty list without a commitment; what was entered from paper without scan or confirmation."""
    with one_write():
        paper = _kept(signed, actor, now)
        with changing(self_check, SelfCheckAction.HAND_IN, actor=actor, now=now, seen=seen) as change:
            own = actor.person_id == self_check.person_id and actor.for_person is None
            if not own and paper is None:
                raise BadInput(_("代录的清单要由本人确认：请本人登录点击确认，或者附上本人在核对单上签名的扫描件。"))
            items = list(self_check.items.select_related("problem", "manifestation__category", "category", "doer", "withdrawn_by"))
            standing = [one for one in items if one.withdrawn_at is None]
            if standing:
                _correct_pledge(self_check, actor, now)
            _to_ledger(self_check, items, actor, now)
            number = self_check.round + 1
            told = {"round": number, "handed_in_at": now, "handed_in_by_id": actor.user_id, "reviewed_at": None, "reviewed_by": None}
            change.set(**told, accepted_at=None, accepted_by=None)
            change.note(items=len(standing), in_ink=paper is not None)
            _begin_round(self_check, standing, paper, actor, now)
    return self_check


def _kept(signed: tuple[str, bytes] | None, actor: Actor, now: datetime) -> StoredFile | None:
    return store(name=signed[0], data=signed[1], actor=actor, now=now) if signed else None


def _begin_round(self_check: SelfCheck, items: Sequence[SelfCheckItem], paper: StoredFile | None, actor: Actor, now: datetime) -> None:
    SelfCheckRound.objects.create(
        self_check=self_check, number=self_check.round, items=[as_written(one) for one in items], pledged=not items, handed_in_at=now,
        handed_in_by_id=actor.user_id, scan=paper,
    )  # fmt: skip


def as_written(item: SelfCheckItem) -> dict[str, Any]:
    """An item as a round keeps it: plain values."""
    return {
        "item": item.pk, "text": item.text, "put_in": item.put_in, "dimension": item.dimension, "against_what": item.against_what,
        "category": item.category_id, "manifestation": item.manifestation_id, "task": item.task, "doer": item.doer_id,
        "due_on": item.due_on.isoformat() if item.due_on else None,
    }  # fmt: skip


def end_round(self_check: SelfCheck, end: RoundEnd, actor: Actor, now: datetime, **said: Any) -> None:
    """Write into the round that runs how it ended; called inside the write of that step."""
    rounds = SelfCheckRound.objects.filter(self_check=self_check, number=self_check.round)
    rounds.update(end=end, ended_at=now, ended_by_id=actor.user_id, **said)


def take_back(self_check: SelfCheck, *, actor: Actor, now: datetime, seen: int | None = None) -> SelfCheck:
    """Take one's list back to add or correct, whenever one likes and without harm. Its entries stay on the ledger meanwhile."""
    with changing(self_check, SelfCheckAction.TAKE_BACK, actor=actor, now=now, seen=seen) as change:
        if self_check.accepted_at is None:
            end_round(self_check, RoundEnd.TAKEN_BACK, actor, now)
        change.set(reviewed_at=None, reviewed_by=None, accepted_at=None, accepted_by=None)
    return self_check


def _correct_pledge(self_check: SelfCheck, actor: Actor, now: datetime) -> None:
    pledge = Pledge.objects.filter(self_check=self_check, withdrawn_at=None).first()
    if pledge is not None:
        with changing(pledge, PledgeAction.WITHDRAW, actor=actor, now=now) as change:
            change.set(withdrawn_at=now, withdrawn_by_id=actor.user_id)


def _to_ledger(self_check: SelfCheck, items: Iterable[SelfCheckItem], actor: Actor, now: datetime) -> None:
    """New items onto the ledger, changed ones into their entries, withdrawn ones out of the counts with their reason."""
    was = _last_round(self_check)
    fresh = [one for one in items if one.withdrawn_at is None and one.problem is None]
    _record(self_check, fresh, actor, now)
    own = actor.person_id == self_check.person_id
    machine = system_actor("clock")
    for one in items:
        if one in fresh or one.problem is None or one.problem.state in OUT:
            continue
        if one.withdrawn_at is not None:
            why = Why(VoidKind.ERROR, _("本人撤回：%(why)s") % {"why": one.withdrawn_why})
            void(problem=one.problem, why=why, actor=machine, now=now)
        elif changed := _changed(was.get(one.pk, {}), one):
            amend(problem=one.problem, values=changed, actor=actor if own else machine, now=now)


def _last_round(self_check: SelfCheck) -> dict[int, dict[str, Any]]:
    last = SelfCheckRound.objects.filter(self_check=self_check).order_by("-number").first()
    return {one["item"]: one for one in last.items} if last else {}


def _changed(was: dict[str, Any], item: SelfCheckItem) -> dict[str, Any]:
    """The columns of the entry that were written otherwise since the last round: what others settled on the ledger meanwhile stays."""
    if not was or item.problem is None or not goes_on(item.problem):
        return {}
    now = as_written(item)
    pairs = (("text", item.text), ("manifestation", item.manifestation), ("due_on", item.due_on), ("doer", item.doer))
    found: dict[str, Any] = {name: value for name, value in pairs if now[name] != was[name] and value is not None}
    if item.manifestation is None and now["category"] != was["category"]:
        found["category"] = item.category
    return found


def _record(self_check: SelfCheck, items: Sequence[SelfCheckItem], actor: Actor, now: datetime) -> None:
    """Who found it first and when is kept for ever (M55): he whose list it is, also where another hand typed it."""
    if not items:
        return
    found_on = self_check.written_on if self_check.on_paper and self_check.round == 0 else None
    label = _("%(name)s的自查清单") % {"name": self_check.person.name}
    origin = (ORIGIN, str(self_check.pk), label)
    findings = [
        Finding(
            unit=self_check.unit, source=Source.SELF_CHECK, text=one.text, person=self_check.person, owner_level=OwnerLevel.PERSON,
            category=one.category, manifestation=one.manifestation, doer=one.doer, due_on=one.due_on, found_on=found_on or localdate(now),
            origin=origin,
        )
        for one in items
    ]  # fmt: skip
    rows = record_many(campaign=self_check.campaign, findings=findings, actor=actor, now=now)
    for item, row in zip(items, rows, strict=True):
        item.problem, item.found_at = row, now
        item.found_by_id = self_check.person.user_id or actor.user_id
    SelfCheckItem.objects.bulk_update(items, ["problem", "found_at", "found_by"])
