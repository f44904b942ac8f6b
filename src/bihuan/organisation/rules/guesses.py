"""What a name tells: the nature of a unit and the part a post plays. Guesses for a roster that does not say; both may be corrected."""

import re
from functools import lru_cache

from bihuan.organisation.vocabulary import PostRole, Rank, UnitKind

_KINDS = (
    (re.compile(r"街道办事处$"), UnitKind.TOWNSHIP),
    (re.compile(r"(科|股|室|处)$"), UnitKind.SECTION),
    (re.compile(r"(镇|乡|街道|街道办事处|苏木)(人民政府|政府|党委)?$"), UnitKind.TOWNSHIP),
    (re.compile(r"(公司|集团|厂|银行|合作社)$"), UnitKind.COMPANY),
    (re.compile(r"(学校|小学|中学|大学|学院|幼儿园|医院|卫生院|中心|研究院|所|站|馆|队|台|社|院)$"), UnitKind.INSTITUTION),
    (re.compile(r"(局|委|办|办公室|委员会|部|厅|会|法院|检察院|人大|政协|团委|妇联|工会|政府|党委|纪委监委)$"), UnitKind.BUREAU),
    (re.compile(r"(县|市|区|州|省|旗|盟|新区|开发区)$"), UnitKind.PLACE),
)
_BUREAU_FIRST = re.compile(r"(人民法院|人民检察院|法院|检察院|办公室)$")
_OF_A_BODY = re.compile(r"(法院|检察院|[县市区省委府]办公室)$")
_CHIEF = "书记|主任|局长|县长|市长|区长|镇长|乡长|部长|主席|院长|校长|行长|经理|董事长|台长|馆长|检察长|队长|站长|所长"
_DEPUTY = re.compile(rf"副({_CHIEF}|主委)|班子成员|党组成员|党委委员|组长|总工程师|调研员")
_HEAD = re.compile(rf"党组书记|党委书记|党工委书记|{_CHIEF}")
_NO_POST = re.compile(r"[一二三四]级主任科员|副?主任(科员|医师|护师|药师|记者|编辑)|班主任|书记员")
_SECTION = re.compile(r"(科|股|室|处|站|所|队)(副)?(科长|股长|主任|处长|站长|所长|队长|负责人)|(副)?(科长|股长|处长)|(科|股|室)负责人")


def kind_of_unit(name: str, *, has_parent_bureau: bool = False) -> UnitKind:
    """The nature of a unit by its name. 办公室 and the like are sections inside a body, bodies of their own elsewhere."""
    if _BUREAU_FIRST.search(name):
        inside = has_parent_bureau and not _OF_A_BODY.search(name)
        return UnitKind.SECTION if inside else UnitKind.BUREAU
    return next((kind for pattern, kind in _KINDS if pattern.search(name)), UnitKind.OTHER)


@lru_cache(maxsize=4096)
def role_of_post(title: str, kind: UnitKind = UnitKind.OTHER) -> PostRole:
    """The part a post plays, by its title: 局长 leads the unit, 副局长 is of its leading body, 科长 heads a section."""
    title = _NO_POST.sub("", title)
    if _SECTION.search(title) or (kind is UnitKind.SECTION and _HEAD.search(title)):
        return PostRole.SECTION_HEAD
    main = next(
        (part for part in re.split(r"[、，,；;（(]", title) if _HEAD.search(part) and "副" not in part and not _DEPUTY.search(part)), ""
    )
    if main:
        return PostRole.HEAD
    return PostRole.LEADER if _DEPUTY.search(title) or "副" in title and _HEAD.search(title) else PostRole.STAFF


_RANKS = (
    (("副厅", "正厅", "厅级", "局级"), Rank.DIVISION),
    (("副处", "县处级副职", "副县"), Rank.DEPUTY_DIVISION),
    (("正处", "县处级正职", "正县", "处级"), Rank.DIVISION),
    (("副科", "乡科级副职"), Rank.DEPUTY_SECTION),
    (("正科", "乡科级正职", "科级"), Rank.SECTION),
    (("一级主任科员", "二级主任科员"), Rank.SECTION),
    (("三级主任科员", "四级主任科员"), Rank.DEPUTY_SECTION),
    (("调研员",), Rank.DIVISION),
    (("科员", "办事员"), Rank.STAFF),
)


def rank_of(text: str) -> Rank:
    """The rank behind what a roster wrote (正科级, 乡科级正职, 四级主任科员); OTHER where it says nothing known (A38)."""
    plain = "".join(text.split())
    return next((rank for words, rank in _RANKS if any(word in plain for word in words)), Rank.OTHER)


def at_least(text: str, threshold: Rank) -> bool:
    """Does this rank reach the campaign's threshold (处级以上, 副处级以上)? Unknown ranks do not."""
    order = [Rank.DIVISION, Rank.DEPUTY_DIVISION, Rank.SECTION, Rank.DEPUTY_SECTION, Rank.STAFF]
    rank = rank_of(text)
    return rank in order and threshold in order and order.index(rank) <= order.index(threshold)
