"""The small rules of the organisation at their edges: paths, sign-in names, cells as people type them, days, readings of surnames."""

from datetime import date

import pytest
from pypinyin import Style, pinyin

from bihuan.foundation.kernel import BadInput
from bihuan.organisation.rules.days import check_not_ahead
from bihuan.organisation.rules.guesses import at_least, rank_of, role_of_post
from bihuan.organisation.rules.logins import sign_in_names, spelled
from bihuan.organisation.rules.names import COMPOUND, SURNAMES, sort_key, sound_of, surname_of
from bihuan.organisation.rules.paths import ids_of, lies_within, path_under, step_of
from bihuan.organisation.rules.roster.cleaning import clean_name, clean_phone, clean_unit, fault_in_name, fault_in_phone, read_subject
from bihuan.organisation.rules.roster.shape import Column
from bihuan.organisation.vocabulary import PostRole, Rank, UnitKind


def test_a_step_is_the_number_to_the_base_of_36_in_six_places() -> None:
    assert [step_of(pk) for pk in (1, 35, 36, 1295, 1296)] == ["000001", "00000z", "000010", "0000zz", "000100"]
    assert step_of(36**6 - 1) == "z" * 6


def test_a_path_gives_back_its_ids_and_sorts_as_they_do() -> None:
    path = ""
    for pk in (7, 35, 36, 1_000_000):
        path = path_under(path, pk)
    assert ids_of(path) == [7, 35, 36, 1_000_000]
    assert sorted(map(step_of, range(2000))) == [step_of(pk) for pk in range(2000)]
    assert lies_within(path, path_under("", 7)) and not lies_within(path_under("", 7), path)


def test_a_path_has_42_levels_and_no_more() -> None:
    assert len(path_under("000001" * 41, 2)) == 42 * 6
    with pytest.raises(BadInput):
        path_under("000001" * 42, 2)


def test_sign_in_names_are_spelled_and_counted() -> None:
    assert [spelled(name) for name in ("单青", "柳浪", "吕梁", "", "·")] == ["shanqing", "liulang", "lvliang", "user", "user"]
    assert spelled("诸葛" + "青" * 20) == "zhugeqingqingqingqingqin"
    assert sign_in_names(["柳浪", "柳浪", "闻莺", "柳浪"], {"liulang02"}) == ["liulang01", "liulang03", "wenying01", "liulang04"]


ONLY_AS_SURNAMES = {"贠": "yun4", "黑": "he4"}
"""Readings that the library's dictionary of characters leaves out."""


@pytest.mark.parametrize("surname", sorted(SURNAMES))
def test_a_surname_is_read_as_a_dictionary_allows(surname: str) -> None:
    (allowed,) = pinyin(surname, style=Style.TONE3, heteronym=True, neutral_tone_with_five=True)
    assert SURNAMES[surname] in (*allowed, ONLY_AS_SURNAMES.get(surname))


@pytest.mark.parametrize("surname", sorted(name for name in COMPOUND if COMPOUND[name]))
def test_a_surname_of_two_characters_is_read_as_a_dictionary_allows(surname: str) -> None:
    allowed = pinyin(surname[0], style=Style.TONE3, heteronym=True) + pinyin(surname[1], style=Style.TONE3, heteronym=True)
    assert all(read in of_one for read, of_one in zip(COMPOUND[surname].split(), allowed, strict=True))


def test_many_compound_surnames_are_known() -> None:
    known = (
        "欧阳 尉迟 万俟 长孙 司马 上官 诸葛 东方 公孙 慕容 宇文 司徒 轩辕 南宫 呼延 端木 申屠 濮阳 淳于 赫连 钟离 拓跋 独孤 皇甫 夏侯 令狐"
    )
    assert [name for name in known.split() if surname_of(name + "山") != name] == []


def test_a_name_sounds_the_same_whichever_characters_it_has() -> None:
    assert sound_of("周皓") == sound_of("周浩") != sound_of("周好")
    assert sort_key("周皓") != sort_key("周浩")
    assert sound_of("单青").startswith("shan004")  # six letters and the tone


@pytest.mark.parametrize(
    ("typed", "digits", "good"),
    [
        ("", "", True), ("  ", "", True), ("138 0000 0011", "13800000011", True), ("+86-13800000011", "13800000011", True),
        ("13800000011.0", "13800000011", True), ("12800000011", "12800000011", False), ("1380000001", "1380000001", False),
        ("010-88886666", "01088886666", True), ("8888666", "8888666", True), ("18886666", "18886666", False), ("无", "", False),
    ],
)  # fmt: skip
def test_a_telephone_number_is_cleaned_and_judged(typed: str, digits: str, good: bool) -> None:
    assert clean_phone(typed) == digits
    assert (fault_in_phone(typed, digits) == "") is good


@pytest.mark.parametrize(
    ("name", "good"),
    [("李" * 64, True), ("李" * 65, False), ("柳浪", True), ("12", False), ("阿里木·买买提", True), ("柳浪（女）", True), ("柳@浪", False), ("", True)],
)  # fmt: skip
def test_a_name_is_judged(name: str, good: bool) -> None:
    assert (fault_in_name(name) == "") is good


def test_names_of_people_and_units_lose_their_blanks() -> None:
    assert [clean_name(one) for one in ("李　明", "Tom  Lee", "买买提•阿不都", "买买提・阿不都")] == [
        "李明",
        "Tom Lee",
        "买买提·阿不都",
        "买买提·阿不都",
    ]
    assert clean_unit(" 县 教育局(本级) ") == "县教育局（本级）"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [(one, True) for one in ("是", "√", "✓", "1", "Y", "yes", "对", "整治对象", "TRUE", "１")]
    + [(one, False) for one in ("否", "×", "✗", "0", "N", "no", "非", "不是", "参与", "参与人员", "", " ", "false")]
    + [("也许", None)],
)
def test_yes_and_no_are_read_as_people_write_them(typed: str, meant: bool | None) -> None:
    assert read_subject(typed) is meant


def test_a_day_may_be_today_and_no_later() -> None:
    check_not_ahead(date(2026, 5, 6), date(2026, 5, 6))
    with pytest.raises(BadInput):
        check_not_ahead(date(2026, 5, 7), date(2026, 5, 6))


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("副厅", Rank.DIVISION), ("正厅级", Rank.DIVISION), ("厅级", Rank.DIVISION), ("局级", Rank.DIVISION), ("副处", Rank.DEPUTY_DIVISION),
        ("县处级副职", Rank.DEPUTY_DIVISION), ("副县级", Rank.DEPUTY_DIVISION), ("正处", Rank.DIVISION), ("正县级", Rank.DIVISION),
        ("处级", Rank.DIVISION), ("副科级", Rank.DEPUTY_SECTION), ("乡科级副职", Rank.DEPUTY_SECTION), ("正 科 级", Rank.SECTION),
        ("乡科级正职", Rank.SECTION), ("科级", Rank.SECTION), ("一级主任科员", Rank.SECTION), ("二级主任科员", Rank.SECTION),
        ("三级主任科员", Rank.DEPUTY_SECTION), ("一级调研员", Rank.DIVISION), ("科员", Rank.STAFF), ("办事员", Rank.STAFF),
    ],
)  # fmt: skip
def test_every_written_rank_is_known(text: str, rank: Rank) -> None:
    assert rank_of(text) is rank


def test_a_threshold_takes_in_its_own_rank_and_all_above() -> None:
    ranks = {
        "正处级": Rank.DIVISION,
        "副处级": Rank.DEPUTY_DIVISION,
        "正科级": Rank.SECTION,
        "副科级": Rank.DEPUTY_SECTION,
        "科员": Rank.STAFF,
    }
    for at, threshold in enumerate(ranks.values()):
        assert [one for one in ranks if at_least(one, threshold)] == list(ranks)[: at + 1]


def test_the_same_title_heads_a_section_where_the_unit_is_one() -> None:
    assert role_of_post("主任", UnitKind.SECTION) is PostRole.SECTION_HEAD and role_of_post("主任") is PostRole.HEAD
    assert role_of_post("副主任") is PostRole.LEADER and role_of_post("班主任") is PostRole.STAFF


def test_the_columns_of_the_roster_have_their_words() -> None:
    told = [
        ("unit", "单位"),
        ("parent", "上级单位"),
        ("name", "姓名"),
        ("post", "职务"),
        ("rank", "职级"),
        ("subject", "是否整治对象"),
        ("phone", "手机"),
    ]
    assert [(one.value, one.label) for one in Column] == told
