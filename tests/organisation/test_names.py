"""Chinese names in order; surnames with their own readings."""

import random

import pytest

from bihuan.organisation.rules.guesses import at_least, kind_of_unit, rank_of, role_of_post
from bihuan.organisation.rules.names import drawn_together, sort_key, surname_of
from bihuan.organisation.vocabulary import PostRole, Rank, UnitKind

IN_ORDER = [
    "艾青禾", "白石", "柏林", "薄云", "单于野", "车前", "谌松", "陈皮", "褚山", "淳于意", "盖石", "葛藤", "哈密", "黑石",
    "华容", "令狐冲山", "吕梁", "缪竹", "万俟远", "牟平川", "那木", "区海", "欧阳晓", "朴青", "亓官云", "仇山", "瞿塘", "任远",
    "单青", "上官云", "邵武", "佘山", "澹台远", "拓跋野", "万山", "尉山", "冼河", "解放山", "应城", "尉迟松", "乐山", "员外山",
    "臧青", "曾野", "查干", "翟山", "占山", "张三", "张威", "张伟", "章三", "长孙野", "诸葛青",
]  # fmt: skip


def test_names_sort_as_a_dictionary_does() -> None:
    mixed = random.Random(7).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(mixed, key=sort_key) == IN_ORDER


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("单青", "shan"), ("曾野", "zeng"), ("仇山", "qiu"), ("解山", "xie"), ("查山", "zha"), ("区山", "ou"), ("朴山", "piao"), ("任山", "ren"),
        ("盖山", "ge"), ("尉迟山", "yu"), ("万俟山", "mo"), ("欧阳山", "ou"), ("华山", "hua"), ("翟山", "zhai"), ("长孙山", "zhang"),
        ("单于山", "chan"), ("覃山", "qin"), ("种山", "chong"), ("繁山", "po"), ("乐山", "yue"), ("令狐山", "ling"), ("员山", "yun"),
    ],
)  # fmt: skip
def test_surnames_have_their_own_readings(name: str, begins: str) -> None:
    assert sort_key(name).startswith(f"{begins:0<6}")


@pytest.mark.parametrize(
    ("typed", "name"), [("赵　德", "赵德"), (" 白 雨成 ", "白雨成"), ("Ivan Petrov", "Ivan Petrov"), ("买买提·艾力", "买买提·艾力")]
)
def test_a_name_spread_over_a_cell_is_drawn_together(typed: str, name: str) -> None:
    assert drawn_together(typed) == name


def test_a_compound_surname_needs_a_name_after_it() -> None:
    assert surname_of("欧阳") == "欧" and surname_of("欧阳山") == "欧阳" and surname_of("单于") == "单"


def test_all_of_one_surname_stand_together() -> None:
    names = ["张伟", "章山", "张云", "章阿", "张阿"]
    assert "".join(name[0] for name in sorted(names, key=sort_key)) in ("张张张章章", "章章张张张")


@pytest.mark.parametrize("name", ["", "·", "Tom Lee", "阿里木·买买提", "𠀀山", "李" * 64])
def test_every_name_has_a_key_that_any_database_orders_alike(name: str) -> None:
    key = sort_key(name)
    assert len(key) <= 160 and all(one in "0123456789abcdefghijklmnopqrstuvwxyz" for one in key)
    assert sort_key(f" {name}　") == key


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("青石县", UnitKind.PLACE), ("青石县教育局", UnitKind.BUREAU), ("柳林镇", UnitKind.TOWNSHIP), ("东门街道办事处", UnitKind.TOWNSHIP),
        ("县人民医院", UnitKind.INSTITUTION), ("青石水务集团", UnitKind.COMPANY), ("人事科", UnitKind.SECTION), ("县委办公室", UnitKind.BUREAU),
        ("县人民法院", UnitKind.BUREAU), ("第一中学", UnitKind.INSTITUTION), ("某某", UnitKind.OTHER),
    ],
)  # fmt: skip
def test_the_nature_of_a_unit_is_guessed_from_its_name(name: str, kind: UnitKind) -> None:
    assert kind_of_unit(name) is kind


def test_an_office_inside_a_bureau_is_a_section() -> None:
    assert kind_of_unit("办公室", has_parent_bureau=True) is UnitKind.SECTION
    assert kind_of_unit("县委办公室", has_parent_bureau=True) is UnitKind.BUREAU


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("党组书记、局长", PostRole.HEAD), ("局长", PostRole.HEAD), ("党组成员、副局长", PostRole.LEADER), ("副镇长", PostRole.LEADER),
        ("人事科科长", PostRole.SECTION_HEAD), ("副科长", PostRole.SECTION_HEAD), ("办公室主任", PostRole.SECTION_HEAD),
        ("四级主任科员", PostRole.STAFF), ("科员", PostRole.STAFF), ("主任医师", PostRole.STAFF), ("", PostRole.STAFF),
        ("纪检监察组组长", PostRole.LEADER), ("司法所所长", PostRole.SECTION_HEAD),
    ],
)  # fmt: skip
def test_the_part_of_a_post_is_guessed_from_its_title(title: str, role: PostRole) -> None:
    assert role_of_post(title) is role


@pytest.mark.parametrize(
    ("text", "rank"),
    [("正科级", Rank.SECTION), ("乡科级副职", Rank.DEPUTY_SECTION), ("副处级", Rank.DEPUTY_DIVISION), ("县处级正职", Rank.DIVISION),
     ("四级主任科员", Rank.DEPUTY_SECTION), ("科员", Rank.STAFF), ("", Rank.OTHER)],
)  # fmt: skip
def test_ranks_are_read_as_rosters_write_them(text: str, rank: Rank) -> None:
    assert rank_of(text) is rank


def test_a_threshold_of_rank() -> None:
    """A38: 副处级以上 takes in 正处级 and 副处级 and nobody below, nor anybody whose rank nobody knows."""
    ranks = ["正处级", "副处级", "正科级", "四级主任科员", "", "科员"]
    assert [one for one in ranks if at_least(one, Rank.DEPUTY_DIVISION)] == ["正处级", "副处级"]
