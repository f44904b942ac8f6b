"""The same step on many problems: nobody's refusal stops the rest."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Path, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import BadInput, Missing, in_words_of
from bihuan.foundation.kernel import _ as noop
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.ledger.room import router
from bihuan.interfaces.api.v1.ledger.whole_steps import why_void
from bihuan.interfaces.api.v1.words import Asked, Code, Number, Text
from bihuan.problems import operations, queries
from bihuan.problems.vocabulary import Action, SharedPart, VoidKind

MOST = 1_000


class ManyAsked(Asked):
    """Which problems, and what is done to each."""

    numbers: list[Number] = Field(min_length=1, max_length=MOST, description=f"序号，最多 {MOST} 个")
    action: Action = Field(
        description="办什么：ask、confirm、verify、close、publicise、look_back、prioritise、confirm_correction、void、share。回头看抽中的逐件记录，不批量办"
    )
    reason: Text = Field("", description="理由")
    void_kind: VoidKind | None = Field(None, description="作废原因（void）")
    repeats: Number | None = Field(None, description="与哪一件重复，台账序号（void）")
    main: Number | None = Field(None, description="照哪一件共用，numbers 里的一个（share）；不写为第一个")
    shared: list[SharedPart] = Field(list(SharedPart), description="共用哪几项（share）")


class NotTaken(Schema):
    """A problem that was refused, and why."""

    number: int
    reason: str


class ManyTaken(Schema):
    """What became of each."""

    done: list[int]
    refused: list[NotTaken]


def _act(asked: ManyAsked, told: dict[str, Any]) -> Any:
    return operations.act_on_many(action=asked.action, reason=asked.reason, **told)[1]


def _void(asked: ManyAsked, told: dict[str, Any]) -> Any:
    rows = told["problems"]
    return operations.void_many(why=why_void(rows[0], asked, told), **told)[1]


def _share(asked: ManyAsked, told: dict[str, Any]) -> Any:
    rows = told["problems"]
    like = next((row for row in rows if row.number == asked.main), None) if asked.main else rows[0]
    if like is None:
        raise BadInput(noop("main 要是 numbers 里的一个。"))
    return operations.share(like=like, parts=asked.shared, **told)[1]


_AT_ONCE = {
    Action.CONFIRM_CORRECTION: lambda _asked, told: operations.confirm_corrections(**told)[1],
    Action.VOID: _void,
    Action.SHARE: _share,
}


@router.post("/campaigns/{code}/ledger/many", response=ManyTaken, summary="批量办理")
def act(request: HttpRequest, code: Path[Code], asked: ManyAsked) -> ManyTaken:
    """One step on many problems. Those that are not there, or not seen by this account, are refused as missing."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    seen = queries.visible_to(queries.reach(actor, campaign.pk), campaign.pk)
    found = {row.number: row for row in seen.filter(number__in=asked.numbers).select_related("campaign", "unit")}
    rows = {one: found[one] for one in asked.numbers if one in found}  # in the order asked, whatever order a database answers in
    missing = [NotTaken(number=one, reason=Missing().said(gettext)) for one in dict.fromkeys(asked.numbers) if one not in rows]
    if not rows:
        return ManyTaken(done=[], refused=missing)
    told = {"problems": list(rows.values()), **who(request)}
    refused = _AT_ONCE.get(asked.action, _act)(asked, told)
    why = {row.number: in_words_of(sentence, gettext) for row, sentence in refused}
    done = [one for one in rows if one not in why]
    return ManyTaken(done=done, refused=[*(NotTaken(number=one, reason=text) for one, text in why.items()), *missing])
