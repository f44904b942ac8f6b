"""The commitment of who found nothing, for programs: its text, signed, withdrawn."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest
from ninja import Path, Schema
from pydantic import Field

from bihuan.finding.operations.pledges import sign_pledge, withdraw_pledge
from bihuan.finding.queries.pledges import standing_pledge, text_for
from bihuan.foundation.kernel import Missing
from bihuan.interfaces.api.v1.finding.room import READ, router
from bihuan.interfaces.api.v1.finding.self_checks import ListOut, list_out, my_list
from bihuan.interfaces.api.v1.gate import who
from bihuan.interfaces.api.v1.words import Asked, Code

if TYPE_CHECKING:
    pass


class PledgeOut(Schema):
    """The commitment: the text as it would be signed, or was."""

    text: str
    signed: bool
    signed_at: datetime | None


@router.get("/campaigns/{code}/self-check/pledge", response=PledgeOut, auth=READ, summary="自查无问题承诺书")
def pledge(request: HttpRequest, code: Path[Code]) -> PledgeOut:
    """To be read before it is signed."""
    row = my_list(request, code)
    signed = standing_pledge(row)
    return PledgeOut(
        text=signed.text if signed else text_for(row), signed=signed is not None, signed_at=signed.signed_at if signed else None
    )


class Signing(Asked):
    """The text that was read."""

    read: str = Field(min_length=1, max_length=5000, description="看过的承诺书全文，一字不差")


@router.post("/campaigns/{code}/self-check/pledge", response=PledgeOut, summary="签自查无问题承诺书")
def sign(request: HttpRequest, code: Path[Code], asked: Signing) -> PledgeOut:
    """Confirm that nothing was found, and hand the empty list in with it."""
    row = sign_pledge(my_list(request, code), read=asked.read, **who(request))
    return PledgeOut(text=row.text, signed=True, signed_at=row.signed_at)


@router.post("/campaigns/{code}/self-check/pledge/withdraw", response=ListOut, summary="撤回承诺书")
def unsign(request: HttpRequest, code: Path[Code]) -> ListOut:
    """Take it back; nothing else follows."""
    row = standing_pledge(my_list(request, code))
    if row is None:
        raise Missing()
    withdraw_pledge(row, **who(request))
    return list_out(my_list(request, code), True)
