"""Roles told in running text: 由甲牵头, 甲牵头负责…, 乙积极配合, 甲会同乙, 由丙具体实施."""

import re
from collections.abc import Iterator

from bihuan.plan_import.rules.chinese import split_outside
from bihuan.plan_import.rules.units.labels import LEVELLED, Claim
from bihuan.plan_import.rules.units.names import ETC, STRONG, UNIT, unit_names
from bihuan.plan_import.vocabulary import UnitRole

VERB = (
    "(?:负责|开展|组织(?!人事)|对|定期|按|共同|联合|研究|进行|制定|成立|建立|做好|抓|推进|组成|落实|及时|加强|加快|全面|深入|依法|集中|实施|修订|拟定|起草|督促|督查|检查|排查|核查|审核|指导|统筹"
    "|完善|编制|出台|在|于|将|要|每|逐|适时|不定期|通过|采取|召开|决定|梳理|汇总|约谈|受理|查处|打击|清理|整治|办理)(?![室组科院站办处股队局部]|中心)"
)
WITH = re.compile(r"(?:要|应当?|须|可|负责|牵头[，,]?){0,2}会同")
WITH_END = re.compile(rf"等(?:有关|相关)?(?:部门|单位)?(?:{VERB}|[，。；\n])|(?<=[\u3400-\u9fff]{{2}}){VERB}|[，。；\n]")
LEADS = re.compile(
    r"[：:]?(?:按照?(?:各自)?(?:职责|分工|职责分工))?(?:共同|联合|分别|负责(?:统筹)?)?(?:牵头(?!单位|部门|领导|人|科室|责任|作用)|具体承办|承办(?=[，。；）)]|具体)|主办(?=[，。；）)])|作?为(?:总)?(?:牵头|主办|主责)(?:单位|部门)|的牵头下)"
)
HELPS = re.compile(
    r"要?(?:按照?(?:各自)?(?:职责|分工|职责分工)[，,]?|积极|密切|协同|全力|主动|予以|给予|做好|全程|共同){0,3}"
    r"(?:(?:配合|协助|协办)(?![度力默单部科人]|处(?![理置]))|(?:参与|参加|协同推进|协同实施)(?=[，。；;\n）)])|全程(?:监督|参与|跟进)(?=[，。；;\n）)])|作?为(?:配合|协作|协办|协同|参与)(?:单位|部门)|会办(?=[，。；]))"
)
BY = re.compile(r"(?:负责)?(?:组织(?:具体)?实施(?!方案|的)|具体(?:组织)?实施(?!方案|办法|细则|意见|计划)|组织落实|具体组织)")
ANSWERS = re.compile(
    r"(?:[：:。](?:一是|1[.、．]|[（(]1[)）]|①)?)?(?:主要|具体|分别|统一|全面|共同|联合|按职责)?(?<!首问)(?<!首办)负责(?!制(?![定订作止])|人(?!员(?![要应须的带到参])[\u3400-\u9fff]{2})|[同任]|的(?![\u3400-\u9fff]{0,4}[是为])|(?:统筹)?牵头|[^，。；]{0,4}解释)|作?为(?:第一|主要)?责任(?:单位|主体)|按照?(?:各自)?(?:职责|分工|职责分工)(?:抓好|抓)?(?:落实|推进)(?=[，。；\n])"
)
HEADED = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）).．、] ?|——)?(?P<names>[^\n，。；：]{2,30})(?:\n|：(?=按|承担|落实|履行))"
    r"(?:(?:承担|落实|履行|压实)[^，。；\n]{2,10}责任，)?(?:(?P<leads>牵头(?!单位|部门|科室|责任|领导|人|[：:]))|(?:主要|具体|全面|按照?(?:各自)?(?:职责分工|职责|分工))?负责)",
    re.MULTILINE,
)
ALL_TOLD = re.compile(r"(?:全部|全体|全员|一律|都|均|派员|派人)$")
OF_ALL = re.compile(r"(?:的|沟通|协作|协调)$")  # 加强与甲、乙等部门的协作配合
DIVIDES = re.compile(r"(?:职责|分工|任务)[^，。；\n]{0,6}$")
ROLE_BEFORE = re.compile(r"(?:牵头|配合|协办|协助|参与)，$")  # 甲牵头，乙配合，丙负责…
OFFICE = re.compile(r"[\u3400-\u9fff]{2,8}(?:[处科股室所队局站部办委]|中心)")
NO_END = re.compile(r"会[商审签诊议风]|办[理案结公法]|部[署分]|处[理置罚分]|委[托派]|所[有属]|队伍|[院室馆]内|站点|科学|局部|团结")
PEOPLE = re.compile("人员|骨干|专家|负责|干部|成员|代表|同志|领导|人士|人大|政协|的|组成")  # 会同业务科室骨干: no unit is meant
DOES = re.compile("修订|制定|拟定|起草|完善|出台|编制|召开")  # 人事处 修订科研办法: no office begins so
LONGEST_OFFICE = 4  # 县纪委 办公室
BOUNDS = "。；;，,：:\n"
NUMBER = re.compile(r" *(?:第[一二三四五六七八九十百\d]{1,4}条|\d{1,2}(?:[.．]\d{1,2})+) *")
BRACKETED = re.compile(r"[（(][^（）()]{0,24}[）)]")
FARTHEST = 80  # characters before a cue in which its units are looked for
NOT_NAMES = re.compile(
    r"[，。；：]|领导|负责人|书记|局长|主任|同志|人员|干部(?!监督|科|处|室|教育|人事)|组长|成员|第一责任|领导小组(?!办公室)|党委书记|[校院]长(?!办公室)"
)


def claims(text: str) -> Iterator[Claim]:
    taken: set[int] = set()
    for found in _all(text):
        if found.at not in taken:
            taken.add(found.at)
            yield found


def _all(text: str) -> Iterator[Claim]:
    yield from _headed(text)
    for cue in WITH.finditer(text):
        yield from _units(text, *_before_with(text, cue.start()), UnitRole.LEAD)
        end = WITH_END.search(text, cue.end() + 2, cue.end() + FARTHEST)
        yield from _units(text, cue.end(), _listed_until(text, cue.end(), end.start() if end else cue.end() + FARTHEST), UnitRole.CO)
    for pattern, role in ((LEADS, UnitRole.LEAD), (HELPS, UnitRole.CO), (BY, UnitRole.ORGANISER), (ANSWERS, UnitRole.RESPONSIBLE)):
        for cue in pattern.finditer(text):
            start = _start(text, cue.start())
            opens = text[start - 1 : start] if start else ""
            if not _no_role(text, cue, role, opens) and (role is not UnitRole.RESPONSIBLE or _begins(text, start, cue.start(), opens)):
                yield from _units(text, start, cue.start(), role)


def _headed(text: str) -> Iterator[Claim]:
    """Units that are the name of a line of duties, these below it or behind its colon: 3.市乙局 / 负责…; （二）甲科、乙科：按照职责分工负责…"""
    for line in HEADED.finditer(text):
        names = list(unit_names(text, *line.span("names"), strict=True))
        if line["names"].endswith("党委、政府"):  # of one place
            yield Claim(line["names"], UnitRole.RESPONSIBLE, *line.span("names"))
        elif names and len(names) == len([*split_outside(line["names"], "、")]):
            yield from (Claim(name, UnitRole.LEAD if line["leads"] else UnitRole.RESPONSIBLE, at, until) for name, at, until in names)


def _no_role(text: str, cue: re.Match[str], role: UnitRole, opens: str) -> bool:
    """各科室全部参加 tells who is covered; 委托执行、协助执行 lists doings; 县公安局。负责… is a line of duties only where it begins one."""
    if cue[0].endswith(("参加", "参与")) and ALL_TOLD.search(text, max(0, cue.start() - 3), cue.start()):
        return True
    if role is UnitRole.CO and (text[cue.start() - 1 : cue.start()] == "、" or OF_ALL.search(text, max(0, cue.start() - 2), cue.start())):
        return True
    heads_a_line = cue[0][0] == "。" or (cue[0][0] in "：:" and role is not UnitRole.RESPONSIBLE)
    return heads_a_line and opens not in ("\n", "")


def _begins(text: str, start: int, cue: int, opens: str) -> bool:
    """Does the unit before 负责 open its clause, as one that answers for something does?"""
    if opens == " ":
        return bool(NUMBER.fullmatch(text, max(text.rfind("\n", 0, start), text.rfind("。", 0, start)) + 1, start))
    if opens in ("：", ":") and opens:
        return bool(DIVIDES.search(text, max(0, start - 10), start - 1))
    if opens == "，":
        told = LEVELLED.match(text[start:cue]) or OFFICE.fullmatch(text, start, cue) or ROLE_BEFORE.search(text, max(0, start - 8), start)
        return bool(told)
    return opens in ("由", "。", "；", ";", "\n", "")


def _before_with(text: str, cue: int) -> tuple[int, int]:
    """The unit before 会同; where it opens its clause, that of the clause before: 由甲负责核查和处理，会同乙…"""
    start = _start(text, cue)
    if start != cue or text[start - 1 : start] != "，":
        return start, cue
    above = _start(text, start - 1)
    does = ANSWERS.search(text, above + 2, start - 1)
    return (above, does.start()) if does and does[0] == "负责" else (start, cue)


def _listed_until(text: str, start: int, end: int) -> int:
    """Where the units behind 会同 end, whatever verb follows the last: 会同市体育局、市教育局督办整改 ends behind the second 局."""
    for first, last in split_outside(text[start:end], "、"):
        piece = text[start + first : start + last]
        if UNIT.search(piece) or ETC.search(piece):
            continue
        cuts = [cut for cut in range(3, min(len(piece), 16)) if STRONG.fullmatch(piece, 0, cut) and not NO_END.match(piece, cut - 1)]
        cuts += [closed.end() for closed in re.finditer("）", piece) if UNIT.search(piece, 0, closed.end())]
        if cuts and not PEOPLE.search(piece):
            nearest = min(cuts)
            return (
                start
                + first
                + max(cut for cut in cuts if cut == nearest or (cut <= nearest + LONGEST_OFFICE and not DOES.match(piece, nearest)))
            )
    return min(end, len(text))


def _start(text: str, cue: int) -> int:
    """Where the clause of a cue begins, behind a 由 that stands in it."""
    low = max(0, cue - FARTHEST)
    start = max(text.rfind(mark, low, cue) for mark in BOUNDS) + 1 or low
    opened = max(text.rfind("（", start, cue), text.rfind("(", start, cue))
    if opened >= 0 and max(text.rfind("）", opened, cue), text.rfind(")", opened, cue)) < 0:
        start = opened + 1
    headed = max(text.rfind("） ", start, cue), text.rfind(") ", start, cue))
    start = headed + 2 if headed >= 0 else start  # （三）集中查处（5月至9月） 镇纪委会同…
    numbered = NUMBER.match(text, start, cue)
    start = numbered.end() if numbered else start
    by = text.rfind("由", start, cue)
    return by + 1 if by >= 0 else start


def _units(text: str, start: int, end: int, role: UnitRole) -> Iterator[Claim]:
    exhorted = text[start : start + 1] == "各" and text[end : end + 1] == "要"
    if exhorted or NOT_NAMES.search(text, start, end):
        return
    etc = ETC.search(text[start:end])
    end = start + etc.start() if etc and etc.start() else end
    named = list(unit_names(text, start, end, strict=True))
    pieces = [piece for piece in re.split("[、和及与]", BRACKETED.sub("", text[start:end])) if piece]
    if named and len(named) >= len([piece for piece in pieces if UNIT.search(piece)]):
        for name, at, until in [*_listed_before(text, start), *named]:
            yield Claim(name, role, at, until)


def _listed_before(text: str, start: int) -> list[tuple[str, int, int]]:
    """Units of the clause before, where it is nothing but a list: 甲、乙，各丙配合."""
    if start < 2 or text[start - 1] != "，":
        return []
    low = max(0, start - 80)
    first = max(text.rfind(mark, low, start - 1) for mark in "。；，：\n（") + 1
    pieces = [piece for piece in text[first : start - 1].split("、") if piece]
    named = list(unit_names(text, first, start - 1, strict=True))
    return named if len(pieces) > 1 and len(named) == len(pieces) and all(LEVELLED.match(name) for name, _at, _until in named) else []
