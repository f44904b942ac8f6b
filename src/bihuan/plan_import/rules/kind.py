"""Is it a plan at all? Told from its words and its build, with a reason a person can follow."""

import re

from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import Category, KindOfDocument, Stage
from bihuan.plan_import.rules.topics import Topic
from bihuan.plan_import.vocabulary import DocumentKind

PLAN_TITLE = re.compile(
    r"方案|计划|(?:实施|工作|整治|治理)意见|工作要点|行动|任务(?:分工|分解|一览|书$)|(?:整治|整顿|治理|整改|攻坚|行动|活动|工作)的?(?:工作)?安排$"
)
NAMED_PLAN = re.compile(r"方案$|(?:整治|整顿|治理|整改|攻坚|行动)(?:工作)?安排$")  # whoever sends it round and however he greets
TASKS_SHARED = re.compile(r"任务(?:分解|分工|书)")  # a plan that is nothing but its table
REPORT_TITLE = re.compile(r"总结|汇报|情况报告|工作报告|纪实|综述|侧记|简报|情况的报告|情况通报|整改情况")
PLAN_WORDS = re.compile(
    r"(?:制定|特制定|制订)(?:如下|本|以下)?[^。，]{0,8}(?:方案|计划|意见)|现(?:就|制定)|本方案|如下(?:实施|工作)?方案|方案如下|提出如下(?:意见|要求|办法|措施|方案)"
)
DUTIES = re.compile(r"(?:牵头|责任|配合|主办|承办)(?:单位|部门|科室)[：:]")
DONE = re.compile(
    r"累计|共(?:查摆|发现|排查|整改|召开|收集|检查|梳理|开展|完成|受理|办理)|先后(?:召开|开展|组织|印发)|截至|已(?:完成|整改|建立)|完成了|取得了|形成.{0,8}\d+|\d+(?:余)?(?:条|个|件|项|次|份|人次)"
)
WILL = re.compile(r"要(?!求|点|害|素|件)|必须|应当|不得|确保|务必|严禁")
TALE = re.compile(r"他说|她说|我(?:们|的|说|想|看)|笑着|道：|说道|问道|“[^”]{1,40}[！？]”|眼睛|心里")
OPINION = re.compile(r"本报评论|评论员|笔者|不妨|让人|令人|须知|凡此种种|不一而|可见|试想|何以|难道|岂|俗话说|古人|有道是")
LEDGER = re.compile(r"(?:序号|编号)[ |\t，,、]*(?:单位|问题|责任|整改|类别|姓名|隐患)")
BRIEF = re.compile(
    r"^(?:第 ?\d+ ?期|总第 ?\d+ ?期|[（(]?\d{4}年第?\d+期)|(?:简报|周报|月报|快报|动态)\s*\n?\s*[（(]?第?\d+期", re.MULTILINE
)
LETTER = re.compile(r"^[^\n|｜>»]*(?:一封信|倡议书|公开信|(?<!通知)公告)\n|^(?:尊敬的|亲爱的|广大)[^\n]{0,24}[：:]", re.MULTILINE)
SPEECH = re.compile(r"^(?:同志们|各位|尊敬的)[^\n]{0,20}[：:]|同志们[，：:！]", re.MULTILINE)


def read_kind(doc: Document, title: str | None, stages: list[Stage], categories: list[Category]) -> KindOfDocument:
    kind, reason = _decide(doc, title, stages, categories)
    return KindOfDocument(kind, kind.label, reason)


def _decide(doc: Document, title: str | None, stages: list[Stage], categories: list[Category]) -> tuple[DocumentKind, str]:
    text = doc.text
    if not re.search(r"[\u3400-\u9fff]", text):
        return DocumentKind.EMPTY, "没有可读的中文文字。"
    if BRIEF.search(text[:300]):
        return DocumentKind.BRIEF, "开头有期号，像是一份简报。"
    if (
        LEDGER.search(text)
        and len(stages) < 2
        and not (title and TASKS_SHARED.search(title))
        and sum(table.end - table.start for table in doc.tables) > 0.5 * len(text)
    ):
        return DocumentKind.LEDGER, "有台账表头（序号、单位、问题等），像是问题台账，请用“导入台账”。"
    named = bool(title and NAMED_PLAN.search(title))
    if SPEECH.search(text[:400]) and not named:
        return DocumentKind.SPEECH, "以称呼开头，像是讲话稿。"
    if not named and LETTER.search(text[:400]):
        return DocumentKind.OTHER, "像是一封公开信或倡议书，不是方案。"
    titled = bool(title and PLAN_TITLE.search(title) and not REPORT_TITLE.search(title))
    if title and REPORT_TITLE.search(title) and not titled:
        return DocumentKind.REPORT, f"标题是“{title}”，写的是已经做了的工作。"
    kind, reason = _by_build(doc, titled, stages, categories)
    if kind is DocumentKind.OTHER and title and title.endswith("通知") and (WILL.search(text) or "请" in text):
        return DocumentKind.NOTICE, f"标题是“{title}”，布置的是具体事项。"
    return kind, reason


def _by_build(doc: Document, titled: bool, stages: list[Stage], categories: list[Category]) -> tuple[DocumentKind, str]:
    text = doc.text
    scale = max(1, len(text) / 1000)
    done, will = len(DONE.findall(text)) / scale, len(WILL.findall(text)) / scale
    sections = len({doc.topics[node] for node in doc.nodes} - {None})
    plan = 3 * titled + 3 * bool(PLAN_WORDS.search(text)) + min(sections, 5) + bool(stages) + bool(categories) + bool(DUTIES.search(text))
    plan += titled and any(cell.kind == "deadline" for table in doc.tables for cell in table.rows[0])
    plan += _aims_and_acts({doc.topics[node] for node in doc.nodes})
    if plan >= 4 and not (done > 4 and done > 2 * will and not titled):
        return DocumentKind.PLAN, "有方案的开头或标题，并有目标、步骤、要求等部分。"
    if done > 3 and done > will:
        return DocumentKind.REPORT, "通篇是已经完成的工作和数字，没有部署任务的部分。"
    if not doc.nodes and (OPINION.search(text) or _has_topic_words(text)) and not _is_tale(text):
        return DocumentKind.COMMENTARY, "没有编号的部分，也没有时间、单位和任务的安排，像是评论文章。"
    if plan >= 3 and any(doc.topics[node] in (Topic.STAGES, Topic.PROBLEMS, Topic.MEASURES, Topic.REQUIREMENTS) for node in doc.nodes):
        return DocumentKind.PLAN, "有整治内容、步骤或要求等部分。"
    return DocumentKind.OTHER, "没有找到方案应有的部分（目标、整治内容、步骤、要求）。"


def _aims_and_acts(topics: set[Topic | None]) -> bool:
    """A section on what is aimed at and one on what is to be done: no report is built so, even where its beginning is lost."""
    return bool(topics & {Topic.GOALS, Topic.GUIDING}) and bool(
        topics & {Topic.STAGES, Topic.TASKS, Topic.PROBLEMS, Topic.SCOPE, Topic.REQUIREMENTS}
    )


def _has_topic_words(text: str) -> bool:
    return len(re.findall(r"干部|整治|作风|责任|工作|群众|监督|落实", text)) * 150 > len(text)


def _is_tale(text: str) -> bool:
    return len(TALE.findall(text)) * 400 > len(text)
