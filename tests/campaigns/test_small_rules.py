"""Small rules of a campaign at their edges: days of a delegation, stages, rates, thresholds, own columns, the code of conduct."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bihuan.campaigns.policy import IN_PERSON
from bihuan.campaigns.rules.campaign_file import BadCampaignFile, load
from bihuan.campaigns.rules.campaign_file.columns import OwnColumn
from bihuan.campaigns.rules.campaign_file.faults import place_name
from bihuan.campaigns.rules.catalogues import READY, catalogue_text, ready_catalogue
from bihuan.campaigns.rules.columns import checked_columns, column_of
from bihuan.campaigns.rules.conduct import conduct_lines, read_conduct, standards_of
from bihuan.campaigns.rules.delegating import check_days, stands
from bihuan.campaigns.rules.rates import Rate
from bihuan.campaigns.rules.settings import checked_settings, settings_of
from bihuan.campaigns.rules.stages import GateCounts, Span, open_conditions, shifted
from bihuan.campaigns.rules.threshold import lies_below, threshold_in, understood
from bihuan.campaigns.vocabulary import ColumnKind, CountBy, DelegationState, GateCondition
from bihuan.foundation.kernel import BadInput, Missing

DAY = date(2026, 5, 6)
ONE = timedelta(1)


def test_an_own_column_is_found_by_key_or_name_and_no_other_is() -> None:
    money = OwnColumn(number=1, name="涉及金额", kind=ColumnKind.AMOUNT, unit="万元")
    old = OwnColumn(number=2, name="处置去向", kind=ColumnKind.TEXT, retired=DAY)
    new = replace(old, number=3, retired=None)
    file = {"columns": checked_columns([money, old, new])}
    assert [column_of(file, key) for key in ("own1", "涉及金额", "涉及金额（万元）", "own2", "own3", "处置去向")] == [money] * 3 + [
        old,
        new,
        new,
    ]
    assert column_of(file, "own4") is None and column_of(file, "") is None and column_of({}, "own1") is None


def test_a_place_of_the_file_is_named_as_a_person_counts() -> None:
    assert place_name(()) == "" and place_name(("stages", 1, "start")) == "stages › 第2项 › start"


@pytest.mark.parametrize(
    ("from_on", "to_on", "good"),
    [(DAY, DAY, True), (DAY - ONE, DAY, False), (DAY + ONE, DAY, False), (DAY, DAY + 29 * ONE, True), (DAY, DAY + 30 * ONE, False)],
)
def test_a_delegation_begins_today_at_the_earliest_and_lasts_so_many_days(from_on: date, to_on: date, good: bool) -> None:
    if good:
        check_days(from_on, to_on, DAY, 30)
    else:
        with pytest.raises(BadInput):
            check_days(from_on, to_on, DAY, 30)


def test_a_delegation_stands_from_its_first_day_to_its_last() -> None:
    told = [stands(DAY, DAY + ONE, False, DAY + n * ONE) for n in (-1, 0, 1, 2)]
    assert told == [DelegationState.AHEAD, DelegationState.IN_FORCE, DelegationState.IN_FORCE, DelegationState.OVER]
    assert stands(DAY, DAY, True, DAY) is DelegationState.ENDED


def test_stages_behind_a_prolonged_one_move_with_both_their_days() -> None:
    assert shifted([Span(1, "甲", DAY, DAY + 9 * ONE)], 3) == (Span(1, "甲", DAY + 3 * ONE, DAY + 12 * ONE),)


def test_a_stage_is_held_open_by_each_count_above_nothing() -> None:
    none = GateCounts(0, 0, 0, 0, 0, 0)
    assert open_conditions(none) == ()
    for condition in GateCondition:
        assert open_conditions(replace(none, **{condition.value: 1})) == ((condition, 1),)


def test_a_rate_is_told_with_its_whole() -> None:
    assert (Rate(1, 3, "").percent, Rate(0, 3, "").percent, Rate(0, 0, "").percent) == (33.3, 0.0, None)
    assert str(Rate.of_subjects(1, 3, DAY)) == "33.3%（1/3，2026年5月6日名册上的整治对象）"
    assert str(Rate(0, 0, "名册")) == "—（0/0，名册）"


@pytest.mark.parametrize(
    ("setting", "ranks", "threshold"),
    [
        ("副处级以上", ["科级以上"], "副处级以上"), ("", ["科级", "正处级以上"], "正处级以上"), (None, ["全体干部以上", "科级以上"], "科级以上"),
        ("所有人", ["科级"], ""),
        ("", None, ""),
    ],
)  # fmt: skip
def test_the_threshold_is_the_setting_else_what_the_plan_says(setting: str | None, ranks: list[str] | None, threshold: str) -> None:
    assert threshold_in({"settings": {"rank_threshold": setting}, "scope": {"ranks": ranks}}) == threshold
    assert threshold_in({}) == ""


def test_who_lies_below_a_threshold_is_known_by_his_rank_alone() -> None:
    assert [lies_below(rank, "副处级以上") for rank in ("正处级", "副处级", "正科级", "", "某某")] == [False, False, True, False, False]
    assert understood("副处级以上") and not understood("全体")


def test_the_code_of_conduct_comes_back_as_it_was_typed() -> None:
    told = read_conduct(["准则一：含义：甲", "", " 准则二 ", "准则三: 乙 "])
    assert told == {"准则一": "含义：甲", "准则二": "", "准则三": "乙"}
    file = {"code_of_conduct": [{"standard": one, "meaning": meaning} for one, meaning in told.items()]}
    assert standards_of(file) == told and conduct_lines(file) == "准则一：含义：甲\n准则二\n准则三：乙" and standards_of({}) == {}


@pytest.mark.parametrize(
    ("lines", "good"),
    [
        (["准" * 40 + "：" + "义" * 500], True), (["准" * 41], False), (["准：" + "义" * 501], False), (["：含义"], False), (["甲", "甲：乙"], False),
        ([f"准则{n}" for n in range(30)], True), ([f"准则{n}" for n in range(31)], False),
    ],
)  # fmt: skip
def test_the_code_of_conduct_has_its_measure(lines: list[str], good: bool) -> None:
    if good:
        assert len(read_conduct(lines)) == len(lines)
    else:
        with pytest.raises(BadInput):
            read_conduct(lines)


def test_a_wrong_line_of_the_code_is_told_by_its_number() -> None:
    with pytest.raises(BadInput, match="第 3 行"):
        read_conduct(["甲", "", "甲：乙"])


def test_ready_catalogues_are_found_by_name_and_by_title() -> None:
    for name, title in READY.items():
        assert catalogue_text(name) == catalogue_text(str(title)) and ready_catalogue(name).catalogue
    with pytest.raises(Missing, match="四"):
        catalogue_text("四")


def test_settings_are_typed_and_what_is_missing_has_its_default() -> None:
    plain = settings_of({})
    told = settings_of({"settings": {"roster_on": "2026-05-06", "weekly_by": CountBy.RECORDED.value, "nothing": 1, "publicity_days": None}})
    assert told == replace(plain, roster_on=DAY, weekly_by=CountBy.RECORDED)
    assert checked_settings({"publicity_days": 7}) == {"publicity_days": 7} and checked_settings({}) == {}
    with pytest.raises(BadInput):
        checked_settings({"publicity_days": "七天"})


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [("publicity_days", 1, 60), ("objection_days", 1, 60), ("likeness", 0, 100),
     ("clue_assign_days", 1, 60), ("clue_close_days", 1, 365), ("default_days", 1, 365), ("quick_days", 1, 365)],
)  # fmt: skip
def test_a_setting_has_its_bounds(name: str, least: int, most: int) -> None:
    for good in (least, most):
        assert checked_settings({name: good}) == {name: good}
    for bad in (least - 1, most + 1):
        with pytest.raises(BadInput):
            checked_settings({name: bad})


def test_no_deputy_decides_on_persons() -> None:
    """Decisions on persons are taken by the holder of the duty himself."""
    told = {"commend", "withdraw_commendation", "settle_threshold", "freeze_roster", "enter_roster", "leave_roster", "grant_duty", "end_duty",
            "seat_member", "unseat_member", "delegate_duty", "end_delegation", "hand_over_work", "second_person", "end_secondment",
            "mark_key_few", "unmark_key_few"}  # fmt: skip
    assert {one.value for one in IN_PERSON} == told


@pytest.mark.parametrize(
    ("text", "says"),
    [("a: b\n c: d", "冒号的位置不对"), ("a: 'b", "引号没有成对"), ("a: [b", "方括号或花括号"), ("\ta: b", "制表符"), ("a: b: c", "冒号的位置不对"),
     ("a:\n  - b\n  c: d", "清单的各项要左边对齐"), ("a: b\n- c", "缩进或引号不对"), ("a: - b", "“- ”的位置不对")],
)  # fmt: skip
def test_a_slip_in_a_campaign_file_is_told_in_words(text: str, says: str) -> None:
    with pytest.raises(BadCampaignFile) as told:
        load(text)
    assert says in str(told.value)
