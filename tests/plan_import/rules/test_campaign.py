"""From reviewed facts to a campaign: its name, its days, what is asked."""

from datetime import date

import pytest

from bihuan.foundation.kernel import BadInput
from bihuan.plan_import.rules.campaign import campaign_file_from, open_questions
from bihuan.plan_import.rules.campaign.days import range_of, span_of
from bihuan.plan_import.rules.campaign.making import campaign_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("澜川县干部作风专项整治工作方案", "澜川县干部作风专项整治"), ("关于印发《消防安全专项整治行动实施方案》的通知", "消防安全专项整治行动"),
        ("某局关于印发《庸懒散软专项整治方案》的通知", "庸懒散软专项整治"), ("专项整治行动", "专项整治行动"), ("工作方案", "工作方案"),
        ("关于开展形式主义专项整治的实施方案", "开展形式主义专项整治"),
    ],
)  # fmt: skip
def test_a_campaign_is_named_by_what_it_does(title: str, name: str) -> None:
    assert campaign_name(title) == name


D = date
SPANS = [
    ("2026-03-05", None, (D(2026, 3, 5), D(2026, 3, 5))), ("--09", 2015, (D(2015, 9, 1), D(2015, 9, 30))), ("--09", None, None),
    ("2026", None, (D(2026, 1, 1), D(2026, 12, 31))), ("2026-03E", None, (D(2026, 3, 1), D(2026, 3, 10))),
    ("2026-03M", None, (D(2026, 3, 11), D(2026, 3, 20))), ("2026-02L", None, (D(2026, 2, 21), D(2026, 2, 28))),
    ("2024-02", None, (D(2024, 2, 1), D(2024, 2, 29))), ("2026-02-30", None, (D(2026, 2, 28), D(2026, 2, 28))), ("2026-13", None, None),
    ("1066-10", None, None), (None, 2026, None), ("不日", 2026, None),
]  # fmt: skip


@pytest.mark.parametrize(("written", "year", "span"), SPANS)
def test_a_date_as_read_means_days(written: str | None, year: int | None, span: tuple[date, date] | None) -> None:
    assert span_of(written, year) == span


def test_an_end_before_its_start_lies_in_the_next_year() -> None:
    assert range_of("--09", "--11", 2015) == (D(2015, 9, 1), D(2015, 11, 30))
    assert range_of("--11", "--02", 2015) == (D(2015, 11, 1), D(2016, 2, 29))
    assert range_of("2025-11", "2025-02", None) == (D(2025, 11, 1), D(2025, 2, 28)), "a stated year is never changed"
    assert range_of(None, "--02", None) == (None, None)


FACTS = {
    "title": "庸懒散软专项整治方案",
    "stages": [{"name": "动员", "start": "--09", "end": "--09"}, {"name": "整改", "start": None, "end": None}],
}


def test_what_is_open_is_asked_and_an_answer_settles_it() -> None:
    must = [asked.key for asked in open_questions(FACTS, {}, 2026) if asked.must]
    assert must == ["year"]
    told = {asked.key for asked in open_questions(FACTS, {"year": "2015"}, 2026)}
    assert told == {"stages.2.start", "stages.2.end", "basis", "decided_by"}
    file = campaign_file_from(FACTS, {"year": "2015", "stages.2.start": "2015-10-01", "decided_by": "局党组"})
    assert (file.stages[0].start, file.stages[1].start, file.decided_by, file.title) == (
        D(2015, 9, 1),
        D(2015, 10, 1),
        "局党组",
        "庸懒散软专项整治",
    )
    assert campaign_file_from(FACTS, {"title": "自己起的方案"}).title == "自己起的方案"


@pytest.mark.parametrize("answers", [{"year": "去年"}, {"year": "12"}, {"stages.1.start": "九月"}, {"title": " ", "year": "2015"}])
def test_what_is_no_answer_is_refused_with_a_sentence(answers: dict[str, str]) -> None:
    facts = {**FACTS, "title": ""} if "title" in answers else FACTS
    with pytest.raises(BadInput, match="。"):
        campaign_file_from(facts, answers)


def test_a_number_goes_with_the_title_it_stands_behind_and_no_other() -> None:
    law, notice = {"text": "《消防法》", "source": {"start": 10, "end": 15}}, {"text": "《防控通知》", "source": {"start": 20, "end": 26}}
    numbers = [
        {"text": "澜消安〔2026〕12号", "source": {"start": 2, "end": 9}},
        {"text": "市消安〔2026〕31号", "source": {"start": 27, "end": 39}},
    ]
    file = campaign_file_from({"title": "消防安全整治", "basis": [law, notice], "doc_numbers": numbers}, {})
    assert file.basis == ("《消防法》", "《防控通知》（市消安〔2026〕31号）")


def test_a_stage_that_would_end_before_it_begins_is_asked_about() -> None:
    stage = {"name": "整改阶段", "start": "2026-03-01", "end": "2026-02-01"}
    facts = {"title": "专项整治", "stages": [stage], "basis": [{"text": "《意见》"}], "decided_by": {"text": "县委"}}
    (asked,) = open_questions(facts, {}, 2026)
    assert asked.key == "stages.1.end" and asked.must and "早于开始日期" in asked.text
    assert not open_questions(facts, {"stages.1.end": "2026-04-01"}, 2026)


def test_a_day_that_does_not_exist_is_asked_about_once() -> None:
    stage = {"name": "学习阶段", "start": "2026-02-01", "end": None, "source": {"start": 0, "end": 20}}
    wrong = {"about": "impossible_date", "text": "“2月30日”不是一个存在的日期，应是哪一天？", "source": {"start": 10, "end": 15}}
    facts = {"title": "专项整治", "stages": [stage], "basis": [{"text": "《意见》"}], "decided_by": {"text": "县委"}, "questions": [wrong]}
    (asked,) = open_questions(facts, {}, 2026)
    assert asked.kind == "day" and asked.text == "“2月30日”不是一个存在的日期。“学习阶段”到哪天为止？"


def test_an_answer_too_long_for_its_place_is_refused() -> None:
    with pytest.raises(BadInput, match="200"):
        campaign_file_from({"stages": ()}, {"title": "长" * 201})
