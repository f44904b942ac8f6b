"""Cells changed in the grid: many at once by the rules, and taken back as one step unless somebody changed them since."""

from datetime import date, timedelta
from typing import Any

import pytest

from bihuan.campaigns.operations import set_column
from bihuan.campaigns.rules.campaign_file.columns import OwnColumn
from bihuan.campaigns.vocabulary import ColumnKind
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, Missing, NotNow
from bihuan.problems import operations, queries
from bihuan.problems.models import Edit, Problem, ProblemVersion
from bihuan.problems.operations import RowChange, change_many, edit_rows, take_back
from bihuan.problems.vocabulary import Action, EditKind, Weight
from tests.factories import town as t
from tests.factories.town import COLLEAGUE, LIAISON, NOW, OFFICE, OFFICE_2, OFFICIAL, Town

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def town() -> Town:
    return t.town()


def rows(town: Town, count: int = 3) -> list[Problem]:
    return [town.find(text=f"第{n}件：窗口无人") for n in range(count)]


def many(town: Town, found: list[Problem], who: str = OFFICE, action: Action = Action.AMEND, **values: object) -> operations.Edited:
    keys = [one.pk for one in found]
    return change_many(campaign=town.campaign, rows=keys, action=action, values=values, actor=town.actor(who), now=NOW)


def last(found: list[Problem]) -> list[Problem]:
    return list(Problem.objects.filter(pk__in=[one.pk for one in found]).order_by("pk"))


def test_many_rows_are_changed_by_the_rules_each_with_its_record_and_taken_back_as_one(town: Town) -> None:
    found, records = rows(town), Record.objects.count()
    result = many(town, found, weight=Weight.SERIOUS)
    assert [one.weight for one in last(found)] == ["serious"] * 3 and not result.refused
    assert Record.objects.count() == records + 3 and {one.revision for one in last(found)} == {1}
    assert ProblemVersion.objects.filter(row__in=found, valid_to=None, weight="serious").count() == 3
    back = take_back(edit=Edit.objects.get(), actor=town.actor(OFFICE), now=LATER)
    assert len(back.done) == 3 and [one.weight for one in last(found)] == ["general"] * 3
    assert {one.reason for one in Record.objects.order_by("-position")[:3]} == {"撤销：批量修改"}
    with pytest.raises(NotNow):
        take_back(edit=result.edit, actor=town.actor(OFFICE), now=LATER)  # type: ignore[arg-type]


def test_who_saved_a_moment_earlier_is_not_written_over(town: Town) -> None:
    found = rows(town)
    seen = {one.pk: one.revision for one in found}
    many(town, found[:1], weight=Weight.COMMON)
    told = {"action": Action.AMEND, "values": {"weight": Weight.SERIOUS}, "actor": town.actor(OFFICE), "now": NOW}
    result = change_many(campaign=town.campaign, rows=list(seen), seen=seen, **told)  # type: ignore[arg-type]
    assert [one.weight for one in last(found)] == ["common", "serious", "serious"]
    assert [row.pk for row, _why in result.refused] == [found[0].pk]


def test_what_was_taken_back_can_be_done_again(town: Town) -> None:
    found = rows(town)
    many(town, found, due_on=date(2026, 6, 1))
    take_back(edit=Edit.objects.get(), actor=town.actor(OFFICE), now=LATER)
    again = Edit.objects.get(kind=EditKind.UNDO)
    take_back(edit=again, actor=town.actor(OFFICE), now=LATER)
    assert {one.due_on for one in last(found)} == {date(2026, 6, 1)} == {one.planned_due_on for one in last(found)}


def test_back_and_again_as_often_as_one_likes_and_step_by_step(town: Town) -> None:
    actor, found, moments = town.actor(OFFICE), rows(town, 1), iter(NOW + timedelta(minutes=n) for n in range(1, 99))

    def press(*keys: str) -> list[str]:
        shown = []
        for key in keys:
            edit = queries.find_undone(actor, town.campaign) if key == "y" else queries.find_edit(actor, town.campaign, None)
            take_back(edit=edit, actor=actor, now=next(moments))
            shown.append(last(found)[0].weight)
        return shown

    for weight in (Weight.SERIOUS, Weight.COMMON):
        change_many(
            campaign=town.campaign, rows=[found[0].pk], action=Action.AMEND, values={"weight": weight}, actor=actor, now=next(moments)
        )
    assert press("z", "y", "z", "y") == ["serious", "common", "serious", "common"]
    assert press("z", "z", "y", "y", "z") == ["serious", "general", "serious", "common", "serious"]
    with pytest.raises(NotNow):
        many(town, found, due_on=date(2026, 6, 1)) and press("y")  # something else was changed meanwhile
    assert Record.objects.filter(reason="重做").exists() and not Record.objects.filter(reason="撤销：撤销").exists()


def test_a_row_that_a_colleague_changed_since_is_told_and_only_the_rest_goes_back_when_asked(town: Town) -> None:
    found = rows(town)
    edit = many(town, found, leader_id=town.people[t.HEAD].pk).edit
    assert edit is not None
    operations.amend(problem=found[1], values={"leader": town.people[t.LEADER]}, actor=town.actor(OFFICE_2), now=LATER)
    refused = take_back(edit=edit, actor=town.actor(OFFICE), now=LATER)
    assert not refused.done and [(row.pk, why) for row, why in refused.refused] == [(found[1].pk, f"{OFFICE_2} 已在 03-02 09:05 又改过。")]
    assert [one.leader_id for one in last(found)] == [town.people[name].pk for name in (t.HEAD, t.LEADER, t.HEAD)]
    done = take_back(edit=edit, actor=town.actor(OFFICE), now=LATER, rest=True)
    assert len(done.done) == 2 and [one.leader_id for one in last(found)] == [None, town.people[t.LEADER].pk, None]


def test_another_field_that_changed_since_does_not_stand_in_the_way(town: Town) -> None:
    found = rows(town, 1)
    edit = many(town, found, weight=Weight.SERIOUS).edit
    operations.amend(problem=found[0], values={"text": "另一句话"}, actor=town.actor(OFFICE_2), now=LATER)
    assert edit is not None and len(take_back(edit=edit, actor=town.actor(OFFICE), now=LATER).done) == 1
    row = last(found)[0]
    assert (row.weight, row.text) == ("general", "另一句话")


def test_only_ones_own_changes_are_taken_back(town: Town) -> None:
    edit = many(town, rows(town), weight=Weight.SERIOUS).edit
    with pytest.raises(Missing):
        take_back(edit=edit, actor=town.actor(OFFICE_2), now=LATER)  # type: ignore[arg-type]


def test_single_edits_are_kept_too_and_old_ones_go(town: Town) -> None:
    row = town.find(text="窗口无人")
    operations.amend(problem=row, values={"text": "窗口午间无人", "person": town.people[COLLEAGUE]}, actor=town.actor(LIAISON), now=NOW)
    edit = Edit.objects.get()
    take_back(edit=edit, actor=town.actor(LIAISON), now=LATER)
    row.refresh_from_db()
    assert (row.text, row.person) == ("窗口无人", town.people[OFFICIAL])
    operations.prioritise(problem=row, priority=True, actor=town.actor(OFFICE), now=NOW)
    operations.prioritise(problem=row, priority=False, actor=town.actor(OFFICE), now=NOW + timedelta(days=8))
    assert Edit.objects.filter(made_by=town.people[OFFICE].user).count() == 1


def test_rows_that_may_not_be_changed_are_refused_and_with_whole_nothing_is_written(town: Town) -> None:
    found = rows(town)
    town.to("asked", found[0])
    mixed = [RowChange(one.pk, Action.AMEND, {"text": "新的"}) for one in found]
    told = {"campaign": town.campaign, "kind": EditKind.PASTE, "actor": town.actor(OFFICE), "now": NOW}
    none = edit_rows(changes=mixed, whole=True, **told)
    assert not none.done and len(none.refused) == 1 and "窗口" in last(found)[2].text and not Edit.objects.filter(kind="paste").exists()
    some = edit_rows(changes=mixed, **told)
    assert len(some.done) == 2 and len(some.refused) == 1
    with pytest.raises(BadInput):
        edit_rows(changes=[RowChange(found[1].pk, Action.AMEND, {"state": "closed"})], **told)


def test_a_row_that_moved_on_since_it_was_looked_at_is_not_written_over(town: Town) -> None:
    found = rows(town, 2)
    operations.amend(problem=found[0], values={"text": "刚改"}, actor=town.actor(OFFICE_2), now=NOW)
    changes = [RowChange(one.pk, Action.AMEND, {"text": "我的"}, seen=0) for one in found]
    result = edit_rows(campaign=town.campaign, changes=changes, kind=EditKind.PASTE, actor=town.actor(OFFICE), now=NOW)
    assert [row.pk for row, _why in result.refused] == [found[0].pk] and [one.text for one in last(found)] == ["刚改", "我的"]


def test_measures_and_progress_follow_their_texts_and_come_back(town: Town) -> None:
    row = town.to("rectifying", town.find())
    change = RowChange(row.pk, Action.AMEND, {"measures_text": "轮值\n公开", "progress_text": "已张榜"})
    edit = edit_rows(campaign=town.campaign, changes=[change], kind=EditKind.PASTE, actor=town.actor(OFFICE), now=LATER).edit
    assert [one.text for one in row.measures.all()] == ["轮值", "公开"] and row.progress.count() == 1
    assert edit is not None
    take_back(edit=edit, actor=town.actor(OFFICE), now=LATER)
    assert [one.text for one in row.measures.all()] == ["实行窗口轮值", "公开等候时间"] and row.progress.count() == 0


def test_the_due_day_of_running_work_is_not_moved_in_silence(town: Town) -> None:
    row = town.to("rectifying", town.find())
    result = many(town, [row], due_on=date(2026, 8, 1))
    assert "延期" in result.refused[0][1] and not result.done


def test_what_the_rules_forbid_by_now_is_not_taken_back(town: Town) -> None:
    """A due day comes back to a later one only by a recorded extension, once rectification runs."""
    found = rows(town, 1)
    many(town, found, due_on=date(2099, 6, 1))
    edit = many(town, found, due_on=date(2099, 5, 1)).edit
    town.to("rectifying", last(found)[0])
    assert edit is not None
    refused = take_back(edit=edit, actor=town.actor(OFFICE), now=LATER)
    assert not refused.done and "延期" in refused.refused[0][1] and last(found)[0].due_on == date(2099, 5, 1)


def test_an_external_number_stands_on_one_problem_alone(town: Town) -> None:
    found = rows(town)
    result = many(town, found, external_number="甲-1")
    assert len(result.done) == 1 and {why for _row, why in result.refused} == {"这个外部编号已用在别的问题上，请核对编号。"}
    assert result.edit is not None
    take_back(edit=result.edit, actor=town.actor(OFFICE), now=LATER)
    many(town, found[1:2], external_number="甲-1")
    again = take_back(edit=Edit.objects.get(kind=EditKind.UNDO), actor=town.actor(OFFICE), now=LATER)
    assert not again.done and [row.pk for row, _why in again.refused] == [found[0].pk]


def test_columns_of_the_campaigns_own_cost_no_question_a_row(town: Town, django_assert_max_num_queries: Any) -> None:
    found, column = rows(town, 12), OwnColumn(name="涉及人数", kind=ColumnKind.NUMBER)
    set_column(campaign=town.campaign, column=column, actor=town.actor(OFFICE), now=NOW)
    with django_assert_max_num_queries(30):
        assert len(many(town, found, who=LIAISON, action=Action.FILL, own={"1": "12"}).done) == 12


def test_a_finding_that_is_nobodys_any_more_is_its_units(town: Town) -> None:
    [row] = found = rows(town, 1)
    assert row.owner_level == "person"
    many(town, found, person_id=None)
    assert (last(found)[0].owner_level, last(found)[0].doer_id) == ("unit", None)
    take_back(edit=Edit.objects.get(), actor=town.actor(OFFICE), now=LATER)
    assert (last(found)[0].owner_level, last(found)[0].person_id) == ("person", row.person_id)
    operations.amend(problem=last(found)[0], values={"person": None}, actor=town.actor(OFFICE), now=NOW)
    assert last(found)[0].owner_level == "unit"


def test_nothing_is_due_before_it_was_found(town: Town) -> None:
    [row] = found = rows(town, 1)
    before = row.found_on - timedelta(days=1)
    [(_row, why)] = many(town, found, due_on=before).refused
    assert "早于发现日期" in why
    told: Any = {"actor": town.actor(OFFICE), "now": NOW}
    with pytest.raises(BadInput, match="早于发现日期"):
        operations.amend(problem=row, values={"due_on": before}, **told)
    row = town.to("analysed", last(found)[0])
    with pytest.raises(BadInput, match="早于发现日期"):
        operations.plan(problem=row, measures=["轮值"], doer=town.people[OFFICIAL], due_on=before, **told)
    assert (stands := last(found)[0]).due_on > stands.found_on  # type: ignore[operator]
