"""What all papers of a handling say alike: whom it is about, the facts, the day, where an appeal goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from bihuan.accountability.models import Appeal, Fact, Handling, MeasureRecord, Statement
from bihuan.accountability.queries import bodies_that_review
from bihuan.accountability.queries.papers import latest_appeal, records_of
from bihuan.accountability.rules.measures import find_measure
from bihuan.accountability.rules.own import protects
from bihuan.accountability.rules.pack import Measure
from bihuan.documents.rules.numbers import official_date
from bihuan.documents.rules.paper import Block, Heading, Para, Run, Strong
from bihuan.foundation.kernel import Missing
from bihuan.foundation.rulebook.queries import rule
from bihuan.organisation.models import Post

BLANK = "　　　　　　　　"
"""Room for a few written words."""
DAY_TO_WRITE = "　　　　年　　月　　日"
TO_SIGN = "　　　　　　　　年　月　日"
"""Room for a name and its day beside a label, within one line."""
_LINE = "　" * 24


@dataclass(frozen=True)
class Matter:
    """A handling with all that its papers need; `posts` are unit and post of the person."""

    row: Handling
    today: date
    facts: Sequence[Fact] = ()
    statements: Sequence[Statement] = ()
    records: Sequence[MeasureRecord] = ()
    appeal: Appeal | None = None
    posts: str = ""
    reviewers: str = ""

    @property
    def name(self) -> str:
        """Whom it is about."""
        return self.row.person.name if self.row.person else self.row.unit.name

    @property
    def about(self) -> str:
        """Whom it is about, with his posts."""
        return f"{self.name}（{self.posts}）" if self.posts else self.name

    @property
    def addressed(self) -> str:
        """As a paper speaks to him."""
        return f"{self.row.person.name}同志" if self.row.person else self.row.unit.name

    @property
    def you(self) -> str:
        """As the text speaks to him."""
        return "您" if self.row.person else "你单位"

    @property
    def measure(self) -> Measure:
        """The measure proposed or decided; Missing before one was chosen."""
        if not self.row.measure:
            raise Missing()
        return find_measure(self.row.measure)

    @property
    def decider(self) -> str:
        """Who decided: the body here, or the competent one outside."""
        return self.row.outside_body or (self.row.body.name if self.row.body else "")

    @property
    def note(self) -> str:
        """By what a paper is filed; it tells nothing about whom it is."""
        return f"{self.row.campaign.code} 处理第{self.row.number}号，仅限经办人员和本人"


def matter_of(row: Handling, today: date) -> Matter:
    """Everything the papers of a handling need."""
    posts = Post.objects.filter(person=row.person_id, to_on=None).select_related("unit").order_by("pk") if row.person_id else ()
    return Matter(
        row, today, list(row.facts.select_related("problem")), list(row.statements.order_by("pk")), records_of(row), latest_appeal(row),
        "、".join(f"{one.unit.name}{one.title}" for one in posts), "、".join(one.name for one in bodies_that_review(row)),
    )  # fmt: skip


def line(label: str, *runs: Run) -> Para:
    """A label and what it says."""
    return Para((Strong(f"{label}："), *runs))


def room(label: str, lines: int = 3) -> list[Block]:
    """A label and empty lines below it, to be written on."""
    return [line(label), *(Para((_LINE,)) for _line in range(lines))]


def head(text: str) -> Heading:
    """A numbered heading of the first level."""
    return Heading(1, text)


def paragraphs(text: str) -> list[Block]:
    """Words as somebody wrote them, a paragraph a line."""
    return [Para((one.strip(),)) for one in text.splitlines() if one.strip()]


def facts_of(matter: Matter) -> list[Block]:
    """Each fact with what it rests on, and that another hand verified it (P06). Behind some channels stand people who spoke: of these neither words nor
    papers are told (P05, P12)."""
    found: list[Block] = []
    for at, one in enumerate(matter.facts, 1):
        item = f"（台账第{one.problem.number:04d}号）" if one.problem else ""
        closed = one.problem is not None and protects(one.problem.source)
        rests = "按规定保密，不写明" if closed else one.evidence.rstrip("。") or "所附材料"
        verified = f"；{day(moment_on(one.verified_at))}由写入人以外的人核实" if one.verified_at else ""
        found.append(Para((f"（{at}）{one.text.rstrip('。')}{item}。依据：{rests}{verified}。",)))
    return found


def weighed(matter: Matter) -> list[Block]:
    """Circumstances and effect, each by itself (M129)."""
    return [line("情节轻重", matter.row.circumstances), line("影响程度", matter.row.effect)]


def day(value: date | None) -> str:
    """A day as papers write it; room for it where there is none."""
    return official_date(value) if value else DAY_TO_WRITE


def days_to_mend(matter: Matter) -> list[Block]:
    """By when things are put right, and until when the measure lasts (M131, M140)."""
    row = matter.row
    found: list[Block] = [line("整改期限", f"{day(row.mend_on)}前完成整改，并书面报告整改情况")] if row.mend_on else []
    return [*found, *([line("期限", f"至{day(row.until_on)}止，到期自行终止")] if row.until_on else [])]


def appeal_path(matter: Matter) -> list[Block]:
    """Where and until when it can be appealed (第四十五条). That somebody appeals makes nothing worse."""
    row, ask = matter.row, matter.measure.ask
    to = "作出决定的机关或者其上一级机关" if row.outside_body else matter.reviewers or "上一级党组织"
    if ask:
        length = rule(ask, row.decided_on or matter.today).length
        last = f"（最后一天为{official_date(row.appeal_until_on)}）" if row.appeal_until_on else ""
        when = f"可以自收到本决定之日起{length.count}{length.span.label}内{last}"
    else:
        when = "可以随时"
    you = matter.you
    return [Para((f"{you}如不服本决定，{when}向{to}提出申诉；由作出决定的机构以外的机构办理。申诉期间不停止执行，不因申诉加重处理。",))]


def moment_on(value: object) -> date | None:
    """The day of a moment."""
    return localdate(value) if value is not None else None  # type: ignore[arg-type]
