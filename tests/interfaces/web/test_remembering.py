"""Parts that are drawn once: nobody is shown what another was given, in another's language, with another's guard against forgery."""

from typing import Any

from django.template import engines
from django.utils.safestring import mark_safe
from django.utils.translation import override

PAGER = '{% remembered "components/pager/pager.html" total=total about=about %}'
LOOK = '{% remembered "components/toolbar/density.html" %}'


def drawn(text: str, **given: Any) -> str:
    return engines["django"].from_string(text).render(given)  # type: ignore[attr-defined]


def test_a_part_sees_what_it_is_given_and_nothing_else() -> None:
    assert "/secret/" not in drawn(PAGER, total="7", about=False, next="/secret/", previous="/secret/", place="/secret/")
    assert "/secret/" in drawn('{% remembered "components/pager/pager.html" total=total next=next %}', total="7", next="/secret/")
    assert "/secret/" not in drawn(PAGER, total="7", about=False)


def test_each_language_has_its_own() -> None:
    told = []
    for language in ("zh-hans", "en", "zh-hans"):
        with override(language):
            told.append(drawn(PAGER, total="31", about=False))
    assert told[0] == told[2] != told[1] and "共 31 条" in told[0] and "共" not in told[1]


def test_each_answer_has_its_own_guard_against_forged_forms() -> None:
    one, other = drawn(LOOK, csrf_token="a" * 64), drawn(LOOK, csrf_token="b" * 64)
    assert 'value="' + "a" * 64 in one and "b" * 64 not in one
    assert 'value="' + "b" * 64 in other and "a" * 64 not in other
    assert "token-" not in one + other + drawn(LOOK)


def test_what_looks_equal_and_is_not_is_not_taken_for_the_other() -> None:
    trusted, typed = mark_safe("<b>9</b>"), "<b>9</b>"  # noqa: S308 - the two that compare as equal
    assert "<b>9</b>" in drawn(PAGER, total=trusted, about=False)
    assert "<b>9</b>" not in drawn(PAGER, total=typed, about=False), "what somebody typed is never printed as a text of ours"
    assert "<b>1</b>" not in drawn(PAGER, total="1", about=1) and "True" in drawn(PAGER, total=True, about=0)
    assert "True" not in drawn(PAGER, total=1, about=0)
