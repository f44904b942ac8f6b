"""What a form is tied to: its sheets as they stand, suggestions from their words, all ties anew."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from ninja import Path, Schema
from pydantic import Field

from bihuan.forms import operations, queries
from bihuan.forms.rules.ties import CellTie, Ties
from bihuan.forms.sheets import look_at, suggestions
from bihuan.forms.vocabulary import Fixed
from bihuan.foundation.files.queries import read
from bihuan.interfaces.api.v1.forms.room import READ, FormOut, desk, form_of, form_told, router
from bihuan.interfaces.api.v1.gate import who
from bihuan.interfaces.api.v1.words import LARGEST, Asked, Code, Line, Number

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
    seen: int | None = Field(None, ge=0, le=LARGEST, description="看到的版本；别人改过就会被拒绝")


class CellOut(Schema):
    """One cell of a sheet that says something, or is tied."""

    cell: str
    text: str = Field(description="空白表里写着什么")
    wide: int = Field(description="占几列")
    high: int = Field(description="占几行")
    formula: bool = Field(description="是公式")


class SheetOut(Schema):
    """A sheet of the blank."""

    name: str
    cut: bool = Field(description="表太大，后面的行列没有列出")
    cells: list[CellOut] = Field(description="有文字的格")


class TieOut(Schema):
    """One cell and what it tells."""

    sheet: str
    cell: str
    code: str = Field(description="指标编号，或 day、title、office")
    by: str = Field(description="按什么细分")
    key: str = Field(description="细分到哪一个")


class RegionOut(Schema):
    """Rows that repeat."""

    sheet: str
    first: int
    last: int
    columns: list[list[str]] = Field(description="列的字母和台账栏目")
    filters: str


class WholeForm(FormOut):
    """A form with everything that is needed to tie it."""

    sheets: list[SheetOut] = Field(description="空白表")
    ties: list[TieOut] = Field(description="已经对应的格")
    lists: list[RegionOut] = Field(description="已经对应的明细行")


def _tie(one: CellTie) -> TieOut:
    return TieOut(sheet=one.sheet, cell=one.cell, code=one.code, by=one.by, key=one.key)


def _sheet(view: Any) -> SheetOut:
    cells = [
        CellOut(cell=one.cell, text=one.text, wide=one.wide, high=one.high, formula=one.formula)
        for row in view.rows
        for one in row
        if one.text
    ]
    return SheetOut(name=view.name, cut=view.cut, cells=cells)


@router.get("/campaigns/{code}/forms/{int:form}", response=WholeForm, auth=READ, summary="一张上级报表")
def one_form(request: HttpRequest, code: Path[Code], form: Path[Number]) -> WholeForm:
    """A form with the words of its blank and what each cell is tied to."""
    row = form_of(request, code, form)
    edition = queries.edition_of(row)
    ties = queries.ties_of(edition)
    lists = [
        RegionOut(sheet=one.sheet, first=one.first, last=one.last, columns=[[*pair] for pair in one.columns], filters=one.filters)
        for one in ties.regions
    ]
    sheets = [_sheet(one) for one in look_at(read(edition.blank))]
    return WholeForm(**form_told(row).dict(), sheets=sheets, ties=[_tie(one) for one in ties.cells], lists=lists)


class SuggestionOut(TieOut):
    """A tie that the words around a cell suggest."""

    words: str = Field(description="依据表里的哪些文字")


@router.get("/campaigns/{code}/forms/{int:form}/suggestions", response=list[SuggestionOut], auth=READ, summary="建议的对应")
def suggested(request: HttpRequest, code: Path[Code], form: Path[Number]) -> list[SuggestionOut]:
    """What the heads and sides of the blank suggest for cells that are not tied yet; nothing is tied by itself."""
    return [SuggestionOut(**_tie(one.tie).dict(), words=str(one.words)) for one in suggestions(form_of(request, code, form))]


class Tieable(Schema):
    """A word that ties may use, with its name."""

    key: str
    name: str


class KeyOut(Tieable):
    """Something that a figure can be narrowed to."""

    by: str = Field(description="unit、stage、category 或 source")


class TieWords(Schema):
    """Everything that cells and rows can be tied to."""

    codes: list[Tieable] = Field(description="格：指标编号，和 day、title、office")
    keys: list[KeyOut] = Field(description="细分：按什么、到哪一个")
    columns: list[Tieable] = Field(description="明细行的列：台账栏目")


@router.get("/campaigns/{code}/form-words", response=TieWords, auth=READ, summary="报表可以对应什么")
def tie_words(request: HttpRequest, code: Path[Code]) -> TieWords:
    """The words for cells, narrowing and columns in this campaign."""
    campaign = desk(request, code)
    codes = {**queries.names_of_codes(campaign), **{one.value: one.label for one in Fixed}}
    keys = queries.keys_of(campaign, localdate())
    return TieWords(
        codes=[Tieable(key=key, name=_(name)) for key, name in codes.items()],
        keys=[KeyOut(by=by, key=key, name=name) for (by, key), name in keys.items() if by],
        columns=[Tieable(key=key, name=_(name)) for key, name in queries.columns_to_tie(campaign).items()],
    )


@router.post("/campaigns/{code}/forms/{int:form}/ties", response=FormOut, summary="对应上级报表的格")
def tie_form(request: HttpRequest, code: Path[Code], form: Path[Number], asked: TiesAsked) -> FormOut:
    """Tie cells and rows anew, all of them."""
    row = form_of(request, code, form)
    told = asked.dict()
    operations.tie_form(form=row, ties=Ties.read({name: told[name] for name in ("cells", "regions")}), seen=asked.seen, **who(request))
    return form_told(row)
