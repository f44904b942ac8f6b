"""Steps on a whole entry: whether it counts, whose it is, with which it is one, with which it shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import BadInput, Missing, _
from bihuan.interfaces.api.v1.ledger.recording import person_of
from bihuan.interfaces.api.v1.words import Asked, Number, Text
from bihuan.problems import operations as do
from bihuan.problems import queries
from bihuan.problems.operations import Owner, Why
from bihuan.problems.vocabulary import Action, SharedPart, VoidKind

if TYPE_CHECKING:
    from collections.abc import Callable


class PartTold(Asked):
    """A part of a problem and who answers for it."""

    unit: Number = Field(description="责任单位的编号")
    person: Number | None = Field(None, description="责任人的编号；须在这个单位的名册上或担任职责")
    text: Text = Field("", description="这一部分的问题；不写的照抄原来的")


class WholeTold(Asked):
    """What steps on a whole entry are told."""

    void_kind: VoidKind | None = Field(None, description="作废原因（void）")
    repeats: Number | None = Field(None, description="与哪一件重复，台账序号（void）")
    unit: Number | None = Field(None, description="改由哪个单位承担（move_owner）；责任人写在 person")
    parts: list[PartTold] = Field([], max_length=do.MOST_PARTS, description="分由哪几家承担（divide）")
    keeps: bool = Field(True, description="原单位仍承担一部分（divide）")
    others: list[Number] = Field([], max_length=200, description="其他问题的台账序号：并入这一件的（merge）、与它共用的（share）")
    shared: list[SharedPart] = Field(list(SharedPart), description="共用哪几项（share）")


def _at(row: Any, number: int, who: dict[str, Any]) -> Any:
    """Another problem of the same ledger; a wrong number in the body is a mistake in the body."""
    try:
        return queries.find(who["actor"], row.campaign, number)
    except Missing as no:
        raise BadInput(_("台账里没有第 %(number)04d 号，或者不在您的范围内。"), number=number) from no


def why_void(row: Any, said: Any, who: dict[str, Any]) -> Why:
    """Why entries are void. Refused: no kind; a repeated one that is not there."""
    if said.void_kind is None:
        raise BadInput(_("请写明作废原因：误录、重复还是不属本专项。"))
    return Why(said.void_kind, said.reason, _at(row, said.repeats, who) if said.repeats else None)


def _void(row: Any, said: Any, who: dict[str, Any]) -> Any:
    return do.void(problem=row, why=why_void(row, said, who), seen=said.seen, **who)


def _owner(row: Any, unit: int, person: int | None, text: str = "") -> Owner:
    found = campaigns.unit_in(row.campaign, unit)
    return Owner(found, person_of(row.campaign, found, person), text)


def _move(row: Any, said: Any, who: dict[str, Any]) -> Any:
    if said.unit is None:
        raise BadInput(_("请写明改由哪个单位承担。"))
    return do.move_owner(problem=row, to=_owner(row, said.unit, said.person, said.text), reason=said.reason, seen=said.seen, **who)


def _divide(row: Any, said: Any, who: dict[str, Any]) -> Any:
    parts = [_owner(row, one.unit, one.person, one.text) for one in said.parts]
    return do.divide(problem=row, parts=parts, keeps=said.keeps, reason=said.reason, seen=said.seen, **who)


def _merge(row: Any, said: Any, who: dict[str, Any]) -> Any:
    return do.merge(main=row, members=[_at(row, number, who) for number in said.others], reason=said.reason, seen=said.seen, **who)


def _share(row: Any, said: Any, who: dict[str, Any]) -> Any:
    others = [_at(row, number, who) for number in said.others]
    return do.share(problems=[row, *others], like=row, parts=said.shared, whole=True, **who)


def _reasoned(operation: Callable[..., Any], place: str = "reason") -> Callable[..., Any]:
    return lambda row, said, who: operation(problem=row, seen=said.seen, **{place: said.reason}, **who)


WHOLE: dict[Action, Callable[[Any, Any, dict[str, Any]], Any]] = {
    Action.VOID: _void, Action.RESTORE: _reasoned(do.restore), Action.DISPUTE: _reasoned(do.dispute, "text"),
    Action.KEEP_OWNER: _reasoned(do.keep_owner), Action.MOVE_OWNER: _move, Action.DIVIDE: _divide, Action.MERGE: _merge,
    Action.PART: lambda row, said, who: do.part_all(main=row, reason=said.reason, **who),
    Action.PART_FROM: lambda row, said, who: do.part(member=row, reason=said.reason, seen=said.seen, **who),
    Action.SHARE: _share, Action.UNSHARE: lambda row, _said, who: do.unshare(problem=row, **who),
}  # fmt: skip
