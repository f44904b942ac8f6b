"""The one router of forms, the form an address names, and what a form looks like to a program."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.forms import queries
from bihuan.foundation.tokens.vocabulary import Scope
from bihuan.interfaces.api.v1.gate import Bearer, actor_of

if TYPE_CHECKING:
    from bihuan.forms.models import Form

READ, WRITE = Bearer(Scope.DOCUMENTS_READ), Bearer(Scope.DOCUMENTS_WRITE)
router = Router(tags=["上级报表"], auth=WRITE)


class FormOut(Schema):
    """A form."""

    id: int
    name: str
    edition: int = Field(description="版次")
    retired: bool = Field(description="已停用")
    cells: int = Field(description="对应了几个格")
    regions: int = Field(description="几段明细")
    revision: int = Field(description="版本；改动时作为 seen 带回，别人改过就会被拒绝")
    last_filled: datetime | None = Field(description="上次填到")


def desk(request: HttpRequest, code: str) -> Any:
    """The campaign, for its office alone: forms hold rows of the whole ledger."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    queries.refuse_others(actor, campaign)
    return campaign


def form_of(request: HttpRequest, code: str, form: int) -> "Form":
    """The form with this number, or Missing."""
    campaign = desk(request, code)
    return queries.find_form(actor_of(request), campaign, str(form))


def form_told(form: "Form") -> FormOut:
    """A form as it is listed."""
    edition, last = queries.edition_of(form), queries.fillings_of(form).first()
    ties = queries.ties_of(edition)
    return FormOut(
        id=form.pk, name=form.name, edition=edition.number, retired=form.retired_on is not None, cells=len(ties.cells), regions=len(ties.regions),
        revision=form.revision, last_filled=last.as_of if last else None,
    )  # fmt: skip
