"""The calendar of China as data: what came with the package, what is edited, what is not known."""

import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.audit.models import Record
from bihuan.foundation.calendar import operations, queries
from bihuan.foundation.calendar.rules import WorkCalendar, read_lines, read_notices
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _ask_anew() -> Iterator[None]:
    queries.calendar.forget()
    yield
    queries.calendar.forget()


def test_the_notices_say_only_what_is_out_of_the_ordinary() -> None:
    days = read_notices()
    assert len({one.day for one in days}) == len(days)
    assert all(one.works == (one.day.weekday() >= 5) and one.name and str(one.day.year) in one.source for one in days)
    for year in (2024, 2025, 2026):
        assert sum(one.day.year == year and one.works for one in days) == {2024: 8, 2025: 5, 2026: 6}[year]


def test_working_days_of_a_year() -> None:
    china = WorkCalendar.of({one.day: one.works for one in read_notices()})
    first = {year: date(year, 1, 1).toordinal() for year in (2024, 2025, 2026, 2027)}
    counts = {year: sum(china(date.fromordinal(n)) for n in range(first[year], first[year + 1])) for year in (2024, 2025, 2026)}
    assert counts == {2024: 251, 2025: 248, 2026: 248}


def test_a_year_without_data_falls_back_and_says_so() -> None:
    china = WorkCalendar.of({one.day: one.works for one in read_notices()})
    assert china.known_until == date(2026, 12, 31)
    assert china(date(2027, 1, 1)) and not china(date(2027, 1, 2))
    assert china.doubts(date(2026, 5, 1), None) == ""
    assert "2027、2031年" in china.doubts(date(2031, 1, 1), date(2027, 1, 4), date(2026, 1, 1))
    assert WorkCalendar.of({}).known_until is None
    assert not WorkCalendar.of({date(2027, 1, 1): False}).knows(date(2027, 3, 1)), "one day is not a notice"


@pytest.mark.parametrize("line", ["2027-01-01 休 元旦", "2027年1月1日 放假 元旦", "2027/1/1休元旦", "2027.01.01  休   元旦"])
def test_lines_are_read_in_the_usual_ways(line: str) -> None:
    (one,) = read_lines(f"\n{line}\n", "通知")
    assert (one.day, one.works, one.name, one.source) == (date(2027, 1, 1), False, "元旦", "通知")


@pytest.mark.parametrize(
    ("text", "says"), [("2027-01-01 元旦", "第 1 行看不懂"), ("2027-01-01 休 元旦\n2027-02-30 班 春节", "第 2 行的日期不存在")]
)
def test_a_bad_line_is_named(text: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        read_lines(text, "")


@pytest.mark.django_db
def test_one_query_then_none(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert not queries.calendar()(date(2026, 10, 1))
        assert queries.near_until(date(2026, 9, 29), 3) == date(2026, 10, 9)
        assert queries.calendar().known_until == date(2026, 12, 31)


@pytest.mark.django_db
def test_a_changed_day_counts_at_once_and_is_in_the_book() -> None:
    keeper = Actor(None, "系统管理员", administrator="system")
    assert queries.calendar()(date(2026, 12, 7))
    operations.set_day(day=date(2026, 12, 7), works=False, name="县庆", source="县政府通知", actor=keeper, now=NOW)
    assert not queries.calendar()(date(2026, 12, 7))
    operations.set_day(day=date(2026, 12, 7), works=False, name="县庆", source="县政府通知", actor=keeper, now=NOW)
    operations.set_day(day=date(2026, 12, 7), works=False, name="建县纪念日", source="县政府通知", actor=keeper, now=NOW)
    row = queries.special_day(date(2026, 12, 7))
    assert row is not None
    operations.clear_day(row, actor=keeper, now=NOW)
    assert queries.calendar()(date(2026, 12, 7))
    told = list(Record.objects.filter(kind="special_day").order_by("position").values_list("action", flat=True))
    assert told == ["enter_special_day", "amend_special_day", "clear_special_day"]


@pytest.mark.django_db
def test_a_whole_notice_is_taken_or_nothing() -> None:
    lines = "\n".join(f"2027-02-{day:02} 休 春节" for day in (8, 9, 10, 11, 12, 15, 16))
    machine = system_actor()
    assert operations.set_days(days=read_lines(lines, "通知"), actor=machine, now=NOW).days == 7
    assert queries.calendar().known_until == date(2027, 12, 31)
    with pytest.raises(BadInput, match="本来就是周末"):
        operations.set_days(days=read_lines("2028-01-03 休 元旦\n2028-01-01 休 元旦", "通知"), actor=machine, now=NOW)
    assert queries.special_day(date(2028, 1, 3)) is None


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["security", "audit", ""])
def test_nobody_else_keeps_the_calendar(who: str) -> None:
    with pytest.raises(NotAllowed):
        operations.set_day(
            day=date(2026, 12, 7), works=False, name="县庆", source="", actor=Actor(None, "某人", administrator=who), now=NOW
        )


@pytest.mark.django_db
def test_a_present_year_without_data_warns(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    from bihuan.foundation.calendar.models import SpecialDay

    SpecialDay.objects.all().delete()
    with caplog.at_level(logging.WARNING):
        queries.calendar()
    assert "节假日安排还没有录入" in caplog.text


NOTICE = """一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
"""


def test_a_notice_is_read_as_it_is_issued() -> None:
    read = read_lines(NOTICE, "关于2026年部分节假日安排的通知")
    known = [one for one in read_notices() if one.day.year == 2026]
    assert [(one.day, one.works, one.name) for one in read] == [(one.day, one.works, one.name) for one in known]
    with pytest.raises(BadInput, match="没有写是哪一年"):
        read_lines(NOTICE, "放假通知")
    with pytest.raises(BadInput, match="2月30日不存在"):
        read_lines("春节：2月28日至2月30日放假。", "2026年通知")


def test_a_span_of_days_stands_in_one_line_and_every_bad_line_is_named() -> None:
    read = read_lines("2027-02-05 至 2027-02-11 休 春节\n2027-02-20 班 春节", "通知")
    assert [one.day.day for one in read] == [5, 8, 9, 10, 11, 20] and {one.name for one in read} == {"春节"}
    with pytest.raises(BadInput, match="第 1、3 行看不懂"):
        read_lines("元旦放假\n2027-01-01 休 元旦\n春节 休", "通知")
    with pytest.raises(BadInput, match="起止日期不对"):
        read_lines("2027-02-11 至 2027-02-05 休 春节", "通知")
