"""Rules come from packs with article, date and confidence; what an installation sets is dated, reasoned and in the book."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bihuan.foundation.audit.models import Record
from bihuan.foundation.calendar.rules import WorkCalendar, read_notices
from bihuan.foundation.kernel import Actor, BadInput, Missing, NotAllowed
from bihuan.foundation.kernel.time import Clock, Extension, Length, Span
from bihuan.foundation.rulebook import operations, queries
from bihuan.foundation.rulebook.rules import Book, read_packs
from bihuan.foundation.rulebook.vocabulary import Confidence, Unit

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
ON = date(2026, 3, 2)
KEEPER = Actor(None, "系统管理员", administrator="system")


@pytest.fixture(autouse=True)
def _ask_anew() -> Iterator[None]:
    queries.book.forget()
    yield
    queries.book.forget()


def test_every_row_of_the_clock_table_is_there() -> None:
    rules = read_packs()
    assert {f"T{n}" for n in range(1, 33)} == {rule.id.split("-")[0] for rule in rules if rule.pack.startswith("时限表")}
    assert all(rule.title and rule.article and rule.effective_on for rule in rules)
    assert len({(rule.id, rule.effective_on) for rule in rules}) == len(rules)


@pytest.mark.parametrize(
    ("rule_id", "value", "unit", "confidence"),
    [
        ("T3", 15, "wd", "S"), ("T8", 15, "wd", "s"), ("T10", 15, "d", "S"), ("T13", 60, "d", "S"), ("T17-answer", 2, "m", "S"),
        ("T20-ask", 1, "m", "G"), ("T27-plan", 1, "m", "U"), ("T30", 3, "y", "S"), ("near_days", 3, "wd", "U"), ("T6", 1, "q", "S"),
    ],
)  # fmt: skip
def test_numbers_of_the_table(rule_id: str, value: int, unit: str, confidence: str) -> None:
    rule = Book(read_packs()).rule(rule_id, ON)
    assert (rule.value, rule.unit, rule.confidence) == (value, Unit(unit), Confidence(confidence))


def test_a_rule_runs_a_clock_with_its_longest_extension() -> None:
    rule = Book(read_packs()).rule("T13", ON)
    china = WorkCalendar.of({one.day: one.works for one in read_notices()})
    clock = Clock(date(2026, 3, 2), rule.length)
    assert clock.due_on(china) == date(2026, 5, 6)
    assert rule.longest_extension == Length(30, Span.DAYS)
    with pytest.raises(BadInput):
        clock.extend(Extension(Length(31, Span.DAYS), "主要负责人", "复杂"), rule.longest_extension)


def test_a_share_is_no_length_of_time() -> None:
    with pytest.raises(BadInput):
        _length = Book(read_packs()).rule("sample_percent", ON).length


def test_versions_follow_each_other(tmp_path: Path) -> None:
    line = "  - {id: T1, title: 甲, value: %d, unit: wd, article: 乙, effective_on: %s, confidence: S}\n"
    (tmp_path / "a.yaml").write_text(
        "pack: a\ntitle: 甲\nversion: '1'\nrules:\n" + line % (5, "2020-01-01") + line % (7, "2026-07-01"), "utf-8"
    )
    book = Book(read_packs(tmp_path))
    assert [book.rule("T1", day).value for day in (date(2026, 6, 30), date(2026, 7, 1))] == [5, 7]
    with pytest.raises(Missing, match="还没有生效"):
        book.rule("T1", date(2019, 1, 1))
    with pytest.raises(Missing, match="没有编号"):
        book.rule("T99", ON)


def test_uncertain_numbers_are_settings() -> None:
    unsure = {rule.id for rule in read_packs() if rule.is_setting}
    assert {"T27-plan", "near_days"} <= unsure and "T13" not in unsure


@pytest.mark.django_db
def test_a_setting_counts_from_its_day_until_it_is_dropped(django_assert_num_queries: object) -> None:
    row = operations.set_rule(rule_id="near_days", value=5, from_on=date(2026, 4, 1), reason="专班要求", actor=KEEPER, now=NOW)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert [queries.rule("near_days", day).value for day in (ON, date(2026, 4, 1))] == [3, 5]
        assert queries.rule("near_days", date(2026, 4, 1)).set_by_us
    operations.drop_rule_setting(row, reason="恢复", actor=KEEPER, now=NOW)
    assert queries.rule("near_days", date(2026, 4, 1)).value == 3
    told = list(Record.objects.filter(kind="rule_setting").order_by("position").values_list("action", "reason"))
    assert told == [("set_rule", "专班要求"), ("drop_rule_setting", "恢复")]


@pytest.mark.django_db
def test_nonsense_and_strangers_are_refused() -> None:
    for value in (-1, 101):
        with pytest.raises(BadInput):
            operations.set_rule(rule_id="sample_percent", value=value, from_on=ON, reason="试", actor=KEEPER, now=NOW)
    with pytest.raises(BadInput, match="理由"):
        operations.set_rule(rule_id="near_days", value=5, from_on=ON, reason="", actor=KEEPER, now=NOW)
    with pytest.raises(Missing):
        operations.set_rule(rule_id="T99", value=5, from_on=ON, reason="试", actor=KEEPER, now=NOW)
    for who in ("security", "audit", ""):
        with pytest.raises(NotAllowed):
            operations.set_rule(rule_id="near_days", value=5, from_on=ON, reason="试", actor=Actor(None, "某", administrator=who), now=NOW)
