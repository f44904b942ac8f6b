"""Random organisations with bodies, seats, offices, heads, people who keep away, and matters of every kind in every state. Kept once in the database and
once as plain lists, over which the rule is said once more (P04): who is it about, who keeps away, who has work on it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bihuan.accountability import models as m
from bihuan.accountability.vocabulary.appeals import AppealState
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.clarification import ClarificationState
from bihuan.accountability.vocabulary.handling import HandlingState
from bihuan.accountability.vocabulary.motions import MotionKind, MotionState
from bihuan.accountability.vocabulary.party import PartyState
from bihuan.accountability.vocabulary.publicity import AnnouncementState
from bihuan.accountability.vocabulary.tolerance import Asker, ToleranceState
from bihuan.accountability.vocabulary.visits import VisitState
from bihuan.campaigns.models import Grant
from bihuan.foundation.accounts.models import User
from bihuan.foundation.kernel import Actor
from bihuan.organisation.models import Person, Recusal, Unit
from bihuan.organisation.rules.paths import path_under
from tests.factories.town import NOW, TODAY, Town

KINDS = (*BodyKind,)
LATER = TODAY + timedelta(400)


@dataclass(frozen=True)
class Case:
    """One row as the rule sees it. `bodies`: those that have work on it; `hands`: accounts that had a hand in it; `told`: was whom it is about told?
    `unit_asked`: a head asked for it, for one of his people."""

    row: Any
    person: int | None
    unit: int
    bodies: frozenset[int]
    told: bool = True
    hands: frozenset[int] = frozenset()
    personnel: bool = False
    unit_asked: bool = False


@dataclass
class Organisation:
    """Built at random, looked at, and taken back."""

    luck: random.Random
    town: Town
    above: dict[int, int | None] = field(default_factory=dict)
    units: list[Unit] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    bodies: list[m.DecisionBody] = field(default_factory=list)
    sits: set[tuple[int, int]] = field(default_factory=set)
    heads: set[tuple[int, int]] = field(default_factory=set)
    offices: set[int] = field(default_factory=set)
    away: list[tuple[int, int | None, int | None]] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)

    def build(self) -> "Organisation":
        self._units()
        users = User.objects.bulk_create([User(username=f"{self.luck.random()}", opened_at=NOW) for _one in range(self.luck.randint(4, 7))])
        self.people = Person.objects.bulk_create([Person(name="某", sort_key="m", user=user) for user in users])
        self._bodies()
        self._ties()
        for _one in range(self.luck.randint(2, 4)):
            self._matter()
        return self

    def actor(self, person: Person) -> Actor:
        return Actor(person.user_id, "某", person.pk)

    # What there is ----------------------------------------------------------------------------------------------------------------------

    def _units(self) -> None:
        for number in range(self.luck.randint(2, 5)):
            parent = self.luck.choice(self.units) if self.units and number else None
            unit = Unit.objects.create(name=f"{self.luck.random()}", parent=parent, path=f"~{self.luck.random()}")
            unit.path = path_under(parent.path if parent else "", unit.pk)
            unit.save()
            self.units.append(unit)
            self.above[unit.pk] = parent.pk if parent else None

    def _bodies(self) -> None:
        luck, campaign = self.luck, self.town.campaign
        told: dict[str, Any] = {"campaign": campaign, "basis": "3 号", "named_at": NOW}
        kinds = [*KINDS, luck.choice(KINDS[1:])]
        ends = [NOW if luck.random() < 0.1 else None for _kind in kinds]
        self.bodies = m.DecisionBody.objects.bulk_create(
            [m.DecisionBody(kind=kind, name=f"{luck.random()}", ended_at=end, **told) for kind, end in zip(kinds, ends, strict=True)]
        )
        seats = []
        for body in self.bodies:
            for person in luck.sample(self.people, luck.randint(1, 3)):
                if body.kind == BodyKind.OFFICE:
                    continue
                gone = luck.random() < 0.15
                seats.append(m.Seat(body=body, person=person, given_at=NOW, ended_at=NOW if gone else None))
                if not gone and body.ended_at is None:
                    self.sits.add((person.pk, body.pk))
        m.Seat.objects.bulk_create(seats)
        for person in luck.sample(self.people, 2):
            Grant.objects.create(campaign=campaign, person=person, duty="office", granted_at=NOW)
            self.offices.add(person.pk)
            self.sits |= {(person.pk, one.pk) for one in self.bodies if one.kind == BodyKind.OFFICE and one.ended_at is None}
        for unit in self.units:
            if luck.random() < 0.6:
                head = luck.choice(self.people)
                Grant.objects.create(campaign=campaign, person=head, duty="unit_head", unit=unit, granted_at=NOW)
                self.heads.add((head.pk, unit.pk))

    def _ties(self) -> None:
        """Who keeps away: declared, or asked for and granted; and what looks like it and is none."""
        luck, found = self.luck, []
        for _one in range(luck.randint(1, 4)):
            person, party, unit = luck.choice(self.people), luck.choice(self.people), luck.choice(self.units)
            by_unit = luck.random() < 0.4 or party.pk == person.pk
            state = luck.choice(("in_force", "in_force", "in_force", "asked", "refused"))
            ends = luck.choice((None, None, LATER, TODAY))  # what ended counts for nothing
            found.append(
                Recusal(person=person, unit=unit if by_unit else None, party=None if by_unit else party, ground="other", from_on=TODAY, to_on=ends,
                        state=state, asked_at=NOW, asked_by_id=luck.choice((person, party)).user_id)
            )  # fmt: skip
            if state == "in_force" and ends != TODAY:
                self.away.append((person.pk, unit.pk if by_unit else None, None if by_unit else party.pk))
        Recusal.objects.bulk_create(found)

    # Matters ----------------------------------------------------------------------------------------------------------------------------

    def _matter(self) -> None:
        """A handling with an appeal, a review, an announcement and visits; a clearing; a motion with a card and its appeal; a referral; a desk row."""
        luck, campaign = self.luck, self.town.campaign
        number, unit = len(self.cases) + 1, luck.choice(self.units)
        person = luck.choice(self.people) if luck.random() < 0.7 else None
        handler, body, third = luck.sample(self.bodies, 3)
        hand = luck.choice(self.people).user_id
        about: dict[str, Any] = {"campaign": campaign, "unit": unit, "person": person, "number": number}
        state = luck.choice(list(HandlingState))
        early = state in ("draft", "proposed", "referred", "dropped")
        told = not early or luck.random() < 0.3
        with_body = body if state not in ("draft", "proposed", "noticed", "referred") else None
        served = state in ("in_force", "ended", "lifted", "undone")
        row = m.Handling.objects.create(
            **about, state=state, handler=handler, body=with_body, matter="某事", measure="remind", opened_at=NOW, opened_by_id=hand,
            noticed_at=NOW if told else None, decided_on=TODAY if served else None, served_on=TODAY if served else None,
            follow_on=TODAY if served else None,
        )  # fmt: skip
        open_appeal = served and luck.random() < 0.6
        under_review = luck.random() < 0.5
        works = {handler.pk, *([with_body.pk] if with_body else [])}
        works |= {third.pk} if open_appeal or under_review else set()
        ends = self._case(row, person, unit, works, told=told, hands=frozenset({hand}), personnel=served)
        if open_appeal:
            appeal = m.Appeal.objects.create(
                handling=row,
                state=luck.choice((AppealState.FILED, AppealState.ACCEPTED)),
                text="不服",
                body=third,
                filed_on=TODAY,
                filed_at=NOW,
            )
            self.cases.append(Case(appeal, ends.person, ends.unit, ends.bodies, told, ends.hands, served))
        self._rights(about, row, handler, body, third, under_review, told)
        if person is not None:
            self._marks(about, person, handler, body, third)
            self._visits(row, person, unit, works)

    def _case(self, row: Any, person: Person | None, unit: Unit, bodies: set[int], **more: Any) -> Case:
        found = Case(row, person.pk if person else None, unit.pk, frozenset(bodies), **more)
        self.cases.append(found)
        return found

    def _rights(self, about: dict[str, Any], row: m.Handling, handler: Any, body: Any, third: Any, under_review: bool, told: bool) -> None:
        luck, person, unit = self.luck, about["person"], about["unit"]
        words: dict[str, Any] = {"matter": "某事", "text": "理由"}
        asker = luck.choice(list(Asker))
        review = m.Tolerance.objects.create(
            **about, **words, handling=row if under_review else None, state=luck.choice(list(ToleranceState)), asker=asker, handler=handler,
            body=third, applied_at=NOW,
        )  # fmt: skip
        known = told or review.handling is None or asker == Asker.PERSON or review.state == ToleranceState.GRANTED or person is None
        self._case(review, person, unit, {handler.pk, third.pk}, told=known, unit_asked=asker == Asker.UNIT)
        cleared = m.Clarification.objects.create(
            **about, matter="某事", state=luck.choice(list(ClarificationState)), handler=handler, body=body, opened_at=NOW
        )
        self._case(cleared, person, unit, {handler.pk, body.pk})
        state = luck.choice(list(AnnouncementState))
        gone = state in (AnnouncementState.REMOVED, AnnouncementState.REFUSED)
        announced = m.Announcement.objects.create(
            campaign=about["campaign"], number=about["number"], kind="handling", handling=row, unit=unit, state=state, named=True,
            title="" if gone else "通报", text="" if gone else "某事", ends_on=LATER, handler=handler, body=body, proposed_at=NOW,
        )  # fmt: skip
        self._case(announced, person, unit, {handler.pk, body.pk})
        if luck.random() < 0.5:
            laid = m.PartyDecision.objects.create(
                campaign=about["campaign"], unit=unit, state=luck.choice(list(PartyState)), reason="多发", laid_at=NOW
            )
            groups = {one.pk for one in self.bodies if one.kind in (BodyKind.PARTY_GROUP, BodyKind.OFFICE) and one.ended_at is None}
            self._case(laid, None, unit, groups, told=laid.state == PartyState.DECIDED)

    def _marks(self, about: dict[str, Any], person: Person, handler: Any, body: Any, third: Any) -> None:
        luck, campaign, day = self.luck, about["campaign"], {"given_on": TODAY, "review_on": LATER, "given_at": NOW}
        rule = m.LocalRule.objects.create(
            campaign=campaign, about="cards", title="办法", number="5 号", issuer="县委", body=body, cited_at=NOW, ended_at=NOW
        )
        standing = not m.Card.objects.filter(campaign=campaign, person=person, state__in=("yellow", "red")).exists() and luck.random() < 0.7
        card = m.Card.objects.create(
            campaign=campaign,
            person=person,
            unit=about["unit"],
            rule=rule,
            state="yellow" if standing else luck.choice(("lifted", "undone")),
            **day,
        )
        state = luck.choice(list(MotionState))
        decided: dict[str, Any] = (
            {"decided_on": TODAY, "document": "9 号", "decision": "清楚", "present": "二人"} if state == "granted" else {}
        )
        motion = m.Motion.objects.create(
            **about, kind=luck.choice((MotionKind.YELLOW, MotionKind.RED, MotionKind.RAISE)), state=state, rule=rule, handler=handler, body=body,
            card=card if state in ("granted", "undone") else None, opened_at=NOW, text="事实", evidence="截图",
            noticed_at=None if state == "draft" else NOW, **decided,
        )  # fmt: skip
        reviewed = state == "granted" and luck.random() < 0.6
        works = {handler.pk, body.pk, *([third.pk] if reviewed else [])}
        self._case(motion, person, about["unit"], works, told=motion.noticed_at is not None, personnel=True)
        self._case(card, person, about["unit"], {body.pk}, personnel=True)
        if reviewed:
            review = m.CardReview.objects.create(motion=motion, text="不服", body=third, filed_on=TODAY, filed_at=NOW)
            self._case(review, person, about["unit"], works, personnel=True)
        sent = m.Referral.objects.create(
            campaign=campaign, number=about["number"], kind="up_down", sender=body, body=third, document="12 号", document_on=TODAY, text="建议",
            sent_at=NOW,
        )  # fmt: skip
        m.ReferralEntry.objects.create(referral=sent, person=person, motion=motion)
        self._case(sent, person, about["unit"], {body.pk, third.pk}, told=False)

    def _visits(self, row: m.Handling, person: Person, unit: Unit, works: set[int]) -> None:
        seats = list(m.Seat.objects.filter(body__in=[one for one in self.bodies if one.kind in ("discipline", "personnel")], ended_at=None))
        if not seats:
            return
        plan = m.ReturnVisit.objects.create(
            handling=row, state=self.luck.choice(list(VisitState)), support="某", next_on=TODAY, until_on=LATER, planned_at=NOW
        )
        chosen = self.luck.sample(seats, min(2, len(seats)))
        m.Visitor.objects.bulk_create([m.Visitor(visits=plan, seat=one, named_at=NOW) for one in chosen])
        self._case(plan, person, unit, {one.body_id for one in chosen})

    # The rule once more -----------------------------------------------------------------------------------------------------------------

    def is_about(self, one: int, case: Case) -> bool:
        """Himself, or the unit as such that he heads."""
        return one == case.person if case.person is not None else (one, case.unit) in self.heads

    def keeps_away(self, one: int, case: Case) -> bool:
        """From whom it is about, or from the unit or one above it."""
        return any(
            who == one and ((party is not None and party == case.person) or (unit is not None and self._inside(case.unit, unit)))
            for who, unit, party in self.away
        )

    def has_work(self, one: int, case: Case) -> bool:
        """A seat where it is handled, decided or reviewed; for some the personnel body; a head who asked for one of his people."""
        seats = {body.pk for body in self.bodies if body.kind == BodyKind.PERSONNEL} if case.personnel else set()
        return any((one, body) in self.sits for body in case.bodies | seats) or (case.unit_asked and (one, case.unit) in self.heads)

    def _inside(self, unit: int, branch: int) -> bool:
        at: int | None = unit
        while at is not None and at != branch:
            at = self.above[at]
        return at == branch

    def pairs(self) -> Iterator[tuple[Person, Case]]:
        for person in self.people:
            for case in self.cases:
                yield person, case
