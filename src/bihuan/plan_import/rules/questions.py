"""What a person must decide: masked years, vague dates, damaged numbers, counts that do not match, missing basis."""

from collections.abc import Iterator

from bihuan.plan_import.rules.dates import When
from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import PlanFacts, Question, Span
from bihuan.plan_import.rules.title import titles_within
from bihuan.plan_import.vocabulary import DocumentKind, QuestionAbout


def read_questions(doc: Document, facts: PlanFacts) -> list[Question]:
    found = [*_kind(facts), *_several(doc), *_dates(doc), *_numbers(doc), *_counts(facts)]
    if facts.document_kind.kind == DocumentKind.PLAN:
        found += _missing(facts)
    return found


def _kind(facts: PlanFacts) -> Iterator[Question]:
    kind = facts.document_kind
    if kind.kind != DocumentKind.PLAN:
        yield Question(QuestionAbout.KIND, f"这份文件看来是{kind.label}，不是方案：{kind.reason}仍要据此启动专项整治吗？", Span(0, 0))


def _several(doc: Document) -> Iterator[Question]:
    """Two plans in one file: the numbers of the sections begin anew below another title."""
    plans = [(at, name) for at, name in titles_within(doc) if not name.endswith("通知")]
    if len(plans) > 1:
        names = "”“".join(name for _at, name in plans)
        at, name = plans[1]
        yield Question(
            QuestionAbout.SEVERAL,
            f"文件里有{len(plans)}份方案（“{names}”），要据哪一份启动？请把它单独存成一个文件再读。",
            Span(at, at + len(name)),
        )


def _dates(doc: Document) -> Iterator[Question]:
    for when in doc.whens:
        span = Span(when.at, when.until)
        if when.impossible:
            yield Question(QuestionAbout.IMPOSSIBLE_DATE, f"“{when.as_written}”不是一个存在的日期，应是哪一天？", span)
        elif when.blotted:
            yield Question(QuestionAbout.MASKED_YEAR, f"“{when.as_written}”的年份被隐去了，是哪一年？", span)
    for when in doc.rhythms:
        if when.kind == "relative" and _unclear(when):
            yield Question(
                QuestionAbout.VAGUE_DATE, f"“{when.as_written}”没有写明日期，从哪天算起、到哪天为止？", Span(when.at, when.until)
            )


def _unclear(when: When) -> bool:
    if when.as_written == "第一时间":  # at once: nothing to settle
        return False
    return when.as_written.startswith(("即日", "自", "从", "现在", "第")) or "前" in when.as_written[-1:]


def _numbers(doc: Document) -> Iterator[Question]:
    for damage in doc.outline.damages:
        span = Span(damage.start, damage.end)
        if damage.kind == "duplicate":
            yield Question(
                QuestionAbout.DUPLICATE_NUMBER,
                f"编号“{damage.number}”重复或次序颠倒，按顺序应是第 {damage.expected} 项，是否按出现次序排列？",
                span,
            )
        else:
            yield Question(QuestionAbout.MISSING_NUMBER, f"编号“{damage.number}”之前缺第 {damage.expected} 项，是否有内容遗漏？", span)


def _counts(facts: PlanFacts) -> Iterator[Question]:
    for said in facts.announced:
        if said.found is not None and said.found != said.count:
            yield Question(QuestionAbout.COUNT, f"文中说“{said.text}”（{said.count}），读到 {said.found} 个，以哪个为准？", said.source)


def _missing(facts: PlanFacts) -> Iterator[Question]:
    if not facts.basis and not facts.doc_numbers:
        yield Question(QuestionAbout.BASIS, "方案没有写明依据的文件，请补充。", Span(0, 0))
    if facts.decided_by is None:
        yield Question(QuestionAbout.DECIDED_BY, "方案没有写明由哪个机关决定，请补充。", Span(0, 0))
