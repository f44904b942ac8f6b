"""The superior's forms: which there are, what they are tied to, filled for a day, handed out."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.forms import operations, queries
from bihuan.forms.rules.ties import Ties
from bihuan.forms.sheets import marked
from bihuan.foundation.files.queries import read
from bihuan.foundation.tokens.vocabulary import Scope
from bihuan.interfaces.api.v1.gate import Bearer, actor_of, who
from bihuan.interfaces.api.v1.words import XLSX, Asked, Code, Day, Line, Number, a_file, binary

if TYPE_CHECKING:
    from bihuan.forms.models import Filling, Form

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
    last_filled: datetime | None = Field(description="上次填到")


Pair = Annotated[list[Line], Field(min_length=2, max_length=2)]


class CellAsked(Asked):
    """One cell and what it tells."""

    sheet: Line = Field(min_length=1, description="工作表")
    cell: str = Field(pattern=r"^[A-Z]{1,3}[1-9][0-9]{0,5}$", description="格，例如 C5")
    code: Line = Field(min_length=1, description="指标编号，或 day（截至日期）、title（专项名称）、office（填报单位）")
    by: str = Field("", pattern="^(unit|stage|category|source)?$", description="按什么细分")
    key: Line = Field("", description="细分到哪一个：编号，来源是代码")


class RegionAsked(Asked):
    """Rows that repeat."""

    sheet: Line = Field(min_length=1, description="工作表")
    first: int = Field(ge=1, le=100_000, description="从第几行")
    last: int = Field(ge=1, le=100_000, description="到第几行")
    columns: list[Pair] = Field(min_length=1, max_length=60, description="列的字母和台账栏目")
    filters: str = Field("", max_length=1000, description="列哪些问题，与台账网址问号后面相同")


class TiesAsked(Asked):
    """Everything that a form is tied to."""

    cells: list[CellAsked] = Field([], max_length=2000)
    regions: list[RegionAsked] = Field([], max_length=20)


class NumberOut(Schema):
    """One number that was filled, with what it counts."""

    sheet: str
    cell: str
    figure: str = Field(description="指标编号")
    value: int | float
    definition: str = Field(description="数的是什么")
    rows: str = Field(description="逐条明细的地址（页面）")


class GapOut(Schema):
    """A cell that could not be filled."""

    sheet: str
    cell: str
    why: str


class FilledOut(Schema):
    """A form as it was filled."""

    id: int
    edition: int
    as_of: datetime
    rows: int = Field(description="明细行数")
    digest: str = Field(description="数字清单摘要")
    numbers: list[NumberOut]
    gaps: list[GapOut] = Field(description="没有填的格")


class FillAsked(Asked):
    """For which day."""

    day: Day | None = Field(None, description="数据截至哪一天终了，默认今天")


def _campaign(request: HttpRequest, code: str) -> Any:
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    queries.refuse_others(actor, campaign)
    return campaign


def _form(request: HttpRequest, code: str, form: int) -> "Form":
    actor, campaign = actor_of(request), _campaign(request, code)
    return queries.find_form(actor, campaign, str(form))


def _told(filling: "Filling") -> FilledOut:
    numbers: Any = filling.numbers
    return FilledOut(
        id=filling.pk, edition=filling.edition.number, as_of=filling.as_of, rows=filling.rows, digest=filling.digest, numbers=numbers,
        gaps=filling.gaps,
    )  # fmt: skip


@router.get("/campaigns/{code}/forms", response=list[FormOut], auth=READ, summary="上级报表")
def list_forms(request: HttpRequest, code: Path[Code]) -> list[FormOut]:
    """The forms of a campaign, for its office."""
    found = []
    for one in queries.forms_of(_campaign(request, code)):
        edition, last = queries.edition_of(one), queries.fillings_of(one).first()
        ties = queries.ties_of(edition)
        found.append(FormOut(id=one.pk, name=one.name, edition=edition.number, retired=one.retired_on is not None, cells=len(ties.cells),
                                 regions=len(ties.regions), last_filled=last.as_of if last else None))  # fmt: skip
    return found


@router.post("/campaigns/{code}/forms/{int:form}/ties", response=FormOut, summary="对应上级报表的格")
def tie_form(request: HttpRequest, code: Path[Code], form: Path[Number], asked: TiesAsked) -> FormOut:
    """Tie cells and rows anew, all of them."""
    row = _form(request, code, form)
    ties = Ties.read(asked.dict())
    edition = operations.tie_form(form=row, ties=ties, **who(request))
    return FormOut(id=row.pk, name=row.name, edition=edition.number, retired=False, cells=len(ties.cells), regions=len(ties.regions),
                   last_filled=None)  # fmt: skip


@router.post("/campaigns/{code}/forms/{int:form}/fill", response=FilledOut, summary="填制上级报表")
def fill_form(request: HttpRequest, code: Path[Code], form: Path[Number], asked: FillAsked) -> FilledOut:
    """Fill it for a day; the numbers are kept."""
    return _told(operations.fill_form(form=_form(request, code, form), day=asked.day or timezone.localdate(), **who(request)))


@router.get("/campaigns/{code}/forms/{int:form}/filled/{int:filled}", response=FilledOut, auth=READ, summary="填好的上级报表")
def one_filled(request: HttpRequest, code: Path[Code], form: Path[Number], filled: Path[Number]) -> FilledOut:
    """The numbers of one filling."""
    return _told(queries.find_filling(_form(request, code, form), filled))


@router.get(
    "/campaigns/{code}/forms/{int:form}/filled/{int:filled}/file", auth=READ, summary="下载填好的上级报表", openapi_extra=a_file(XLSX)
)
def filled_file(
    request: HttpRequest, code: Path[Code], form: Path[Number], filled: Path[Number], differences: Query[bool] = False
) -> HttpResponse:
    """The workbook; with `differences` a copy in which the cells are marked that differ from the filling before."""
    filling = queries.find_filling(_form(request, code, form), filled)
    data = read(filling.file)
    return binary(marked(data, queries.notes_of(filling, queries.before(filling))) if differences else data, filling.file.name, XLSX)
