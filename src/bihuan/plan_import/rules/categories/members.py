"""Which members of a list by commas stand alone as manifestations, and which share a verb, a place or an object."""

import re

from bihuan.plan_import.rules.chinese import split_outside

WRONG = re.compile(r"不|未|违|虚|乱|慢|差|缺|滥|假|拖|推诿|弱")
FRAMED = re.compile(
    r"(?:在|对|从|于|向|就)[^，；]{0,60}、[^，；]{0,60}(?:中|上|方面|领域|环节|过程|期间)|[^，；]{0,60}、[^，；]{0,60}(?:里面|之中|当中)|[^，；、]{0,12}之间、|[^，；、]{1,6}(?:时间|期间)[^，；]{1,40}、|[借以][^，；]{1,16}、[^，；]{1,16}(?:之名|之机|为名|名义|机会|为由)"
)  # 在招生、采购中以权谋私: one thing in several places
# Characters of doing ill or lacking: a piece without any of them is a noun.
PREDICATE = re.compile(
    r"[不未无没难乱虚假违推拖扯卡吃拿收送索贪占挪套骗瞒漏谎讲打绕缩躲避敷走代弄脱离旷缺慢冷硬横刁谋借逃浮懒散松泄改抄造冒超截滞压积吞侵得失迟靡精足平等怕怨闹空粗浅伪滥擅转包偏袒泡混窝内坐躺睡训吵骂]"
)
TOLD = re.compile(rf"{PREDICATE.pattern}|[拒争]|代替|选择性")
AGAINST = re.compile("对[^，；、]{2,16}[不未][^，；、]{1,4}(?:、[不未][^，；、]{1,4})+")  # 对线索不核查、不处置: both against the same


def shares(text: str, start: int, end: int) -> bool:
    """A clause whose members share a time, a place, a verb or an object: 上班时间炒股、玩游戏; 克扣伙食费、服装费; 漏报、瞒报警情."""
    first, *others = [(start + a, start + b) for a, b in split_outside(text[start:end], "、")]
    alone = len(others) == 1
    short = alone and any(b - a <= 2 or (b - a == 3 and not PREDICATE.search(text, a, b)) for a, b in others)
    nouns = bool(others) and all(b - a == 2 and not PREDICATE.search(text, a, b) for a, b in others)  # 违规发放津贴、补贴、奖金
    of_a_kind = (
        len(others) > 1
        and all(b - a == 3 and not PREDICATE.search(text, a, b) for a, b in others)
        and len({text[b - 1] for _a, b in others}) == 1
    )
    nouns = nouns or of_a_kind  # 滥办满月酒、升学宴、乔迁宴
    *before, last = [first, *others]
    verbs = bool(others) and all(b - a == 2 for a, b in before) and last[1] - last[0] >= (4 if alone else 6)  # 截留、挪用、套取专项资金
    return bool(FRAMED.match(text, start, end)) or ((short or nouns) and first[1] - first[0] >= 5) or verbs


def told_apart(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A clause whose 、 part predicates (精神萎靡、得过且过) in its pieces; nouns that share a verb (克扣伙食费、服装费) stay together."""
    pieces = [(start + a, start + b) for a, b in split_outside(text[start:end], "、")]
    each = [b - a for a, b in pieces]
    if len(pieces) < 2 or shares(text, start, end):
        return [(start, end)]
    if len(set(each)) == 1 and each[0] in (2, 3):
        return pieces  # 迟到、早退、串岗
    even = min(each) >= 4 and max(each) <= min(10, 1.8 * min(each))
    ends = {text[b - 2 : b] for _a, b in pieces}
    built_alike = len({text[a] for a, _b in pieces}) == 1 or (len(ends) == 1)  # 以文件落实文件、以会议代替落实
    told = all(PREDICATE.search(text, a, b) for a, b in pieces) or built_alike
    return pieces if even and told else [(start, end)]


def each_told(text: str, pieces: list[tuple[int, int]]) -> bool:
    """Three or more, each with a predicate of its own and none ending the list by 等: 站点不停、拒载乘客、与乘客争吵."""
    if len({text[a] for a, _b in pieces}) == 1 and not WRONG.match(text, pieces[0][0]):
        return False  # 内部管理、内部审计、内部控制薄弱
    return len(pieces) > 2 and all(b - a >= 4 and TOLD.search(text, a, b) and "等" not in text[a:b] for a, b in pieces)


def alike(pieces: list[tuple[int, int]]) -> bool:
    """Are the members of a list of one length? Nouns that share one predicate are not: 门店、作坊违规住人."""
    each = [b - a for a, b in pieces]
    return min(each) >= 4 and max(each) <= 1.7 * min(each)
