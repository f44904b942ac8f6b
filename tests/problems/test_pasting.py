"""A pasted block: every cell looked over by the rights on its row, what is refused with its reason and nearest match, one transaction."""

from datetime import date, timedelta

import pytest

from bihuan.campaigns.operations import set_column
from bihuan.campaigns.rules.campaign_file.columns import OwnColumn
from bihuan.campaigns.vocabulary import ColumnKind, FilledBy
from bihuan.problems import operations
from bihuan.problems.models import Edit, OwnValue, Problem
from bihuan.problems.operations import paste, take_back
from bihuan.problems.queries import Looked, look_over, texts_of
from bihuan.problems.queries.own import columns_shown
from bihuan.problems.rules.blocks import Wish, lay
from bihuan.problems.rules.sheet import Column
from bihuan.problems.vocabulary import Action, Source
from tests.factories import town as t
from tests.factories.town import COLLEAGUE, GROUP, LIAISON, NOW, OFFICE, OFFICE_2, OFFICIAL, Town


def test_columns_lie_by_place_by_name_or_as_somebody_says() -> None:
    block = [["甲", "乙"], ["丙", "丁"]]
    assert lay(block, ["unit", "text"]).columns == [Column.UNIT, Column.PERSON]
    assert lay([["甲"], ["乙"]], ["unit", "text"]).columns == [Column.PERSON]
    assert lay(block, ["leader"]).columns == [Column.LEADER, None]
    headed = lay([["序号", "责任领导"], ["12", "苏堤"]], ["text"])
    assert headed.headed and headed.by_number and headed.lines == [["12", "苏堤"]] and headed.columns == [Column.NUMBER, Column.LEADER]
    assert lay(block, ["text"], ["leader", "leader"]).columns == [Column.LEADER, None]
    assert lay(block, ["text", "category"]).cells(["", "推诿"]) == {Column.CATEGORY: "推诿"}


@pytest.fixture
def town(db: None) -> Town:
    return t.town()


def told(town: Town, row: Problem, who: str = OFFICE, **cells: str) -> dict[str, tuple[str, str, str, bool]]:
    wish = Wish(row.pk, {Column(name): text for name, text in cells.items()})
    (looked,) = look_over(town.actor(who), town.campaign, [wish])
    return {one.column.value: (one.old, one.why, one.nearest, one.moves) for one in looked.cells}


def test_each_cell_says_what_stands_there_and_why_not(town: Town) -> None:
    row = town.find(due_on=date(2099, 1, 1))
    seen = told(
        town,
        row,
        text="窗口午间无人",
        person="风禾",
        category="推诿扯皮",
        due="不知道",
        weight="严重",
        source="谈话",
        number="0001",
        leader="—",
    )
    assert seen["text"] == ("窗口群众等候两小时无人受理", "", "", True)
    assert seen["person"][1] and seen["person"][2] == COLLEAGUE
    assert "日期" in seen["due"][1] and seen["source"][1] and not seen["number"][1] and not seen["number"][3]
    assert seen["category"][1] == "" and seen["weight"][3] and not seen["leader"][3]


def test_rights_are_asked_row_by_row(town: Town) -> None:
    mine, theirs = town.find(), town.to("asked", town.find(text="另一件"))
    assert told(town, mine, LIAISON, text="新的")["text"][1] == ""
    assert "待确认" in str(look_over(town.actor(LIAISON), town.campaign, [Wish(theirs.pk, {Column.TEXT: "新"})])[0].cells[0].facts)
    seen = told(town, mine, GROUP, text="新的", category="推诿扯皮")
    assert seen["text"][1] and not seen["category"][1]
    assert look_over(town.actor(t.OTHER_LIAISON), town.campaign, [Wish(mine.pk, {Column.TEXT: "新"})]) == []
    private = town.find(Source.SELF_CHECK)
    assert "本人" in told(town, private, LIAISON, text="新的")["text"][1]
    assert texts_of(town.actor(LIAISON), town.campaign, [private.pk])[private.pk][Column.TEXT] == "＊"


def test_a_block_is_written_as_one_and_taken_back_as_one(town: Town) -> None:
    found = [town.find(text=f"第{n}件") for n in range(4)]
    wishes = [
        Wish(row.pk, {Column.TEXT: f"改第{n}件", Column.LEADER: "苏堤" if n else "没有此人", Column.MEASURES: "轮值\n公开"}, n)
        for n, row in enumerate(found)
    ]
    who = {"campaign": town.campaign, "wishes": wishes, "actor": town.actor(OFFICE)}
    done = paste(seen={row.pk: 0 for row in found}, now=NOW, **who)
    assert len(done.done) == 4 and not done.refused
    rows = list(Problem.objects.order_by("pk"))
    assert [row.text for row in rows] == [f"改第{n}件" for n in range(4)]
    assert [row.leader_id for row in rows] == [None, *[town.people["苏堤"].pk] * 3]
    assert rows[1].measures.count() == 2
    take_back(edit=Edit.objects.get(), actor=town.actor(OFFICE), now=NOW)
    assert [row.text for row in Problem.objects.order_by("pk")] == [f"第{n}件" for n in range(4)]


def test_a_row_that_changed_since_the_preview_stays_and_with_whole_all_do(town: Town) -> None:
    found = [town.find(text=f"第{n}件", person=OFFICIAL) for n in range(3)]
    operations.amend(problem=found[1], values={"text": "同事改的"}, actor=town.actor(OFFICE_2), now=NOW)
    wishes = [Wish(row.pk, {Column.TEXT: "我贴的"}) for row in found]
    who = {"campaign": town.campaign, "wishes": wishes, "seen": {row.pk: 0 for row in found}, "actor": town.actor(OFFICE)}
    assert not paste(whole=True, now=NOW, **who).done
    assert [row.text for row in Problem.objects.order_by("pk")] == ["第0件", "同事改的", "第2件"]
    result = paste(now=NOW + timedelta(minutes=1), **who)
    assert len(result.done) == 2 and result.refused[0][0].pk == found[1].pk
    assert [row.text for row in Problem.objects.order_by("pk")] == ["我贴的", "同事改的", "我贴的"]


MONEY, SORT, WORDS = (
    OwnColumn(name="涉及金额", kind=ColumnKind.AMOUNT, unit="万元"),
    OwnColumn(name="性质", kind=ColumnKind.CHOICE, choices=("作风", "纪律"), editors=FilledBy.GROUP),
    OwnColumn(name="约谈情况", kind=ColumnKind.TEXT),
)


@pytest.fixture
def columns(town: Town) -> dict[str, OwnColumn]:
    for column in (MONEY, SORT, WORDS):
        set_column(campaign=town.campaign, column=column, actor=town.actor(OFFICE), now=NOW)
    town.campaign.refresh_from_db()
    return dict(columns_shown(town.campaign))


def test_own_columns_lie_by_place_by_name_and_as_somebody_says(town: Town, columns: dict[str, OwnColumn]) -> None:
    money, sort, _words = columns.values()
    assert lay([["12", "作风"]], ["own1", "own2"], own=columns).columns == [money, sort]
    headed = lay([["序号", "涉及金额（万元）", "性质"], ["1", "12", "纪律"]], ["text"], own=columns)
    assert headed.headed and headed.columns == [Column.NUMBER, money, sort]
    assert lay([["序号", "涉及金额"], ["1", "12"]], ["text"], own=columns).columns == [Column.NUMBER, money]
    assert lay([["x"]], ["text"], ["own2"], columns).columns == [sort]


def test_own_columns_of_a_block_are_read_by_kind_and_by_whose_they_are(town: Town, columns: dict[str, OwnColumn]) -> None:
    money, sort, words = columns.values()
    row = town.find()

    def seen(who: str, **cells: str) -> tuple[dict[str, tuple[str, bool]], Looked]:
        (one,) = look_over(town.actor(who), town.campaign, [Wish(row.pk, {columns[key]: text for key, text in cells.items()})])
        return {cell.column.value: (cell.why and cell.why % cell.facts, cell.moves) for cell in one.cells}, one

    told, looked = seen(LIAISON, own1="１２.5万元", own2="作风", own3="谈过")
    assert told["own1"] == ("", True) and "督导组" in told["own2"][0] and looked.fills == {1: "12.50", 3: "谈过"}
    assert looked.action is Action.FILL and looked.moves
    told, looked = seen(OFFICE, own1="许多", own2="作凤", own3="—")
    assert "数字" in told["own1"][0] and "作风" in told["own2"][0] and told["own3"] == ("", False) and not looked.moves
    operations.fill(problem=row, values={1: "7"}, actor=town.actor(OFFICE), now=NOW)
    assert seen(OFFICE, own1="7.00")[0]["own1"] == ("", False)
    assert texts_of(town.actor(OFFICE), town.campaign, [row.pk])[row.pk]["own1"] == "7.00"
    assert seen(OFFICE, own1="-")[1].fills == {1: ""}


def test_own_columns_are_pasted_beside_the_others_and_taken_back_alone(town: Town, columns: dict[str, OwnColumn]) -> None:
    money, sort, words = columns.values()
    one, two = town.find(text="甲"), town.find(text="乙")
    operations.fill(problem=one, values={2: "纪律"}, actor=town.actor(OFFICE), now=NOW)
    wishes = [Wish(one.pk, {Column.TEXT: "甲改", money: "12"}, 1), Wish(two.pk, {sort: "作风", words: "谈过"}, 2)]
    who = {"campaign": town.campaign, "actor": town.actor(OFFICE), "now": NOW}
    done = paste(wishes=wishes, seen={}, **who)
    assert len(done.done) == 2 and not done.refused
    assert [row.own for row in Problem.objects.order_by("pk")] == [{"1": "12.00", "2": "纪律"}, {"2": "作风", "3": "谈过"}]
    assert OwnValue.objects.filter(problem=one, valid_to=None).count() == 2
    later = NOW + timedelta(minutes=1)
    operations.fill(problem=one, values={2: "作风"}, actor=town.actor(t.OFFICE_2), now=later)
    back = take_back(edit=Edit.objects.get(pk=done.edit.pk), actor=who["actor"], now=later + timedelta(minutes=1))
    assert len(back.done) == 2 and not back.refused, "another column of the campaign's own is another cell"
    assert [(row.text, row.own) for row in Problem.objects.order_by("pk")] == [("甲", {"2": "作风"}), ("乙", {})]
    assert OwnValue.objects.filter(valid_to=None).count() == 1
