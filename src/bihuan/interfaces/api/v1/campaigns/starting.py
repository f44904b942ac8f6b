"""A campaign from a file or a ready catalogue: prepared, then started with its roster."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from ninja import File, Form, Path, Schema
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.campaigns import operations
from bihuan.campaigns.rules.campaign_file import Organisation, load
from bihuan.campaigns.rules.catalogues import ready_catalogue
from bihuan.campaigns.rules.patterns import proposed
from bihuan.campaigns.vocabulary import OrganisationPattern
from bihuan.foundation.kernel import Missing
from bihuan.interfaces.api.v1.campaigns.reading import WholeCampaign, whole
from bihuan.interfaces.api.v1.campaigns.room import desk, router
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.words import Asked, Code, Day, Line, Number
from bihuan.organisation.queries import entered_of, find_unit, standing_duties
from bihuan.organisation.vocabulary import PostRole


class CampaignPlace(Schema):
    """Where a campaign runs."""

    root: Number = Field(description="在哪个单位开展（单位编号）")
    code: Code | None = Field(None, description="专项代码，默认用文件里的")


class FromCatalogue(Asked):
    """A ready catalogue, and where its campaign runs."""

    catalogue: Line = Field(description="现成目录：five-tendencies、six-cures、four-ills、five-areas、lying-flat")
    root: Number = Field(description="在哪个单位开展（单位编号）")
    code: Code | None = Field(None, description="专项代码，默认自动编号")
    pattern: OrganisationPattern | None = Field(None, description="组织方式：照样子设立机构和席位；不填的建立以后再定")


def _prepared(request: HttpRequest, file: Any, root: int, code: str | None, pattern: OrganisationPattern | None = None) -> WholeCampaign:
    if "founder" not in standing_duties(actor_of(request)):
        raise Missing()
    told: dict[str, Any] = {"file": file, "root": find_unit(root), "code": code or "", **who(request)}
    if pattern is None:
        return whole(request, operations.prepare_campaign(**told))
    campaign = operations.prepare_in_pattern(**told, pattern=pattern, bodies=proposed(pattern, ()))
    return whole(request, campaign)


@router.post("/campaigns", response=WholeCampaign, summary="由专项文件建立专项")
def prepare(request: HttpRequest, file: File[UploadedFile], place: Form[CampaignPlace]) -> WholeCampaign:
    """Prepare a campaign from a campaign file (YAML)."""
    return _prepared(request, load(file.read()), place.root, place.code)


@router.post("/campaigns-from-catalogue", response=WholeCampaign, summary="由现成目录建立专项")
def prepare_ready(request: HttpRequest, asked: FromCatalogue) -> WholeCampaign:
    """Prepare a campaign from one of the ready catalogues."""
    ready = ready_catalogue(asked.catalogue)
    file = replace(ready, organisation=Organisation()) if asked.pattern else ready  # the pattern takes the place of its own bodies
    return _prepared(request, file, asked.root, asked.code, asked.pattern)


class RosterAsked(Asked):
    """Who is covered: the people in the tree."""

    on: Day = Field(description="名册确定日")
    subjects: list[PostRole] = Field([PostRole.LEADER, PostRole.SECTION_HEAD], description="哪些身份的人是整治对象，其余为参与人员")
    gaps_reason: Line = Field("", description="带着缺口启动的理由：有单位没有明确责任领导或具体负责人员的必须写")


@router.post("/campaigns/{code}/start", response=WholeCampaign, summary="定下名册，启动专项")
def start(request: HttpRequest, code: Path[Code], asked: RosterAsked) -> WholeCampaign:
    """Freeze the roster from the people in the tree and start."""
    campaign = desk(request, code)
    entries = entered_of(campaign.root, [str(one) for one in asked.subjects])
    return whole(
        request, operations.launch_campaign(campaign=campaign, entries=entries, on=asked.on, gaps_reason=asked.gaps_reason, **who(request))
    )


class RosterDay(Schema):
    """As of when a roster sheet holds."""

    on: Day = Field(description="名册确定日")
    gaps_reason: Line = Field("", description="带着缺口启动的理由：有单位没有明确责任领导或具体负责人员的必须写")


@router.post("/campaigns/{code}/start-with-roster", response=WholeCampaign, summary="按名册表格启动专项")
def start_with_sheet(request: HttpRequest, code: Path[Code], file: File[UploadedFile], day: Form[RosterDay]) -> WholeCampaign:
    """The same with a roster workbook that is taken over first."""
    told = {"data": file.read(), "name": file.name or "", "on": day.on, "gaps_reason": day.gaps_reason}
    return whole(request, operations.launch_campaign_with_sheet(campaign=desk(request, code), **told, **who(request)))
