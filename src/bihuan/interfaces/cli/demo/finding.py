"""Where the findings of the demo come from, in the proportions of a real campaign report, and what each of them says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from bihuan.campaigns.vocabulary import Duty, GroupKind
from bihuan.interfaces.cli.demo.county import DemoCounty, DemoPerson, DemoProblem, DemoUnit
from bihuan.interfaces.cli.demo.lives import Clock, Hands, Life, Words
from bihuan.interfaces.cli.demo.wording import Slots, Writer, months_before, trades
from bihuan.problems.vocabulary import QUICK_SOURCES, Action, CauseKind, OwnerLevel, Path, Source, Weight

SELF_CHECKS, CRITIQUES, OPINIONS, LETTERS, JOINT, JOINT_UNITS, MATTERS, PLEDGES = 2742, 7830, 337, 16, 889, 25, 46, 5
JOINT_SHARES = {
    Source.INSTRUCTION: 96, Source.SUPERVISION: 271, Source.RED_BLACK: 164, Source.INSPECTION_TOUR: 294, Source.NAMED_ABOVE: 64,
}  # fmt: skip
OTHERS = {Source.TALK: 412, Source.BACK_CHECK: 186, Source.SOCIAL_REVIEW: 391, Source.UNANNOUNCED: 318}
# When findings of a source come in, as parts of the time so far: earliest, most, latest.
SEASONS = {
    Source.SELF_CHECK: (0.05, 0.2, 0.5), Source.CRITIQUE: (0.22, 0.42, 0.68), Source.OPINION: (0.25, 0.45, 0.7),
    Source.TALK: (0.15, 0.5, 0.98), Source.BACK_CHECK: (0.45, 0.75, 0.99), Source.SOCIAL_REVIEW: (0.1, 0.45, 0.99),
    Source.UNANNOUNCED: (0.12, 0.65, 0.99),
}  # fmt: skip
JOINT_SEASON = (0.12, 0.5, 0.9)
WEIGHTS = {Source.SELF_CHECK: (82, 11, 7), Source.CRITIQUE: (80, 12, 8), Source.OPINION: (58, 16, 26)}
OTHER_WEIGHTS = (36, 40, 24)
NOTES = 5  # progress notes that are ready for one problem: two rounds of two, and one after it came back
LEVELS = ((OwnerLevel.PERSON, 30), (OwnerLevel.LEADING_BODY, 30), (OwnerLevel.UNIT, 32), (OwnerLevel.TRADE, 8))


@dataclass(slots=True)
class Finding:
    """What was found, before it is an entry: when, by which channel, about whom."""

    minute: int
    source: Source
    unit: int
    person: DemoPerson | None = None
    origin: tuple[str, str, str] = ("", "", "")


class Finder:
    """Makes the findings and opens a problem for each."""

    def __init__(self, county: DemoCounty, clock: Clock, rng: Random) -> None:
        self.county, self.clock, self.rng, self.writer = county, clock, rng, Writer(rng)
        self.units = county.covered
        self.by_unit: dict[int, list[DemoPerson]] = {unit.key: [] for unit in county.covered}
        for person in county.subjects:
            self.by_unit[person.answers_to or 0].append(person)
        self.heads = self._holders(Duty.UNIT_HEAD)
        self.in_charge = self._holders(Duty.LEADER_IN_CHARGE)
        self.groups = {unit: group for group in county.groups if group.kind is GroupKind.SUPERVISION for unit in group.units}
        self.office = next([person for person, _post in group.members] for group in county.groups if group.kind is GroupKind.OFFICE)
        self.moods = {unit.key: rng.uniform(0.4, 1.8) for unit in county.covered}

    def _holders(self, duty: Duty) -> dict[int, int]:
        return {grant.unit: grant.person for grant in self.county.grants if grant.duty is duty and grant.unit is not None}

    def verifier(self, unit: int) -> int:
        """The member of the supervision group who verifies for this unit."""
        return self.groups[unit].members[1][0]

    def findings(self) -> Iterator[Finding]:
        """Every finding of the campaign so far."""
        subjects = self.county.subjects
        pledging = set(self.rng.sample(range(len(subjects)), PLEDGES))
        self.county.pledges = [subjects[n].key for n in sorted(pledging)]
        checking = [person for n, person in enumerate(subjects) if n not in pledging]
        yield from self._about(Source.SELF_CHECK, checking, SELF_CHECKS)
        yield from self._about(Source.CRITIQUE, subjects, CRITIQUES)
        yield from self._opinions()
        yield from self._joint_checks()
        for source, count in OTHERS.items():
            yield from self._elsewhere(source, count)

    def _minute(self, source: Source) -> int:
        early, most, late = SEASONS.get(source, JOINT_SEASON)
        return int(self.rng.triangular(early, late, most) * self.clock.end)

    def _about(self, source: Source, people: list[DemoPerson], count: int) -> Iterator[Finding]:
        """One for each person, the rest by chance and by how frank the unit is."""
        weights = [self.moods[person.answers_to or 0] for person in people]
        for person in [*people, *self.rng.choices(people, weights, k=count - len(people))]:
            yield Finding(self._minute(source), source, person.answers_to or 0, person)

    def _opinions(self) -> Iterator[Finding]:
        """Answers to the numbered letters; each letter asks about the units of one county leader."""
        units = [unit.key for unit in self.county.covered]
        for n in range(OPINIONS):
            letter = n % LETTERS + 1
            unit = self.rng.choice(units[letter - 1 :: LETTERS])
            yield Finding(
                self._minute(Source.OPINION), Source.OPINION, unit, None, ("letter", f"函{letter:02d}", f"征求意见函第 {letter} 号")
            )

    def _joint_checks(self) -> Iterator[Finding]:
        """889 findings in 46 matters of 25 units, from five sources."""
        units = self.rng.sample([unit.key for unit in self.county.covered], JOINT_UNITS)
        names = self.writer.phrases["matter"]
        matters = [(units[n % JOINT_UNITS], f"联查{n + 1:02d}", names[n % len(names)]) for n in range(MATTERS)]
        sources = [source for source, count in JOINT_SHARES.items() for _one in range(count)]
        self.rng.shuffle(sources)
        weights = [self.rng.uniform(0.5, 2) for _matter in matters]
        drawn = [*matters, *self.rng.choices(matters, weights, k=JOINT - MATTERS)]
        for source, (unit, reference, label) in zip(sources, drawn, strict=True):
            yield Finding(self._minute(source), source, unit, self._perhaps(unit), ("matter", reference, label))

    def _elsewhere(self, source: Source, count: int) -> Iterator[Finding]:
        """Talks, back-checks, the public's eye, unannounced visits; some concern the head of the unit himself."""
        units = [unit.key for unit in self.county.covered]
        weights = [self.moods[unit] for unit in units]
        for unit in self.rng.choices(units, weights, k=count):
            person = self.rng.choice(self.by_unit[unit]) if source in (Source.TALK, Source.BACK_CHECK) else self._perhaps(unit)
            if source is Source.TALK and self.rng.random() < 0.12:
                person = self.county.people[self.heads[unit]]
            yield Finding(self._minute(source), source, unit, person)

    def _perhaps(self, unit: int) -> DemoPerson | None:
        return self.rng.choice(self.by_unit[unit]) if self.rng.random() < 0.3 else None

    def open(self, finding: Finding, number: int) -> tuple[DemoProblem, Life]:
        """The ledger entry for a finding, entered at its moment, and its life from there."""
        doer = finding.person or self.rng.choice(self.by_unit[finding.unit])
        manifestation = self._manifestation(finding.source)
        text, slots = self.writer.problem(finding.source.value, manifestation, self._slots(finding, doer))
        problem = self._entry(finding, doer, number, manifestation, text)
        life = Life(problem, self._hands(finding, doer), self._words(slots, problem), self.clock, self.rng)
        life.begin(finding.minute)
        return problem, life

    def _entry(self, finding: Finding, doer: DemoPerson, number: int, manifestation: int, text: str) -> DemoProblem:
        rng, unit, source = self.rng, finding.unit, finding.source
        weight = rng.choices(list(Weight), WEIGHTS.get(source, OTHER_WEIGHTS))[0]
        path = Path.QUICK if weight is Weight.GENERAL and source in QUICK_SOURCES else Path.FULL
        found_on = self.clock.on(finding.minute)
        due_on = found_on + timedelta(days=rng.randint(12, 28) if path is Path.QUICK else rng.randint(30, 60))
        level, owner = self._owner(finding)
        return DemoProblem(
            number=number, source=source, unit=unit, section=doer.unit if doer.unit != unit else None, level=level, owner_name=owner,
            person=finding.person.key if finding.person else None, manifestation=manifestation, text=text, weight=weight, path=path,
            found_on=found_on, doer=doer.key, leader=self._leader(doer), due_on=due_on, planned_due_on=due_on,
            of_unit_head=doer.key == self.heads[unit], priority=weight is Weight.SERIOUS and rng.random() < 0.12, origin=finding.origin,
            external_number=f"LC{finding.origin[1][2:]}-{number}" if finding.origin[0] == "matter" else "",
        )  # fmt: skip

    def _owner(self, finding: Finding) -> tuple[OwnerLevel, str]:
        unit = self.county.units[finding.unit]
        if finding.person is not None:
            return OwnerLevel.PERSON, ""
        level = self.rng.choices([one for one, _share in LEVELS[1:]], [share for _one, share in LEVELS[1:]])[0]
        names = {OwnerLevel.LEADING_BODY: f"{unit.name}领导班子", OwnerLevel.UNIT: "", OwnerLevel.TRADE: f"{unit.name}所属行业系统"}
        return level, names[level]

    def _manifestation(self, source: Source) -> int:
        """Self-checks confess the lighter ones, the public sees the last tendency most."""
        lean = {Source.SELF_CHECK: (5, 3, 4, 3, 3), Source.SOCIAL_REVIEW: (1, 2, 3, 2, 8), Source.UNANNOUNCED: (2, 1, 3, 2, 7)}
        category = self.rng.choices(range(5), lean.get(source, (3, 4, 5, 4, 4)))[0]
        return category * 6 + self.rng.randint(1, 6)

    def _slots(self, finding: Finding, doer: DemoPerson) -> Slots:
        unit = self.county.units[finding.unit]
        section = self.county.units[doer.unit].name if doer.unit != unit.key else "班子"
        months = months_before(self.clock.on(finding.minute).month)
        other = self._other_than(unit)
        return Slots(self.rng, trades()[unit.trade], u=unit.name, k=section, post=doer.title, o=other.name, **months)

    def _other_than(self, unit: DemoUnit) -> DemoUnit:
        other = self.rng.choice(self.units)
        return other if other is not unit else self._other_than(unit)

    def _leader(self, doer: DemoPerson) -> int:
        """The leader above: a deputy for a section head, the head for a deputy, the leader in charge for the head."""
        unit = doer.answers_to or 0
        if doer.key == self.heads[unit]:
            return self.in_charge[unit]
        deputies = [person for person in self.by_unit[unit] if person.unit == unit]
        return deputies[doer.unit % len(deputies)].key if doer.unit != unit else self.heads[unit]

    def _hands(self, finding: Finding, doer: DemoPerson) -> Hands:
        unit, group, rng = finding.unit, self.groups[finding.unit].members, self.rng
        supervised = finding.source in (Source.UNANNOUNCED, Source.BACK_CHECK)
        head = self.heads[unit] if doer.key != self.heads[unit] else self.in_charge[unit]
        # what colleagues said of somebody is entered by who may read it: never by the liaison
        own = {Source.SELF_CHECK: doer.key, Source.CRITIQUE: head}
        recorder = own.get(finding.source, group[0][0] if supervised else rng.choice(self.office[3:]))
        return Hands(recorder, doer.key, head, self.verifier(unit), group[2][0], rng.choice(self.office[:3]))

    def _words(self, slots: Slots, problem: DemoProblem) -> Words:
        notes = self.writer.lines("progress", NOTES, slots) if problem.path is Path.FULL else ()
        return Words(slots, list(notes), self.writer, problem.manifestation)

    def complete(self, problem: DemoProblem, life: Life) -> None:
        """What the steps taken ask for: a cause once analysed, measures once planned, a reason where no evidence is needed."""
        done = {event.action for event in problem.events}
        slots, tendency = life.words.slots, (problem.manifestation - 1) // 6 + 1
        if Action.ANALYSE in done:
            problem.cause_kind = self.rng.choices(list(CauseKind), (46, 34, 20))[0]
            problem.cause = self.writer.line(f"cause.{problem.cause_kind.value}.{tendency}", slots) + "。"
        if Action.PLAN in done:
            problem.measures = self.writer.lines(f"measure.{tendency}", self.rng.randint(1, 3), slots)
        if Action.CORRECT in done:
            problem.how = next(event.text for event in reversed(problem.events) if event.action is Action.CORRECT)
        if Action.ASK in done and Action.ADD_EVIDENCE not in done:
            problem.no_evidence_reason = self.writer.line("no_evidence", slots)
