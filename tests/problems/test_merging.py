"""One problem found by several channels becomes one entry, and parted again each is what it was (bars.md F7)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bihuan.foundation.kernel import BadInput, NeedsUnmet, NotAllowed, NotNow
from bihuan.foundation.kernel.moments import Written
from bihuan.problems import operations as do
from bihuan.problems.models import Evidence, Measure, Problem, Progress
from bihuan.problems.operations import Why, merging
from bihuan.problems.queries import Today, evidence_of, find_then, narrowed, parts_then, reach, relations_of, then
from bihuan.problems.queries.sheet import preview_import
from bihuan.problems.rules.filters import Filters
from bihuan.problems.rules.sheet import Column, RawRow
from bihuan.problems.vocabulary import CauseKind, Source, State, VoidKind
from tests.factories.town import (
    COLLEAGUE,
    FOREST,
    HEAD,
    LIAISON,
    NOW,
    OFFICE,
    OFFICE_2,
    OFFICIAL,
    TODAY,
    WATER,
    Town,
    days_later,
    town,
)

pytestmark = pytest.mark.django_db
JPG = b"\xff\xd8\xff\xe0" + bytes(64)


@pytest.fixture
def place() -> Town:
    return town()


def prove(place: Town, row: Problem, name: str = "现场.jpg") -> Evidence:
    return do.attach_evidence(problem=row, data=JPG + name.encode(), name=name, actor=place.actor(OFFICE), now=NOW)


def merge(place: Town, main: Problem, *members: Problem, by: str = OFFICE) -> Problem:
    return do.merge(main=main, members=members, reason="同一件事", actor=place.actor(by), now=days_later(1))


def part(place: Town, member: Problem, by: str = OFFICE) -> Problem:
    return do.part(member=member, reason="其实是两件事", actor=place.actor(by), now=days_later(2))


def listed(place: Town, **filters: Any) -> list[int]:
    mine = reach(place.actor(OFFICE), place.campaign.pk)
    rows = narrowed(mine, place.campaign.pk, Filters(**filters), Today(TODAY, TODAY))
    return sorted(rows.values_list("number", flat=True))


def test_sources_origins_numbers_and_evidence_of_all_are_kept(place: Town) -> None:
    main = place.find(Source.SUPERVISION, external_number="督-7")
    again = place.find(
        Source.OPINION, person=None, external_number="意-12", origin=("letter", "12", "第12号征求意见函"), text="办事等得太久"
    )
    prove(place, main), prove(place, again, "来信.jpg")
    merge(place, main, again)
    assert listed(place) == [main.number] and listed(place, state=("merged",)) == [again.number]
    told = relations_of(main, reach(place.actor(OFFICE), place.campaign.pk))
    assert [(one.source, one.problem.external_number, one.problem.origin_label, one.text) for one in told.channels] == [
        (Source.OPINION, "意-12", "第12号征求意见函", "办事等得太久")
    ]
    assert [one.file.name for one in evidence_of(main)] == ["现场.jpg", "来信.jpg"] and main.evidence_count == 2
    for words in ("意-12", "第12号征求意见函", "等得太久"):
        assert listed(place, q=words) == [main.number], words
    part(place, again)
    assert listed(place) == [main.number, again.number] and listed(place, q="等得太久") == [again.number]


def test_a_private_finding_behind_an_open_one_stays_private(place: Town) -> None:
    main, own = place.find(), place.find(Source.SELF_CHECK, text="本人曾推诿来访群众")
    prove(place, own, "检讨.jpg")
    merge(place, main, own)
    told = relations_of(main, reach(place.actor(LIAISON), place.campaign.pk))
    assert [one.text for one in told.channels] == [None] and not list(evidence_of(main)) and listed(place, q="推诿来访") == []


def row_of(place: Town, number: int, external: str, text: str, source: str = "督查反馈") -> RawRow:
    cells = {Column.UNIT: WATER, Column.SOURCE: source, Column.TEXT: text, Column.EXTERNAL: external, Column.PERSON: OFFICIAL}
    return RawRow(number, cells, "问题台账")


def test_the_same_sheet_again_changes_nothing_and_no_row_comes_back(place: Town) -> None:
    rows = [row_of(place, 2, "A-1", "窗口等候过久"), row_of(place, 3, "A-2", "窗口没有人"), row_of(place, 4, "", "电话无人接听")]
    do.import_ledger(campaign=place.campaign, rows=rows, actor=place.actor(OFFICE), now=NOW)
    first, second, third = Problem.objects.order_by("number")
    merge(place, first, second)
    do.void(problem=third, why=do.Why(do_void(), "误录"), actor=place.actor(OFFICE), now=NOW)
    before = list(Problem.objects.order_by("pk").values())
    for again in range(2):
        told = do.import_ledger(campaign=place.campaign, rows=rows, actor=place.actor(OFFICE), now=days_later(3 + again))
        assert (told.new, told.changed, told.same, told.errors, told.gone) == (0, 0, 3, (), ())
    assert list(Problem.objects.order_by("pk").values()) == before
    changed = preview_import(place.actor(OFFICE), place.campaign, [rows[0], row_of(place, 3, "A-2", "窗口一直没有人"), rows[2]])
    assert not changed.errors and not changed.changed and "已并入" in str(changed.kept[0])
    do.move_owner(problem=first, to=do.Owner(place.units[FOREST]), reason="归林业局", actor=place.actor(OFFICE), now=NOW)
    moved = preview_import(place.actor(OFFICE), place.campaign, rows)
    assert not moved.errors and not moved.new and not moved.changed and "另一个单位承担" in str(moved.kept[0])
    fewer = preview_import(place.actor(OFFICE), place.campaign, [rows[0]])
    assert fewer.gone == ()  # what does not count is not missed in a sheet that an export gave


def do_void():  # type: ignore[no-untyped-def]
    from bihuan.problems.vocabulary import VoidKind

    return VoidKind.ERROR


def test_different_owners_are_no_one_problem(place: Town) -> None:
    main = place.find()
    for other, why in (
        (place.find(unit=FOREST, person=None), "责任单位"),
        (place.find(person=COLLEAGUE), "各人名下各记一件.*不是同一件事"),
    ):
        with pytest.raises(BadInput, match=why):
            merge(place, main, other)
    with pytest.raises(BadInput, match="请以它为主"):
        merge(place, place.find(person=None), main)
    with pytest.raises(BadInput, match="两件"):
        merge(place, main, main)
    with pytest.raises(NotNow):
        merge(place, main, place.to("asked", place.find()))
    with pytest.raises(NotAllowed):
        merge(place, main, place.find(), by=HEAD)
    own = place.find(person=OFFICE)
    with pytest.raises(NeedsUnmet, match="本人"):
        merge(place, own, place.find(person=OFFICE))
    merge(place, own, place.find(person=OFFICE), by=OFFICE_2)
    with pytest.raises(BadInput, match="已并有"):
        merge(place, place.find(person=OFFICE), own, by=OFFICE_2)


def test_what_holds_others_is_not_made_void_before_they_are_parted(place: Town) -> None:
    """Else they would stand in no count, merged into something that does not count."""
    main, member = place.find(), place.find()
    merge(place, main, member)
    why = Why(VoidKind.ERROR, "录入有误")
    with pytest.raises(NeedsUnmet, match="请先拆分"):
        do.void(problem=main, why=why, actor=place.actor(OFFICE), now=days_later(2))
    assert [one.number for one, _sentence in do.void_many(problems=[main], why=why, actor=place.actor(OFFICE), now=days_later(2))[1]] == [
        main.number
    ]


def test_what_proved_a_closing_is_not_taken_out_of_it(place: Town) -> None:
    main, other = place.find(), place.find(Source.OPINION)
    prove(place, other)
    merge(place, main, other)
    do.analyse(problem=main, cause="排班没有落实", kind=CauseKind.MANAGERIAL, actor=place.actor(OFFICIAL), now=NOW)
    do.plan(problem=main, measures=["实行轮值"], actor=place.actor(OFFICIAL), now=NOW)
    do.ask(problem=main, actor=place.actor(OFFICIAL), now=NOW)  # the evidence of the other finding proves it
    with pytest.raises(NotNow):
        part(place, other)
    do.send_back(problem=main, reason="佐证不是这件事的", actor=place.actor(HEAD), now=NOW)
    part(place, other)
    main.refresh_from_db()
    assert main.evidence_count == 0
    with pytest.raises(NeedsUnmet, match="佐证"):
        do.ask(problem=main, actor=place.actor(OFFICIAL), now=NOW)


def whole(row: Problem) -> tuple[object, ...]:
    """Everything that a problem is, besides how often it was written."""
    values = Problem.objects.filter(pk=row.pk).values().get()
    values.pop("revision")
    parts = [list(kind.objects.filter(problem=row).order_by("pk").values()) for kind in (Measure, Progress, Evidence)]
    with connection.cursor() as cursor:
        sqlite = connection.vendor == "sqlite"
        cursor.execute(
            "SELECT words FROM problems_search WHERE rowid = %s" if sqlite else "SELECT words::text FROM problems_search WHERE id = %s",
            [row.pk],
        )
        words = cursor.fetchone()
    return values, parts, words


one_finding = st.tuples(
    st.sampled_from([Source.SUPERVISION, Source.OPINION, Source.TALK]),
    st.booleans(),
    st.integers(0, 3),
    st.booleans(),
    st.sampled_from(["", "X"]),
)


def test_parted_again_each_is_what_it_was() -> None:
    """Any findings, worked on as far as may be, merged in any order and parted in any order, are equal to what they were."""
    place, turn = town(), iter(range(10_000))

    def made(source: Source, has_person: bool, far: int, proved: bool, external: str) -> Problem:
        row = place.find(source, person=OFFICIAL if has_person else None, external_number=external and f"{external}-{next(turn)}")
        if far:
            do.analyse(problem=row, cause=f"原因{far}", kind=CauseKind.PERSONAL, actor=place.actor(OFFICE), now=NOW)
        if far > 1:
            do.plan(problem=row, measures=["一", "二"], doer=place.people[OFFICIAL], actor=place.actor(OFFICE), now=NOW)
        if far > 2:
            do.report_progress(problem=row, text="已办一半", actor=place.actor(OFFICE), now=NOW)
        if proved:
            prove(place, row)
        return row

    @settings(max_examples=15, phases=[Phase.generate])
    @given(st.lists(one_finding, min_size=2, max_size=4), st.randoms(use_true_random=False))
    def check(findings: list[Any], dice: Any) -> None:
        rows = [made(*one) for one in findings]
        main = next((row for row in rows if row.person_id), rows[0])
        members = [row for row in rows if row is not main]
        before = [whole(row) for row in rows]
        dice.shuffle(members)
        for member in members:
            merge(place, main, member)
        assert main.merged == len(members) and {row.state for row in members} == {State.MERGED}
        dice.shuffle(members)
        for member in members:
            part(place, member)
        assert [whole(row) for row in rows] == before

    check()


def test_the_clock_of_a_merged_finding_runs_on_behind_the_other(place: Town) -> None:
    main, other = place.find(), place.find()
    merge(place, main, other)
    do.part_all(main=main, reason="拆开", actor=place.actor(OFFICE), now=days_later(20))
    assert Problem.objects.get(pk=other.pk).due_on == TODAY + timedelta(30)


def test_evidence_of_a_past_day_is_that_of_the_findings_that_stood_there_then(place: Town) -> None:
    main, member = place.find(text="甲：窗口无人"), place.find(text="乙：窗口无人")
    prove(place, main), prove(place, member, "来信.jpg")
    merge(place, main, member)
    part(place, member)
    mine, told = reach(place.actor(OFFICE), place.campaign.pk), []
    for hours in (1, 25, 49):
        past = then(place.campaign.pk, Written.of(NOW + timedelta(hours=hours)), Today(days_later(9).date(), days_later(9).date()))
        assert past is not None
        row = find_then(mine, place.campaign, main.number, past)
        told.append([one.file.name for one in parts_then(row, past.until).evidence])
    assert told == [["现场.jpg"], ["现场.jpg", "来信.jpg"], ["现场.jpg"]]


def test_who_parts_a_finding_that_a_colleague_just_put_elsewhere_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    made = town()
    first, second, member = made.find(), made.find(), made.find()
    who: dict[str, Any] = {"reason": "同一件事", "actor": made.actor(OFFICE), "now": made.now}
    do.merge(main=first, members=[member], **who)
    locked = merging._locked

    def meanwhile(rows: Any) -> None:
        monkeypatch.setattr(merging, "_locked", locked)
        do.part(member=Problem.objects.get(pk=member.pk), **who)
        do.merge(main=Problem.objects.get(pk=second.pk), members=[Problem.objects.get(pk=member.pk)], **who)
        locked(rows)

    monkeypatch.setattr(merging, "_locked", meanwhile)
    with pytest.raises(NotNow):
        do.part(member=member, **who)
