"""Every step of the workflow table by one address; what a step needs besides is in the body."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja import Path
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import BadInput, NotNow, _
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.ledger.reading import told
from bihuan.interfaces.api.v1.ledger.recording import person_of, place_of
from bihuan.interfaces.api.v1.ledger.room import router
from bihuan.interfaces.api.v1.ledger.shapes import WholeProblem
from bihuan.interfaces.api.v1.ledger.whole_steps import WHOLE, WholeTold
from bihuan.interfaces.api.v1.words import Code, Day, Line, Number, Text
from bihuan.problems import operations as do
from bihuan.problems import queries
from bihuan.problems.operations.filling import numbers_of
from bihuan.problems.vocabulary import Action, CauseKind, Weight


class StepTold(WholeTold):
    """What a step is told. Each step takes some of these."""

    own: dict[str, Text] = Field({}, max_length=60, description="自设栏目（fill、amend），按栏目的 key 或名称；空文字表示去掉")
    seen: int | None = Field(None, ge=0, le=2_147_483_647, description="看到的版次；别人改过就会被拒绝")
    reason: Text = Field(
        "", description="理由：退回、返回整改、抽验退回、延期、中止、登记或答复异议、作废及撤销、归属异议及裁定、合并拆分时须写"
    )
    text: Text = Field("", description="修改后的问题（amend）；进展（report_progress）；看到的情况（look_back），抽中的须写")
    cause: Text = Field("", description="原因剖析（analyse）")
    cause_kind: CauseKind | None = Field(None, description="原因性质（analyse）")
    measures: list[Text] = Field([], max_length=50, description="整改措施（plan、propose_measures）")
    person: Number | None = Field(None, description="责任人（amend、move_owner）")
    doer: Number | None = Field(None, description="整改责任人（amend、plan、propose_measures）")
    leader: Number | None = Field(None, description="责任领导（amend、plan、propose_measures）")
    due_on: Day | None = Field(None, description="完成时限（plan、propose_measures）；返回整改的新时限（reopen），原时限已过或没有的须写")
    to_on: Day | None = Field(None, description="延期至（extend），中止到（suspend）")
    beyond: bool = Field(
        False,
        description="知道完成时限晚于专项结束（extend、suspend、resume、reopen、plan、propose_measures、approve_measures）：晚于的要填 true；记入操作记录",
    )
    weight: Weight | None = Field(None, description="程度（amend）")
    category: Number | None = Field(None, description="类别（amend、classify）")
    manifestation: Number | None = Field(None, description="具体表现（amend、classify）")
    how: Line = Field("", max_length=500, description="怎么改的（correct）")
    no_evidence_reason: Line = Field("", description="不需要佐证的理由（ask）")
    priority: bool = Field(True, description="标为或取消重点（prioritise）")


Take = Callable[[Any, StepTold, dict[str, Any]], Any]


def _people(row: Any, said: StepTold, *names: str) -> dict[str, Any]:
    found = {name: person_of(row.campaign, row.unit, getattr(said, name)) for name in names}
    return {name: person for name, person in found.items() if person is not None}


def _fill(row: Any, said: StepTold, who: dict[str, Any]) -> Any:
    return do.fill(problem=row, values=numbers_of(row.campaign, said.own), seen=said.seen, reason=said.reason, **who)


def _amend(row: Any, said: StepTold, who: dict[str, Any]) -> Any:
    values: dict[str, Any] = _people(row, said, "person", "doer", "leader")
    values |= {"text": said.text.strip()} if said.text.strip() else {}
    values |= {"weight": said.weight} if said.weight else {}
    values |= place_of(row.campaign, said.category, said.manifestation) if said.category or said.manifestation else {}
    values |= {"own": numbers_of(row.campaign, said.own)} if said.own else {}
    return do.amend(problem=row, values=values, seen=said.seen, reason=said.reason, **who)


def _classify(row: Any, said: StepTold, who: dict[str, Any]) -> Any:
    return do.classify(problem=row, seen=said.seen, **place_of(row.campaign, said.category, said.manifestation), **who)


def _analyse(row: Any, said: StepTold, who: dict[str, Any]) -> Any:
    if said.cause_kind is None:
        raise BadInput(_("请写明原因，并标明是个人、管理还是制度原因。"))
    return do.analyse(problem=row, cause=said.cause, kind=said.cause_kind, seen=said.seen, **who)


def _planned(operation: Callable[..., Any]) -> Take:
    def take(row: Any, said: StepTold, who: dict[str, Any]) -> Any:
        people = _people(row, said, "doer", "leader")
        return operation(problem=row, measures=said.measures, due_on=said.due_on, seen=said.seen, beyond=said.beyond, **people, **who)

    return take


def _seen(operation: Callable[..., Any], *names: str) -> Take:
    return lambda row, said, who: operation(problem=row, seen=said.seen, **{name: getattr(said, name) for name in names}, **who)


def _plain(operation: Callable[..., Any], **names: str) -> Take:
    """An operation that changes nothing a colleague could have edited meanwhile; `names` are its arguments and where they are told."""
    return lambda row, said, who: operation(problem=row, **{name: getattr(said, place) for name, place in names.items()}, **who)


def _extend(row: Any, said: StepTold, who: dict[str, Any]) -> Any:
    if said.to_on is None:
        raise BadInput(_("请写明延期到哪一天。"))
    return do.extend(problem=row, to_on=said.to_on, reason=said.reason, seen=said.seen, beyond=said.beyond, **who)


def _suspend(row: Any, said: StepTold, who: dict[str, Any]) -> Any:
    if said.to_on is None:
        raise BadInput(_("请写明中止到哪一天。"))
    return do.suspend(problem=row, until=said.to_on, reason=said.reason, beyond=said.beyond, **who)


def _look_back(row: Any, said: StepTold, who: dict[str, Any]) -> Any:
    return do.look_back(problem=row, seen=said.seen, found=said.text, **who)


def _confirm_correction(row: Any, _said: StepTold, who: dict[str, Any]) -> Any:
    _batches, refused = do.confirm_corrections(problems=[row], **who)
    for _row, sentence in refused:
        raise NotNow(sentence)


TAKING: dict[Action, Take] = {
    Action.FILL: _fill, Action.AMEND: _amend, Action.CLASSIFY: _classify, Action.ANALYSE: _analyse, Action.PLAN: _planned(do.plan),
    Action.PROPOSE_MEASURES: _planned(do.propose_measures), Action.APPROVE_MEASURES: _seen(do.approve_measures, "beyond"),
    Action.RETURN_MEASURES: _seen(do.return_measures, "reason"),
    Action.REPORT_PROGRESS: _seen(do.report_progress, "text"), Action.ASK: _seen(do.ask, "no_evidence_reason"), Action.CONFIRM: _seen(do.confirm),
    Action.VERIFY: _seen(do.verify), Action.CLOSE: _seen(do.close), Action.PUBLICISE: _seen(do.publicise), Action.CORRECT: _seen(do.correct, "how"),
    Action.OBJECT: _plain(do.object_to, text="reason"), Action.ANSWER_OBJECTION: _plain(do.answer_objection, answer="reason"),
    Action.CONFIRM_CORRECTION: _confirm_correction, Action.PASS_SAMPLE: _plain(do.pass_sample),
    Action.FAIL_SAMPLE: _plain(do.fail_sample, reason="reason"), Action.LOOK_BACK: _look_back, Action.SEND_BACK: _seen(do.send_back, "reason"),
    Action.REOPEN: _seen(do.reopen, "reason", "due_on", "beyond"), Action.EXTEND: _extend, Action.SUSPEND: _suspend,
    Action.RESUME: _plain(do.resume, beyond="beyond"), Action.PRIORITISE: _plain(do.prioritise, priority="priority"),
    **WHOLE,
}  # fmt: skip


@router.post("/campaigns/{code}/ledger/{int:number}/steps/{action}", response=WholeProblem, summary="办理一道手续")
def step(request: HttpRequest, code: Path[Code], number: Path[Number], action: Path[Action], asked: StepTold) -> WholeProblem:
    """Take one step of the workflow; the answer is the problem as it stands then."""
    actor = actor_of(request)
    row = queries.find(actor, campaigns.find(actor, code), number)
    if action not in TAKING:
        raise BadInput(_("“%(action)s”不在这个地址办理。"), action=action.label)
    queries.refuse_unless_open(queries.reach(actor, row.campaign_id), row, action)
    TAKING[action](row, asked, who(request))
    return told(request, code, number)
