"""The same step on many problems: nobody's refusal stops the rest."""

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Path, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import Missing, in_words_of
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.ledger.room import router
from bihuan.interfaces.api.v1.words import Asked, Code, Number, Text
from bihuan.problems import operations, queries
from bihuan.problems.vocabulary import Action

MOST = 1_000


class ManyAsked(Asked):
    """Which problems, and what is done to each."""

    numbers: list[Number] = Field(min_length=1, max_length=MOST, description=f"序号，最多 {MOST} 个")
    action: Action = Field(description="办什么：ask、confirm、verify、close、publicise、look_back、prioritise、confirm_correction")
    reason: Text = Field("", description="理由")


class NotTaken(Schema):
    """A problem that was refused, and why."""

    number: int
    reason: str


class ManyTaken(Schema):
    """What became of each."""

    done: list[int]
    refused: list[NotTaken]


@router.post("/campaigns/{code}/ledger/many", response=ManyTaken, summary="批量办理")
def act(request: HttpRequest, code: Path[Code], asked: ManyAsked) -> ManyTaken:
    """One step on many problems. Those that are not there, or not seen by this account, are refused as missing."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    seen = queries.visible_to(queries.reach(actor, campaign.pk), campaign.pk)
    rows = {row.number: row for row in seen.filter(number__in=asked.numbers).select_related("campaign", "unit")}
    missing = [NotTaken(number=one, reason=Missing().said(gettext)) for one in dict.fromkeys(asked.numbers) if one not in rows]
    if not rows:
        return ManyTaken(done=[], refused=missing)
    told = {"problems": [rows[one] for one in dict.fromkeys(asked.numbers) if one in rows], **who(request)}
    if asked.action is Action.CONFIRM_CORRECTION:
        refused = operations.confirm_corrections(**told)[1]
    else:
        refused = operations.act_on_many(action=asked.action, reason=asked.reason, **told)[1]
    why = {row.number: in_words_of(sentence, gettext) for row, sentence in refused}
    done = [one for one in rows if one not in why]
    return ManyTaken(done=done, refused=[*(NotTaken(number=one, reason=text) for one, text in why.items()), *missing])
