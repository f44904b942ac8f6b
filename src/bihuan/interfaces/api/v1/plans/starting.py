"""From a settled plan to a running campaign."""

from typing import Any

from django.http import HttpRequest
from ninja import Path, Schema
from pydantic import Field

from bihuan.interfaces.api.v1.gate import who
from bihuan.interfaces.api.v1.plans.room import draft_of, router
from bihuan.interfaces.api.v1.words import Asked, Code, Day, Number
from bihuan.organisation.queries import entered_of, find_unit
from bihuan.organisation.vocabulary import PostRole
from bihuan.plan_import import operations


class LaunchAsked(Asked):
    """Where and with whom a campaign starts."""

    root: Number = Field(description="在哪个单位开展（单位编号）")
    on: Day = Field(description="名册确定日")
    subjects: list[PostRole] = Field([PostRole.LEADER, PostRole.SECTION_HEAD], description="哪些身份的人是整治对象，其余为参与人员")
    code: Code | None = Field(None, description="专项代码，默认自动编号")


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
    }
    campaign = operations.launch(draft=draft, **told, **who(request))
    return Launched(code=campaign.code, title=campaign.title)
