"""A heading names what follows; a numbered sentence, a label or a manifestation does not."""

import re

from bihuan.plan_import.rules.outline.nodes import Node

LONGEST = 46
RUN_IN = 34
CLAUSE = 18
MANY = 26  # characters from which three clauses are a sentence
SENTENCE = re.compile(
    r"^(?:不要|请(?!示)|切勿|严禁|不得|禁止|凡|对(?!照|标|接|账|口|内|象$|[^，。]{2,10}的(?:处理|处置|问责|追究)$|外(?![来出地]))|如[果遇有]|牢记|牢固树立|各[^，]{0,10}[要应须])|^[^，。]{1,8}(?:办|局|委|部|组|单位|部门|镇|院|校)要(?!“)|是否|有无|时，|后及时|应当(?:包括|遵循|具备)|[分共]为?[一二两三四五六七]个?(?:阶段|步骤|环节)|^[一二两三四五六七]个?(?:阶段|步骤|环节)的|[须需](?:提交|如实|形成|由)|[要应](?:及时(?!$)|当|按)|等(?:问题|行为|现象|情况)$|的行为$"
)
ONE_OF = re.compile("有(?:下列|以下)(?:情形|行为|情况|问题)之一的，")  # opens a list of cases
ASKED = re.compile("^(?:不得|不准|严禁|禁止)|是否|有无|(?<=[办局委部组位门镇院校])要(?!“)")
CLOSING = re.compile(
    r"^本(?:方案|办法|通知|意见|细则|规定|制度)(?:$|由|自|从|适用|所称|未尽)|为本(?:方案|办法|通知|意见|细则|规定|制度)"
)  # of a paper's last lines
ADDRESSED = re.compile(r"您|^请(?!示)")  # no heading speaks to its reader; a question of a form does
LOOKED = re.compile(r"[一二三四五六七八九]?看[^，。、是]{2,14}是否[^，。、]{2,10}")  # （一）看制度是否健全。… names what is looked at
CALLED = re.compile(r"[^，]{0,12}(?:电话|热线|邮箱|信箱|网址)$")
BEHIND_CALLED = re.compile(r" ?[：:] ?[（(]?[\dA-Za-z×*]{3}")  # 监督电话：0640-… is a line to call, no name
ONLY_DUTIES = re.compile(
    r"[（(【][^（）()\n]{0,20}(?:牵头|责任|配合|完成时限|主办|负责).*[）)】][。；]?|(?:[\n ]?(?:责任|牵头|配合|完成|整改)(?:单位|部门|科室|处室|时限|期限|人)[：:][^。\n]*。?)+",
    re.DOTALL,
)
ROLE_TAIL = re.compile(r"[，,；](?:牵头|责任|主办|配合)(?:单位|部门)$")  # 线索核查，牵头单位：… is a task with its unit
LABELS = re.compile(
    r"(?:(?:牵头|责任|配合|主办|协办|承办|协助|主责|落实|实施|监督|分管|包保|参与|参加|组织|联系|主管|整改)(?:单位|部门|科室|处室|股室|领导|人|责任人|人员)(?:及(?:责任)?人)?"
    r"|(?:完成|整改|办结|整治|推进|落实)?(?:时限|期限|时间|时间节点)(?:要求)?|(?:整治|整改|治理|工作|主要|具体|重点)?措施|责任(?:主体|分工)?|(?:整改|工作)目标|(?:副?组长|成员|主任|副主任|地址|电话|邮箱|联系电话|举报电话|备注)|[问答])"
)


def mark_names(text: str, nodes: list[Node]) -> None:
    """Set `named` on every node; siblings are judged together, since they are written alike."""
    for node in nodes:
        node.label = (
            node.style != "cn_dot"
            and bool(LABELS.fullmatch(node.heading))
            and text[node.heading_end : node.heading_end + 1] in ("：", ":", " ")
        )
        node.named = _names(text, node)
    _items(text, nodes)
    groups: dict[tuple[int | None, str], list[Node]] = {}
    for node in nodes:
        groups.setdefault((id(node.parent) if node.parent else None, node.style), []).append(node)
    for group in groups.values():
        sentences = sum(not node.named for node in group)
        if len(group) >= 3 and 2 * sentences > len(group) and not any(node.children for node in group):
            for node in group:
                node.named = node.named and _stands_over(text, node)
        if _bare(text, group):
            for node in group:
                node.named = False


def _stands_over(text: str, node: Node) -> bool:
    """A short name on its own line with text below stays one among sentences: 7.2 举报方式"""
    below = text[node.heading_end : node.end]
    return len(node.heading) <= 12 and not set("，、") & set(node.heading) and below.startswith("\n") and bool(below.strip())


def _bare(text: str, group: list[Node]) -> bool:
    """A heading names what follows: inner siblings behind which nothing follows are items. What follows the last may belong to them all."""
    inner = group[:-1] if len(group) > 2 else group
    bare = not any(text[node.heading_end : node.end].strip(" 。；;：:\n") for node in inner)
    apart = group[0].level > 1 and not group[0].style.startswith("decimal")  # 1.1 is no number of a list
    return len(group) > 1 and apart and bare and not any(node.children for node in group)


def _items(text: str, nodes: list[Node]) -> None:
    """What follows an item that ends in ； is an item as well, though it ends in 。 (…；2.店外堆物。), even under the next name if it counts on."""
    listed: dict[str, bool] = {}
    for node in nodes:
        closing = text[node.heading_end : node.heading_end + 1]
        goes_on = node.n > 1 and listed.get(node.style, False)
        if goes_on and node.named and not node.children and closing in "。" and not text[node.body_start : node.end].strip(" 。\n"):
            node.named = False
        listed[node.style] = closing in "；;" and bool(closing) or (goes_on and not node.named)


def _names(text: str, node: Node) -> bool:
    heading = node.heading
    if not heading or node.style == "letter" or node.label or ONE_OF.search(heading):
        return False
    closing = text[node.heading_end : node.heading_end + 1]
    if (
        (closing in "；;" and closing)
        or ROLE_TAIL.search(heading)
        or CLOSING.search(heading)
        or (node.level > 1 and node.style != "phase" and ADDRESSED.search(heading))
    ):
        return False
    if closing == "由" and text.find("牵头", node.heading_end, node.heading_end + 30) > 0:
        return False
    if CALLED.fullmatch(heading) and BEHIND_CALLED.match(text, node.heading_end):
        return False
    if node.style == "phase" and len(heading) <= CLAUSE + 6:
        return True
    if closing in ("。", "！", "？"):
        if node.children and len(heading) <= MANY and not set("，,") & set(heading):
            return not SENTENCE.search(heading)
        below = text[node.heading_end + 1 : node.end].strip()
        if "，" in heading and ONLY_DUTIES.fullmatch(below):
            return False  # 简化流程，实行一窗受理。（牵头单位：…） is a task with its units
        return _run_in(heading, has_body=bool(below))
    return len(heading) <= LONGEST if closing in ("", "\n") or node.children else len(heading) <= RUN_IN


def _run_in(heading: str, *, has_body: bool) -> bool:
    if not has_body:
        return len(heading) <= 10 and not set("，,、") & set(heading) and not ASKED.search(heading)
    if LOOKED.fullmatch(heading):
        return True
    clauses = re.split("[，,]", heading)
    if len(heading) > RUN_IN or SENTENCE.search(heading) or (len(clauses) > 2 and len(heading) > MANY):
        return False
    return max(len(clause) for clause in re.split("[，,、]", heading)) <= CLAUSE
