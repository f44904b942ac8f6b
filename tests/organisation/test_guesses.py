"""What names of units and posts tell, ending by ending."""

import pytest

from bihuan.organisation.rules.guesses import at_least, kind_of_unit, rank_of, role_of_post
from bihuan.organisation.rules.names import COMPOUND, SURNAMES, sort_key, surname_of
from bihuan.organisation.vocabulary import PostRole, Rank, UnitKind

ENDINGS = {
    UnitKind.SECTION: "人事科 人事股 科技教育室 财务处",
    UnitKind.TOWNSHIP: "柳林镇 柳林乡 东门街道 东门街道办事处 北苏木 柳林镇人民政府 柳林乡政府 柳林镇党委 东门街道党委",
    UnitKind.COMPANY: "青石水务公司 青石水务集团 机械厂 农村商业银行 合作社",
    UnitKind.INSTITUTION: "职业学校 第一小学 第一中学 广播大学 职业学院 县幼儿园 县医院 "
    "柳林卫生院 服务中心 农科研究院 派出所 防疫站 文化馆 执法大队 电视台 律社 敬老院",
    UnitKind.BUREAU: "教育局 县委 编办 县委办公室 工作委员会 组织部 省厅 残疾人联合会 县人民法院 县人民检察院 县检察院 "
    "县人大 县政协 县团委 县妇联 总工会 县政府 县党委 县纪委监委",
    UnitKind.PLACE: "青石县 青石市 青石区 青石州 青石省 青石旗 青石盟 青石新区 青石开发区",
    UnitKind.OTHER: "某某 青石县的 科学",
}


@pytest.mark.parametrize("kind", ENDINGS, ids=lambda one: one.value)
def test_every_ending_of_a_name_tells_what_the_unit_is(kind: UnitKind) -> None:
    assert [name for name in ENDINGS[kind].split() if kind_of_unit(name) is not kind] == []


@pytest.mark.parametrize(
    ("name", "inside"),
    [("办公室", True), ("综合办公室", True), ("县委办公室", False), ("县政府办公室", False), ("省委办公室", False), ("县办公室", False), ("市办公室", False),
     ("区办公室", False), ("省办公室", False), ("县法院", False), ("县检察院", False)],
)  # fmt: skip
def test_an_office_inside_a_body_is_a_section_and_one_of_a_place_is_not(name: str, inside: bool) -> None:
    assert kind_of_unit(name, has_parent_bureau=True) is (UnitKind.SECTION if inside else UnitKind.BUREAU)
    assert kind_of_unit(name) is UnitKind.BUREAU


CHIEFS = "书记 主任 局长 县长 市长 区长 镇长 乡长 部长 主席 院长 校长 行长 经理 董事长 台长 馆长 检察长 队长 站长 所长"
ROLES = {
    PostRole.HEAD: f"{CHIEFS} 党组书记 党委书记 党工委书记 党组书记、局长 副书记、局长 局长（兼） 局长,党组书记",
    PostRole.LEADER: " ".join(f"副{one}" for one in CHIEFS.split() if one not in ("站长", "所长", "队长"))
    + " 副主委 班子成员 党组成员 党委委员 纪检组组长 总工程师 调研员 副总经理",
    PostRole.SECTION_HEAD: "人事科科长 人事股股长 办公室主任 财务处处长 人事科副科长 办公室副主任 派出所所长 防疫站站长 执法队队长 "
    "科长 股长 处长 副科长 副股长 副处长 人事科负责人 人事股负责人 办公室负责人 派出所副所长",
    PostRole.STAFF: "科员 办事员 一级主任科员 二级主任科员 三级主任科员 四级主任科员 主任科员 副主任科员 主任医师 副主任医师 主任护师 主任药师 "
    "主任记者 主任编辑 班主任 书记员 副",
}


@pytest.mark.parametrize("role", ROLES, ids=lambda one: one.value)
def test_every_title_tells_the_part_that_a_post_plays(role: PostRole) -> None:
    assert [title for title in ROLES[role].split() if role_of_post(title) is not role] == []


def test_a_rank_that_nobody_knows_reaches_no_threshold_and_is_none() -> None:
    assert not at_least("", Rank.STAFF) and not at_least("正处级", Rank.OTHER) and at_least("科员", Rank.STAFF)
    assert [rank_of(one) for one in ("副县", "正县", "副 处", "处 级", "甲")] == [
        Rank.DEPUTY_DIVISION, Rank.DIVISION, Rank.DEPUTY_DIVISION, Rank.DIVISION, Rank.OTHER,
    ]  # fmt: skip


@pytest.mark.parametrize("surname", sorted(SURNAMES))
def test_a_surname_stands_where_its_reading_puts_it(surname: str) -> None:
    letters, tone = SURNAMES[surname][:-1], SURNAMES[surname][-1]
    assert sort_key(f"{surname}山").startswith(f"{letters:0<6}{tone}{ord(surname):05x}shan00") and tone in "1234"


def test_the_surnames_with_readings_of_their_own() -> None:
    """Two-character surnames are those of the Hundred Family Surnames that are still borne, and some of later times."""
    alone = (
        "单曾仇解查区朴任盖华葛缪乐翟尉宓洗冼员贠纪宁甯折车召应於种繁覃秘逄逯晁郇哈黑那牟盛石佘沈行相要藏臧占祭郗隗费干过句勾阚能粘乜殷令重谌谢长卜邸柏薄訾都"
        "教强少宿洼衣幺瞿璩郄亓妫舍撒可便番会朝尹邵塔澹余佴褚"
    )
    together = (
        "欧阳 尉迟 万俟 长孙 单于 澹台 司马 上官 诸葛 东方 公孙 慕容 宇文 司徒 司空 司寇 轩辕 南宫 呼延 端木 公冶 太史 申屠 濮阳 淳于 赫连 钟离 闾丘 "
        "拓跋 独孤 纳兰 第五 百里 东郭 西门 谷梁 乐正 漆雕 壤驷 公良 夹谷 段干 羊舌 微生 梁丘 左丘 东门 南门 哥舒 贺兰 夏侯 皇甫 令狐 宰父 亓官 鲜于 "
        "仲孙 巫马 公西 子车 颛孙 宗政 达奚"
    )
    assert set(alone) == set(SURNAMES)
    assert [name for name in together.split() if surname_of(f"{name}山") != name] == [] and len(together.split()) == len(COMPOUND)
