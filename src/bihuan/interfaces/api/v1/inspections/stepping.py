"""Steps on plans, visits, findings, notices, conclusions, draws and what was heard: one address each kind, with what the step asks for."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Path, Schema
from pydantic import Field

from bihuan.finding.queries.reviewing import to_send_back
from bihuan.finding.vocabulary.self_checks import SelfCheckState
from bihuan.foundation.kernel import BadInput, Missing, _
from bihuan.inspections import operations, queries
from bihuan.inspections.vocabulary import Focus, ObservationAction
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.inspections.room import READ, campaign_of, router
from bihuan.interfaces.api.v1.words import Asked, Code, Day, Line, Named, Number, Text


class InspectionStepAsked(Asked):
    """What a step may ask for; each takes what it needs and refuses the rest."""

    reason: Text | None = None
    text: Text | None = None
    due_on: Day | None = None
    demand: Line | None = None
    other: Number | None = None
    lists: list[Number] | None = Field(None, max_length=500, description="退回谁的自查清单（清单编号）；退回清单时可以不填")


class InspectionDone(Schema):
    """The state after the step."""

    state: str


Do = Callable[..., Any]
_TAKES: dict[str, dict[str, tuple[Do, dict[str, str]]]] = {
    "plans": {
        "approve_inspection_plan": (operations.approve_plan, {}), "withdraw_inspection_plan": (operations.withdraw_plan, {"reason": "reason"}),
        "end_inspection_plan": (operations.end_plan, {}),
    },
    "visits": {
        "approve_visit": (operations.approve_visit, {}), "cancel_visit": (operations.cancel_visit, {"reason": "reason"}),
        "report_visit": (operations.report_visit, {"text": "summary"}),
    },
    "findings": {
        "send_observation": (operations.send_observation, {}), "answer_observation": (operations.answer_observation, {"text": "answer"}),
        "record_observation": (operations.record_observation, {}), "drop_observation": (operations.drop_observation, {"reason": "reason"}),
        "send_list_back": (operations.send_list_back, {"demand": "demand", "due_on": "due", "reason": "reason"}),
        "join_observations": (operations.join_observations, {"other": "same_as"}),
    },
    "notices": {
        "reply_to_notice": (operations.reply_to_notice, {"text": "reply"}), "accept_reply": (operations.accept_reply, {"text": "verdict"}),
        "refuse_reply": (operations.refuse_reply, {"reason": "reason", "due_on": "due_on"}),
    },
    "draws": {
        "reveal_for_inspection": (operations.reveal_plan_draw, {"text": "spoken"}),
        "abandon_for_inspection": (operations.abandon_plan_draw, {"reason": "reason"}),
    },
    "opinions": {"pass_opinion_on": (operations.pass_opinion_on, {})},
    "conclusions": {
        "ask_review_of_conclusion": (operations.ask_review, {"reason": "reason"}),
        "uphold_conclusion": (operations.uphold_conclusion, {"reason": "reason"}),
        "change_conclusion": (operations.change_conclusion, {"reason": "reason"}),
        "revoke_conclusion": (operations.revoke_conclusion, {"reason": "reason"}),
    },
}  # fmt: skip
_FIND: dict[str, Callable[..., Any]] = {
    "plans": queries.find_plan, "visits": queries.find_visit, "findings": queries.find_observation, "notices": queries.find_notice_by_key,
    "draws": queries.find_draw, "opinions": queries.find_heard, "conclusions": queries.find_conclusion,
}  # fmt: skip


@router.post("/campaigns/{code}/inspections/{kind}/{int:row}/steps/{action}", response=InspectionDone, summary="督导检查的一步")
def step(
    request: HttpRequest, code: Path[Code], kind: Path[Line], row: Path[Number], action: Path[Line], asked: InspectionStepAsked
) -> InspectionDone:
    """Take one step; `steps` of a row lists those that the account may take."""
    campaign = campaign_of(request, code)
    if action not in _TAKES.get(kind, {}):
        raise Missing()
    found = _FIND[kind](actor_of(request), campaign, row)
    operation, takes = _TAKES[kind][action]
    given = {name: value for name, value in asked.dict().items() if value is not None}
    if set(given) - ({"lists"} if action == "send_list_back" else set()) != set(takes):
        raise BadInput(_("这一步要带上：%(names)s。"), names="、".join(takes) or "—")
    told = {takes[name]: value for name, value in given.items()}
    if "same_as" in told:
        told["same_as"] = queries.find_observation(actor_of(request), campaign, told["same_as"])
    if "lists" in given:
        told["lists"] = _lists(request, campaign, found, given["lists"])
    operation(found, **told, **who(request))
    found.refresh_from_db()
    return InspectionDone(state=found.draw.state if kind == "draws" else found.state)


def _lists(request: HttpRequest, campaign: Any, found: Any, keys: list[int]) -> list[Any]:
    """Self-checks of the finding's unit that he may send back; Missing for any other."""
    known = {one.pk: one for one in to_send_back(actor_of(request), campaign, found.unit, localdate())}
    if set(keys) - set(known):
        raise Missing()
    return [known[one] for one in dict.fromkeys(keys)]


class ListToSendBack(Schema):
    """A list that a finding about the quality of lists may send back: whose it is and where it stands."""

    id: int
    person: Named
    state: SelfCheckState


@router.get(
    "/campaigns/{code}/inspections/findings/{int:row}/lists", response=list[ListToSendBack], auth=READ, summary="可以退回的自查清单"
)
def lists_to_send_back(request: HttpRequest, code: Path[Code], row: Path[Number]) -> list[ListToSendBack]:
    """The lists of the finding's unit that were handed in, for whoever may send them back; nothing of what is written there."""
    campaign = campaign_of(request, code)
    found = queries.find_observation(actor_of(request), campaign, row)
    may = ObservationAction.SEND_BACK in queries.open_steps(actor_of(request), found)
    rows = to_send_back(actor_of(request), campaign, found.unit, localdate()) if may and found.focus == Focus.LISTS else []
    return [
        ListToSendBack(id=one.pk, person=Named(id=one.person_id, name=one.person.name), state=SelfCheckState(one.state)) for one in rows
    ]
