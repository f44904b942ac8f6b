"""The receipt code: 132 random bits in 12 common characters, two more that notice what was mistyped."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.foundation.kernel import BadInput
from bihuan.foundation.sealedbox import codes, field
from bihuan.foundation.sealedbox.bech32 import encode
from bihuan.foundation.sealedbox.codes import Mistyped, ReceiptCode, from_seed, new, read
from bihuan.foundation.sealedbox.keys import ReportKeys
from bihuan.foundation.sealedbox.signs import numbers, signs

CODES = st.integers(0, 2**132 - 1).map(ReceiptCode)
SYMBOLS = st.integers(0, field.SIZE - 1)


def test_there_are_2048_different_signs_that_every_official_can_type() -> None:
    assert len(signs()) == len(set(signs())) == field.SIZE
    for sign in signs():
        high, low = sign.encode("gb2312")  # the first level: the 3,755 most used, sorted by sound
        assert 0xB0 <= high <= 0xD7, sign


@pytest.mark.parametrize(
    "alike", ["己已巳", "未末", "土士", "日曰", "干千于", "大太犬", "王玉主", "甲申由田电", "拔拨", "晴睛", "密蜜", "贷货"]
)
def test_of_signs_that_look_alike_at_most_one_is_used(alike: str) -> None:
    assert len(set(alike) & set(signs())) <= 1


def test_the_order_of_the_signs_is_the_code_and_never_changes() -> None:
    assert str(ReceiptCode(0)) == "啊" * 14
    assert [signs()[place] for place in (0, 1, 511, 1024, 2047)] == ["啊", "阿", "观", "铭", "座"]


@given(one=SYMBOLS, other=SYMBOLS.filter(bool), third=SYMBOLS)
def test_the_field_is_one(one: int, other: int, third: int) -> None:
    assert field.over(field.times(one, other), other) == one
    assert field.times(one, other) == field.times(other, one)
    assert field.times(one, other ^ third) == field.times(one, other) ^ field.times(one, third)


def test_every_symbol_but_zero_is_a_power_of_the_root() -> None:
    powers, value = set(), 1
    for _power in range(field.SIZE - 1):
        powers.add(value)
        value = field.times(value, 2)
    assert len(powers) == field.SIZE - 1 and value == 1


@given(code=CODES)
def test_what_was_written_is_read_again_however_it_is_typed(code: ReceiptCode) -> None:
    text, latin = str(code), code.latin
    assert len(text) == 14 and len(latin.replace("-", "")) == 31
    ways = (
        text,
        code.spaced,
        f" {text[:5]}，{text[5:]}。\n",
        latin,
        latin.lower(),
        latin.replace("-", " "),
        latin.translate({48: "o", 49: "l"}),
    )
    assert [read(way) for way in ways] == [code] * len(ways)
    assert all(0 <= symbol < field.SIZE for symbol in code.symbols) and code.secret.bit_length() <= 132


def test_traditional_characters_are_read_as_well() -> None:
    assert read("".join({"办": "辦", "边": "邊", "宝": "寶"}.get(sign, sign) for sign in str(_with("办边宝")))) == _with("办边宝")


def _with(some: str) -> ReceiptCode:
    symbols = [numbers()[sign] for sign in some.ljust(12, "啊")]
    secret = 0
    for symbol in symbols:
        secret = secret << 11 | symbol
    return ReceiptCode(secret)


@given(code=CODES, places=st.lists(st.integers(0, 13), min_size=1, max_size=2, unique=True), data=st.data())
def test_one_or_two_wrong_characters_are_always_noticed(code: ReceiptCode, places: list[int], data: st.DataObject) -> None:
    symbols = code.symbols
    for place in places:
        symbols[place] ^= data.draw(st.integers(1, field.SIZE - 1))
    with pytest.raises(Mistyped):
        read("".join(signs()[symbol] for symbol in symbols))


@given(code=CODES, place=st.integers(0, 13), by=st.integers(1, field.SIZE - 1))
def test_the_place_of_a_single_wrong_character_is_told(code: ReceiptCode, place: int, by: int) -> None:
    symbols = code.symbols
    symbols[place] ^= by
    typed = "".join(signs()[symbol] for symbol in symbols)
    with pytest.raises(Mistyped, match=f"第 {place + 1} 个字“{typed[place]}”"):
        read(typed)


@given(code=CODES, place=st.integers(0, 12))
def test_two_characters_changed_about_are_noticed(code: ReceiptCode, place: int) -> None:
    text = str(code)
    changed = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    if changed != text:
        with pytest.raises(Mistyped):
            read(changed)


@given(code=CODES, place=st.integers(0, 30), data=st.data())
def test_a_wrong_letter_of_the_latin_form_is_noticed(code: ReceiptCode, place: int, data: st.DataObject) -> None:
    latin = code.latin.replace("-", "")
    other = data.draw(st.sampled_from([letter for letter in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" if letter != latin[place]]))
    with pytest.raises(Mistyped):
        read(latin[:place] + other + latin[place + 1 :])


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "14 个汉字，您输入了 0 个"),
        ("啊" * 13, "您输入了 13 个"),
        ("啊" * 13 + "齉", "第 14 个字“齉”不会出现"),
        ("A" * 30, "31 个字母和数字，您输入了 30 个"),
        ("U" + "0" * 30, "第 1 个字“U”"),
        ("Z" * 31, "逐字核对"),
        ("啊" * 100_000, "您输入了"),
    ],
)
def test_what_cannot_be_a_code_is_said_plainly(typed: str, told: str) -> None:
    with pytest.raises(Mistyped, match=told):
        read(typed)


@given(typed=st.text(max_size=60))
def test_whatever_is_typed_is_a_code_or_mistyped(typed: str) -> None:
    try:
        assert isinstance(read(typed), ReceiptCode)
    except Mistyped as refused:
        assert str(refused)


def test_a_form_sent_twice_has_the_same_code_and_another_form_another() -> None:
    assert from_seed(b"s" * 16) == from_seed(b"s" * 16) != from_seed(b"t" * 16)
    with pytest.raises(BadInput):
        from_seed(b"short")


def test_every_bit_of_a_code_is_random() -> None:
    drawn = [new().secret for _one in range(400)]
    assert len(set(drawn)) == 400
    for bit in range(132):
        assert 100 < sum(secret >> bit & 1 for secret in drawn) < 300
    seeded = [from_seed(random.Random(n).randbytes(16)).secret for n in range(400)]
    assert all(100 < sum(secret >> bit & 1 for secret in seeded) < 300 for bit in range(132))


def test_nothing_computed_from_a_code_shows_the_code_or_one_another() -> None:
    code = ReceiptCode(12345678901234567890)
    keys, again = ReportKeys(code), ReportKeys(code)
    derived = [keys.place, keys.salt, keys.envelope("content"), keys.envelope("identity"), str(keys.reader).encode(), keys.address.encode()]
    assert derived == [
        again.place,
        again.salt,
        again.envelope("content"),
        again.envelope("identity"),
        str(again.reader).encode(),
        again.address.encode(),
    ]
    assert all(one not in other for one, other in itertools.permutations([*derived, code.key], 2))
    assert repr(code) == "ReceiptCode(…)"
    assert ReportKeys(ReceiptCode(code.secret ^ 1)).place != keys.place


def test_keys_are_written_as_age_writes_them() -> None:
    """BIP 173's own example of an address, and a key that age itself reads."""
    assert encode("a", b"") == "a12uel5l"
    assert ReportKeys(codes.new()).address.startswith("age1")


def test_the_traditional_forms_that_lie_ready_are_those_of_opencc() -> None:
    """Those that stand for one sign only; a form that stands for two is left out."""
    from opencc import OpenCC

    traditional, found = OpenCC("s2t"), dict[str, set[str]]()
    for sign in signs():
        for form in traditional.convert(sign):
            if form not in signs():
                found.setdefault(form, set()).add(sign)
    told = {form: number for form, number in numbers().items() if form not in signs()}
    assert told == {form: numbers()[next(iter(of))] for form, of in found.items() if len(of) == 1}
