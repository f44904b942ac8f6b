"""A campaign half done in a sheet comes here once: past days kept, what was closed there apart from everything, first in the look-back draw."""

import json
from pathlib import Path
from typing import Any

import pytest

from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.queries import verify
from bihuan.foundation.jobs.running import Paused, Turn
from bihuan.foundation.kernel import BadInput, NotAllowed, NotNow
from bihuan.interfaces.cli.main import main
from bihuan.problems.models import Problem, ProblemVersion, TakeOver
from bihuan.problems.operations import look_back, reopen, taking_over
from bihuan.problems.operations.taking_over import Handed, preview_take_over, take_over_in_parts, take_over_ledger
from bihuan.problems.queries import Today, narrowed, reach
from bihuan.problems.queries.taken_over import closed_before, first_to_look_back
from bihuan.problems.rules.filters import Filters
from bihuan.problems.sheets import read_ledger
from bihuan.reports.queries.figures import figures
from tests.factories import town as factory
from tests.factories.town import GROUP, LIAISON, OFFICE, Town
from tests.problems.sheets import workbook

pytestmark = pytest.mark.usefixtures("db")
HEAD = (
    "序号",
    "责任单位",
    "责任人",
    "问题来源",
    "存在问题",
    "原因分析",
    "整改措施",
    "发现时间",
    "整改时限",
    "完成情况",
    "销号时间",
    "原编号",
)
ROWS: list[list[Any]] = [
    [
        1,
        "县水利局",
        "曲院",
        "自查",
        "第一件已经办完的事",
        "重视不够",
        "公开时限",
        "2026.1.5",
        "2026.2.1",
        "已整改到位",
        "2026年1月20日",
        "J-1",
    ],
    [2, "县水利局", "曲院", "督查反馈", "第二件没有写销号日期", "", "", "1月6日", "", "已完成", "", "J-2"],
    [3, "县林业局", "断桥", "督查反馈", "第三件正在办", "制度不全", "立规矩", "2026-01-07", "2026-04-01", "推进中", "", "J-3"],
    [4, "县林业局", "断桥", "督查反馈", "第四件写着整改中却没有措施", "制度不全", "", "2026-01-08", "2026-04-01", "整改中", "", "J-4"],
    [5, "县林业局", "断桥", "督查反馈", "第五件待核验", "制度不全", "立规矩", "2026-01-09", "2026-04-01", "待核验", "", "J-5"],
]


@pytest.fixture
def town(db: None) -> Town:
    return factory.town()


def rows(more: list[list[Any]] | None = None) -> Any:
    return read_ledger(workbook(more or ROWS, HEAD, "总台账", "青石县总台账"), "旧台账.xlsx").rows


def handed(**more: Any) -> Handed:
    return Handed(**({"decision": "专班会议决定：原台账截至3月1日", "digest": "a" * 64} | more))


def take(town: Town, by: str = OFFICE, **more: Any) -> Any:
    return take_over_ledger(
        campaign=town.campaign, rows=rows(more.pop("rows", None)), handed=handed(**more), actor=town.actor(by), now=town.now
    )


def test_past_days_stay_and_what_was_closed_is_closed_before(town: Town) -> None:
    found = take(town)
    assert (found.closed_before, found.open, found.states, found.errors) == (2, 3, {"analysed": 1, "rectifying": 2}, ())
    assert [(one.row, "按“已剖析”接续" in one.message) for one in found.kept] == [(6, True)]
    first, second, third, fourth, fifth = Problem.objects.order_by("external_number")
    assert (first.state, str(first.found_on), f"{first.closed_at:%Y-%m-%d}", str(first.due_on)) == (
        "closed_before",
        "2026-01-05",
        "2026-01-20",
        "2026-02-01",
    )
    assert (first.closed_by, first.verified_at, first.recorded_at) == (None, None, town.now) and [m.text for m in first.measures.all()] == [
        "公开时限"
    ]
    assert (second.state, second.closed_at, str(second.found_on)) == ("closed_before", None, "2026-01-06")
    assert (third.state, fourth.state, fifth.state, str(fourth.due_on)) == ("rectifying", "analysed", "rectifying", "2026-04-01")
    told = TakeOver.objects.get()
    assert told.decision.startswith("专班会议") and Record.objects.get(kind="take_over").reason == told.decision
    assert Record.objects.get(kind="problem", row=first.pk).action == "take_over" and verify().fault is None
    assert ProblemVersion.objects.get(row=first).state == "closed_before"


def test_it_is_counted_apart_in_every_figure_and_in_every_list(town: Town) -> None:
    before = {code: one.value for code, one in figures(town.campaign, town.now.date(), town.now.date()).items()}
    take(town)
    after = {code: one.value for code, one in figures(town.campaign, town.now.date(), town.now.date()).items()}
    moved = {code: (before[code], after[code]) for code in before if before[code] != after[code]}
    assert moved.pop("O01") == (0, 3) and not {"O02", "O04", "O05"} & set(moved)
    mine, today = reach(town.actor(OFFICE), town.campaign.pk), Today(town.now.date(), town.now.date())

    def count(**more: Any) -> int:
        return narrowed(mine, town.campaign.pk, Filters(**more), today).count()

    assert (count(), count(done=True), count(proved=True), count(open=True), count(lamp=("closed",)), count(lamp=("overdue",))) == (
        3,
        0,
        0,
        3,
        0,
        0,
    )
    assert count(state=("closed_before",)) == closed_before(mine, town.campaign.pk).count() == 2
    assert count(q="1") == 1, "its number finds it"


def test_it_is_first_in_the_look_back_draw_stays_apart_and_can_be_reopened(town: Town) -> None:
    take(town)
    first, second = first_to_look_back(town.campaign.pk)
    look_back(problem=first, actor=town.actor(GROUP), now=town.now)
    assert first.state == "closed_before" and first.looked_back_at and list(first_to_look_back(town.campaign.pk)) == [second]
    reopen(problem=second, reason="现场核对没有改", actor=town.actor(OFFICE), now=town.now, due_on=town.now.date())
    assert second.state == "rectifying" and not first_to_look_back(town.campaign.pk).exists()


def test_it_is_done_once_by_the_office_on_a_decision(town: Town) -> None:
    with pytest.raises(NotAllowed):
        take(town, LIAISON)
    with pytest.raises(BadInput, match="决定"):
        take(town, decision=" ")
    take(town)
    again = take(town)
    assert (again.closed_before, again.open, again.same, Problem.objects.count()) == (0, 0, 5, 5), "the same sheet again does nothing"
    with pytest.raises(NotNow, match="只做一次"):
        take(town, digest="b" * 64)


def test_a_row_without_a_day_asks_for_one_and_errors_stop_the_whole(town: Town) -> None:
    wrong = [[*ROWS[0]], [*ROWS[1]]]
    wrong[0][7] = ""
    wrong[1][9] = "差不多了吧"
    found = preview_take_over(town.actor(OFFICE), town.campaign, rows(wrong), handed())
    assert [(one.row, one.column) for one in found.errors] == [(3, "发现日期"), (4, "状态")]
    late = [[*ROWS[0]]]
    late[0][10] = "2026-01-01"
    assert "早于" in preview_take_over(town.actor(OFFICE), town.campaign, rows(late), handed()).errors[0].message
    wrong[1][9] = "完成"
    assert take(town, rows=wrong, found_on=town.now.date()).closed_before == 2


def test_cut_off_it_goes_on_behind_its_mark(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking_over, "PART", 2)

    class CutOff(Turn):
        def step(self, done: int, total: int, phase: str = "") -> None:
            if done == 2:
                raise Paused

    turn = CutOff()
    with pytest.raises(Paused):
        take_over_in_parts(campaign=town.campaign, rows=rows(), handed=handed(), actor=town.actor(OFFICE), now=town.now, turn=turn)
    assert Problem.objects.count() == 2
    found = take_over_in_parts(
        campaign=town.campaign, rows=rows(), handed=handed(), actor=town.actor(OFFICE), now=town.now, turn=Turn(mark=turn.mark)
    )
    assert (found.closed_before, found.open, found.same, Problem.objects.count(), TakeOver.objects.count()) == (2, 3, 0, 5, 1)


def test_the_command_takes_over_and_an_unknown_filter_is_refused(town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "旧台账.xlsx"
    path.write_bytes(workbook(ROWS, HEAD, "总台账"))
    assert main(["ledger", "take-over", "QS-2026", str(path)]) == 2 and "决定" in capsys.readouterr().err
    assert main(["ledger", "take-over", "QS-2026", str(path), "--check", "--json"]) == 0 and not Problem.objects.exists()
    told = json.loads(capsys.readouterr().out)
    assert (told["closed_before"], told["open"], told["sheets"][0]["header_row"]) == (2, 3, 1)
    assert main(["ledger", "take-over", "QS-2026", str(path), "--decision", "专班会议决定"]) == 0 and "单独计数" in capsys.readouterr().out
    out = tmp_path / "出.xlsx"
    assert main(["ledger", "export", "QS-2026", "-o", str(out), "--filter", "state=nope"]) == 2
    refused = capsys.readouterr().err
    assert "没有“nope”" in refused and "closed（已销号）" in refused and not out.exists()
    assert main(["ledger", "export", "QS-2026", "-o", str(out), "--filter", "stat=closed"]) == 2 and "stat" in capsys.readouterr().err
    assert main(["ledger", "export", "QS-2026", "-o", str(out), "--filter", "state=closed_before&sort=number"]) == 0 and out.exists()


def test_the_command_is_told_what_a_column_is_and_remembers_it(town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(workbook([["县水利局", "督查反馈", "一件事"]], ["甲方", "问题来源", "情形"], "表"))
    assert main(["ledger", "import", "QS-2026", str(path)]) == 2
    assert main(["ledger", "import", "QS-2026", str(path), "--map", "A=单位", "--map", "情形=没有这栏"]) == 2
    assert "A（甲方）" in capsys.readouterr().err
    assert main(["ledger", "import", "QS-2026", str(path), "--map", "A=单位", "--map", "情形=问题"]) == 0
    path.write_bytes(workbook([["县林业局", "督查反馈", "下个月的一件"]], ["甲方", "问题来源", "情形"], "四月"))
    capsys.readouterr()
    assert main(["ledger", "import", "QS-2026", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["new"] == 1 and told["sheets"][0]["remembered"] is True
    path.write_bytes(workbook([["县水里局", "督查反馈", "错的一件"]], ["甲方", "问题来源", "情形"], "五月"))
    marked = tmp_path / "标出.xlsx"
    assert main(["ledger", "import", "QS-2026", str(path), "--marked", str(marked)]) == 1 and marked.exists()


def test_a_sheet_without_a_state_says_under_its_progress_how_far_a_row_is(town: Town) -> None:
    """县里的老台账常只有“整改情况”一栏, filled with 已销号 or 整改中: taken for a text alone, what is closed would come here overdue."""
    head = ["责任单位", "责任人", "问题来源", "存在问题", "原因分析", "整改措施", "发现时间", "整改情况"]
    told = ["已销号", "整改中", "已约谈施工单位，12月20日前完工", ""]
    more = [["县水利局", "曲院", "督查反馈", f"第{n}件", "制度不全", "立规矩", "2026-01-05", text] for n, text in enumerate(told)]
    sheet = read_ledger(workbook(more, head, "总台账"), "旧台账.xlsx")
    found = take_over_ledger(campaign=town.campaign, rows=sheet.rows, handed=handed(), actor=town.actor(OFFICE), now=town.now)
    assert not found.errors
    states = list(Problem.objects.order_by("text").values_list("state", flat=True))
    assert states == ["closed_before", "rectifying", "recorded", "recorded"], "a sentence is a sentence"
