"""Units' own screenings for programs: asked for, begun, what was found, none found (M73)."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.finding import operations
from bihuan.finding.queries import screening as screenings
from bihuan.finding.vocabulary.screening import ScreeningState
from bihuan.interfaces.api.v1.cursors import page_of
from bihuan.interfaces.api.v1.finding.room import READ, campaign_of, router
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.words import Asked, Code, Day, Named, Number, Paging, Text


class ScreeningOut(Schema):
    """A unit's screening."""

    id: int
    unit: Named
    category: Named
    due_on: date | None
    state: ScreeningState
    how: str = Field(description="怎么排查的")
    numbers: list[int] = Field(description="列入台账的序号")


def _screening(row: Any) -> ScreeningOut:
    return _told(row, [one.problem.number for one in screenings.screened_items(row)])


def _told(row: Any, numbers: list[int]) -> ScreeningOut:
    unit, category = (Named(id=one.pk, name=one.name) for one in (row.unit, row.category))
    return ScreeningOut(
        id=row.pk, unit=unit, category=category, due_on=row.due_on, state=ScreeningState(row.state), how=row.how, numbers=numbers
    )


class ScreeningLine(Schema):
    """A screening in the list."""

    id: int
    unit: Named
    category: Named
    state: ScreeningState
    found: int


class ScreeningPage(Schema):
    """One page of the list."""

    items: list[ScreeningLine]
    next: str | None


@router.get("/campaigns/{code}/screenings", response=ScreeningPage, auth=READ, summary="单位排查")
def screening_list(request: HttpRequest, code: Path[Code], paging: Query[Paging]) -> ScreeningPage:
    """Those that this account sees, latest first."""
    found, after = page_of(request, screenings.screenings_of(actor_of(request), campaign_of(request, code)), paging)
    items = [
        ScreeningLine(id=one.pk, unit=Named(id=one.unit_id, name=one.unit.name), category=Named(id=one.category_id, name=one.category.name),
                      state=ScreeningState(one.state), found=one.found)  # type: ignore[attr-defined]
        for one in found
    ]  # fmt: skip
    return ScreeningPage(items=items, next=after)


def _find(request: HttpRequest, code: str, pk: int) -> Any:
    return screenings.find_screening(actor_of(request), campaign_of(request, code), pk)


@router.get("/campaigns/{code}/screenings/{int:screening}", response=ScreeningOut, auth=READ, summary="一次单位排查")
def one_screening(request: HttpRequest, code: Path[Code], screening: Path[Number]) -> ScreeningOut:
    """One screening with the entries that came of it."""
    return _screening(_find(request, code, screening))


class ScreeningAsked(Asked):
    """A unit's own screening against a category."""

    unit: Number
    category: Number


@router.post("/campaigns/{code}/screenings", response=ScreeningOut, summary="开展排查")
def start_screening(request: HttpRequest, code: Path[Code], asked: ScreeningAsked) -> ScreeningOut:
    """A unit begins one by itself."""
    campaign = campaign_of(request, code)
    unit, category = campaigns.unit_in(campaign, asked.unit), campaigns.category_in(campaign, asked.category)
    return _screening(operations.begin_screening(campaign=campaign, unit=unit, category=category, **who(request)))


class ScreeningTask(Asked):
    """Which units, against what, by when."""

    units: list[Number] = Field(min_length=1, max_length=2000)
    category: Number
    due_on: Day


@router.post("/campaigns/{code}/screenings/ask", response=list[ScreeningOut], summary="布置排查")
def order_screening(request: HttpRequest, code: Path[Code], asked: ScreeningTask) -> list[ScreeningOut]:
    """Ask units to screen themselves."""
    campaign = campaign_of(request, code)
    units = campaigns.units_in(campaign, asked.units)
    category = campaigns.category_in(campaign, asked.category)
    made = operations.ask_screening(campaign=campaign, units=units, category=category, due_on=asked.due_on, **who(request))
    return [_told(one, []) for one in made]  # just asked for: nothing was found yet


class ScreeningResult(Asked):
    """What was found, and how it was looked for."""

    how: Text = Field(min_length=1, description="怎么排查的")
    texts: list[Text] = Field([], max_length=200, description="发现的问题；没有发现的不写")


@router.post("/campaigns/{code}/screenings/{int:screening}/result", response=ScreeningOut, summary="报排查结果")
def report_screening(request: HttpRequest, code: Path[Code], screening: Path[Number], asked: ScreeningResult) -> ScreeningOut:
    """Report the result: items go onto the ledger, none means none found."""
    row = _find(request, code, screening)
    operations.report_screening(row, texts=asked.texts, how=asked.how, **who(request))
    return _screening(row)


class ScreeningFound(Asked):
    """What was found so far."""

    texts: list[Text] = Field(min_length=1, max_length=200, description="发现的问题")


@router.post("/campaigns/{code}/screenings/{int:screening}/findings", response=ScreeningOut, summary="排查问题列入台账")
def find_by_screening(request: HttpRequest, code: Path[Code], screening: Path[Number], asked: ScreeningFound) -> ScreeningOut:
    """Put items on the ledger while the screening goes on."""
    row = _find(request, code, screening)
    operations.find_by_screening(row, texts=asked.texts, **who(request))
    return _screening(row)


class ScreeningEnd(Asked):
    """The result, and how it was looked for."""

    how: Text = Field(min_length=1, description="怎么排查的")
    none_found: bool = Field(description="未发现问题")


@router.post("/campaigns/{code}/screenings/{int:screening}/end", response=ScreeningOut, summary="结束排查")
def end_screening(request: HttpRequest, code: Path[Code], screening: Path[Number], asked: ScreeningEnd) -> ScreeningOut:
    """End it, with what was put on the ledger before, or with nothing found."""
    row = _find(request, code, screening)
    operations.end_screening(row, how=asked.how, none_found=asked.none_found, **who(request))
    return _screening(row)
