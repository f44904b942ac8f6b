"""Which campaigns there are, what one is made of, and its file."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns import queries
from bihuan.campaigns.queries.past import campaign_then, conduct_then
from bihuan.campaigns.rules.campaign_file import dump
from bihuan.campaigns.rules.conduct import standards_of
from bihuan.campaigns.vocabulary import CampaignState
from bihuan.foundation.audit.moments import after
from bihuan.foundation.kernel import Term
from bihuan.foundation.kernel.moments import Written
from bihuan.interfaces.api.v1.campaigns.room import READ, campaign_of, router
from bihuan.interfaces.api.v1.cursors import leading_on, mark_of
from bihuan.interfaces.api.v1.gate import actor_of
from bihuan.interfaces.api.v1.moments import AsOf
from bihuan.interfaces.api.v1.words import ANY_FILE, Code, Named, Paging, a_file, binary
from bihuan.problems import vocabulary as words


class CampaignItem(Schema):
    """A campaign as the list shows it."""

    code: str = Field(description="专项代码")
    title: str
    state: CampaignState
    start_on: date | None
    end_on: date | None


class StageOut(Schema):
    """A stage; `planned_end_on` is the day of the plan, which stays when the stage is prolonged."""

    order: int = Field(description="次序，也是它的编号")
    name: str
    start_on: date | None
    end_on: date | None
    planned_end_on: date | None
    finished_at: datetime | None = Field(description="宣布结束的时间")


class WholeCampaign(CampaignItem):
    """A campaign with its stages and what its plan leaves open."""

    revision: int = Field(description="版次；改设置时作为 seen 带回，别人改过就会被拒绝")
    settings: dict[str, Any] = Field(description="现在的设置，名称与专项文件相同")
    root: Named = Field(description="所在单位")
    basis: list[str] = Field(description="依据")
    doc_numbers: list[str] = Field(description="文号")
    decided_by: str = Field(description="决定机关")
    roster_frozen_on: date | None = Field(description="名册确定日")
    current_stage: int | None = Field(description="现在处在第几个阶段")
    stages: list[StageOut]
    conduct: dict[str, str] = Field(description="行为准则：准则 → 含义")
    gaps: list[str] = Field(description="方案没有写明、还待补的")
    duties: list[str] = Field(description="这个账号在专项里的职责")


class Campaigns(Schema):
    """One page of campaigns."""

    items: list[CampaignItem]
    next: str | None


def _common(one: Any) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("code", "title", "state", "start_on", "end_on")}


def whole(request: HttpRequest, campaign: Any, past: Written | None = None) -> WholeCampaign:
    """Everything about one campaign; `past` is the moment as of which it is told."""
    now = queries.current_stage(campaign, past.day if past else timezone.localdate())
    conduct = conduct_then(campaign, after(past)) if past else standards_of(campaign.file)
    fields = ("order", "name", "start_on", "end_on", "planned_end_on", "finished_at")
    told = {name: getattr(campaign, name) for name in ("basis", "doc_numbers", "decided_by", "roster_frozen_on")}
    return WholeCampaign(
        **_common(campaign), **told, revision=campaign.revision, settings=asdict(queries.settings_for(campaign)),
        root=Named(id=campaign.root_id, name=campaign.root.name), current_stage=now.order if now else None,
        stages=[StageOut(**{name: getattr(one, name) for name in fields}) for one in queries.stages(campaign)],
        conduct=dict(conduct), gaps=[one.text for one in queries.gaps_of(campaign)],
        duties=sorted({one.duty.value for one in queries.duties_held(actor_of(request), campaign)}),
    )  # fmt: skip


@router.get("/campaigns", response=Campaigns, auth=READ, summary="专项")
def list_campaigns(request: HttpRequest, paging: Query[Paging]) -> Campaigns:
    """The campaigns this account takes part in, newest first."""
    found, last = queries.visible_to(actor_of(request)), mark_of("campaigns", paging.cursor)
    rows = list((found.filter(pk__lt=last) if last else found)[: paging.limit + 1])
    more, rows = len(rows) > paging.limit, rows[: paging.limit]
    return Campaigns(items=[CampaignItem(**_common(one)) for one in rows], next=leading_on("campaigns", rows[-1].pk) if more else None)


@router.get("/campaigns/{code}", response=WholeCampaign, auth=READ, summary="一个专项")
def one(request: HttpRequest, code: Path[Code], as_of: Query[AsOf]) -> WholeCampaign:
    """One campaign: stages and code of conduct (`at`: as they stood), open gaps, duties of this account."""
    campaign, past = campaign_of(request, code), as_of.past
    return whole(request, campaign_then(campaign, after(past)), past) if past else whole(request, campaign)


@router.get("/campaigns/{code}/file", auth=READ, summary="专项文件", openapi_extra=a_file(ANY_FILE))
def file(request: HttpRequest, code: Path[Code]) -> HttpResponse:
    """The campaign as one YAML file, to start another one from."""
    campaign = campaign_of(request, code)
    return binary(dump(queries.file_of(campaign)).encode(), f"{campaign.code}.yaml", ANY_FILE)


class Entry(Schema):
    """A manifestation of the catalogue."""

    id: int
    number: str
    text: str
    needs_text: bool = Field(description="归入此项的须另写具体情形")


class CategoryOut(Schema):
    """A category of the catalogue."""

    id: int
    name: str
    manifestations: list[Entry]


@router.get("/campaigns/{code}/catalogue", response=list[CategoryOut], auth=READ, summary="问题目录")
def catalogue(request: HttpRequest, code: Path[Code]) -> list[CategoryOut]:
    """Categories and manifestations with the numbers by which a problem is sorted in."""
    return [
        CategoryOut(
            id=one.pk, name=one.name,
            manifestations=[Entry(id=m.pk, number=m.number, text=m.text, needs_text=m.needs_text) for m in one.manifestations.all()],
        )
        for one in queries.categories_of(campaign_of(request, code))
    ]  # fmt: skip


class WordOut(Schema):
    """A word as programs and as people say it."""

    code: str
    label: str


_WORDS: dict[str, type[Term]] = {
    "state": words.State, "source": words.Source, "lamp": words.Lamp, "weight": words.Weight, "level": words.OwnerLevel, "path": words.Path,
    "cause_kind": words.CauseKind, "action": words.Action, "lists": words.ProblemList, "need": words.Need,
}  # fmt: skip


@router.get("/words", response=dict[str, list[WordOut]], auth=READ, summary="词汇表")
def vocabulary(request: HttpRequest) -> dict[str, list[WordOut]]:
    """The closed lists of words that fields take, with their Chinese labels."""
    return {name: [WordOut(code=one.value, label=one.label) for one in term] for name, term in _WORDS.items()}
