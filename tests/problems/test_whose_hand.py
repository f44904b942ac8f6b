"""Different people are different persons: an account tied to somebody else between two steps opens no way round (M97, P04)."""

from itertools import combinations

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bihuan.campaigns.models import Grant
from bihuan.campaigns.vocabulary import TOWARDS_A_UNIT, Duty
from bihuan.foundation.accounts.models import User
from bihuan.foundation.kernel import Actor, NeedsUnmet, NotAllowed
from bihuan.problems import operations as do
from bihuan.problems.models import Problem
from bihuan.problems.operations.hands import HANDS
from bihuan.problems.vocabulary import CauseKind, State
from tests.factories.town import COLLEAGUE, GROUP, HEAD, LEADER, LIAISON, NOW, OFFICE, OFFICIAL, WATER, Town, town

pytestmark = pytest.mark.django_db
PEOPLE = (HEAD, LIAISON, GROUP, OFFICE)


def everybody_may_everything(place: Town) -> None:
    """Only who acts decides here, not what the chart says."""
    unit = place.units[WATER]
    Grant.objects.all().delete()
    for name in PEOPLE:
        told = [(duty, unit) for duty in TOWARDS_A_UNIT] + [(Duty.OFFICE, None)]
        Grant.objects.bulk_create(
            Grant(campaign=place.campaign, person=place.people[name], duty=duty, unit=at, granted_at=NOW) for duty, at in told
        )


STEPS = (do.ask, do.confirm, do.verify, do.close)
chosen = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), min_size=4, max_size=4)  # person and account of each step


def test_no_tying_of_accounts_lets_one_person_or_one_account_take_two_steps() -> None:
    place = town()
    everybody_may_everything(place)
    row = place.find(person=COLLEAGUE)
    do.analyse(problem=row, cause="排班没有落实", kind=CauseKind.MANAGERIAL, actor=place.actor(COLLEAGUE), now=NOW)
    do.plan(problem=row, measures=["轮值"], doer=place.people[COLLEAGUE], actor=place.actor(COLLEAGUE), now=NOW)
    spare = [User.objects.create(username=f"备用{n}", name=f"备用{n}", opened_at=NOW) for n in range(2)]
    accounts = [*(place.people[name].user_id for name in PEOPLE), *(one.pk for one in spare)]
    reached = set[str]()

    @settings(max_examples=150, phases=[Phase.generate])
    @given(chosen)
    def live(hands: list[tuple[int, int]]) -> None:
        with transaction.atomic():
            mine = Problem.objects.get(pk=row.pk)
            people, used = set[int | None](), set[int | None]()
            for step, (who, account) in zip(STEPS, hands, strict=True):
                person = place.people[PEOPLE[who]]
                actor = Actor(accounts[account], person.name, person.pk)
                more = {"no_evidence_reason": "现场已核"} if step is do.ask else {}
                twice = step is not do.ask and (person.pk in people or actor.user_id in used)
                try:
                    step(problem=mine, actor=actor, now=NOW, **more)  # type: ignore[operator]
                except NeedsUnmet:
                    assert twice
                    break
                assert not twice, "the same hand was taken twice"
                people.add(person.pk)
                used.add(actor.user_id)
            reached.add(mine.state)
            transaction.set_rollback(True)

    live()
    assert reached >= {State.ASKED, State.CONFIRMED, State.VERIFIED}


@pytest.mark.parametrize(("first", "then"), list(combinations(("confirm", "verify", "close"), 2)))
def test_a_person_with_a_new_account_is_still_the_same_person(first: str, then: str) -> None:
    place = town()
    everybody_may_everything(place)
    steps, row, new = (
        ("confirm", "verify", "close"),
        place.to("rectifying", place.find()),
        User.objects.create(username="新号", name="新号", opened_at=NOW),
    )
    do.ask(problem=row, no_evidence_reason="现场已核", actor=place.actor(OFFICIAL), now=NOW)
    others = iter((LIAISON, OFFICE))
    for name in steps:
        if name == first:
            getattr(do, name)(problem=row, actor=place.actor(GROUP), now=NOW)
        elif name == then:
            again = Actor(new.pk, GROUP, place.people[GROUP].pk)
            with pytest.raises((NeedsUnmet, NotAllowed)):
                getattr(do, name)(problem=row, actor=again, now=NOW)
            break
        else:
            getattr(do, name)(problem=row, actor=place.actor(next(others)), now=NOW)


def test_each_hand_is_kept_with_its_person_and_leaves_with_the_round() -> None:
    place = town()
    row = place.to("closed", place.find())
    told = {hand: getattr(row, f"{hand}_person_id") for hand in HANDS}
    names = {"asked": OFFICIAL, "confirmed": HEAD, "verified": GROUP, "closed": OFFICE}
    assert {hand: pk for hand, pk in told.items() if pk} == {hand: place.people[name].pk for hand, name in names.items()}
    do.reopen(problem=row, reason="现场反弹", actor=place.actor(GROUP), now=NOW)
    assert not any(getattr(row, f"{hand}_{part}") for hand in HANDS for part in ("at", "by_id", "person_id"))


def test_nobody_approves_his_own_measures_or_prolongs_his_own_item() -> None:
    place = town(approve_measures=True)
    row = place.find(person=LEADER, by=OFFICE)
    mine = {"problem": row, "actor": place.actor(LEADER), "now": NOW}
    do.analyse(cause="排班没有落实", kind=CauseKind.MANAGERIAL, **mine)
    with pytest.raises(NeedsUnmet, match="责任领导"):
        do.propose_measures(measures=["轮值"], **mine)
    do.propose_measures(measures=["轮值"], leader=place.people[LEADER], **mine)
    with pytest.raises(NeedsUnmet, match="换人"):
        do.approve_measures(**mine)
    own = place.find(person=OFFICE, by=OFFICE)
    assert own.due_on
    with pytest.raises(NeedsUnmet, match="换人"):
        do.extend(problem=own, to_on=own.due_on.replace(year=2027), reason="忙", actor=place.actor(OFFICE), now=NOW)
