"""What a problem looks like to a program. What the account may not read is null, and `readable` says so."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from bihuan.interfaces.api.v1.ledger.relations import Stands, stands
from bihuan.interfaces.api.v1.words import Named, named
from bihuan.problems import queries
from bihuan.problems.queries import Reach, Then, Today
from bihuan.problems.queries.own import cells_of_row
from bihuan.problems.queries.telling import history
from bihuan.problems.rules import lamp
from bihuan.problems.vocabulary import Action, Lamp, OwnerLevel, Path, Source, State, Weight

_ACTIONS = frozenset(one.value for one in Action)


class ProblemItem(Schema):
    """A problem as the list shows it."""

    number: int = Field(description="台账序号")
    revision: int = Field(description="版次；办理时作为 seen 带回，别人改过就会被拒绝")
    external_number: str = Field(description="外部编号")
    state: State = Field(description="环节")
    lamp: Lamp = Field(description="灯")
    source: Source = Field(description="来源")
    weight: Weight = Field(description="程度")
    path: Path = Field(description="流程")
    priority: bool = Field(description="重点")
    unit: Named = Field(description="责任单位")
    person: Named | None = Field(description="责任人")
    leader: Named | None = Field(description="责任领导")
    category: Named | None = Field(description="类别")
    readable: bool = Field(description="这个账号能不能看内容；不能看的，下面各项内容为空")
    manifestation: Named | None = Field(description="具体表现")
    text: str | None = Field(description="问题")
    cause: str | None = Field(description="原因剖析")
    cause_kind: str = Field(description="原因性质")
    measures: list[str] | None = Field(description="整改措施")
    progress: str | None = Field(description="最近的整改进展")
    found_on: date = Field(description="发现日期")
    due_on: date | None = Field(description="完成时限")
    closed_at: datetime | None = Field(description="销号时间")
    own: dict[str, str | None] = Field(description="自设栏目的值，按栏目的 key（own1…）；看不到的为空")
    address: str = Field(description="页面地址")


class StepOpen(Schema):
    """A step that this account may take now."""

    action: Action
    label: str
    ready: bool = Field(description="条件是否已齐")
    missing: list[str] = Field(description="还缺什么")
    asks_reason: bool = Field(description="须写理由")


class Proof(Schema):
    """An evidence file."""

    id: int
    name: str = Field(description="文件名")
    label: str = Field(description="说明")
    size: int = Field(description="字节数")
    sha256: str = Field(description="摘要")


class Happened(Schema):
    """One line of the story."""

    at: datetime
    action: Action
    who: str
    sentence: str = Field(description="经过写成一句话：谁、什么时候、办了什么、改了什么、为什么")
    reason: str = Field(description="理由；不能看内容的为空")
    state: State | None = Field(description="到了哪个环节")


class WholeProblem(ProblemItem):
    """A problem with everything."""

    owner_level: OwnerLevel = Field(description="问题层面")
    doer: Named | None = Field(description="整改责任人")
    planned_due_on: date | None = Field(description="原定时限")
    recorded_at: datetime = Field(description="建账时间")
    how: str | None = Field(description="怎么改的（立行立改）")
    no_evidence_reason: str | None = Field(description="不需佐证的理由")
    returned: int = Field(description="退回次数")
    reopened: int = Field(description="返回整改次数")
    extended: int = Field(description="延期次数")
    evidence: list[Proof] = Field(description="佐证")
    steps: list[StepOpen] = Field(description="现在能办的手续；过去的样子没有能办的")
    story: list[Happened] = Field(description="办理经过")
    stands: Stands | None = Field(description="作废、合并、分解、归属异议、共用，都是现在的；看过去的样子时为空")
    at: str | None = Field(None, description="是哪一刻的样子；现在的为空")


class ProblemPage(Schema):
    """One page of the list."""

    items: list[ProblemItem]
    next: str | None = Field(description="下一页的游标；空表示没有了")
    count: int = Field(description="符合条件的件数，最多数到 10000")
    is_more: bool = Field(description="件数是否还有更多：一般计到 10000 件（只按环节、单位筛选的全计），查字词计到 2000 件")


def _common(row: Any, campaign: Any, mine: Reach, today: Today) -> dict[str, Any]:
    row.campaign = campaign
    readable = queries.may_read(mine, row)
    place = f"/c/{campaign.code}/ledger/{row.number}/"
    unit, person, leader, category, manifestation = (
        Named(id=pk, name=name) if pk else None
        for pk, name in zip(
            (row.unit_id, row.person_id, row.leader_id, row.category_id, row.manifestation_id), queries.names_on(row), strict=True
        )
    )
    private = {
        "manifestation": manifestation, "text": row.text, "cause": row.cause,
        "measures": row.measures_text.splitlines(), "progress": row.progress_text,
    }  # fmt: skip
    own = {one.column.key: one.value for one in cells_of_row(row, mine)} if row.own else {}
    return {
        "own": own, "number": row.number, "revision": row.revision, "external_number": row.external_number, "state": row.state, "source": row.source,
        "lamp": lamp(row.state, row.due_on, today.day, today.near_until), "weight": row.weight, "path": row.path, "priority": row.priority,
        "unit": unit, "person": person, "leader": leader, "category": category, "readable": readable,
        "cause_kind": row.cause_kind, "found_on": row.found_on, "due_on": row.due_on, "closed_at": row.closed_at, "address": place,
        **(private if readable else dict.fromkeys(private)),
    }  # fmt: skip


def items(rows: Sequence[Any], campaign: Any, mine: Reach, today: Today) -> list[ProblemItem]:
    """The rows of a page, without a query."""
    return [ProblemItem(**_common(row, campaign, mine, today)) for row in rows]


def proof(one: Any) -> Proof:
    """An evidence file as it is listed."""
    return Proof(id=one.pk, name=one.file.name, label=one.label, size=one.file.size, sha256=one.file.sha256)


def whole(row: Any, mine: Reach, today: Today, past: Then | None = None) -> WholeProblem:
    """Everything about one problem that this account may see, now or as it stood (`row` as `queries.find_then` tells it)."""
    told, readable = _common(row, row.campaign, mine, past.today if past else today), queries.may_read(mine, row)
    until = past.until if past else None
    evidence = queries.parts_then(row, until).evidence if until else queries.evidence_of(row)
    return WholeProblem(
        **told, owner_level=row.owner_level, doer=named(row.doer), planned_due_on=row.planned_due_on, recorded_at=row.recorded_at,
        how=row.how if readable else None, no_evidence_reason=row.no_evidence_reason if readable else None, returned=row.returned,
        reopened=row.reopened, extended=row.extended, evidence=[proof(one) for one in evidence] if readable else [],
        steps=[] if past else _steps(row, mine, today), story=_story(row, mine, past),
        stands=None if past else stands(row, mine, readable), at=past.written.text if past else None,
    )  # fmt: skip


def _steps(row: Any, mine: Reach, today: Today) -> list[StepOpen]:
    return [
        StepOpen(action=one.action, label=one.action.label, ready=one.is_ready, missing=[need.label for need in one.missing], asks_reason=one.asks_reason)
        for one in queries.buttons(mine, row, today.day)
    ]  # fmt: skip


def _story(row: Any, mine: Reach, past: Then | None) -> list[Happened]:
    """As the page tells it: texts and reasons only to who may read them."""
    return [
        Happened(at=one.at, action=Action(one.action), who=one.who, sentence=one.said(_), reason=one.reason, state=one.state)
        for one in history(mine, row, past.until if past else None)
        if one.action in _ACTIONS
    ]  # fmt: skip
