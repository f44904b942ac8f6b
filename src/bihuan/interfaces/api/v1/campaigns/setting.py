"""What a campaign's office settles: settings, stages and their days, when findings can be recorded."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path
from pydantic import Field

from bihuan.campaigns import operations, queries
from bihuan.foundation.audit.changing import one_write
from bihuan.interfaces.api.v1.campaigns.reading import WholeCampaign, whole
from bihuan.interfaces.api.v1.campaigns.room import desk, router
from bihuan.interfaces.api.v1.campaigns.running import one_anew
from bihuan.interfaces.api.v1.gate import who
from bihuan.interfaces.api.v1.words import LARGEST, Asked, Code, Day, Line, Number, Text
from bihuan.reports.operations import fill_drafts

Setting = bool | Annotated[int, Field(ge=0, le=10_000)] | Line | Annotated[list[Line], Field(max_length=60)]


class SettingsAsked(Asked):
    """Settings by their names in the campaign file; those that are not named stay."""

    settings: dict[Line, Setting] = Field(min_length=1, max_length=40, description="名称 → 值，名称和取值与专项文件相同")
    reason: Text = Field("", description="为什么改")
    seen: int | None = Field(None, ge=0, le=LARGEST, description="看到的版次；别人改过就会被拒绝")


@router.post("/campaigns/{code}/settings", response=WholeCampaign, summary="修改设置")
def amend(request: HttpRequest, code: Path[Code], asked: SettingsAsked) -> WholeCampaign:
    """Change settings of a campaign; each value is taken as the campaign file takes it."""
    campaign = desk(request, code)
    told: dict[str, Any] = {"settings": asked.settings, "reason": asked.reason, "seen": asked.seen}
    return whole(request, operations.amend_campaign(campaign=campaign, **told, **who(request)))


class SwitchesAsked(Asked):
    """Mechanisms to use or to leave out, by their names in the campaign file."""

    switches: dict[str, bool] = Field(min_length=1, max_length=60, description="机制名（同专项文件）→ 用或不用；没有写到的不变")
    reason: str = Field("", max_length=300, description="为什么改")
    seen: int | None = Field(None, ge=0, le=LARGEST, description="看到的版次；别人改过就会被拒绝")


@router.post("/campaigns/{code}/switches", response=WholeCampaign, summary="开关机制")
def switch(request: HttpRequest, code: Path[Code], asked: SwitchesAsked) -> WholeCampaign:
    """Use mechanisms of a campaign or leave them out."""
    told: dict[str, Any] = {"switches": asked.switches, "reason": asked.reason, "seen": asked.seen}
    return whole(request, operations.switch_mechanisms(campaign=desk(request, code), **told, **who(request)))


class WordsAsked(Asked):
    """Who issues the papers, and the code of conduct: both as they should stand."""

    issuer: Line = Field(max_length=120, description="编发单位：周报、总结报告刊头和版记用的名称；空的用专班的名称")
    conduct: list[Text] = Field(max_length=60, description="行为准则，一条一项，写成“准则：含义”；整份替换")
    seen: int | None = Field(None, ge=0, le=LARGEST, description="看到的版次；别人改过就会被拒绝")


@router.post("/campaigns/{code}/conduct", response=WholeCampaign, summary="修改编发单位和行为准则")
def set_words(request: HttpRequest, code: Path[Code], asked: WordsAsked) -> WholeCampaign:
    """Say who issues the papers, and the code of conduct; open drafts with 待补 take them in at once."""
    with one_write():
        told: dict[str, Any] = {"issuer": asked.issuer, "conduct": asked.conduct, "seen": asked.seen}
        campaign = operations.set_words(campaign=desk(request, code), **told, **who(request))
        fill_drafts(campaign=campaign, **who(request))
    return whole(request, campaign)


class StageAsked(Asked):
    """A stage behind the others."""

    name: Line = Field(min_length=1, description="名称")
    start_on: Day = Field(description="开始日期")
    end_on: Day = Field(description="结束日期")


@router.post("/campaigns/{code}/stages", response=WholeCampaign, summary="增加阶段")
def add_stage(request: HttpRequest, code: Path[Code], asked: StageAsked) -> WholeCampaign:
    """Add a stage, for a plan or catalogue that names none."""
    operations.add_stage(campaign=desk(request, code), **asked.dict(), **who(request))
    return one_anew(request, code)


class DaysAsked(Asked):
    """When a stage runs."""

    start_on: Day = Field(description="开始日期")
    end_on: Day = Field(description="结束日期")


@router.post("/campaigns/{code}/stages/{int:stage}/days", response=WholeCampaign, summary="写明阶段日期")
def date_stage(request: HttpRequest, code: Path[Code], stage: Path[Number], asked: DaysAsked) -> WholeCampaign:
    """Say when a stage runs that the plan left open."""
    campaign = desk(request, code)
    operations.date_stage(stage=queries.find_stage(campaign, stage), **asked.dict(), **who(request))
    return one_anew(request, code)
