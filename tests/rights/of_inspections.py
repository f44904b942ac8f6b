"""Rows of inspections: who sees a plan, a visit, what it saw and heard, and what was said about it."""

from datetime import timedelta
from types import SimpleNamespace as Fact
from typing import Any

from bihuan.foundation.kernel import Actor
from bihuan.inspections import models as inspections
from bihuan.inspections.queries import observations, papers, visits
from tests.factories.town import NOW
from tests.rights.organisations import PEOPLE, UNITS, WHOLE, Organisation
from tests.rights.told import OWN, SERIAL, Kind, Rows, Told, keys_of, maybe, near_or_whole, opened

# --- inspections (M105–M119, P19, P20)


def _plan(t: Told, state: str, units: list[int]) -> Any:
    row = inspections.InspectionPlan.objects.create(
        **t.here, title="督查", authority="授权", filing="备案", content="作风", from_on=t.today, to_on=t.today, state=state, drafted_at=NOW
    )
    row.units.set([t.at.units[one] for one in units])
    return row


def _plans(t: Told) -> Rows:
    found = {}
    for state in ("drafted", "approved", "withdrawn"):
        units = t.dice.sample(range(UNITS), 2)
        found[_plan(t, state, units).pk] = Fact(units=units, out=state == "approved")
    return found


def sees_plan(org: Organisation, who: int, f: Fact) -> bool:
    """Office, leading group and groups all; a unit an approved one that names it."""
    return org.has(who, *WHOLE, "supervisor") or (f.out and any(org.over(who, one, *OWN) for one in f.units))


def _a_visit(t: Told) -> tuple[Any, Fact]:
    where, goes, proposed, approved = t.where(), t.dice.sample(range(PEOPLE), 1), t.who(), t.who()
    kind, state = t.dice.choice(("open", "covert")), t.dice.choice(("proposed", "approved", "reported", "cancelled"))
    row = inspections.Visit.objects.create(
        **t.here, plan=_plan(t, "approved", []), unit=t.at.units[where], kind=kind, purpose="看窗口", place_kind="office", place="大厅",
        visit_on=t.today, hour="上午", state=state, proposed_at=NOW, proposed_by=t.at.user(proposed), approved_at=NOW,
        approved_by=t.at.user(approved),
    )  # fmt: skip
    row.inspectors.set([t.at.people[one] for one in goes])
    return row, Fact(unit=where, goes=set(goes), part={*goes, proposed, approved}, covert=kind == "covert", state=state)


def serves(org: Organisation, who: int) -> bool:
    """Of the office, of a group, or of those who lead, today."""
    return org.has(who, *WHOLE, "supervisor") or who == org.seat


def sees_visit(org: Organisation, who: int, f: Fact) -> bool:
    """An open one, and a covert one that was reported: office, leading group, the group of the unit; the unit itself from the day on which it
    is approved. A covert one before that: office, group and head of the leading group, unless the unit is their own or they keep away from it;
    and, while they serve, those who proposed it, approved it, or go."""
    if serves(org, who) and who in f.part:
        return True
    if f.covert and f.state != "reported":
        works = org.has(who, "office") or who == org.head or org.over(who, f.unit, "supervisor")
        return works and not org.over(who, f.unit, *OWN) and not org.keeps_away(who, f.unit)
    known = f.state in ("approved", "reported")
    return org.has(who, *WHOLE) or org.over(who, f.unit, "supervisor") or (known and org.over(who, f.unit, *OWN))


def _visits(t: Told) -> Rows:
    return {row.pk: fact for row, fact in (_a_visit(t) for _n in range(3))}


def _observations(t: Told) -> Rows:
    found = {}
    for n in range(3):
        visit, of = _a_visit(t) if n else (None, None)
        where, asked = of.unit if of else t.where(), t.dice.random() < 0.5
        row = inspections.Observation.objects.create(
            **t.here,
            visit=visit,
            unit=t.at.units[where],
            text="脱岗",
            seen_on=t.today,
            noted_at=NOW,
            answer_by_on=t.today if asked else None,
        )
        found[row.pk] = Fact(unit=where, visit=of, asked=asked)
    return found


def sees_observation(org: Organisation, who: int, f: Fact) -> bool:
    """Of a visit that he does not see, nothing. Else office and leading group, the group of the unit, who went; the unit from the day on which
    it is asked (P19)."""
    if f.visit and not sees_visit(org, who, f.visit):
        return False
    went = f.visit is not None and who in f.visit.goes and serves(org, who)
    return org.has(who, *WHOLE) or org.over(who, f.unit, "supervisor") or went or (f.asked and org.over(who, f.unit, *OWN))


def _heard(t: Told) -> Rows:
    found = {}
    for _n in range(2):
        visit, of = _a_visit(t)
        row = inspections.Heard.objects.create(**t.here, visit=visit, heard_from="served", text="要跑三趟", noted_at=NOW)
        found[row.pk] = Fact(unit=of.unit, visit=of)
    return found


def sees_heard(org: Organisation, who: int, f: Fact) -> bool:
    """Office, the group of the unit, who went and still serves: of visits that they see, never of a unit that is their own."""
    if org.over(who, f.unit, *OWN) or not sees_visit(org, who, f.visit):
        return False
    return org.has(who, "office") or org.over(who, f.unit, "supervisor") or (who in f.visit.goes and serves(org, who))


def _notices(t: Told) -> Rows:
    found = {}
    for where in t.dice.sample(range(UNITS), 2):
        row = inspections.CorrectionNotice.objects.create(
            **t.here, unit=t.at.units[where], number=next(SERIAL), deviation="进度慢", demand="赶上", due_on=t.today, sent_at=NOW
        )
        found[row.pk] = Fact(unit=where)
    return found


def _remarks(t: Told) -> Rows:
    made = [(inspections.Remark.objects.create(**t.here, unit=one, text="较慢", said_at=NOW), n) for n, one in enumerate(t.at.units)]
    return {row.pk: Fact(unit=n) for row, n in made}


def _hearings(t: Told) -> Rows:
    found = {}
    for where in (t.where(), None):
        row = inspections.Hearing.objects.create(
            **t.here, kind="report", unit=t.at.unit(where), held_on=t.today, presided="组长", record="听了", noted_at=NOW
        )
        found[row.pk] = Fact(unit=where)
    return found


def sees_hearing(org: Organisation, who: int, f: Fact) -> bool:
    """Office and leading group all; a group those of its units and those of no unit; the unit itself none."""
    return org.has(who, *WHOLE) or (org.has(who, "supervisor") if f.unit is None else org.over(who, f.unit, "supervisor"))


def _notes(t: Told) -> Rows:
    by = t.who()
    row = inspections.AnalysisNote.objects.create(**t.here, title="研判", text="…", advice="…", written_at=NOW, written_by=t.at.user(by))
    return {row.pk: Fact(by=by)}


def _conclusions(t: Told) -> Rows:
    found = {}
    for _n in range(2):
        visit, of = _a_visit(t)
        again = maybe(t.dice, PEOPLE)
        row = inspections.Conclusion.objects.create(visit=visit, text="属实", given_at=NOW, ask_by_on=t.today + timedelta(30))
        row.reviewers.set([] if again is None else [t.at.people[again]])
        found[row.pk] = Fact(visit=of, again=again)
    return found


def _conclusions_seen(t: Told, actor: Actor) -> set[int]:
    rows = inspections.Conclusion.objects.filter(visit__campaign=t.at.campaign).values_list("pk", flat=True)
    return opened(lambda pk: papers.find_conclusion(actor, t.at.campaign, pk), iter(rows))


INSPECTIONS = (
    Kind("plan of inspections", _plans, sees_plan, lambda t, a: keys_of(visits.plans_of(a, t.at.campaign))),
    Kind("visit", _visits, sees_visit, lambda t, a: keys_of(visits.visits_of(a, t.at.campaign))),
    Kind("observation", _observations, sees_observation, lambda t, a: keys_of(observations.observations_of(a, t.at.campaign))),
    Kind("heard on a visit", _heard, sees_heard, lambda t, a: keys_of(observations.heard_of(a, t.at.campaign))),
    Kind("notice", _notices, near_or_whole, lambda t, a: keys_of(papers.notices_of(a, t.at.campaign))),
    Kind("remark", _remarks, near_or_whole, lambda t, a: keys_of(papers.remarks_of(a, t.at.campaign))),
    Kind("hearing", _hearings, sees_hearing, lambda t, a: keys_of(papers.hearings_of(a, t.at.campaign))),
    Kind("analysis note", _notes, lambda o, w, f: o.has(w, *WHOLE) or w == f.by, lambda t, a: keys_of(papers.notes_of(a, t.at.campaign))),
    Kind("conclusion", _conclusions, lambda o, w, f: w == f.again or sees_visit(o, w, f.visit), _conclusions_seen),
)  # fmt: skip
