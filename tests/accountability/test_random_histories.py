"""Random people try random steps on random matters: whatever comes of it, no measure is in force that was not evidenced, told, heard, decided by others,
and nobody had a hand in his own matter (issue: property over random histories)."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from bihuan.accountability import operations as do
from bihuan.accountability.models import Appeal, Fact, Handling, Statement
from bihuan.accountability.queries import bodies_that_review
from bihuan.accountability.rules.measures import find_measure, may_give
from bihuan.accountability.rules.pack import pack
from bihuan.accountability.rules.tolerance import missing, principles_of
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.handling import Asked, HandlingAction, Heard, Origin, Served
from bihuan.accountability.vocabulary.measures import CaseClass
from bihuan.accountability.workflow.handling import STANDING
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import Actor, Refused
from bihuan.organisation.operations import declare_recusal
from bihuan.organisation.vocabulary import RecusalGround
from tests.accountability.ground import Bodies, heard, in_force, noticed, opened, review, whole
from tests.factories.town import COLLEAGUE, GROUP, GROUP_2, HEAD, IN_CHARGE, LEADER, NOW, OFFICE, OFFICE_2, OFFICIAL, OTHER_HEAD

pytestmark = pytest.mark.django_db
PEOPLE = (OFFICE, OFFICE_2, LEADER, IN_CHARGE, GROUP, GROUP_2, OFFICIAL, COLLEAGUE, HEAD, OTHER_HEAD)
OWN = {HandlingAction.STATE, HandlingAction.WAIVE}
STEPS = 150


class Lives:
    """Handlings in a town whose people do whatever comes to their mind."""

    def __init__(self, bodies: Bodies, seed: int) -> None:
        self.bodies, self.place, self.dice = bodies, bodies.place, random.Random(seed)  # noqa: S311 - a game, no secret
        self.now = NOW
        in_force(bodies)
        heard(bodies, noticed(bodies, whole(bodies, opened(bodies, COLLEAGUE))), COLLEAGUE)
        noticed(bodies, whole(bodies, opened(bodies, HEAD), "remind"))
        whole(bodies, opened(bodies, LEADER), "circular")
        opened(bodies, OFFICE, who=OFFICE_2)

    def try_to(self, name: str, step: Callable[[Actor], object]) -> bool:
        try:
            step(self.place.actor(name))
        except Refused:
            return False
        return True

    def step(self) -> None:
        self.now += timedelta(hours=self.dice.choice((1, 3, 20, 70)))
        row = self.dice.choice(list(Handling.objects.select_related("campaign", "handler", "body", "unit", "person").order_by("pk")))
        step = self.dice.choice(self.steps(row))
        any(self.try_to(name, step) for name in self.dice.sample(PEOPLE, 8))  # until one may, those before him are refused

    def steps(self, row: Handling) -> list[Callable[[Actor], object]]:
        """Everything that can be tried on a handling; what prepares a proposal more often, so that some get far."""
        now, dice, place = self.now, self.dice, self.place
        day, said = localdate(now), {"document": "8 号", "present": "二人", "reasons": "清楚", "heard": "采纳"}
        body = dice.choice([*[self.bodies.of["party"]] * 4, *self.bodies.of.values()])
        measure = dice.choice(list(pack().offers[CaseClass.WORK]))
        chosen = do.Chosen(measure, "第三条", "轻", mend_on=day + timedelta(30), until_on=day + timedelta(60))
        fact = Fact.objects.filter(handling=row).order_by("?").first()
        statement = Statement.objects.filter(handling=row).order_by("?").first()
        appeal = Appeal.objects.filter(handling=row).order_by("-pk").first()
        prepare: list[Callable[[Actor], object]] = [
            lambda actor: do.add_fact(row, text="空岗", evidence="截图", actor=actor, now=now),
            lambda actor: do.verify_fact(fact, how="调看", actor=actor, now=now) if fact else None,
            lambda actor: do.sort_case(row, case_class=CaseClass.WORK, reason="影响", actor=actor, now=now),
            lambda actor: do.ask_first(row, health=Asked.NONE, workload=Asked.NONE, orders=Asked.NONE, actor=actor, now=now),
            lambda actor: do.weigh(row, circumstances="一次", effect="小", actor=actor, now=now),
            lambda actor: do.weigh_origin(row, origin=Origin.NEUTRAL, text="督导发现", actor=actor, now=now),
            lambda actor: do.check_tolerance(row, review=review(place), actor=actor, now=now),
            lambda actor: do.choose_measure(row, chosen=chosen, actor=actor, now=now),
            lambda actor: do.propose_handling(row, actor=actor, now=now),
        ]
        onward: list[Callable[[Actor], object]] = [
            lambda actor: do.notice_handling(row, actor=actor, now=now),
            lambda actor: do.state(row, text="有话说", how=dice.choice(list(Heard)), actor=actor, now=now),
            lambda actor: do.waive_statement(row, actor=actor, now=now),
            lambda actor: do.answer_statement(statement, text="答复", actor=actor, now=now) if statement else None,
            lambda actor: do.submit_handling(row, body=body, actor=actor, now=now),
            lambda actor: do.decide_handling(row, measure=dice.choice(("", measure)), **said, actor=actor, now=now),
            lambda actor: do.serve_handling(row, how=Served.IN_PERSON, actor=actor, now=now),
            lambda actor: do.follow_up(row, text="好转", actor=actor, now=now),
        ]
        rare: list[Callable[[Actor], object]] = [
            lambda actor: do.take_back_handling(row, reason="重拟", actor=actor, now=now),
            lambda actor: do.send_back_handling(row, reason="补充", actor=actor, now=now),
            lambda actor: do.lift_handling(row, reason="表现好", actor=actor, now=now),
            lambda actor: do.file_appeal(row, text="不服", body=body, actor=actor, now=now),
            lambda actor: do.accept_appeal(appeal, actor=actor, now=now) if appeal else None,
            lambda actor: (
                do.change_decision(appeal, measure="remind", outcome="改", document="9 号", actor=actor, now=now) if appeal else None
            ),
            lambda actor: do.revoke_decision(appeal, outcome="错", document="9 号", actor=actor, now=now) if appeal else None,
            lambda actor: declare_recusal(person=place.people[GROUP], party=row.person, ground=RecusalGround.OTHER, actor=actor, now=now),
        ]
        return [*prepare, *onward * 2, *onward[4:7] * 6, *rare]

    def refuse_what_must_not_be(self) -> None:
        for row in Handling.objects.filter(state__in=STANDING).select_related("body", "handler", "campaign"):
            facts = list(row.facts.all())
            assert facts and all(one.verified_at and one.verified_by_id != one.written_by_id for one in facts), (
                "evidence, verified by another"
            )
            assert row.noticed_at and row.submitted_at and row.decided_at and row.noticed_at <= row.submitted_at <= row.decided_at
            heard = row.statements.filter(stated_at__gte=row.noticed_at, stated_at__lte=row.submitted_at).exists()
            over = row.respond_on is not None and localdate(row.submitted_at) > row.respond_on
            assert heard or row.waived_at or over, "heard, or the window over"
            assert not row.statements.filter(stated_at__lte=row.submitted_at, answered_at=None).exists(), "answered in writing"
            assert row.decided_by_id not in (row.proposed_by_id, row.opened_by_id), "decided by another hand"
            assert row.body and row.body_id != row.handler_id and may_give(find_measure(row.measure), BodyKind(row.body.kind))
            assert not missing(row.tolerance, principles_of(row.campaign.file.get("principles") or ())), "tolerance was answered"
            assert bodies_that_review(row), "there is whom to appeal to"
        about = dict(Handling.objects.exclude(person=None).values_list("pk", "person__user_id"))
        for action, actor, pk in Record.objects.filter(kind="handling").values_list("action", "actor", "row"):
            assert action in OWN or about.get(pk) != actor, "nobody has a hand in his own matter"


@pytest.mark.parametrize("seed", range(2))
def test_whatever_people_try_nothing_is_in_force_that_must_not_be(seed: int, bodies: Bodies) -> None:
    lives = Lives(bodies, seed)
    for _turn in range(STEPS):
        lives.step()
    lives.refuse_what_must_not_be()
    assert Handling.objects.filter(state__in=STANDING).count() > 1, "some get as far as to be in force"
