"""Nobody acts on a case about himself, or while he keeps away, by whichever door and for whomever: random organisations against the rule said once more
(P04, P05). BIHUAN_ORGANISATIONS says how many; `python -m bench.own_cases` asks for the issue's 2,000."""

import os
import random
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Q

from bihuan.accountability import models as m
from bihuan.accountability.policy import visible, visible_announcements, visible_rights, visible_tolerances
from bihuan.accountability.policy.cards import visible_cards, visible_motions, visible_referrals
from bihuan.accountability.policy.party import visible_party
from bihuan.accountability.policy.visits import visible_visits
from bihuan.accountability.queries import bodies_of
from bihuan.campaigns.policy import held
from bihuan.campaigns.queries.desk import waits
from bihuan.foundation.audit.keeping import Kept, kept
from bihuan.foundation.kernel import Actor
from tests.accountability.organisations import Organisation
from tests.factories.town import TODAY, Town

COUNT = int(os.environ.get("BIHUAN_ORGANISATIONS", "4"))
OWN_VOICE = {"subject", "visited", "unit_addressed"}
"""What somebody is to a matter of his own: whom it is about, who is visited, the unit that is spoken to."""
OWN_STEPS = {
    "state", "waive_statement", "unwaive_statement", "waive_appeal", "file_appeal", "withdraw_appeal", "apply_for_tolerance", "withdraw_tolerance",
    "correct_error", "apply_for_clarification", "hear_wish", "drop_clarification", "reply_to_announcement", "apply_hat_off", "say_to_motion",
    "waive_saying", "withdraw_application", "file_review", "withdraw_review", "seal_note", "drop_note", "decline_visits", "resume_visits",
}  # fmt: skip
"""What he may do there: say, ask, accept, take back. He decides, verifies, handles, reviews nothing of it."""
GATES: dict[type, Callable[[Actor, Town], Q]] = {
    m.Handling: lambda actor, _town: visible(actor),
    m.Tolerance: lambda actor, _town: visible_tolerances(actor),
    m.Clarification: lambda actor, _town: visible_rights(actor),
    m.Announcement: lambda actor, _town: visible_announcements(actor),
    m.Motion: lambda actor, _town: visible_motions(actor),
    m.Card: lambda actor, _town: visible_cards(actor),
    m.Referral: lambda actor, _town: visible_referrals(actor),
    m.ReturnVisit: lambda actor, _town: visible_visits(actor),
    m.PartyDecision: lambda actor, town: visible_party(actor, town.campaign),
}
OWN_WAITS = {"own_answer", "own_served", "clarification_wish", "motion_to_answer", "card_review_due"}
"""What waits for somebody in a matter of his own."""


def _doors(org: Organisation, person: Any) -> dict[str, Actor]:
    """He himself; and at the door for phones, or standing in for somebody else."""
    him, other = org.actor(person), org.luck.choice([one for one in org.people if one.pk != person.pk])
    others = {"phone": replace(him, door="phone"), "deputy": him.as_deputy(other.pk, other.user_id, "乙")}
    door = org.luck.choice(list(others))
    return {"web": him, door: others[door]}


def _steps(about: Kept, duties: Collection[str]) -> set[str]:
    """Every step of the row's table that is open to these duties from some state."""
    return {step.action.value for step in about.workflow if not step.creates and step.duties & set(duties)}


def _judge(org: Organisation, seen: Counter[str]) -> list[str]:
    wrong = []
    for person, case in org.pairs():
        mine, away = org.is_about(person.pk, case), org.keeps_away(person.pk, case)
        works = org.has_work(person.pk, case)
        for door, actor in _doors(org, person).items():
            seen["checked"] += 1
            kind = type(case.row).__name__
            about = kept(type(case.row))
            duties = {str(one) for one in about.duties(actor, case.row)}
            steps = _steps(about, duties)
            told = f"{kind} {case.row.state} by {door}: {sorted(duties)} {sorted(steps)}"
            if mine:
                seen["own"] += 1
                wrong += [f"his own: {told}"] if duties - OWN_VOICE or steps - OWN_STEPS else []
            elif away:
                seen["away"] += 1
                wrong += [f"kept away: {told}"] if duties or steps else []
            elif not works or door != "web":
                wrong += [f"no work there: {told}"] if duties - {"office", "personnel_reader"} or steps else []
            gate = GATES.get(type(case.row))
            if gate is None:
                continue
            sees = type(case.row)._default_manager.filter(gate(actor, org.town), pk=case.row.pk).exists()
            may = (case.told if mine else works and not away and door == "web") and not (mine and door == "deputy")
            seen["seen"] += sees
            wrong += [f"sees: {told}"] if sees and not may else []
    return wrong


def _to_do(org: Organisation, seen: Counter[str]) -> list[str]:
    """Nothing of it lies on his desk, by whichever door."""
    wrong, by_row = [], {(type(one.row), one.row.pk): one for one in org.cases}
    campaign = org.town.campaign
    for person in org.people:
        for door, actor in _doors(org, person).items():
            for wait in waits(actor, held(actor, campaign.pk), campaign.pk, TODAY):
                for row in wait.rows if wait.rows.model in {type(one.row) for one in org.cases} else ():
                    case = by_row.get((type(row), row.pk))
                    if case is None:
                        continue
                    seen["to do"] += 1
                    mine = org.is_about(person.pk, case)
                    fine = wait.name in OWN_WAITS if mine else not org.keeps_away(person.pk, case) and door == "web"
                    wrong += (
                        [] if fine and not (mine and door == "deputy") else [f"to do {wait.name} by {door}: {'own' if mine else 'other'}"]
                    )
    return wrong


@pytest.mark.django_db
@pytest.mark.mechanism("P04")
def test_nobody_acts_on_a_case_about_himself_or_while_he_keeps_away(place: Town) -> None:
    seen: Counter[str] = Counter()
    for number in range(COUNT):
        with transaction.atomic():  # each organisation by itself: it goes when it was looked at
            org = Organisation(random.Random(number), place).build()  # noqa: S311 - a game, no secret
            wrong = _judge(org, seen) + _to_do(org, seen)
            assert not wrong, (number, wrong[:10])
            transaction.set_rollback(True)
    assert not bodies_of(place.campaign).exists(), "every organisation is gone"
    assert seen["own"] > COUNT and seen["away"] > COUNT and seen["seen"] > COUNT and seen["to do"] > COUNT, seen
    print(f"{COUNT} organisations: {dict(seen)}")
