"""What a clue comes from and leads to: strict-check findings of the ledger become clues (M47), their record asks for the chain of responsibility (M127),
what proved true goes on the list of social review (M80), what proved wrong goes from everywhere and is offered clarifying (P16), malice is found by
the competent body alone (第三十九条)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Category
from bihuan.campaigns.rules.switches import switches_of
from bihuan.campaigns.vocabulary import CampaignState
from bihuan.clues.models import Clue, ClueParty, ClueSeal, KeyHolder
from bihuan.clues.operations.handling import By, hand_of, one_step, written
from bihuan.clues.operations.opening import Read
from bihuan.clues.policy.lines import token_of
from bihuan.clues.queries.clues import NobodyLeft, as_parties, parties_of, readers_for
from bihuan.clues.queries.keys import usable_keys
from bihuan.clues.rules.ending import WRONG
from bihuan.clues.rules.texts import closed, fresh_key, sealed_key
from bihuan.clues.vocabulary.clues import ClueAction as A
from bihuan.clues.vocabulary.clues import ClueSource, Conclusion
from bihuan.clues.vocabulary.keys import KeyPurpose
from bihuan.clues.vocabulary.links import Answerable, MaliceLevel
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.audit.changing import creating, one_write
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.foundation.kernel.unseen import seen
from bihuan.organisation.models import Person, Unit
from bihuan.organisation.queries.people import posts_of
from bihuan.problems.models import Problem
from bihuan.problems.operations import Finding, come_back, record, refer, withdraw
from bihuan.problems.vocabulary import Source, State, VoidKind

_AT_ONCE = 50


def open_strict_clues(*, actor: Actor, now: datetime) -> int:
    """Findings of the ledger under a strict-check item become clues, and a stub stays (M47). Asked by the clock: the ledger knows nothing of clues.
    How many. Left where they are: of a campaign that switched it off; what was recorded before there was a desk; where there is none, or all of it
    is in the line."""
    since = KeyHolder.objects.filter(purpose=KeyPurpose.DESK).order_by("made_at").values_list("made_at", flat=True).first()
    if since is None or not usable_keys(KeyPurpose.DESK):
        return 0
    rows = Problem.objects.filter(manifestation__strict_check=True, state=State.RECORDED, campaign__state=CampaignState.RUNNING)
    rows = rows.filter(recorded_at__gte=since)
    rows = rows.exclude(voids__kind=VoidKind.ELSEWHERE)  # one that came back proved true: it is put right like any other now
    told = rows.select_related("campaign", "unit", "person", "manifestation").order_by("pk")[:_AT_ONCE]
    return sum(_open_strict(one, actor, now) for one in told if switches_of(one.campaign.file).strict_checks)


def _open_strict(row: Problem, actor: Actor, now: datetime) -> bool:
    today = localdate(now)
    told = parties_of([row.person] if row.person else [], [] if row.person else [row.unit], today)
    try:
        readers = readers_for(as_parties(told), today)
    except NobodyLeft:
        return False
    clue = Clue(
        source=ClueSource.LEDGER, strict=True, campaign=row.campaign, received_on=row.found_on, registered_at=now, registered_by_id=None
    )
    with one_write(), creating(clue, A.OPEN_STRICT, actor=actor, now=now) as change:
        item = row.manifestation.text if row.manifestation else ""
        person, source, number = row.person, row.get_source_display(), row.number
        said = refer(problem=row, actor=actor, now=now)
        key = fresh_key()
        values = {
            "contents": [], "files": {}, "note": _("台账第 %(number)04d 号（%(source)s）。%(text)s（严查事项：%(item)s）")
            % {"number": number, "source": source, "text": said["text"], "item": item},
            "persons": [{"id": person.pk, "name": person.name}] if person else [], "units": [row.unit.name],
            "ledger": {"problem": row.pk, "said": said},
        }  # fmt: skip
        change.set(sealed=closed(key, values, clue.bound))
        ClueSeal.objects.bulk_create([ClueSeal(clue=clue, holder=one, body=sealed_key(key, one.public)) for one in readers])
        ClueParty.objects.bulk_create([ClueParty(clue=clue, token=token_of(who.pk) if who else "", unit=unit) for who, unit in told])
    return True


@dataclass(frozen=True)
class Link:
    """One of the chain of responsibility: who, how far he answers, what he did or left undone."""

    who: str
    answers: Answerable
    did: str


def trace_responsibility(clue: Clue, *, chain: Sequence[Link], by: By) -> None:
    """Write down the chain of responsibility, from who did it up to who had to prevent it (M127). A strict matter that proved true is not closed
    without it. It decides nothing about anybody: measures are another procedure."""
    if not chain or any(not one.who.strip() or not one.did.strip() for one in chain):
        raise BadInput(_("请逐一写明责任人或者责任单位，以及其所负责任的事实。"))
    if all(one.answers is not Answerable.DIRECT for one in chain):
        raise BadInput(_("责任链条要从直接责任写起。"))
    with one_step(clue, A.TRACE, by, {"text": "", "chain": [asdict(one) for one in chain]}):
        pass


@dataclass(frozen=True)
class Listed:
    """How what proved true stands on the ledger: in words that tell nothing of the report, tied to a person or a unit of the clue (M80)."""

    text: str
    unit: Unit
    person: Person | None = None
    campaign: Campaign | None = None
    category: Category | None = None


def list_clue(clue: Clue, *, listed: Listed, by: By) -> Problem:
    """What proved true becomes a problem of list 6, or stands on the ledger again where it came from there. The ledger tells that it came of social
    review, and neither which clue it was nor who handled it: the machine writes it down. Refused: not proved; tied to nobody whom the clue is about;
    no campaign that runs."""
    with one_write(), one_step(clue, A.ENTER, by, {"text": written(listed.text)}) as (change, found):
        problem = _put(clue, listed, found, by)
        change.set(sealed=closed(found.key, {**found.values, "listed": problem.pk}, clue.bound), **hand_of("listed", by))
        clue.additions.filter(pk__in=found.joined).delete()
    return problem


def _put(clue: Clue, listed: Listed, found: Read, by: By) -> Problem:
    _refuse_untied(clue, listed)
    machine = system_actor("clock")
    if came := found.values.get("ledger"):
        row = Problem.objects.get(pk=came["problem"])
        whose = {"person_id": listed.person.pk, "owner_level": "person"} if listed.person else {"person_id": None, "owner_level": "unit"}
        said = {**came["said"], "text": listed.text.strip(), **whose}
        return come_back(problem=row, said=said, actor=machine, now=by.now)
    campaign = listed.campaign or clue.campaign
    if campaign is None or campaign.state != CampaignState.RUNNING:
        raise BadInput(_("请选择正在进行的专项：问题列入它的台账。"))
    finding = Finding(
        unit=listed.unit, person=listed.person, source=Source.SOCIAL_REVIEW, text=listed.text, category=listed.category,
        origin=("clue", "", _("社会评查核实")),
    )  # fmt: skip
    return record(campaign=campaign, finding=finding, actor=machine, now=by.now)


def _refuse_untied(clue: Clue, listed: Listed) -> None:
    """It is tied to a unit that the clue is about; or to a person whom it is about, in one of his units or of those of the clue."""
    parties = set(clue.parties.values_list("token", "unit_id"))
    if listed.person is None:
        fits = ("", listed.unit.pk) in parties
    else:
        units = {unit for _token, unit in parties} | set(posts_of(listed.person).values_list("unit_id", flat=True))
        fits = token_of(listed.person.pk) in {token for token, _unit in parties} and listed.unit.pk in units
    if not fits:
        raise BadInput(_("只能列给这条线索反映的人或者单位。"))


def offer_clarification(clue: Clue, *, offered: bool, grounds: str, by: By) -> None:
    """Say whether clarifying is offered to whom a wrong report was about, and why or why not (A4.5–A4.7). The clarifying itself is another procedure."""
    if clue.conclusion not in WRONG:
        raise NotNow(_("结论是反映不实或者错告的，才提出澄清正名。"))
    with one_step(clue, A.OFFER, by, {"text": written(grounds), "offered": offered}):
        pass


def overturn_clue(clue: Clue, *, conclusion: Conclusion, grounds: str, by: By) -> None:
    """Another conclusion, by an approver who did not conclude it: new evidence, an objection of the reporter (T4). What was on a list because of it
    goes from there, and only a stub stays (P16)."""
    if conclusion == clue.conclusion:
        raise BadInput(_("结论没有变。"))
    with one_write(), one_step(clue, A.OVERTURN, by, {"text": written(grounds), "was": clue.conclusion}) as (change, found):
        was_listed = found.values.get("listed")
        if was_listed and conclusion not in (Conclusion.TRUE, Conclusion.PARTLY):
            problem = Problem.objects.get(pk=was_listed)
            if problem.state != State.VOID:
                withdraw(problem=problem, actor=system_actor("clock"), now=by.now)
            values = {name: value for name, value in found.values.items() if name not in ("listed", "ledger")}
            change.set(sealed=closed(found.key, values, clue.bound), listed_at=None, listed_by_id=None)
            clue.additions.filter(pk__in=found.joined).delete()
        change.set(conclusion=conclusion, closed_at=None, closed_by_id=None, answered_at=None, answered_by_id=None)
        change.set(reported_at=None, reported_by_id=None, **hand_of("concluded", by))


def find_malicious(clue: Clue, *, level: MaliceLevel, document: str, decided_on: date, grounds: str, by: By) -> None:
    """Note that the competent body found the report to be a false accusation: by its document, never by this desk and never by itself."""
    told: Mapping[str, Any] = {
        "text": written(grounds),
        "level": level.value,
        "document": seen(document),
        "decided_on": decided_on.isoformat(),
    }
    if not told["document"]:
        raise BadInput(_("请填写作出认定的机关的文号。"))
    with one_step(clue, A.MALICE, by, dict(told), done_on=decided_on) as (change, _found):
        change.set(**hand_of("malice", by))
