"""Findings that tell the same in nearly the same words: found in the background, told only to who sees both, decided by the office."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from bihuan.campaigns.operations import amend_campaign
from bihuan.foundation.audit.models import Record
from bihuan.foundation.jobs.models import Job
from bihuan.foundation.jobs.running import Turn
from bihuan.foundation.kernel import BadInput, Missing, NeedsUnmet, NotAllowed, NotNow
from bihuan.problems import operations, queries
from bihuan.problems.jobs import ask_for_new_texts, find_likenesses
from bihuan.problems.models import Imprint, ImprintMark, Likeness, Problem, SetApart
from bihuan.problems.operations import Finding, likening
from bihuan.problems.operations.likening import compare_waiting
from bihuan.problems.queries import likeness as likes
from bihuan.problems.queries.likeness import texts
from bihuan.problems.queries.likeness.pairs import likenesses_with
from bihuan.problems.vocabulary import Alike, Source
from tests.factories.town import COLLEAGUE, FOREST, GROUP, LIAISON, NOW, OFFICE, OFFICIAL, OTHER_LIAISON, OTHER_OFFICIAL, WATER, Town, town

pytestmark = pytest.mark.django_db
FIRST = "东关村低保申请材料在县民政窗口积压41天没有答复，经办人推诿给镇里。"
AGAIN = "据群众反映：东关村低保申请材料，在县民政窗口积压４１天没有答覆，经办人推诿给镇里"
ANOTHER = "东关村低保申请材料在县民政窗口积压14天没有答复，经办人推诿给镇里。"


@pytest.fixture
def place() -> Town:
    return town()


def compared(place: Town) -> set[tuple[int, int]]:
    compare_waiting(place.campaign, Turn())
    return set(Likeness.objects.values_list("one__number", "other__number"))


def numbers(place: Town, who: str, kind: Alike | None = None) -> set[tuple[int, int]]:
    mine = queries.reach(place.actor(who), place.campaign.pk)
    return set(likes.likenesses_of(mine, place.campaign, kind or "").values_list("one__number", "other__number"))


@pytest.mark.parametrize("few", [0, 500], ids=["all in memory", "one by one"])
def test_what_tells_the_same_is_found_and_what_tells_of_another_is_not(place: Town, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likening, "_FEW", few)
    one, other, different = (place.find(text=text) for text in (FIRST, AGAIN, ANOTHER))
    assert compared(place) == {(one.number, other.number)}
    assert Imprint.objects.count() == 3
    assert compare_waiting(place.campaign, Turn()) == 0  # nothing is done twice
    later = place.find(text=FIRST.replace("积压", "积 压"))
    assert compared(place) == {(one.number, other.number), (one.number, later.number), (other.number, later.number)}
    assert different.number not in {number for pair in compared(place) for number in pair}


def test_a_text_that_changes_is_compared_anew(place: Town) -> None:
    one, other = place.find(text=FIRST), place.find(text=ANOTHER)
    assert not compared(place)
    operations.amend(problem=other, values={"text": AGAIN}, actor=place.actor(OFFICE), now=NOW)
    assert compared(place) == {(one.number, other.number)}
    operations.amend(problem=other, values={"text": ANOTHER}, actor=place.actor(OFFICE), now=NOW)
    assert not compared(place)
    told = ImprintMark.objects.filter(problem=other).count()
    assert told == len(Imprint.objects.get(problem=other).marks) // 4


def test_a_comparison_that_is_cut_off_is_gone_on_with(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likening, "PART", 2)
    monkeypatch.setattr(likening, "_FEW", 0)
    for text in (FIRST, AGAIN, ANOTHER, "经查，" + FIRST, "督导组指出：" + FIRST.replace("，", "；")):
        place.find(text=text)

    class Cut(Turn):
        def step(self, done: int, total: int, phase: str = "") -> None:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        compare_waiting(place.campaign, Cut())
    assert Imprint.objects.count() == 2
    cut = compared(place)
    Likeness.objects.all().delete()
    ImprintMark.objects.all().delete()
    Imprint.objects.all().delete()
    assert compared(place) == cut and len(cut) == 6


def test_what_somebody_sees_is_found_behind_much_that_he_does_not(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "_ASKED", 2)
    for _time in range(5):
        place.find(text=FIRST, unit=FOREST, person=None)
    mine, nearly = place.find(text=FIRST), place.find(text=AGAIN)
    compared(place)
    liaison = queries.reach(place.actor(LIAISON), place.campaign.pk)
    assert {one.problem.number for one in likes.like_text(liaison, place.campaign, FIRST)} == {mine.number, nearly.number}


def test_new_texts_are_asked_for_by_the_clock_and_done_by_a_worker(place: Town) -> None:
    place.find(text=FIRST)
    place.find(text=AGAIN)
    assert ask_for_new_texts(NOW) and ask_for_new_texts(NOW)
    assert Job.objects.count() == 1
    assert find_likenesses.call(place.campaign.pk)["compared"] == 2
    assert Likeness.objects.count() == 1
    assert not ask_for_new_texts(NOW + timedelta(hours=1))


def test_who_does_not_see_both_is_told_nothing(place: Town) -> None:
    mine = place.find(text=FIRST)
    foreign = place.find(text=AGAIN, unit=FOREST, person=None)
    private = place.find(Source.SELF_CHECK, text=FIRST + "本人负有责任。", person=COLLEAGUE)
    compared(place)
    assert numbers(place, OFFICE) == {(mine.number, foreign.number), (mine.number, private.number), (foreign.number, private.number)}
    assert not numbers(place, LIAISON)  # another unit's, and one that he may not read
    liaison = queries.reach(place.actor(LIAISON), place.campaign.pk)
    assert [one.problem for one in likes.like_text(liaison, place.campaign, AGAIN)] == [mine]
    assert not likes.likes_of(liaison, mine) and not likes.likes_of(liaison, private)
    office = queries.reach(place.actor(OFFICE), place.campaign.pk)
    assert {one.problem for one in likes.likes_of(office, mine)} == {foreign, private}


def test_one_unit_and_no_two_people_make_perhaps_one_thing(place: Town) -> None:
    one, same = place.find(text=FIRST), place.find(text=AGAIN)
    foreign = place.find(text=FIRST, unit=FOREST, person=None)
    compared(place)
    assert numbers(place, OFFICE, Alike.SAME) == {(one.number, same.number)}
    assert {pair[1] for pair in numbers(place, OFFICE, Alike.COPIED)} == {foreign.number}


def test_parts_of_one_finding_are_no_duplicates_of_it_or_of_each_other(place: Town) -> None:
    whole, again = place.find(text=FIRST), place.find(text=AGAIN)
    assert len(compared(place)) == 1
    parts = [operations.Owner(place.units[FOREST]), operations.Owner(place.units[FOREST], place.people[OTHER_OFFICIAL])]
    made = operations.divide(problem=whole, parts=parts, keeps=True, reason="三家都有份", actor=place.actor(OFFICE), now=NOW)
    mine = queries.reach(place.actor(OFFICE), place.campaign.pk)
    assert [one.problem for one in likes.likes_of(mine, made[1])] == [again], "before it was compared"
    assert len(compared(place)) == 6 and numbers(place, OFFICE) == {(1, 2), (2, 3), (2, 4)}
    assert [one.problem for one in likes.likes_of(mine, made[1])] == [again]


def test_not_the_same_is_remembered_and_taken_back(place: Town) -> None:
    one, other = place.find(text=FIRST), place.find(text=AGAIN)
    compared(place)
    by = {"actor": place.actor(OFFICE), "now": NOW}
    decision = operations.set_apart(one=other, other=one, reason="两户人家", **by)
    assert (decision.one, decision.other) == (one, other)
    assert not numbers(place, OFFICE)
    with pytest.raises(NotNow):
        operations.set_apart(one=one, other=other, **by)
    operations.amend(problem=other, values={"text": AGAIN + "！"}, **by)
    assert compared(place) and not numbers(place, OFFICE)  # found anew, and still not the same
    operations.withdraw_apart(decision=decision, **by)
    assert numbers(place, OFFICE) == {(one.number, other.number)}
    with pytest.raises(NotNow):
        operations.withdraw_apart(decision=decision, **by)
    assert [record.action for record in Record.objects.filter(kind="set_apart").order_by("position")] == ["set_apart", "withdraw_apart"]


def test_of_a_decision_hears_only_who_sees_and_reads_both(place: Town) -> None:
    """Not the pair, not its texts, not how many there are: neither in another unit, nor where texts are private."""
    told: dict[str, Any] = {"actor": place.actor(OFFICE), "now": NOW}
    pairs = [
        (place.find(text=FIRST), place.find(text=AGAIN, unit=FOREST, person=None)),
        (place.find(Source.SELF_CHECK, text=ANOTHER), place.find(Source.SELF_CHECK, text=ANOTHER + "再查。")),
    ]
    for one, other in pairs:
        Likeness.objects.get_or_create(campaign=place.campaign, one=one, other=other, defaults={"degree": 90})
    made = [operations.set_apart(one=one, other=other, **told) for one, other in pairs]
    for who, hears in ((OFFICE, {0, 1}), (GROUP, {0, 1}), (LIAISON, set()), (OTHER_LIAISON, set()), (OFFICIAL, {1}), (COLLEAGUE, set())):
        mine = queries.reach(place.actor(who), place.campaign.pk)
        assert set(likes.decided_of(mine, place.campaign)) == {made[at] for at in hears}, who
        for at in {0, 1} - hears:
            with pytest.raises(Missing):
                likes.find_apart(mine, place.campaign, made[at].pk)


def test_only_the_office_decides_and_nobody_about_himself(place: Town) -> None:
    one, other, third = place.find(text=FIRST), place.find(text=AGAIN), place.find(text="会议纪要没有按期归档，无人过问。")
    compared(place)
    for who in (LIAISON, GROUP, OFFICIAL):
        with pytest.raises(NotAllowed):
            operations.set_apart(one=one, other=other, actor=place.actor(who), now=NOW)
    with pytest.raises(BadInput, match="没有列为疑似重复"):
        operations.set_apart(one=one, other=third, actor=place.actor(OFFICE), now=NOW)
    Problem.objects.filter(pk=one.pk).update(person=place.people[OFFICE])
    with pytest.raises(NeedsUnmet):
        operations.set_apart(one=Problem.objects.get(pk=one.pk), other=other, actor=place.actor(OFFICE), now=NOW)
    with pytest.raises(Missing):
        likes.find_apart(queries.reach(place.actor(LIAISON), place.campaign.pk), place.campaign, 1)
    assert not SetApart.objects.exists()


def test_what_is_out_is_no_twin_until_it_counts_again(place: Town) -> None:
    one, other = place.find(text=FIRST), place.find(text=AGAIN)
    compared(place)
    by = {"actor": place.actor(OFFICE), "now": NOW}
    operations.merge(main=one, members=[other], reason="同一件事", **by)
    assert not numbers(place, OFFICE)
    operations.part(member=Problem.objects.get(pk=other.pk), reason="分开办", **by)
    assert numbers(place, OFFICE) == {(one.number, other.number)}


def test_how_like_is_a_setting_and_nought_is_off(place: Town) -> None:
    place.find(text=FIRST)
    place.find(text=FIRST[:18] + "，村干部多次催办，县里一直说系统故障，群众很有意见。")
    compared(place)
    by = {"actor": place.actor(OFFICE), "now": NOW}
    assert not numbers(place, OFFICE)
    campaign = amend_campaign(campaign=place.campaign, settings={"likeness": 0}, reason="不比对", **by)
    mine = queries.reach(place.actor(OFFICE), campaign.pk)
    assert not likes.like_text(mine, campaign, FIRST) and likes.least(campaign) == 0
    assert not ask_for_new_texts(NOW)


def test_what_a_new_text_costs_does_not_grow_with_the_ledger(
    place: Town, django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = queries.reach(place.actor(OFFICE), place.campaign.pk)
    findings = [Finding(unit=place.units[WATER], source=Source.SUPERVISION, text=f"{FIRST}第{n}号") for n in range(200)]
    operations.record_many(campaign=place.campaign, findings=findings, actor=place.machine, now=NOW)
    compared(place)
    assert not Likeness.objects.exists()  # each has a number of its own
    with django_assert_max_num_queries(5):
        assert len(likes.like_text(office, place.campaign, f"{FIRST}第７号")) == 1
    Imprint.objects.all().delete()
    ImprintMark.objects.all().delete()
    monkeypatch.setattr(likening, "_FEW", 100)
    with django_assert_max_num_queries(60):  # two hundred in one go: no question a row
        assert compare_waiting(place.campaign, Turn()) == 200


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL goes by the keys of itself")
def test_the_pairs_of_one_problem_are_found_by_their_keys(place: Town) -> None:
    """On every item's page; with the campaign's index it walked a hundred thousand problems' pairs."""
    office, row = queries.reach(place.actor(OFFICE), place.campaign.pk), place.find(text=FIRST)
    sql, values = likenesses_with(office, row).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
        steps = [told for _n, _above, _unused, told in cursor.fetchall() if "problems_likeness" in told]
    assert steps and steps[0].endswith("USING INTEGER PRIMARY KEY (rowid=?)")
    place.find(text=AGAIN)
    compared(place)
    assert [pair.one_id for pair in likenesses_with(office, row)] == [row.pk]
