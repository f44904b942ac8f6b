"""The one router of finding, and the campaign an address names."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from bihuan.campaigns import queries
from bihuan.foundation.tokens.vocabulary import Scope
from bihuan.interfaces.api.v1.gate import Bearer, actor_of
from bihuan.interfaces.api.v1.words import DOCX, XLSX, Asked, Line
from bihuan.problems.queries import Reach, reach

READ, WRITE = Bearer(Scope.LEDGER_READ), Bearer(Scope.LEDGER_WRITE)
router = Router(tags=["查摆问题"], auth=WRITE)


def campaign_of(request: HttpRequest, code: str) -> Any:
    """The campaign with this code, or Missing."""
    return queries.find(actor_of(request), code)


def reach_of(request: HttpRequest, campaign: Any) -> Reach:
    """What the account holds in this campaign."""
    return reach(actor_of(request), campaign.pk)


class RecordTaken(Asked):
    """What the record of a talk or a visit is taken for."""

    reason: Line = Field("", description="用途，记入操作记录；取自己的谈话记录可以不写")


class TakenHome(Asked):
    """What a list is taken for, and in which form."""

    reason: Line = Field(min_length=1, description="用途，记入操作记录")
    form: Literal["xlsx", "docx"] = Field("xlsx", description="xlsx 或 docx")

    @property
    def kind(self) -> str:
        """The kind of the file."""
        return XLSX if self.form == "xlsx" else DOCX
