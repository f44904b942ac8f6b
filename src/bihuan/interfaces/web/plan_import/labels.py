"""What the parts of a fact are called on the page, and the shape of a fact that a person adds."""

from typing import Any

from bihuan.foundation.kernel import _ as noop

# which parts of a fact can be corrected, by the list it stands in
PARTS: dict[str, dict[str, str]] = {
    "stages": {"name": noop("名称"), "start": noop("开始"), "end": noop("结束"), "as_written": noop("原文写法"), "tasks": noop("任务")},
    "problem_categories": {"name": noop("类别"), "raise": noop("提升"), "dimension": noop("维度"), "deadline": noop("时限")},
    "manifestations": {"number": noop("编号"), "text": noop("具体表现")},
    "responsible_units": {"name": noop("单位"), "role": noop("分工"), "item": noop("事项")},
    "organisation": {"body": noop("机构"), "members_as_written": noop("组成")},
    "ladder": {"trigger": noop("适用情形"), "measures": noop("措施")},
    "reporting": {"what": noop("报送内容"), "to": noop("报给谁"), "rhythm": noop("频次"), "deadline": noop("截止")},
    "channels": {"phones": noop("电话"), "emails": noop("邮箱"), "urls": noop("网址"), "other": noop("其他")},
    "period": {"start": noop("开始"), "end": noop("结束"), "as_written": noop("原文写法")},
    "scope": {"text": noop("范围")},
    **{name: {"text": noop("内容")} for name in ("basis", "doc_numbers", "goals", "principles", "phrases", "decided_by")},
}

# Parts that few plans state: shown where one stands.
RARE = frozenset({"raise", "dimension", "number"})

LISTS: dict[str, str] = {
    "stages": noop("阶段"), "problem_categories": noop("类别"), "manifestations": noop("具体表现"), "responsible_units": noop("单位"),
    "organisation": noop("组织机构"), "ladder": noop("处理阶梯"), "reporting": noop("报送"), "channels": noop("监督渠道"), "period": noop("起止"),
    "scope": noop("范围"), "basis": noop("依据"), "doc_numbers": noop("文号"), "goals": noop("工作目标"), "principles": noop("基本原则"),
    "phrases": noop("指导用语"), "decided_by": noop("决定机关"),
}  # fmt: skip
# What is asked for when a person adds an entry, by the list it goes into.
ADDED: dict[str, dict[str, str]] = {
    "stages": {"name": noop("名称"), "start": noop("开始"), "end": noop("结束")},
    "problem_categories": {"name": noop("类别")},
    "manifestations": {"text": noop("具体表现")},
    "basis": {"text": noop("依据文件全称")},
}
_EMPTY: dict[str, dict[str, Any]] = {
    "stages": {"name": "", "start": None, "end": None, "as_written": None, "tasks": [], "source": None},
    "problem_categories": {
        "name": "", "raise": None, "dimension": None, "manifestations": [], "responsible_units": [], "deadline": None, "measures": [], "source": None,
    },
    "manifestations": {"number": None, "text": "", "strict_check": False, "source": None},
    "basis": {"text": "", "source": None},
}  # fmt: skip


def list_of(place: str) -> str:
    """The list in which a place lies: `problem_categories.2.manifestations` → `manifestations`."""
    names = [part for part in place.split(".") if not part.isdigit()]
    return names[-1] if names else ""


def fresh(place: str, told: dict[str, Any]) -> dict[str, Any]:
    """A new entry for the list at `place`, in the shape that the reader gives its own."""
    return {**_EMPTY[list_of(place)], **{name: value or None for name, value in told.items()}}


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
        return str(value.get("name") or value.get("text") or "")
    return "、".join(map(str, value)) if isinstance(value, list) else str(value or "")
