"""Recusals for programs: declared by whoever would handle a matter, asked for by a party, decided by somebody else (P04)."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Path, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import BadInput, Missing, _
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.inspections.room import READ, campaign_of, router
from bihuan.interfaces.api.v1.words import Asked, Code, Named, Number, Text, named
from bihuan.organisation import operations, queries
from bihuan.organisation.vocabulary import RecusalGround, RecusalState

_AT = "/campaigns/{code}/inspections/recusals"


class RecusalOut(Schema):
    """Who keeps away from which unit or party."""

    id: int
    person: Named
    unit: Named | None
    party: Named | None
    ground: RecusalGround
    state: RecusalState
    from_on: date
    to_on: date | None


def _told(row: Any) -> RecusalOut:
    plain = {name: getattr(row, name) for name in ("ground", "state", "from_on", "to_on")}
    return RecusalOut(
        id=row.pk, person=Named(id=row.person_id, name=row.person.name), unit=named(row.unit), party=named(row.party), **plain
    )


@router.get(_AT, response=list[RecusalOut], auth=READ, summary="回避")
def recusals(request: HttpRequest, code: Path[Code]) -> list[RecusalOut]:
    """Those that this account may read: its own, those it asked for, those on which it decides. Nobody else learns that there are any."""
    campaign_of(request, code)
    return [_told(row) for row, _duties in queries.recusals_of(actor_of(request))]


class RecusalAsked(Asked):
    """From what one keeps away, and why; `person` is left out for oneself."""

    person: Number | None = Field(None, description="申请谁回避；本人申报的不填")
    unit: Number | None = Field(None, description="对哪个单位")
    party: Number | None = Field(None, description="对哪一位当事人")
    ground: RecusalGround
    reason: Text = ""


@router.post(_AT, response=RecusalOut, summary="申报或申请回避")
def recuse(request: HttpRequest, code: Path[Code], asked: RecusalAsked) -> RecusalOut:
    """Declared by oneself it is in force at once; asked for, a third decides."""
    campaign, actor = campaign_of(request, code), actor_of(request)
    about: dict[str, Any] = {
        "unit": campaigns.unit_in(campaign, asked.unit) if asked.unit else None,
        "party": campaigns.known_person(campaign, asked.party) if asked.party else None, "ground": asked.ground, "reason": asked.reason,
    }  # fmt: skip
    if asked.person is not None:
        return _told(operations.ask_recusal(person=campaigns.known_person(campaign, asked.person), **about, **who(request)))
    if actor.person_id is None:
        raise Missing()
    return _told(operations.declare_recusal(person=queries.find_person(actor.person_id), **about, **who(request)))


class RecusalStep(Asked):
    """grant or refuse what was asked for, end what is in force."""

    step: Literal["grant", "refuse", "end"]
    reason: Text = Field(min_length=1)


_STEPS = {"grant": operations.grant_recusal, "refuse": operations.refuse_recusal, "end": operations.end_recusal}


@router.post(_AT + "/{int:recusal}/steps", response=RecusalOut, summary="办理回避")
def step_of_recusal(request: HttpRequest, code: Path[Code], recusal: Path[Number], asked: RecusalStep) -> RecusalOut:
    """Decide on one, or end it."""
    campaign_of(request, code)
    row = queries.find_recusal(actor_of(request), recusal)
    if not asked.reason.strip():
        raise BadInput(_("请写明理由。"))
    return _told(_STEPS[asked.step](row, reason=asked.reason, **who(request)))
