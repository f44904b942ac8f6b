"""What each record of the book is told as, and to which kinds of history it belongs, from plain values."""

from typing import Any

import pytest

from bihuan.problems.rules.telling import deeds_of, kinds_of
from bihuan.problems.vocabulary import HistoryKind as K


def said(action: str, names: dict[tuple[str, int], str] | None = None, **changes: Any) -> list[str]:
    return [one.said(year=2026) for one in deeds_of(action, "办理", changes, names or {})]


@pytest.mark.parametrize(
    ("action", "changes", "told"),
    [
        ("plan", {"measures": 3}, ["制定整改措施 3 条"]),
        ("propose_measures", {"measures": 2}, ["提出整改措施 2 条，报责任领导批准"]),
        ("plan", {}, ["办理“办理”"]),
        ("analyse", {"cause_kind": ["", "managerial"]}, ["写明原因，属于管理原因"]),
        ("analyse", {}, ["剖析了原因"]),
        ("add_evidence", {"file": "照片.jpg"}, ["上传佐证“照片.jpg”"]),
        ("add_evidence", {}, ["上传了佐证"]),
        ("suspend", {"until": "2026-05-06"}, ["中止整改到 5月6日，停止计时"]),
        ("suspend", {}, ["中止整改，停止计时"]),
        ("publicise", {"publicity_ends_on": [None, "2026-05-06"]}, ["予以公示，到 5月6日 为止"]),
        ("publicise", {}, ["予以公示"]),
        ("recount", {"publicity_ends_on": ["2026-05-06", "2026-05-08"]}, ["把公示截止从 5月6日 改为 5月8日"]),
        ("recount", {}, ["办理“办理”"]),
        ("follow_head", {"of_unit_head": [False, True]}, ["因单位主要负责人变动，此后由分管领导确认"]),
        ("follow_head", {"of_unit_head": [True, False]}, ["因单位主要负责人变动，此后由单位主要负责人确认"]),
        ("extend", {"due_on": ["2026-05-06", "2027-01-02"]}, ["把完成时限从 5月6日 延到 2027年1月2日"]),
        ("amend", {"due_on": ["2026-05-06", "2026-05-08"]}, ["把完成时限从 5月6日 改为 5月8日"]),
        ("amend", {"due_on": [None, "2026-05-08"]}, ["把完成时限定为 5月8日"]),
        ("amend", {"due_on": [None, "2026-05-08"], "beyond": "2026-05-07"}, ["把完成时限定为 5月8日，晚于专项结束的 5月7日"]),
        ("prioritise", {"priority": [False, True]}, ["列为重点"]),
        ("prioritise", {"priority": [True, False]}, ["不再列为重点"]),
        ("amend", {"sharing_id": [1, None]}, ["退出了共用"]),
        ("amend", {"text": ["甲", "乙"], "cause": ["甲", "乙"]}, ["修改了问题表述", "修改了原因剖析"]),
        ("close", {"text": ["甲", "乙"]}, ["予以销号"]),
        ("amend", {"weight": ["general", "serious"]}, ["把程度由“一般”改为“严重或多发频发”"]),
        ("amend", {"external_number": ["", "A-1"]}, ["把外部编号定为“A-1”"]),
        ("amend", {"external_number": ["A-1", None]}, ["撤去外部编号“A-1”"]),
        ("amend", {"external_number": ["", None]}, ["核对了外部编号"]),
        ("amend", {"found_on": ["2026-05-06", "2026-05-08"]}, ["把发现日期由“5月6日”改为“5月8日”"]),
    ],
)
def test_each_record_is_told(action: str, changes: dict[str, Any], told: list[str]) -> None:
    assert said(action, **changes) == told


def test_people_are_told_by_their_names() -> None:
    assert said("amend", {("doer", 1): "曲院", ("doer", 2): "风荷"}, doer_id=[1, 2]) == ["把整改责任人由“曲院”改为“风荷”"]


@pytest.mark.parametrize(
    ("action", "changed", "moved", "kinds"),
    [
        ("record", ["person_id", "state"], False, {K.STATE}),
        ("take_over", [], False, {K.STATE}),
        ("amend", ["person_id"], False, {K.PEOPLE}),
        ("amend", ["text"], False, {K.CONTENT}),
        ("amend", ["category_id", "due_on"], False, {K.CONTENT, K.DUE}),
        ("report_progress", ["progress_text"], False, {K.PROOF}),
        ("add_evidence", [], False, {K.PROOF}),
        ("extend", ["due_on"], False, {K.DUE}),
        ("send_back", [], True, {K.BACK, K.STATE}),
        ("publicise", [], True, {K.PUBLICITY, K.STATE}),
        ("hand_over", ["doer_id"], False, {K.PEOPLE}),
        ("analyse", ["cause"], True, {K.CONTENT, K.STATE}),
        ("look_back", [], False, {K.BACK}),
        ("prioritise", ["priority"], False, {K.OTHER}),
        ("close", [], True, {K.STATE}),
    ],
)
def test_a_record_belongs_to_its_kinds(action: str, changed: list[str], moved: bool, kinds: set[K]) -> None:
    assert kinds_of(action, changed, moved) == kinds


@pytest.mark.parametrize("days", [["2026-05-06", None], [None, "2026-05-08"], [None, None]])
def test_a_publicity_that_did_not_move_from_a_day_to_a_day_is_not_told_as_moved(days: list[str | None]) -> None:
    assert "把公示截止" not in "".join(said("recount", publicity_ends_on=days))
