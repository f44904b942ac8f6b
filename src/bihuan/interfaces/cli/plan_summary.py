"""The facts of a plan as a page of Chinese text for a terminal."""

from collections import Counter
from typing import Any

from bihuan.plan_import.readers import ReadText

_INDENT = "  "
_MOST = 12


def summary(facts: dict[str, Any], source: ReadText) -> str:
    """A readable account: what kind of paper, its main facts, what a person must decide."""
    parts = [
        [f"《{facts['title']}》" if facts["title"] else "（没有读到标题）", f"{source.kind.label}，{len(source.text)} 字；{_kind(facts)}"],
        _list("读取说明", source.notes),
        _list("阶段", [_stage(stage) for stage in facts["stages"]]),
        _list("问题类别", [_category(category) for category in facts["problem_categories"]]),
        _list("责任单位", [f"{unit['name']}（{_ROLES.get(unit['role'], unit['role'])}）" for unit in facts["responsible_units"]]),
        _list("组织机构", [body["body"] for body in facts["organisation"]]),
        _list("举报渠道", [one for key in ("phones", "emails", "urls", "other") for one in facts["channels"][key]]),
        _list("处理阶梯", [f"{rung['trigger']} → {'、'.join(rung['measures'])}" for rung in facts["ladder"]]),
        _list("报送要求", [_duty(duty) for duty in facts["reporting"]]),
        _list("需要您确认", [question["text"] for question in facts["questions"]]),
    ]
    return "\n".join("\n".join(part) for part in parts if part)


_ROLES = {"lead": "牵头", "co": "配合", "responsible": "责任", "organiser": "组织实施"}


def _kind(facts: dict[str, Any]) -> str:
    told = facts["document_kind"]
    return f"{told['label']}。{told['reason']}" if told["reason"] else f"{told['label'] or '方案'}。"


def _list(heading: str, lines: Any) -> list[str]:
    lines = [" ".join(str(line).split()) for line in lines]
    if not lines:
        return []
    told = [f"{_INDENT}{line}" + (f" × {times}" if times > 1 else "") for line, times in Counter(lines).items()]
    more = [f"{_INDENT}……共 {len(lines)} 条，全部内容请加 --json 查看"] if len(told) > _MOST else []
    return [f"{heading}（{len(lines)}）", *told[:_MOST], *more]


def _stage(stage: dict[str, Any]) -> str:
    dates = (
        f"{stage['start'] or '？'} 至 {stage['end'] or '？'}" if stage["start"] or stage["end"] else stage["as_written"] or "没有写明时间"
    )
    return f"{stage['name']}：{dates}"


def _category(category: dict[str, Any]) -> str:
    count = len(category["manifestations"])
    return f"{category['name']}（{count} 种表现）" if count else category["name"]


def _duty(duty: dict[str, Any]) -> str:
    parts = [duty["what"], f"报{duty['to']}" if duty["to"] else "", duty["rhythm"] or "", duty["deadline"] or ""]
    return "，".join(part for part in parts if part)
