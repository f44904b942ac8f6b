"""The parts of a fact by the list it stands in, and the shape of a fact that a person adds."""

from typing import Any

from bihuan.foundation.kernel import _
from bihuan.plan_import.vocabulary import OrganisationRole, UnitRole

_TEXT = {"text": _("内容")}
PARTS: dict[str, dict[str, str]] = {
    "outline": {"number": _("编号"), "heading": _("标题"), "level": _("层级")},
    "stages": {"name": _("名称"), "start": _("开始"), "end": _("结束"), "as_written": _("原文写法"), "tasks": _("任务")},
    "problem_categories": {"name": _("类别"), "raise": _("提升"), "dimension": _("维度"), "deadline": _("时限"), "responsible_units": _("责任单位"),
                           "measures": _("措施")},
    "manifestations": {"number": _("编号"), "text": _("具体表现"), "strict_check": _("严查")},
    "responsible_units": {"name": _("单位"), "role": _("分工"), "item": _("事项")},
    "organisation": {"body": _("机构"), "role": _("性质"), "members_as_written": _("组成")},
    "ladder": {"trigger": _("适用情形"), "measures": _("措施")},
    "reporting": {"what": _("报送内容"), "to": _("报给谁"), "rhythm": _("频次"), "deadline": _("截止")},
    "channels": {"phones": _("电话"), "emails": _("邮箱"), "urls": _("网址"), "other": _("其他")},
    "period": {"start": _("开始"), "end": _("结束"), "as_written": _("原文写法")},
    "scope": {"text": _("范围"), "units": _("单位"), "ranks": _("职级")},
    **dict.fromkeys(("basis", "doc_numbers", "goals", "principles", "phrases", "decided_by"), _TEXT),
}  # fmt: skip
LISTS: dict[str, str] = {
    "outline": _("提纲"), "stages": _("阶段"), "problem_categories": _("类别"), "manifestations": _("具体表现"), "responsible_units": _("单位"),
    "organisation": _("组织机构"), "ladder": _("处理阶梯"), "reporting": _("报送"), "channels": _("监督渠道"), "period": _("起止"),
    "scope": _("范围"), "basis": _("依据"), "doc_numbers": _("文号"), "goals": _("工作目标"), "principles": _("基本原则"),
    "phrases": _("指导用语"), "decided_by": _("决定机关"),
}  # fmt: skip
SINGLE = ("channels", "period", "scope", "decided_by")  # there is one of each; all others stand in lists
PLACE = r"^(problem_categories\.\d{1,4}\.manifestations(\.\d{1,4})?|[a-z_]{3,20}(\.\d{1,4})?)$"
# Parts that few plans state: the page asks for them where one stands.
RARE = frozenset({"raise", "dimension", "number", "ranks", "units"})
# What the page asks for when a person adds an entry, by the list it goes into; the first must be filled in.
ADDED: dict[str, tuple[str, ...]] = {
    "stages": ("name", "start", "end"), "problem_categories": ("name",), "manifestations": ("text",), "basis": ("text",),
    "responsible_units": ("name", "role", "item"), "organisation": ("body", "role", "members_as_written"),
    "reporting": ("what", "to", "rhythm", "deadline"), "goals": ("text",), "principles": ("text",), "phrases": ("text",), "doc_numbers": ("text",),
}  # fmt: skip
_EMPTY: dict[str, dict[str, Any]] = {
    "stages": {"name": "", "start": None, "end": None, "as_written": None, "tasks": []},
    "problem_categories": {
        "name": "", "raise": None, "dimension": None, "manifestations": [], "responsible_units": [], "deadline": None, "measures": [],
    },
    "manifestations": {"number": None, "text": "", "strict_check": False},
    "responsible_units": {"name": "", "role": UnitRole.RESPONSIBLE.value, "item": None},
    "organisation": {"body": "", "role": OrganisationRole.GROUP.value, "members_as_written": None},
    "reporting": {"what": "", "to": None, "rhythm": None, "deadline": None},
    "channels": {"phones": [], "emails": [], "urls": [], "other": [], "sources": []},
    "period": {"start": None, "end": None, "as_written": ""},
    "scope": {"text": "", "units": [], "ranks": []},
}  # fmt: skip


def empty(room: str) -> dict[str, Any]:
    """A fact with nothing in it, in the shape that the reader gives its own; it points nowhere into the text."""
    fresh = {name: list(value) if isinstance(value, list) else value for name, value in _EMPTY.get(room, {"text": ""}).items()}
    return fresh if room == "channels" else {**fresh, "source": None}


def list_of(place: str) -> str:
    """The list in which a place lies: `problem_categories.2.manifestations` → `manifestations`."""
    names = [part for part in place.split(".") if not part.isdigit()]
    return names[-1] if names else ""


def words_of(place: str) -> list[str]:
    """A place as words: `stages.0.start` → 阶段, 1, 开始 (untranslated; numbers count from one)."""
    told, room = [], ""
    for part in place.split("."):
        if part.isdigit():
            told.append(str(int(part) + 1))
        else:
            told.append(PARTS.get(room, {}).get(part) or LISTS.get(part, part))
            room = part
    return told


def brief(value: Any) -> str:
    """A changed value in one line."""
    if isinstance(value, dict):
        return str(next((value[name] for name in ("name", "text", "body", "what", "heading") if value.get(name)), ""))
    return "、".join(map(str, value)) if isinstance(value, list) else str(value or "")
