"""Who sees which row of the rooms: the rules' words on the left, the product on the right. The words are said anew, on plain numbers, and ask
nothing of the product; each names its source."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from types import SimpleNamespace as Fact
from typing import Any
from unittest.mock import patch

from django.utils.timezone import localdate

from bihuan.campaigns.models import ChaseCall, Meeting, MeetingUnit, Task
from bihuan.campaigns.policy import branches
from bihuan.campaigns.queries import chasing
from bihuan.campaigns.queries.meetings import visible_meetings
from bihuan.campaigns.queries.tasks import visible_tasks
from bihuan.documents.models import Document
from bihuan.finding import models as finding
from bihuan.finding.policy.self_checks import visible
from bihuan.finding.queries import back_checks, critique, feedback, instructions, opinions, red_black, screening, self_checks, talks
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.kernel import Actor, Missing
from bihuan.inspections import models as inspections
from bihuan.inspections.queries import observations, papers, visits
from bihuan.institutions import models as institutions
from bihuan.institutions.queries import checks, register
from bihuan.problems.models import Problem, Reminder
from bihuan.problems.operations import Finding, record_many
from bihuan.problems.queries import reach, visible_to
from bihuan.problems.queries.reminders import reminders_of
from bihuan.problems.vocabulary import Source
from tests.factories.town import NOW
from tests.rights.organisations import OF_UNITS, PEOPLE, UNITS, WHOLE, Organisation, World

OWN = ("unit_head", "leader_in_charge", "liaison")
_SERIAL = count(1)
Rows = dict[int, Fact]
"""Rows by their keys, with what the words need to know of each."""


def _maybe(dice: random.Random, many: int) -> int | None:
    return dice.choice([None, *range(many)])


class Told:
    """One organisation with its rows, built for one look."""

    def __init__(self, at: World, org: Organisation, dice: random.Random) -> None:
        self.at, self.org, self.dice = at, org, dice
        self.here: dict[str, Any] = {"campaign": at.campaign}
        self.today = localdate()
        self.problems = self._problems()

    def who(self) -> int:
        return self.dice.randrange(PEOPLE)

    def where(self) -> int:
        return self.dice.randrange(UNITS)

    def _problems(self) -> list[Problem]:
        """One of each unit, nobody's own, open to all who have to do with the unit."""
        rows = [Finding(unit=one, source=Source.SUPERVISION, text=f"第{n}件") for n, one in enumerate(self.at.units)]
        return record_many(campaign=self.at.campaign, findings=rows, actor=self.at.place.machine, now=NOW)

    def file(self) -> StoredFile:
        return StoredFile.objects.get_or_create(name="件.pdf", defaults={"sha256": "0" * 64, "size": 1, "kind": "pdf", "stored_at": NOW})[0]


@dataclass(frozen=True)
class Kind:
    """One kind of row: `build` makes some and tells what the words must know, `words` say who may see one, `seen` asks the product."""

    name: str
    build: Callable[[Told], Rows]
    words: Callable[[Organisation, int, Fact], bool]
    seen: Callable[[Told, Actor], set[int]]


def _keys(rows: Any) -> set[int]:
    return set(rows.values_list("pk", flat=True))


def _found(find: Callable[[int], Any], rows: Iterator[int]) -> set[int]:
    """Keys of those that can be opened one by one."""
    there = set()
    for pk in rows:
        try:
            find(pk)
        except Missing:
            continue
        there.add(pk)
    return there


# --- self-checks (A26): the person, the unit head, the reviewer, the office; never the whole unit


def _self_checks(t: Told) -> Rows:
    found = {}
    for who in t.dice.sample(range(PEOPLE), 3):
        where, reviewer, paper = t.where(), _maybe(t.dice, PEOPLE), t.dice.random() < 0.3
        state, round_ = t.dice.choice((("drafting", 0), ("drafting", 1), ("handed_in", 1), ("reviewed", 2)))
        row = finding.SelfCheck.objects.create(
            **t.here, person=t.at.people[who], unit=t.at.units[where], state=state, code=f"C{next(_SERIAL)}", round=round_, on_paper=paper,
            reviewer=t.at.person(reviewer if reviewer != who else None),
        )  # fmt: skip
        reviewer = reviewer if reviewer != who else None
        found[row.pk] = Fact(who=who, unit=where, reviewer=reviewer, paper=paper, drafting=state == "drafting", handed=round_ > 0)
    return found


def knows_self_check(org: Organisation, who: int, f: Fact) -> bool:
    """That there is one: himself, his reviewer, the office; who heads or leads the unit once it was handed in; the liaison who enters it."""
    if who in (f.who, f.reviewer) or org.has(who, "office"):
        return True
    return (f.handed and org.over(who, f.unit, "unit_head", "leader_in_charge")) or (f.paper and org.over(who, f.unit, "liaison"))


def reads_self_check(org: Organisation, who: int, f: Fact) -> bool:
    """What is written there: himself; once it was handed in the reviewer, the office and the head, of a head's own list the leader in charge;
    the liaison while he enters it. Nobody handles the list of him for whom he stands in."""
    if who == f.who:
        return True
    lent = [grant for lender, grant in org.lent_to(who) if lender != f.who]
    mine = [(duty, unit) for _who, duty, unit in [*(one for one in org.grants if one[0] == who), *lent]]
    here = {duty for duty, unit in mine if unit is None or unit in (f.unit, {3: 0}.get(f.unit))}
    above = "leader_in_charge" if (f.unit, f.who) in org.heads else "unit_head"
    enters = f.paper and f.drafting and "liaison" in here
    return enters or (f.handed and (who == f.reviewer or bool(here & {"office", above})))


def _reads(t: Told, actor: Actor) -> set[int]:
    rows = finding.SelfCheck.objects.filter(**t.here).values_list("pk", flat=True)
    there = set()
    for pk in rows:
        try:
            seen = self_checks.find_list(actor, t.at.campaign, pk)
        except Missing:
            continue
        there |= {pk} if seen.reads else set()
    return there


def _knows(t: Told, actor: Actor) -> set[int]:
    return _keys(finding.SelfCheck.objects.filter(visible(actor, self_checks.held_over(actor, t.at.campaign.pk)), **t.here))


# --- opinions, letters, gatherings (M58, M59, M77, M86)


def _opinions(t: Told) -> Rows:
    found = {}
    for _n in range(3):
        where, about, settled = t.where(), _maybe(t.dice, PEOPLE), t.dice.random() < 0.5
        row = finding.Opinion.objects.create(
            **t.here, unit=t.at.units[where], person=t.at.person(about), text="审批慢", form="seminar", group="served", heard_on=t.today,
            heard_at=NOW, state="entered" if settled else "open", problem=t.problems[where] if settled else None,
        )  # fmt: skip
        found[row.pk] = Fact(unit=where, about=about, settled=settled)
    return found


def sees_opinion(org: Organisation, who: int, f: Fact) -> bool:
    """The office all; the leading group and who has to do with the unit what names nobody or stands on the ledger. Of what is about himself
    nobody knows before it stands there."""
    if who == f.about:
        return bool(f.settled)
    if org.has(who, "office"):
        return True
    return (f.about is None or f.settled) and (org.has(who, "leader") or org.over(who, f.unit, *OF_UNITS))


def _letters(t: Told) -> Rows:
    found = {}
    for sent in (True, False):
        to = _maybe(t.dice, PEOPLE)
        paper = Document.objects.create(**t.here, kind="opinion_letter", series="函", title="函", as_of=NOW, content={}, drafted_at=NOW)
        row = finding.OpinionLetter.objects.create(
            **t.here, document=paper, addressee="同志", person=t.at.person(to), reply_by_on=t.today, state="sent" if sent else "drafted",
            sent_at=NOW if sent else None,
        )  # fmt: skip
        found[row.pk] = Fact(to=to, sent=sent)
    return found


def _gatherings(t: Told) -> Rows:
    found = {}
    for where in (t.where(), None):
        row = finding.Gathering.objects.create(
            **t.here, form="seminar", title="座谈", unit=t.at.unit(where), group="served", held_on=t.today, noted_at=NOW
        )
        found[row.pk] = Fact(unit=where)
    return found


def near_or_whole(org: Organisation, who: int, f: Fact) -> bool:
    """Office and leading group all; who has a duty towards the unit its own."""
    return org.has(who, *WHOLE) or org.over(who, f.unit, *OF_UNITS)


# --- critique (M56, P05)


def _critiques(t: Told) -> Rows:
    found = {}
    for state in ("prepared", "open", "called_off"):
        where, sits = t.where(), t.dice.sample(range(PEOPLE), 2)
        row = finding.CritiqueMeeting.objects.create(
            **t.here, title="互评", unit=t.at.units[where], held_on=t.today, state=state, called_at=NOW
        )
        for one in sits:
            finding.MeetingSeat.objects.create(meeting=row, person=t.at.people[one], role="staff")
        found[row.pk] = Fact(unit=where, sits=sits, off=state == "called_off")
    return found


def _slips(t: Told) -> Rows:
    found = {}
    meeting = finding.CritiqueMeeting.objects.create(
        **t.here, title="互评", unit=t.at.units[t.where()], held_on=t.today, state="open", called_at=NOW
    )
    entry = t.at.campaign.catalogue.categories.first().manifestations.first()  # type: ignore[union-attr]
    for _n in range(2):
        author, typed = t.who(), t.who()
        row = finding.CritiqueSlip.objects.create(
            meeting=meeting, author=t.at.people[author], about=t.at.people[t.who()], manifestation=entry, text="开会走神", written_at=NOW,
            written_by=t.at.user(typed),
        )  # fmt: skip
        found[row.pk] = Fact(author=author, typed=typed)
    return found


def _own_slips(t: Told, actor: Actor) -> set[int]:
    meetings = finding.CritiqueMeeting.objects.filter(**t.here).select_related("campaign")
    return {pk for one in meetings for pk in _keys(critique.own_slips(actor, one))}


# --- joint check, lists of the best and the worst (M60, M63)


def _reports(t: Told) -> Rows:
    row = finding.SourceReport.objects.create(
        **t.here, kind="supervision", issuer="督查室", reference="1号", title="反馈", dated_on=t.today, registered_at=NOW
    )
    return {row.pk: Fact()}


def _joint_findings(t: Told) -> Rows:
    report = finding.SourceReport.objects.create(
        **t.here, kind="supervision", issuer="督查室", reference="2号", title="反馈", dated_on=t.today, registered_at=NOW
    )
    found = {}
    for where in t.dice.sample(range(UNITS), 2):
        row = finding.JointFinding.objects.create(
            **t.here, report=report, unit=t.at.units[where], matter="窗口", text="等候", problem=t.problems[where], noted_at=NOW
        )
        found[row.pk] = Fact(unit=where)
    return found


def _reports_seen(t: Told, actor: Actor) -> set[int]:
    mine, rows = reach(actor, t.at.campaign.pk), finding.SourceReport.objects.filter(**t.here).values_list("pk", flat=True)
    return _found(lambda pk: feedback.find_report(mine, t.at.campaign, pk), iter(rows))


def _findings_of_reports(t: Told, actor: Actor) -> set[int]:
    mine, rows = reach(actor, t.at.campaign.pk), finding.SourceReport.objects.filter(**t.here).select_related("campaign")
    seen = _reports_seen(t, actor)
    return {one.finding.pk for row in rows if row.pk in seen for one in feedback.findings_of(mine, row)}


def _quarterly(t: Told) -> Rows:
    found = {}
    for quarter, out in (("1", True), ("2", False)):
        row = finding.RedBlackList.objects.create(
            **t.here, year=2026, quarter=quarter, publisher="督查室", criteria="办结率", decision="研究", decided_on=t.today,
            published_on=t.today if out else None, kept_at=NOW,
        )  # fmt: skip
        found[row.pk] = Fact(out=out)
    return found


def works_on_sources(org: Organisation, who: int, _f: Fact) -> bool:
    """Office, leading group, supervision groups (M60)."""
    return org.has(who, *WHOLE, "supervisor")


# --- talks, home visits, back-checks, screenings (M71–M73, M78)


def _talks(t: Told) -> Rows:
    found = {}
    for _n in range(2):
        with_, by = t.dice.sample(range(PEOPLE), 2)
        noted, where = t.who(), t.where()
        row = finding.Talk.objects.create(
            **t.here, unit=t.at.units[where], person=t.at.people[with_], talker=t.at.people[by], held_on=t.today, subject="谈心", record="谈了",
            noted_at=NOW, noted_by=t.at.user(noted),
        )  # fmt: skip
        found[row.pk] = Fact(there={with_, by, noted})
    return found


def _home_visits(t: Told) -> Rows:
    found = {}
    for _n in range(2):
        person, goes, asked = t.who(), t.dice.sample(range(PEOPLE), 2), t.who()
        row = finding.HomeVisit.objects.create(
            **t.here, problem=t.problems[t.where()], person=t.at.people[person], purpose="了解困难", planned_on=t.today, asked_at=NOW,
            asked_by=t.at.user(asked),
        )  # fmt: skip
        row.visitors.set([t.at.people[one] for one in goes])
        found[row.pk] = Fact(person=person, goes=goes, asked=asked)
    return found


def works_still(org: Organisation, who: int) -> bool:
    """One of the duties by which visits are asked for and back-checks opened: what he began he follows no longer than that."""
    return org.has(who, "office", "supervisor", "unit_head")


def handles(org: Organisation, who: int, f: Fact) -> bool:
    """He goes there, or asked for it and still works here (M71)."""
    return who in f.goes or (who == f.asked and works_still(org, who))


def _records(t: Told, actor: Actor) -> set[int]:
    return {one.pk for one in talks.home_visits_of(actor, t.at.campaign) if talks.reads_record(actor, one)}


def _back_checks(t: Told) -> Rows:
    found = {}
    for state in ("open", "concluded"):
        where, opened, traced = t.where(), t.who(), _maybe(t.dice, PEOPLE)
        row = finding.BackCheck.objects.create(
            **t.here, unit=t.at.units[where], number=next(_SERIAL), title="倒查", start="event", state=state, opened_at=NOW,
            opened_by=t.at.user(opened),
        )  # fmt: skip
        if traced is not None:
            finding.Node.objects.create(
                back_check=row, kind="responsibility", text="未尽责", person=t.at.person(traced), body="task_force", added_at=NOW
            )
        found[row.pk] = Fact(unit=where, opened=opened, traced=traced if state == "open" else None)
    return found


def sees_back_check(org: Organisation, who: int, f: Fact) -> bool:
    """Office and leading group all, groups those of their units, whoever opened it as long as he works here; nobody looks on while he is
    traced himself (P04)."""
    opened = who == f.opened and works_still(org, who)
    return who != f.traced and (org.has(who, *WHOLE) or org.over(who, f.unit, "supervisor") or opened)


def _screenings(t: Told) -> Rows:
    category = t.at.campaign.catalogue.categories.first()
    found = {}
    for where in t.dice.sample(range(UNITS), 2):
        row = finding.Screening.objects.create(**t.here, unit=t.at.units[where], category=category, begun_at=NOW)
        found[row.pk] = Fact(unit=where)
    return found


# --- instructions (M61)


def _instructions(t: Told) -> Rows:
    found = {}
    for _n in range(2):
        units = t.dice.sample(range(UNITS), t.dice.randint(1, 2))
        row = finding.Instruction.objects.create(**t.here, leader="县长", words="请办", given_on=t.today, scan=t.file(), registered_at=NOW)
        for where in units:
            finding.InstructionPart.objects.create(instruction=row, unit=t.at.units[where], text="办", due_on=t.today)
        found[row.pk] = Fact(units=units)
    return found


def _parts(t: Told) -> Rows:
    row = finding.Instruction.objects.create(**t.here, leader="书记", words="请办", given_on=t.today, scan=t.file(), registered_at=NOW)
    made = [
        (finding.InstructionPart.objects.create(instruction=row, unit=one, text="办", due_on=t.today), n)
        for n, one in enumerate(t.at.units)
    ]
    return {part.pk: Fact(unit=n) for part, n in made}


def _parts_seen(t: Told, actor: Actor) -> set[int]:
    rows = instructions.visible_instructions(actor, t.at.campaign).select_related("campaign")
    return {one.pk for row in rows if row.leader == "书记" for one in instructions.parts_of(actor, row)}


# --- institutions (M96, M98)


def _orders(t: Told) -> Rows:
    found = {}
    for _n in range(2):
        units = t.dice.sample(range(UNITS), 2)
        row = institutions.CheckOrder.objects.create(
            **t.here, problem=t.problems[0], number=next(_SERIAL), text="查一查", due_on=t.today, ordered_at=NOW
        )
        for where in units:
            institutions.CheckAnswer.objects.create(order=row, unit=t.at.units[where], asked_at=NOW)
        found[row.pk] = Fact(units=units)
    return found


def _answers(t: Told) -> Rows:
    order = institutions.CheckOrder.objects.create(
        **t.here, problem=t.problems[1], number=next(_SERIAL), text="再查", due_on=t.today, ordered_at=NOW
    )
    made = [(institutions.CheckAnswer.objects.create(order=order, unit=one, asked_at=NOW), n) for n, one in enumerate(t.at.units)]
    return {row.pk: Fact(unit=n) for row, n in made}


def _answers_seen(t: Told, actor: Actor) -> set[int]:
    mine = reach(actor, t.at.campaign.pk)
    orders = institutions.CheckOrder.objects.filter(**t.here, text="再查")
    return {one.answer.pk for order in orders for one in checks.answers_of(mine, order)}


def _linked(t: Told) -> Rows:
    """Rules are no secret; the problems because of which they are made are as secret as on the ledger."""
    rule = institutions.Institution.objects.create(**t.here, number=next(_SERIAL), title="值守制度", unit=t.at.units[0], registered_at=NOW)
    for one in t.problems:
        institutions.InstitutionProblem.objects.create(institution=rule, problem=one, linked_at=NOW)
    return {one.pk: Fact(unit=n) for n, one in enumerate(t.problems)}


def _linked_seen(t: Told, actor: Actor) -> set[int]:
    mine = reach(actor, t.at.campaign.pk)
    rules = institutions.Institution.objects.filter(**t.here)
    return {one.problem.pk for rule in rules for one in register.linked_problems(mine, rule).seen}


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
            **t.here, unit=t.at.units[where], number=next(_SERIAL), deviation="进度慢", demand="赶上", due_on=t.today, sent_at=NOW
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
        again = _maybe(t.dice, PEOPLE)
        row = inspections.Conclusion.objects.create(visit=visit, text="属实", given_at=NOW, ask_by_on=t.today + timedelta(30))
        row.reviewers.set([] if again is None else [t.at.people[again]])
        found[row.pk] = Fact(visit=of, again=again)
    return found


def _conclusions_seen(t: Told, actor: Actor) -> set[int]:
    rows = inspections.Conclusion.objects.filter(visit__campaign=t.at.campaign).values_list("pk", flat=True)
    return _found(lambda pk: papers.find_conclusion(actor, t.at.campaign, pk), iter(rows))


# --- meetings and tasks (M10, M11, M22)


def _meetings(t: Told) -> Rows:
    found = {}
    for kind, own in (("relay", True), ("dispatch", False), ("training", False)):
        where, there = (t.where() if own else None), t.dice.sample(range(UNITS), 1)
        row = Meeting.objects.create(
            **t.here,
            kind=kind,
            topic="会",
            purpose="研究",
            held_on=t.today,
            unit=t.at.unit(where),
            group=None if own else t.at.body,
            registered_at=NOW,
        )
        for one in there:
            MeetingUnit.objects.create(meeting=row, unit=t.at.units[one])
        found[row.pk] = Fact(units=[*there, *([] if where is None else [where])], sits=None if own else t.org.seat, all=kind == "training")
    return found


def sees_meeting(org: Organisation, who: int, f: Fact) -> bool:
    """Office and leading group all; others what the campaign held to train all, those of their units, those at which these were, those of a
    body in which they sit."""
    return org.has(who, *WHOLE) or f.all or (f.sits is not None and who == f.sits) or any(org.over(who, one, *OF_UNITS) for one in f.units)


def _tasks(t: Told) -> Rows:
    found = {}
    for where in t.dice.sample(range(UNITS), 2):
        row = Task.objects.create(**t.here, stage=t.at.stage, title="报方案", unit=t.at.units[where])
        found[row.pk] = Fact(unit=where)
    return found


def _campaign(t: Told) -> Any:
    return t.at.campaign


def _reminders(t: Told) -> Rows:
    found = {}
    for where in t.dice.sample(range(UNITS), 2):
        row = Reminder.objects.create(problem=t.problems[where], level="remind", text="请抓紧", counted_on=t.today, sent_at=NOW)
        found[row.pk] = Fact(unit=where)
    return found


def _reminders_seen(t: Told, actor: Actor) -> set[int]:
    rows = visible_to(reach(actor, t.at.campaign.pk), t.at.campaign.pk)
    return {one.pk for row in rows for one in reminders_of(row)}


def _calls(t: Told) -> Rows:
    made = [
        (ChaseCall.objects.create(**t.here, unit=one, called_on=t.today, told="再催", logged_at=NOW), n) for n, one in enumerate(t.at.units)
    ]
    return {row.pk: Fact(unit=n) for row, n in made}


def _calls_read(t: Told, actor: Actor) -> set[int]:
    """What the page of calls asks before it shows any."""
    units = [one for one in t.at.units if chasing.chases(actor, t.at.campaign, one.pk) or chasing.reads_chasing(actor, t.at.campaign)]
    return {pk for one in units for pk in _keys(chasing.calls_to(t.at.campaign, one))}


def _any_unit(org: Organisation, who: int, f: Fact) -> bool:
    """Office and leading group all; who has a duty towards one of the units."""
    return org.has(who, *WHOLE) or any(org.over(who, one, *OF_UNITS) for one in f.units)


KINDS = (
    Kind("self-check", _self_checks, knows_self_check, _knows),
    Kind("what a self-check says", _self_checks, reads_self_check, _reads),
    Kind("opinion", _opinions, sees_opinion, lambda t, a: _keys(opinions.opinions_of(a, t.at.campaign))),
    Kind("letter", _letters, lambda o, w, f: o.has(w, *WHOLE) or (f.sent and w == f.to), lambda t, a: _keys(opinions.letters_of(a, t.at.campaign))),
    Kind("gathering", _gatherings, near_or_whole, lambda t, a: _keys(opinions.gatherings_of(a, t.at.campaign))),
    Kind("critique meeting", _critiques, lambda o, w, f: near_or_whole(o, w, f) or (w in f.sits and not f.off),
         lambda t, a: _keys(critique.meetings_of(a, t.at.campaign))),
    Kind("critique slip", _slips, lambda _o, w, f: w == f.author == f.typed, _own_slips),
    Kind("report", _reports, works_on_sources, _reports_seen),
    Kind("finding of a report", _joint_findings, lambda o, w, f: works_on_sources(o, w, f) and near_or_whole(o, w, f), _findings_of_reports),
    Kind("red and black list", _quarterly, lambda o, w, f: f.out or works_on_sources(o, w, f),
         lambda t, a: _keys(red_black.lists_of(reach(a, t.at.campaign.pk), t.at.campaign))),
    Kind("talk", _talks, lambda o, w, f: o.has(w, "office") or w in f.there, lambda t, a: _keys(talks.talks_of(a, t.at.campaign))),
    Kind("home visit", _home_visits, lambda o, w, f: o.has(w, "office") or w == f.person or handles(o, w, f),
         lambda t, a: _keys(talks.home_visits_of(a, t.at.campaign))),
    Kind("record of a home visit", _home_visits, lambda o, w, f: w != f.person and ((w, "office", None) in o.grants or handles(o, w, f)), _records),
    Kind("back-check", _back_checks, sees_back_check, lambda t, a: _keys(back_checks.back_checks_of(a, t.at.campaign))),
    Kind("screening", _screenings, near_or_whole, lambda t, a: _keys(screening.screenings_of(a, t.at.campaign))),
    Kind("instruction", _instructions, _any_unit, lambda t, a: _keys(instructions.visible_instructions(a, t.at.campaign))),
    Kind("part of an instruction", _parts, near_or_whole, _parts_seen),
    Kind("check order", _orders, _any_unit, lambda t, a: _keys(checks.orders_of(reach(a, t.at.campaign.pk), t.at.campaign))),
    Kind("answer to a check", _answers, near_or_whole, _answers_seen),
    Kind("problem behind a rule", _linked, near_or_whole, _linked_seen),
    Kind("plan of inspections", _plans, sees_plan, lambda t, a: _keys(visits.plans_of(a, t.at.campaign))),
    Kind("visit", _visits, sees_visit, lambda t, a: _keys(visits.visits_of(a, t.at.campaign))),
    Kind("observation", _observations, sees_observation, lambda t, a: _keys(observations.observations_of(a, t.at.campaign))),
    Kind("heard on a visit", _heard, sees_heard, lambda t, a: _keys(observations.heard_of(a, t.at.campaign))),
    Kind("notice", _notices, near_or_whole, lambda t, a: _keys(papers.notices_of(a, t.at.campaign))),
    Kind("remark", _remarks, near_or_whole, lambda t, a: _keys(papers.remarks_of(a, t.at.campaign))),
    Kind("hearing", _hearings, sees_hearing, lambda t, a: _keys(papers.hearings_of(a, t.at.campaign))),
    Kind("analysis note", _notes, lambda o, w, f: o.has(w, *WHOLE) or w == f.by, lambda t, a: _keys(papers.notes_of(a, t.at.campaign))),
    Kind("conclusion", _conclusions, lambda o, w, f: w == f.again or sees_visit(o, w, f.visit), _conclusions_seen),
    Kind("meeting", _meetings, sees_meeting, lambda t, a: _keys(visible_meetings(a, t.at.campaign))),
    Kind("reminder", _reminders, near_or_whole, _reminders_seen),
    Kind("call to a late unit", _calls, lambda o, w, f: o.has(w, *WHOLE) or o.over(w, f.unit, "supervisor"), _calls_read),
    Kind("task", _tasks, near_or_whole, lambda t, a: _keys(visible_tasks(a, t.at.campaign))),
)  # fmt: skip


@dataclass(frozen=True)
class Wrong:
    """Somebody sees a row that the words hide from him (`leak`), or not one that they show."""

    kind: str
    leak: bool
    who: int
    fact: Fact
    org: Organisation

    def __str__(self) -> str:
        return f"{self.kind}: {'LEAK' if self.leak else 'hidden'} {self.who} {self.fact} {self.org}"


@contextmanager
def _held_once() -> Iterator[None]:
    """Who holds what is asked of the database once a person and organisation, not a hundred times: nothing changes while they look."""
    real, told = branches.duties_over, dict[Any, list[Any]]()

    def remembered(actor: Actor, campaign: int, today: Any = None) -> list[Any]:
        if actor not in told:
            told[actor] = list(real(actor, campaign, today))
        return told[actor]

    with patch.object(branches, "duties_over", remembered):
        yield


def compare(at: World, org: Organisation, dice: random.Random) -> tuple[int, list[Wrong]]:
    """Everybody against every row of every kind: how many were asked about, and what went wrong."""
    at.settle(org)
    told, asked, wrong = Told(at, org, dice), 0, list[Wrong]()
    made = {build: build(told) for build in dict.fromkeys(kind.build for kind in KINDS)}
    with _held_once():
        for kind in KINDS:
            rows = made[kind.build]
            for who, actor in enumerate(at.actors):
                seen = kind.seen(told, actor)
                for pk, fact in rows.items():
                    asked += 1
                    if (pk in seen) != bool(kind.words(org, who, fact)):
                        wrong.append(Wrong(kind.name, pk in seen, who, fact, org))
    return asked, wrong
