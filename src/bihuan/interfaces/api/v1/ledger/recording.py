"""Putting one finding on the ledger."""

from typing import Any

from django.http import HttpRequest
from ninja import Path
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import BadInput, _
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.ledger.reading import told
from bihuan.interfaces.api.v1.ledger.room import router
from bihuan.interfaces.api.v1.ledger.shapes import WholeProblem
from bihuan.interfaces.api.v1.words import Asked, Code, Day, Line, Number, Text
from bihuan.problems import operations
from bihuan.problems.operations import Finding
from bihuan.problems.operations.filling import numbers_of
from bihuan.problems.vocabulary import OwnerLevel, Source, Weight


class NewProblem(Asked):
    """A finding."""

    unit: Number = Field(description="责任单位的编号")
    source: Source = Field(description="来源")
    text: Text = Field(min_length=1, description="问题")
    person: Number | None = Field(None, description="责任人的编号；须在这个单位的名册上或担任职责")
    owner_level: OwnerLevel | None = Field(None, description="问题层面")
    category: Number | None = Field(None, description="类别的编号")
    manifestation: Number | None = Field(None, description="具体表现的编号")
    weight: Weight = Field(Weight.GENERAL, description="程度")
    leader: Number | None = Field(None, description="责任领导的编号")
    doer: Number | None = Field(None, description="整改责任人的编号")
    found_on: Day | None = Field(None, description="发现日期，默认今天")
    due_on: Day | None = Field(None, description="完成时限，默认按方案给这一类定的日子，没有的按专项设置")
    beyond: bool = Field(False, description="知道所填的完成时限晚于专项结束：晚于的要填 true；记入操作记录")
    external_number: Line = Field("", max_length=64, description="别的系统里的编号，一件一个")
    own: dict[Line, Text] = Field({}, max_length=60, description="自设栏目，按栏目的 key 或名称")


def person_of(campaign: Any, unit: Any, pk: int | None) -> Any:
    """Somebody who can be named for a unit; an id of anybody else tells nothing."""
    if pk is None:
        return None
    found = campaigns.people_of(campaign, unit).filter(pk=pk).first()
    if found is None:
        raise BadInput(_("编号为 %(number)d 的人不在这个单位的名册上，也没有担任它的职责。"), number=pk)
    return found


def place_of(campaign: Any, category: int | None, manifestation: int | None) -> dict[str, Any]:
    """A place in the catalogue; the category follows the manifestation."""
    if manifestation is not None:
        found = campaigns.manifestation_in(campaign, manifestation)
        return {"manifestation": found, "category": found.category}
    return {"manifestation": None, "category": campaigns.category_in(campaign, category) if category is not None else None}


@router.post("/campaigns/{code}/ledger", response=WholeProblem, summary="建账")
def record(request: HttpRequest, code: Path[Code], asked: NewProblem) -> WholeProblem:
    """Record one finding. Which units and sources, is decided as on the page."""
    campaign = campaigns.find(actor_of(request), code)
    unit = campaigns.unit_in(campaign, asked.unit)
    people = {name: person_of(campaign, unit, getattr(asked, name)) for name in ("person", "leader", "doer")}
    finding = Finding(
        unit=unit, source=asked.source, text=asked.text, owner_level=asked.owner_level, weight=asked.weight, found_on=asked.found_on,
        due_on=asked.due_on, external_number=asked.external_number.strip(), own=numbers_of(campaign, asked.own),
        **people, **place_of(campaign, asked.category, asked.manifestation),
    )  # fmt: skip
    row = operations.record(campaign=campaign, finding=finding, beyond=asked.beyond, **who(request))
    return told(request, code, row.number)
