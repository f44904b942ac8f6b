"""What counts as nearly the same words: small slips do, another number, name, place or word does not. Pure: no database."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bihuan.problems.rules.likeness import Ground, Text, degree, differences, likenesses, plain
from bihuan.problems.rules.likeness.gathering import TWINS, closest, enough

TEXT = "督导组到东关村核查时，发现县民政局窗口把低保申请材料积压41天，经办人周桂芳称系统故障，群众来回跑了6趟仍没有办结。"
OTHERS = {
    "number": ("41天", "14天"), "count": ("6趟", "9趟"), "place": ("东关村", "西关村"), "person": ("周桂芳", "陈玉兰"),
    "unit": ("县民政局", "县教育局"), "matter": ("低保申请", "宅基地"), "surname": ("周桂芳", "邓秀兰"),
}  # fmt: skip
SLIPS = "夭木仃伎佘冮卞叨呒囗坜娀孓尕屃岍帀彳忄戕"  # characters that stand nowhere else in the text


def alike(one: str, other: str) -> int:
    nearly = degree(Text(plain(one)), Text(plain(other)))
    assert nearly == degree(Text(plain(other)), Text(plain(one)))  # whichever comes first
    return nearly


@pytest.mark.parametrize(
    "told",
    [
        TEXT.replace("，", " ").replace("。", ""), TEXT.replace("41", "４１"), TEXT.replace("41天", "四十一天"), "经查，" + TEXT,
        "据群众来信反映：" + TEXT, TEXT.replace("督导组到东关村核查时，", ""), TEXT.rpartition("，")[0] + "。",
        "，".join(reversed(TEXT.rstrip("。").split("，"))), TEXT.replace("申请", "请申"), TEXT.replace("积压", "积积压"), TEXT.replace("系统", "糸统"),
        TEXT.replace("窗口", "囱口").replace("群众", "群从"), TEXT + "造成不良影响。",
    ],
)  # fmt: skip
def test_the_same_told_a_little_otherwise_is_alike(told: str) -> None:
    assert alike(TEXT, told) >= 80


@pytest.mark.parametrize("kind", OTHERS)
def test_another_number_name_place_or_matter_is_another_thing(kind: str) -> None:
    was, new = OTHERS[kind]
    assert was in TEXT and alike(TEXT, TEXT.replace(was, new)) == 0


def test_a_name_is_told_from_a_slip_by_what_is_written_elsewhere() -> None:
    one, name, slip = "经办人周芳把材料积压在窗口无人过问", "经办人周丽把材料积压在窗口无人过问", "经办人周仃把材料积压在窗口无人过问"
    written = {"周芳", "芳把", "周丽", "丽把"}.__contains__
    assert degree(Text(one), Text(name), written) == 0
    assert degree(Text(one), Text(slip), written) > 80


def test_too_little_said_is_alike_only_when_equal() -> None:
    assert alike("学习不深入", "学习不深人") == 0
    assert alike("学习不深入。", "学习 不深入") == 100
    assert alike("材料积压", TEXT) == 0


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_slips_of_the_hand_are_found(data: st.DataObject) -> None:
    told, at = list(TEXT), 0
    for _slip in range(data.draw(st.integers(1, 3))):
        at += data.draw(st.integers(6, 11))
        if at >= len(told) - 1 or any(one in "0123456789，。村局" for one in told[at - 3 : at + 3]):
            continue
        what = data.draw(st.sampled_from("otd"))
        told[at] = data.draw(st.sampled_from(SLIPS)) if what == "o" else told[at] * 2 if what == "t" else ""
    assert alike(TEXT, "".join(told)) >= 70


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 99_999), st.integers(1, 99_999), st.sampled_from(("第{}号信访件", "{}元补助", "{}户群众", "{}天")))
def test_two_numbers_are_two_matters(one: int, other: int, what: str) -> None:
    texts = [f"县水利局办理{what.format(n)}时推诿拖延，群众反映强烈，至今没有整改到位" for n in (one, other)]
    assert (alike(*texts) > 0) == (one == other)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    assert 0 <= alike(one, other) <= 100
    assert alike(one, one) == 100
    mine, yours = differences(one, other)
    assert "".join(piece.text for piece in mine) == one and "".join(piece.text for piece in yours) == other
    assert plain(plain(one)) == plain(plain(plain(one)))


def test_among_thousands_of_one_pattern_only_the_same_are_found() -> None:
    rng = random.Random(5)
    texts = [
        f"{rng.choice(('东岭', '河湾', '石桥'))}窗口经办第{n}号事项，拖延{rng.randint(2, 90)}天没有答复，群众反映后才处理。"
        for n in range(1500)
    ]
    texts += ["经查，" + texts[7], texts[9].replace("，", "；"), texts[11].replace("群众", "群从")]
    ground, plains = Ground(), [plain(one) for one in texts]
    for one in plains:
        ground.add(one)
    found = {(other, at) for at, other, _nearly in likenesses(plains, [ground.marks(one) for one in plains], ground.attested, 80)}
    assert found == {(7, 1500), (9, 1501), (11, 1502)}


def test_a_quarter_of_the_marks_shared_is_worth_a_comparison_and_one_mark_less_is_not() -> None:
    assert [enough(marks) for marks in (1, 8, 9, 12, 40)] == [2, 2, 3, 3, 3]
    assert closest({1: 3, 2: 2, 3: 4, 4: 3, 5: 1}, 12) == [3, 4, 1]  # most shared first, later ones first
    assert closest(dict.fromkeys(range(TWINS + 5), 3), 12) == list(range(TWINS + 4, 4, -1))
