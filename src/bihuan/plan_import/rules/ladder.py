"""Ladders: who gets which measure for what; a plan may hold several (M129-M136; mechanisms A08, A09)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bihuan.plan_import.rules import lists
from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import LadderStep, Span
from bihuan.plan_import.rules.topics import Topic

GRAVE = re.compile(
    r"批评|诫勉|戒勉|约谈|通报|书面检查|检查$|检讨|道歉|停职|免职|撤职|降职|降级|组织处理|组织调整|处分|问责|追究|追责|警告|记过|辞[退职]|移交.{0,6}(?:纪检|纪委|司法|公安|监察)|解聘|开除|调整岗位|降低岗位|调离|待岗|黄牌|红牌|谈话|移送"
    r"|扣[发减除罚]|取消.{0,14}(?:资格|评[先优]|奖)|一票否决|处罚|罚款|吊销|停业|关停|查封|责令|撤销|禁入|曝光|检查、|清退|除名|立案|督办函|列入.{0,8}(?:名单|黑榜)|限制.{0,8}(?:投标|准入|资格)|暂停.{0,10}(?:结算|资格|服务|拨付|供[货餐])|终止.{0,6}(?:合同|协议|合作)|解除.{0,6}(?:合同|协议)|停[工产餐]|停止供餐|追缴|追回|清退|离岗|岗位|调整职务|信用|更换|启动.{0,6}程序"
    r"|扣 ?\d|扣分|强制拆除|依法拆除|注销|不予(?:通过|登记|拨付|受理|评)|表态发言|检讨发言|失信|调整.{0,8}负责人|调整职|暂停执业|追缴"
)
MILD = re.compile(r"教育|提醒|整改|立行立改|培训|学习|回访|举一反三|处理|考核|检查|免予|从轻")
CASE = r"情节|性质|问题|影响|后果|造成|拒不|屡[教查次]|构成|涉嫌|经[^，]{2,16}(?:仍|后)|首次|初次|再次|屡次|重复|被?通报[一二三四两\d]|末位|末三位|第[一二三]次|一次|两次|三次|轻微|一般|较轻|较重|严重|特别|整改不|工作不|履[职行]不|失职|弄虚作假|推诿|敷衍|多次|逾期|未按|连续"
FOR = re.compile(
    r"^(?:[^，。；：]{0,20}，)?(?:而|同时|此外|其中|要)?对(?!照|标|接|应)(?:于)?(?:那些|在|各类|个别)?(?P<trigger>[^；。：]{2,90}?)"
    r"(?:的(?:[^，；。的]{0,8}(?:干部|人员|单位|个人|部门|企业|教职工|村|同志))?|(?<=问题)|(?<=情况)|(?<=行为)|(?<=干部)|(?<=人员)|(?<=单位)|(?<=个人)|(?<=企业))[，,](?P<rest>.+)$",
    re.DOTALL,
)
FOR_BARE = re.compile(
    r"^(?:而)?对(?:于|那些)?(?P<trigger>[^；。，]{2,40}?)的(?:[^，；。的]{0,8}(?:单位|乡镇|街道|部门|企业|学校|村|个人|干部|人员|责任人|负责人|地方|地区))?"
    r"(?P<rest>(?:应|要|将|予以|给予|进行|由|依|按|及时|责令|从严|严肃)[^；。]+)$"
)
GRADED = re.compile(
    rf"^(?:[^，。；：]{{0,10}}：)?(?P<trigger>(?:对|如|凡|若)?[^；。：，]{{0,12}}?(?:{CASE})[^；。：]{{0,50}}?)的[，,]?(?P<rest>.+)$",
    re.DOTALL,
)
CASE_AND_RESULT = re.compile(
    r"^(?P<trigger>[^，；。：]{2,50}?)的[，,](?P<rest>(?:对|给予|予以|由|责令|取消|扣|依|按|视|一律|约谈|通报|将|要|应|严肃|从严|在[^，]{2,10}内)[^；。]+)$"
)
SLOT = re.compile(
    r"^(?:如|凡是?|若)?(?P<trigger>[^，；。：]{2,40}?)的(?:[^，；。：的]{1,6})?[，,：](?:(?:一经|经)?(?:查实|核实|发现|查证属实)[，,])?(?P<rest>[^；。]+)$"
)
SLOT_BARE = re.compile(rf"^(?P<trigger>[^，；。：]{{0,16}}(?:{CASE})[^，；。：]{{0,12}})[，：](?P<rest>[^；。]+)$")
LISTED = re.compile(r"[一二三四五六七八九十]是|[①-⑨]|(?:首先|其次|再次|最后)[，,]")
GIVEN = re.compile(r"(?:视情|一律|依规依纪|按规定|及时)?(?:给予|予以|采取|进行|作出|实施|责令|由)(?P<rest>.+)$", re.DOTALL)
NEXT_RUNG = re.compile(
    r"，(?=第[二三四]次|(?:对(?!其|照|标)[^，。；]{3,40}?的[^，。；的]{0,12}(?:予以|给予|进行|依法|依规|责令|严肃|从严)|(?:情节|问题|性质|后果)(?:特别)?(?:较重|严重|恶劣)的))"
)
GIVES = r"给予|整改|清单|台账|线索|举报|排查|[要应]|发现|每|调度"
NTH = re.compile(
    r"^(?:[^。；]{2,40}，)?(?P<trigger>第[一二三四]次[^，。；]{0,8}?)(?:的，|，|的)?(?P<rest>(?:在?全[\u3400-\u9fff]{1,2}(?:范围内?)?)?(?:给予|予以|责令|批评|警告|暂停|停[岗职]|通报|约谈|解聘|辞退|扣|取消|开除|调[离整]).+)$"
)
OPENS = re.compile(r"^(?:而)?(?:对于?|如|凡是?|若)")
BEFORE_CASE = re.compile(r"^(?:\d{1,2}[.．、] ?)?(?:[^，]{2,40}，对(?![照标接应])(?:于)?(?=[^，]{2,}$))?")  # 2.每周检查一次，对屡劝不改
OF_WHOM = re.compile(r"的(?:企业|单位|乡镇|部门|学校|干部|人员|个人|商户|店铺)$")
PRAISE = re.compile(r"(?:[^，。；]{0,6}(?:予以|给予|进行|将))?(?:通报)?(?:表扬|表彰|奖励|嘉奖)")
PRAISED = re.compile(r"表扬|表彰|奖励|嘉奖")
CRIME = re.compile(r"^(?:涉嫌|构成)(?:违法)?犯罪$")
INTRO = re.compile(
    r"^(?:应当?|要|并|可以?|分别|视情(?:节)?(?:轻重|程度)?|根据情节(?:轻重)?|给予|予以|进行|采取|及时|必要时|由|从严|作出|依规依纪|一律|应对号入座|对号入座|将|局党组|则|根据不同情形|，)+"
)
MOST = 420


@dataclass(frozen=True, slots=True)
class Rung:
    """`bare` where nothing but two words beside each other tell it (一般问题：通报批评): it counts only beside others."""

    start: int
    end: int
    trigger: str
    rest: tuple[int, int]
    bare: bool = False


def read_ladder(doc: Document) -> list[LadderStep]:
    steps: list[LadderStep] = []
    for number, group in enumerate(_groups(doc), start=1):
        for step, rung in enumerate(group, start=1):
            steps.append(LadderStep(number, step, rung.trigger, _measures(doc.text, *rung.rest), Span(rung.start, rung.end)))
    return steps


def _groups(doc: Document) -> Iterator[list[Rung]]:
    """Neighbouring rungs; two other clauses between them end a ladder."""
    group: list[Rung] = []
    gap = 0
    for start, end in (piece for clause in lists.clauses(doc.text, 0, len(doc.text)) for piece in _pieces(doc, *clause)):
        rung = _rung(doc, start, end) if end - start <= MOST else None
        if group and not _together(doc, group[-1].start, start):
            yield from _worthy(doc, group)
            group, gap = [], 0
        if rung is not None:
            group.append(rung)
            gap = 0
        elif group:
            gap += 1
            if gap > 2:
                yield from _worthy(doc, group)
                group, gap = [], 0
    yield from _worthy(doc, group)


def _pieces(doc: Document, start: int, end: int) -> list[tuple[int, int]]:
    """The rungs that one sentence strings together by commas: 对甲的予以通报，对乙的进行约谈; 给予警告，情节严重的给予开除."""
    cuts = [cut.end() for cut in NEXT_RUNG.finditer(doc.text, start, end)]
    pieces = list(zip([start, *cuts], [*(cut - 1 for cut in cuts), end], strict=True))
    rungs = sum(_rung(doc, *piece) is not None for piece in pieces)
    return pieces if rungs >= 2 or (rungs and PRAISED.search(doc.text, *pieces[0])) else [(start, end)]


def _together(doc: Document, one: int, other: int) -> bool:
    """Rungs of one ladder stand under one heading, or are neighbours: numbered sentences, or headings in the section on accountability."""
    here, there = doc.node_at(one), doc.node_at(other)
    if here is there or here is None or there is None:
        return here is there
    sentences = not here.named and not there.named
    return here.parent is there.parent and (sentences or doc.within(here.parent, Topic.ACCOUNTABILITY))


def _rung(doc: Document, start: int, end: int) -> Rung | None:
    start = whole = _behind_heading(doc, start, end)
    clause = doc.text[start:end]
    if doc.within(doc.node_at(start), Topic.ACCOUNTABILITY) and (told := _bare(start, clause, "给予")):
        return told
    colon = clause.rfind("：", 0, 60)
    if colon > 0 and not GRAVE.search(clause[:colon]):
        start, clause = start + colon + 1, clause[colon + 1 :]
    listed = LISTED.match(clause)
    if listed:
        start, clause = start + listed.end(), clause[listed.end() :]
    match = NTH.match(clause) or FOR.match(clause) or FOR_BARE.match(clause) or GRADED.match(clause)
    if match is None:
        match = CASE_AND_RESULT.match(clause) or _slot(doc, start, clause)
        if match is None or not GRAVE.search(match["rest"]):
            return _titled(doc, start, end) or _bare(whole, doc.text[whole:end], GIVES, alone=False)
    mild = match.re is not FOR_BARE and MILD.search(match["rest"])
    if PRAISE.match(match["rest"]) or not (GRAVE.search(match["rest"]) or mild) or CRIME.match(match["trigger"].strip()):
        return None
    trigger = OPENS.sub("", BEFORE_CASE.sub("", match["trigger"])).strip("，, ")
    return Rung(start, end, trigger, (start + match.start("rest"), end))


def _bare(start: int, clause: str, not_in: str, *, alone: bool = True) -> Rung | None:
    """一般问题：通报批评, 末位，约谈: a case, and right behind it a measure."""
    found = SLOT_BARE.match(clause) if "的，" not in clause else None
    if found is None or re.search(not_in, found["trigger"]) or not GRAVE.search(found["rest"][:8]):
        return None
    return Rung(
        start,
        start + len(clause),
        OPENS.sub("", OF_WHOM.sub("", found["trigger"])),
        (start + found.start("rest"), start + len(clause)),
        not alone,
    )


def _slot(doc: Document, at: int, clause: str) -> re.Match[str] | None:
    """T的，M or, where the section is on accountability, T：M and T，M: what stands in the slot of M opens with a measure."""
    found = SLOT.match(clause)
    if found is None and doc.within(doc.node_at(at), Topic.ACCOUNTABILITY):
        found = SLOT_BARE.match(clause)
    return found if found and GRAVE.search(found["rest"][:12]) else None


def _behind_heading(doc: Document, start: int, end: int) -> int:
    node = doc.node_at(start)
    if node is not None and node.start <= start < node.heading_start < end:
        return node.heading_start
    return start


def _titled(doc: Document, start: int, end: int) -> Rung | None:
    """A heading names the case and the body begins with what is given: 5.1 一般损失 / 给予批评教育."""
    node = doc.node_at(start)
    if node is None or doc.text[node.body_start : start].strip(" \n。：:"):
        return None
    given = GIVEN.match(doc.text, start, end)
    if given is None or not GRAVE.search(given["rest"]) or not doc.within(node.parent, Topic.ACCOUNTABILITY):
        return None
    return Rung(node.heading_start, end, node.heading, (given.start("rest"), end))


def _worthy(doc: Document, group: list[Rung]) -> Iterator[list[Rung]]:
    """A ladder names at least one measure against somebody; the clause that only announces it is no rung."""
    if group and len(group) > 1 and _announces(doc.text, group[0]):
        group = group[1:]
    grave = [rung for rung in group if GRAVE.search(doc.text, *rung.rest)]
    if len(group) >= 2 and grave:
        yield group
    elif (
        grave
        and not grave[0].bare
        and not re.search(r"(?:问题|情况|(?:发现|反映)的?[^，]{0,6}行为)$", grave[0].trigger)
        and re.search(
            r"(?:给予|予以|责令|依规依纪|依法依规|依法(?:强制|吊销|追究|处罚|立案|从重|查处)|取消|扣[发减除]|严肃|从严|约谈|一律|追究)",
            doc.text[grave[0].rest[0] : grave[0].end],
        )
    ):
        yield grave


def _announces(text: str, rung: Rung) -> bool:
    """对检查中发现的问题，按规定进行问责处理。 stands before the rungs themselves."""
    return bool(re.search(r"(?<![首初再两三多]次)(?<!重复)发现的?(?:问题)?$", rung.trigger)) and not re.search(
        r"批评|诫勉|通报|约谈|停职|警告", text[rung.rest[0] : rung.end]
    )


def _measures(text: str, start: int, end: int) -> list[str]:
    pieces = [text[first:last] for first, last in lists.by_comma(text, start, end)]
    split = [part for piece in pieces for part in _parts(piece)]
    named = [
        INTRO.sub("", part.strip()).removesuffix("等方式处理").removesuffix("等处理")
        for part in split
        if GRAVE.search(part) or MILD.search(part)
    ]
    return [part for part in named if part] or ([text[start:end]] if end > start else [])


def _parts(piece: str) -> list[str]:
    """Measures joined by 和 or 或, where both sides are measures by themselves."""
    parts = re.split(r"(?<=.{2})(?:和|或者|或|及|并)(?=.{2})", piece)
    return parts if all(GRAVE.search(part) for part in parts) else [piece]
