"""A person of a roster against the one who is known, post by post; a rule of the book with what was set on top."""

from datetime import date

import pytest

from bihuan.foundation.kernel import BadInput, Missing
from bihuan.foundation.rulebook.rules import Book, Rule, Setting
from bihuan.foundation.rulebook.vocabulary import Confidence, Unit
from bihuan.organisation.rules.roster.people import compare_posts
from bihuan.organisation.rules.roster.shape import KnownPerson, KnownPost, Line, PersonEntry, RawRow, UnitEntry

HERE, THERE = UnitEntry("甲局", pk=1), UnitEntry("乙局", pk=2)


def line(post: str, unit: UnitEntry = HERE, rank: str = "科员") -> Line:
    return Line(RawRow(1, {}), "柳浪", unit, post, rank, True, "")


def entry(*lines: Line, posts: tuple[KnownPost, ...] = (), phone: str = "") -> PersonEntry:
    return PersonEntry("柳浪", phone, list(lines), KnownPerson(7, "柳浪", "123", posts))


CLERK, HEAD, AWAY = KnownPost(1, 1, "干事", "科员"), KnownPost(2, 1, "科长", "科员"), KnownPost(3, 2, "干事", "科员")


@pytest.mark.parametrize(
    ("lines", "posts", "replaces", "same", "ended"),
    [
        ((("干事", HERE),), (CLERK,), [CLERK], [True], ()), ((("科长", HERE),), (CLERK,), [CLERK], [False], ()),
        ((("主任", HERE),), (CLERK, HEAD), [None], [False], (CLERK, HEAD)), ((("干事", HERE),), (CLERK, HEAD), [CLERK], [True], (HEAD,)),
        ((("干事", HERE), ("主任", HERE)), (CLERK, HEAD), [CLERK, HEAD], [True, False], ()), ((("干事", HERE),), (AWAY,), [None], [False], ()),
        ((("干事", HERE), ("副科长", HERE), ("主任", HERE)), (CLERK, HEAD), [CLERK, HEAD, None], [True, False, False], ()),
        ((("干事", HERE),), (), [None], [False], ()),
    ],
)  # fmt: skip
def test_posts_are_the_same_replaced_new_or_over(
    lines: tuple[tuple[str, UnitEntry], ...],
    posts: tuple[KnownPost, ...],
    replaces: list[KnownPost | None],
    same: list[bool],
    ended: tuple[KnownPost, ...],
) -> None:
    person = entry(*(line(*one) for one in lines), posts=posts)
    compare_posts(person, {1})
    assert ([one.replaces for one in person.lines], [one.same for one in person.lines], person.ended) == (replaces, same, ended)
    assert person.changed is (not all(same) or bool(ended))


def test_a_known_person_is_changed_by_a_post_a_number_or_an_end() -> None:
    same, other = line("干事"), line("科长")
    same.same = True
    assert (
        not entry(same).changed and entry(same, other).changed and entry(same, phone="456").changed and not entry(same, phone="123").changed
    )
    assert not PersonEntry("柳浪", "", [other]).changed and PersonEntry("柳浪", "", [other]).is_new
    ranked = entry(line("干事", rank="主任科员"), posts=(CLERK,))
    compare_posts(ranked, {1})
    assert ranked.lines[0].replaces is CLERK and ranked.changed


D1, D2, D3 = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


def rule(value: int, on: date, unit: Unit = Unit.WORKING_DAYS, number: str = "days") -> Rule:
    return Rule(number, "时限", value, unit, "第一条", on, Confidence.UNSURE)


def test_the_rule_in_force_is_the_latest_with_what_was_set_last() -> None:
    book = Book(
        (rule(3, D1), rule(5, D3), rule(9, D2, number="other")), (Setting("days", 4, D2), Setting("other", 1, D1), Setting("days", 6, D3))
    )
    told = [(book.rule("days", on).value, book.rule("days", on).set_by_us) for on in (D1, date(2026, 1, 31), D2, date(2026, 2, 28), D3)]
    assert told == [(3, False), (3, False), (4, True), (4, True), (6, True)]
    assert (
        Book(book.rules).rule("days", D3).value == 5
        and [one.id for one in book.all_on(D2)] == ["days", "other"]
        and len(book.all_on(D1)) == 1
    )
    for number, on, says in (("days", date(2025, 12, 31), "还没有生效"), ("nothing", D3, "没有编号为")):
        with pytest.raises(Missing, match=says):
            book.rule(number, on)


@pytest.mark.parametrize(("unit", "most"), [(Unit.PERCENT, 100), (Unit.WORKING_DAYS, 3660)])
def test_a_value_that_is_set_makes_sense(unit: Unit, most: int) -> None:
    for good in (0, most):
        assert rule(3, D1, unit).with_value(good).value == good
    for bad in (-1, most + 1):
        with pytest.raises(BadInput):
            rule(3, D1, unit).with_value(bad)
