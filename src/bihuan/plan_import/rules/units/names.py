"""Names of units in a list as written: 市发改委、市财政局，各乡镇（街道）等部门."""

import re
from collections.abc import Iterator

from bihuan.plan_import.rules.chinese import split_outside

SUFFIX = (
    "项目法人|残联|工商联|侨联|文联|社联|科协|作协|消协|委员会|办公室|人民政府|管委会|街道办事处|街道办|办事处|联合会|监管所|派出所|联席会议|领导小组|指挥部|委|局|办|部|厅|处|科室|科|股室|股|室|院|校|站|所|中心|支队|大队|总队|中队|组|会"
    "|社|公司|集团|街道|乡镇|镇街|镇|乡|村|社区|居|县区|县|区|市|省|州|盟|旗|园|政府|党委|党组|党工委|党支部|党组织|总支|支部|机关|金融机构|医疗机构|单位|部门|专班|队|庭|馆|行|署|学校|幼儿园|医院|企业|联社|工会|团委|妇联|纪委"
    "|监委|纪检组|纪工委|教研室|级部|年级组|教导处|政教处|总务处|场|港|矿|厂|班|经开区|开发区|高新区|成员单位|责任单位|牵头单位|主体|法院|检察院|中队|台|报社|银行|燃气|电力|供电|电信|移动|联通|铁塔|营业部|物业|协会|商会|学会|党群|网信|法庭|网格|医保|人社|公安|教育|住建|城管|交警|民政|财政|卫健|应急|消防"
)
UNIT = re.compile(rf"(?:{SUFFIX})(?:[（(][^（）()]{{1,24}}[）)])?(?:等(?:有关|相关)?(?:部门|单位|科室)?)?$")
STRONG = re.compile(
    r"[\u3400-\u9fff（）、]{2,}(?:[局委部厅处科股室办队所站馆庭院团]|中心|公司|集团|街道|总会|工会|协会|联合会|政府)$"
)  # no word of the trade alone
ALL_OF = re.compile(r"各[\u3400-\u9fff（）、]{1,12}[局委部厅处科股室办队所站馆庭院团校镇乡村道位门区司业]")
AND = re.compile(r"以及|[和与]")
TAIL = re.compile(r"(?:等)?(?:有关|相关|各有关|各相关)?(?:职能)?(?:部门|单位|科室|处室)?(?:等)?$")
ETC = re.compile(
    r"等(?:\d+|[一二三四五六七八九十]+)?个?(?:有关|相关|行业|主管|监管|职能|成员)*(?:部门|单位|科室|处室|股室)?(?:[和及]单位)?$|等$"
)
LEAD_WORDS = re.compile(
    r"^(?:(?:\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[①-⑳]|[一二三四五六七八九十]是) ?)?(?:在|由|请|为|是|以|各级各部门和|以及|和|及|与|其中|并由|统一由|具体由|分别由|主要由|经(?![信贸济委发科管开营侦办建])|各位|(?:统筹|协调|组织|督促|指导)+(?![部科处室办委人组中站局])|全体)*(?=[\u3400-\u9fff])"
)
ROLE_IN_BRACKETS = re.compile(r"[（(](?:牵头|主办|负责|配合|协办|责任)(?:单位|部门)?[）)]$")
NOBODY = re.compile(r"(?:有关|相关)(?:职能)?(?:部门|单位|科室|处室)")
PERSON = re.compile(r"^(?!各|全)(?:[\u3400-\u9fff]{2,3}|[\u3400-\u9fff]{1,2}[*×某]{1,2}|[\u3400-\u9fff]{1,2} [\u3400-\u9fff])$")
SPLIT = "、，,；;\n"


def unit_names(text: str, start: int, end: int, *, strict: bool = False) -> Iterator[tuple[str, int, int]]:
    """Each unit of text[start:end] with its place. `strict` asks for a name that ends like a unit (used in prose)."""
    for first, last in split_outside(text[start:end], SPLIT):
        for _name, at, until in _blank_apart(text, start + first, start + last):
            for name, begin in _and_apart(text, at, until):
                found = _trimmed(name, begin)
                if found is not None and _is_unit(found[0], strict=strict):
                    yield found


def _and_apart(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """营业部和客服中心 are two, 住房和城乡建设局 is one: what stands before 和 must be a unit by itself."""
    for link in AND.finditer(text, start, end):
        if STRONG.fullmatch(text, start, link.start()) and (
            STRONG.fullmatch(text, link.end(), end) or ALL_OF.fullmatch(text, link.end(), end)
        ):
            yield text[start : link.start()], start
            start = link.end()
    yield text[start:end], start


def _blank_apart(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Units that only blanks part, as flattened tables leave them."""
    pieces = [(m[0], start + m.start(), start + m.end()) for m in re.finditer(r"[^ ]+", text[start:end])]
    if len(pieces) > 1 and all(UNIT.search(piece[0]) for piece in pieces):
        yield from pieces
    else:
        yield text[start:end], start, end


def _trimmed(name: str, start: int) -> tuple[str, int, int] | None:
    """The name without its role in brackets, 等部门 behind it and 由 before it, with its exact place."""
    kept = name
    role = ROLE_IN_BRACKETS.search(kept)
    kept = kept[: role.start()] if role else kept
    etc = ETC.search(kept)
    kept = kept[: etc.start()] if etc and etc.start() > 0 else kept
    lead = LEAD_WORDS.match(kept)
    kept = kept[lead.end() :] if lead else kept
    kept = kept.strip(' 。.：:“”"—-')
    at = start + name.find(kept)
    return (kept, at, at + len(kept)) if kept else None


def _is_unit(name: str, *, strict: bool) -> bool:
    if strict and (NOBODY.fullmatch(name) or "的" in name):
        return False
    if len(name) > (24 if strict else 40) or not re.search(r"[\u3400-\u9fffA-Za-z*×]", name):
        return False
    if UNIT.search(name):
        return not re.search(r"[。？！ ]|^[对把将按]|\d ?[年月日]" if strict else r"[。？！]", name)
    return (
        not strict
        and not PERSON.match(name)
        and 2 <= len(name) <= 16
        and not re.search(r"[0-9年月日前]|按照|根据|分工|负责|完成|配合|牵头|落实", name)
    )
