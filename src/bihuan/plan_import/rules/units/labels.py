"""责任单位：…，（牵头单位：甲，配合单位：乙）, （市甲局牵头，市乙局配合）, own lines, cells of flattened tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bihuan.plan_import.rules.chinese import split_outside
from bihuan.plan_import.rules.tables import UNIT_KINDS, Table, kind_of_column, subject_of
from bihuan.plan_import.rules.units.names import STRONG, UNIT, unit_names
from bihuan.plan_import.vocabulary import UnitRole

BODY = "(?:单位|部门|部室|科室|处室|股室|机构|主体|学校|方)"
LABELS = (
    (UnitRole.LEAD, rf"(?:牵头|主办|承办|主责|主要责任|第一责任|总牵头)(?:责任|负责|主办)?{BODY}|(?:牵头|主办|主责|承办)(?=[：:])"),
    (UnitRole.CO, rf"(?:配合|协办|协同|协助|协作|参与|参加|会办|联办|支持|配合责任){BODY}|(?:配合|协办|协助)(?=[：:])"),
    (
        UnitRole.RESPONSIBLE,
        rf"(?:责任|落实|整改|实施责任|整改责任|责任落实|具体责任|负责|执行|监管|主管|主体责任|任务){BODY}|(?:责任分工|职责分工|责任主体|任务分工)(?=[：:])|(?<![\u3400-\u9fff])责任(?=[：:])",
    ),
    (UnitRole.ORGANISER, rf"(?:组织实施|组织|实施|组织落实|具体实施){BODY}"),
)
ANY = "|".join(f"(?P<{role.name}>{pattern})" for role, pattern in LABELS)
LABEL = re.compile(
    rf"(?:{ANY})(?:及(?:责任)?人(?:员)?|和责任人|名称|[（(](?:单位|部门|处室|科室)[）)])?(?: ?[A-Za-z]{{2,20}}(?= ?[：:]))?(?P<colon> ?[：:]|—{{1,2}}(?=[\u3400-\u9fff])|为(?=[\u3400-\u9fff])| (?=[\u3400-\u9fff]))? ?"
)
OTHER = re.compile(
    r"(?:(?:责任|分管|牵头|包保|配合|联系|主管|带队|整改)(?:领导|人员|人)|责任人|联系人|(?:完成|整改|办结|办理|解决|销号)?(?:时限|期限|时间)|整治措施|整改措施|整改目标|工作措施|主要措施|工作目标|具体措施|完成标准|备注)[：: ]"
)
SAID = re.compile(
    rf"^(?P<names>[^，。；：\n]{{2,60}})：[^\n：]{{4,120}}[（(](?P<role>(?:牵头|主办|承办|配合|协办|责任){BODY})[）)][。；]?$", re.MULTILINE
)
STOP = re.compile(r"[。\n）)】；;]")
LEVELLED = re.compile(
    r"(?:各|[市县区镇乡州省局院校]|[\u3400-\u9fff]{2,4}(?:[市县区镇乡]))(?:[\u3400-\u9fff（）]|、(?=[^（）]{1,8}）)){1,24}$"
)
WITH = re.compile(r"会同|联合")  # （由甲委牵头，会同乙局、丙局落实）
MASKED = re.compile(r"[×*xX某○]{1,6}[\u3400-\u9fff]")
ASIDE = re.compile(r"简称|即|含|包括|不含|原|如|见|附|以下|下同|详")
SENT = re.compile(r"[此本]件|发[至到送]|抄送|主送|印发")  # （此件发至乡镇、县直单位）
TIMED = re.compile(r"[，,；; ]+(?:(?:20\d\d年)?\d{1,2}月[^，；、]{0,8}|长期坚持|持续推进|立行立改)$")  # （法规处、办公室，6月底前）
CLAUSE_END = re.compile(r"[。；;\n]|$")
LINE_ENDS_SO = re.compile(r"[（(][^（）()\n]{2,30}[局委部厅处科股室办队所站馆院心][）)][。；;]?$")
ROLES = {"lead": UnitRole.LEAD, "co": UnitRole.CO, "responsible": UnitRole.RESPONSIBLE}
BRACKET = re.compile(r"[（(【]([^（）()【】\n]*(?:[（(][^（）()\n]{0,30}[）)][^（）()【】\n]*){0,6}?)[）)】]")
TOLD = re.compile(
    r"(?P<names>[^，；;。：:]+?)(?:(?:共同|联合|分别)?(?P<LEAD>牵头(?:负责|落实|组织实施|实施)?|主办|承办)|(?P<CO>(?:按[^，；]{0,8}职责[^，；]{0,6})?(?:积极|密切)?(?:配合|协办|协同(?:配合)?|参与|协助))|(?:按[^，；]{0,12}(?:职责|分工)[^，；]{0,6}?)?(?P<RESPONSIBLE>负责(?:落实)?|落实)|(?P<ORGANISER>组织实施|具体实施))(?=$|[，；;,。、])"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A unit with its role, as one place of the text says."""

    name: str
    role: UnitRole
    at: int
    until: int
    item: str | None = None


def table_claims(text: str, tables: list[Table]) -> Iterator[Claim]:
    """Units in the columns of tables."""
    for table in tables:
        for row in table.rows:
            item = subject_of(text, row)
            for cell in row:
                if cell.kind in ROLES:
                    for name, at, until in unit_names(text, cell.start, cell.end):
                        if MASKED.fullmatch(name):
                            continue  # ××镇 in the pattern of a ledger
                        yield Claim(name, ROLES[cell.kind], at, until, item)


def claims(text: str) -> Iterator[Claim]:
    taken = []
    for label in LABEL.finditer(text):
        if label["colon"] and _stands_as_label(text, label):
            end = _value_end(text, label.end())
            taken.append((label.start(), end))
            yield from _named(text, label.end(), end, _role(label))
    for told in SAID.finditer(text):
        taken.append((told.start(), told.end()))
        role = next(role for role, _pattern in LABELS if re.fullmatch(_pattern, told["role"]))
        yield from (
            Claim(name, role, at, until) for name, at, until in unit_names(text, told.start("names"), told.end("names"), strict=True)
        )
    for bracket in BRACKET.finditer(text):
        if not any(
            start <= bracket.start(1) < end or bracket.start(1) <= start < bracket.end(1)
            for start, end in taken[-40:]
            if start < bracket.end()
        ):
            yield from _bracketed(text, bracket)


def _stands_as_label(text: str, label: re.Match[str]) -> bool:
    """With a colon always; with a blank only where a line or cell begins; with 为 in running text."""
    if label["colon"].strip() in ("：", ":", "—", "——"):
        return True
    before = text[label.start() - 1] if label.start() else "\n"
    return before in "\n（( 。；;" if label["colon"] == " " else before in "。；;，,\n（(、：:"


def _role(label: re.Match[str]) -> UnitRole:
    return next(role for role, _pattern in LABELS if label[role.name])


def _value_end(text: str, start: int) -> int:
    """The value ends at a full stop, a bracket that closes from outside, another label, or the line."""
    high = min(len(text), start + 400)
    depth = 0
    for at in range(start, high):
        letter = text[at]
        if letter in "（(":
            depth += 1
        elif letter in "）)" and depth:
            depth -= 1
        elif (
            not depth
            and (
                letter in "。\n）)】"
                or (letter in "；;" and not _goes_on(text, at))
                or _label_at(text, at)
                or OTHER.match(text, at)
                or _number(text, at)
            )
            or letter == "\n"
        ):
            return at
    return high


def _label_at(text: str, at: int) -> bool:
    label = LABEL.match(text, at)
    return label is not None and label["colon"] is not None


def _goes_on(text: str, at: int) -> bool:
    """配合：甲局；乙局；丙局: the rest of the line is units that ； parts."""
    line = text.find("\n", at, at + 200)
    rest = [piece for piece in re.split("[；;]", text[at + 1 : line if line >= 0 else at + 200]) if piece.strip("。 ")]
    return bool(rest) and all(
        len(piece) <= 24 and UNIT.search(piece.strip("。 ")) and not set("，。：:") & set(piece.strip("。 ")) for piece in rest
    )


def _number(text: str, at: int) -> bool:
    return bool(re.match(r"\d{1,2}[.、．]\s?[\u3400-\u9fff]", text[at : at + 5]))


def _named(text: str, start: int, end: int, role: UnitRole) -> Iterator[Claim]:
    for name, at, until in unit_names(text, start, end):
        if kind_of_column(name) not in (None, *UNIT_KINDS):
            continue  # 责任部门 时间节点: the next column's name
        own = re.search(r"[（(](牵头|主办|配合|协办)(?:单位|部门)?[）)]", text[at : until + 8])
        yield Claim(name, _own_role(own, role), at, until)


def _own_role(own: re.Match[str] | None, role: UnitRole) -> UnitRole:
    if own is None:
        return role
    return UnitRole.LEAD if own[1] in ("牵头", "主办") else UnitRole.CO


def _bracketed(text: str, bracket: re.Match[str]) -> Iterator[Claim]:
    """（甲、乙牵头，丙配合，各部门按职责分工负责）"""
    inside = bracket[1]
    if len(inside) > 300:
        return
    if not re.search(r"牵头|配合|负责|协办|主办|承办|实施|参与|协助|落实", inside):
        yield from _bare(text, bracket)
        return
    for told in TOLD.finditer(inside):
        role = next(role for role in UnitRole if told[role.name])
        start = bracket.start(1) + told.start("names")
        joined = WITH.match(told["names"])
        role, start = (UnitRole.CO, start + joined.end()) if joined else (role, start)
        for name, at, until in unit_names(text, start, bracket.start(1) + told.end("names"), strict=True):
            yield Claim(name, role, at, until)


def _bare(text: str, bracket: re.Match[str]) -> Iterator[Claim]:
    """（县教育局、县公安局） at the end of a task: all of it units, at least two of them or one with its level."""
    units = TIMED.sub("", bracket[1])
    pieces = [(bracket.start(1) + first, bracket.start(1) + last) for first, last in split_outside(units, "、，,；;")]
    named = [name for first, last in pieces for name in unit_names(text, first, last, strict=True)]
    if not named or len(named) < len(pieces) or SENT.match(units):
        return
    before, after = text[bracket.start() - 1 : bracket.start()], text[bracket.end() : bracket.end() + 1]
    behind_task = before in ("。", "；", "\n", "，") and (len(named) > 1 or after in ("", "\n"))
    levelled = all(LEVELLED.match(name) for name, _at, _until in named)
    if (behind_task and levelled) or (
        all(_is_office(name) for name, _at, _until in named) and (behind_task or _closes(text, bracket, len(named)))
    ):
        for name, at, until in named:
            yield Claim(name, UnitRole.RESPONSIBLE, at, until)


def _is_office(name: str) -> bool:
    return len(name) >= 3 and bool(STRONG.fullmatch(name)) and not ASIDE.match(name)


def _closes(text: str, bracket: re.Match[str], units: int) -> bool:
    """The bracket is the last of its clause and explains no unit before it; one unit alone needs a neighbouring line that ends so too."""
    if not CLAUSE_END.match(text, bracket.end()) or UNIT.search(text, max(0, bracket.start() - 8), bracket.start()):
        return False
    line, end = text.rfind("\n", 0, bracket.start()), text.find("\n", bracket.end())
    above = text[text.rfind("\n", 0, max(0, line)) + 1 : max(0, line)]
    below = text[end + 1 : text.find("\n", end + 1)] if end >= 0 else ""
    return units > 1 or any(LINE_ENDS_SO.search(neighbour) for neighbour in (above, below))
