"""From a settled plan to a running campaign."""

from typing import Any

from django.http import HttpRequest
from ninja import File, Form, Path, Schema
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.interfaces.api.v1.gate import who
from bihuan.interfaces.api.v1.plans.room import draft_of, router
from bihuan.interfaces.api.v1.words import Asked, Code, Day, Line, Number
from bihuan.organisation.queries import entered_of, find_unit
from bihuan.organisation.vocabulary import PostRole
from bihuan.plan_import import operations


class LaunchAsked(Asked):
    """Where and with whom a campaign starts."""

    root: Number = Field(description="在哪个单位开展（单位编号）")
    on: Day = Field(description="名册确定日")
    subjects: list[PostRole] = Field([PostRole.LEADER, PostRole.SECTION_HEAD], description="哪些身份的人是整治对象，其余为参与人员")
    code: Code | None = Field(None, description="专项代码，默认自动编号")
    gaps_reason: Line = Field("", description="带着缺口启动的理由：有单位没有明确责任领导或具体负责人员的必须写")


class Launched(Schema):
    """The campaign that runs now."""

    code: str
    title: str


@router.post("/plans/{int:plan}/launch", response=Launched, summary="由方案启动专项")
def launch(request: HttpRequest, plan: Path[Number], asked: LaunchAsked) -> Launched:
    """Freeze the roster from the people in the tree and start; whoever launches becomes its office."""
    draft = draft_of(request, plan)
    root = find_unit(asked.root)
    told: dict[str, Any] = {
        "root": root,
        "entries": entered_of(root, [str(one) for one in asked.subjects]),
        "on": asked.on,
        "code": asked.code or "",
        "gaps_reason": asked.gaps_reason,
    }
    campaign = operations.launch(draft=draft, **told, **who(request))
    return Launched(code=campaign.code, title=campaign.title)


class SheetLaunch(Asked):
    """Where and as of when a campaign starts with the people of a roster sheet."""

    root: Number | None = Field(None, description="在哪个单位开展（单位编号）；不填为名册里各单位共同的上级")
    on: Day = Field(description="名册确定日")
    code: Code | None = Field(None, description="专项代码，默认自动编号")
    gaps_reason: Line = Field("", description="带着缺口启动的理由：有单位没有明确责任领导或具体负责人员的必须写")


@router.post("/plans/{int:plan}/launch-with-roster", response=Launched, summary="由方案和名册表格启动专项")
def launch_with_roster(request: HttpRequest, plan: Path[Number], file: File[UploadedFile], asked: Form[SheetLaunch]) -> Launched:
    """The same with a roster workbook that is taken over first: one wrong cell and nothing is written."""
    root = find_unit(asked.root) if asked.root else None
    told: dict[str, Any] = {"data": file.read(), "name": file.name or "", "root": root, "on": asked.on, "code": asked.code or ""}
    told["gaps_reason"] = asked.gaps_reason
    campaign = operations.launch_with_sheet(draft=draft_of(request, plan), **told, **who(request))
    return Launched(code=campaign.code, title=campaign.title)
