"""The history of a problem as plain sentences: what each record of the book says, from plain values alone (M88).

A sentence is a template with facts, so that a page can say it in the reader's language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bihuan.foundation.kernel import Term, _
from bihuan.problems.rules.fields import MOVED, TEXTS, Field
from bihuan.problems.vocabulary import CauseKind, EditKind
from bihuan.problems.vocabulary import HistoryKind as K

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Said:
    """A phrase with `%(name)s` places; facts may be words of the vocabulary and days."""

    template: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def said(self, translate: Translate = str, year: int | None = None) -> str:
        """The phrase in the language of `translate`; days of `year` go without it."""
        told = {name: plain(value, translate, year) for name, value in self.facts.items()}
        return translate(self.template) % told if told else translate(self.template)


@dataclass(frozen=True, slots=True)
class Word:
    """The word of a column as a fact: translated where it is said."""

    label: str


def reason_said(reason: str, translate: Translate) -> str:
    """A reason as it is read: what the ledger itself wrote beside an edit in the reader's language, people's words as they are."""
    parts = reason.split("：")
    ours = all(part in _EDITS for part in parts)
    return translate("：").join(translate(part) for part in parts) if ours else reason


_EDITS = frozenset(kind.label for kind in EditKind)


_FEW = 10
"""So many numbers of others are told in a sentence; the page of the problem names them all."""


def plain(value: Any, translate: Translate, year: int | None = None) -> Any:
    """A fact as it is read."""
    if isinstance(value, Term | Word):
        return translate(value.label)
    if isinstance(value, date):
        words = _("%(m)d月%(d)d日") if value.year == year else _("%(y)d年%(m)d月%(d)d日")
        return translate(words) % {"y": value.year, "m": value.month, "d": value.day}
    if isinstance(value, tuple):  # numbers of problems
        return translate("、").join(f"{one:04d}" for one in value[:_FEW]) + ("…" if len(value) > _FEW else "")
    return value


_PEOPLE = frozenset({"person", "doer", "leader", "unit", "section"})
_DEEDS = {
    "record": _("把这件问题记入台账"), "take_over": _("接续建账，把这件问题接到台账上"), "approve_measures": _("批准了整改措施"),
    "return_measures": _("没有批准整改措施，退回重提"),
    "report_progress": _("填报整改进展"), "ask": _("提出销号申请"), "confirm": _("确认整改完成"), "verify": _("核验认为整改到位"), "close": _("予以销号"),
    "object": _("登记公示异议"), "answer_objection": _("答复公示异议"), "correct": _("当即改正"), "confirm_correction": _("确认已立行立改"),
    "pass_sample": _("抽验认为合格"), "fail_sample": _("抽验不合格，退回整改"), "look_back": _("回头看，整改成果保持住了"), "send_back": _("把它退回整改"),
    "suspend": _("中止整改，停止计时"), "resume": _("恢复整改，继续计时"), "reopen": _("让它返回整改"), "void": _("作废这件问题"),
    "restore": _("撤销了作废"), "dispute": _("对归属提出异议"), "keep_owner": _("裁定维持归属"), "move_owner": _("改派这件问题"),
    "divide": _("分解这件问题"), "merge": _("把同一问题合并到这一件"), "merge_into": _("把这一件并入同一问题"), "part": _("拆分合并"),
    "part_from": _("从合并中拆出"), "share": _("与别的问题共用原因措施"), "follow": _("随共用内容更新"), "unshare": _("退出了共用"),
}  # fmt: skip
# Steps that tie a problem to others: where the record names them, and how it is said.
_WITH_OTHERS = {
    "share": ("others", _("与第 %(numbers)s 号共用原因措施")), "divide": ("parts", _("分解这件问题，另立第 %(numbers)s 号")),
    "merge": ("members", _("把第 %(numbers)s 号合并到这一件")), "merge_into": ("main", _("把这一件并入第 %(numbers)s 号")),
    "part": ("members", _("把第 %(numbers)s 号从合并中拆出")), "part_from": ("main", _("从第 %(numbers)s 号的合并中拆出")),
}  # fmt: skip
_KINDS = {
    "report_progress": K.PROOF, "add_evidence": K.PROOF, "extend": K.DUE, "suspend": K.DUE, "resume": K.DUE,
    "send_back": K.BACK, "reopen": K.BACK, "fail_sample": K.BACK, "return_measures": K.BACK, "publicise": K.PUBLICITY, "object": K.PUBLICITY,
    "answer_objection": K.PUBLICITY, "recount": K.PUBLICITY,
    "follow_head": K.PEOPLE, "hand_over": K.PEOPLE, "move_owner": K.PEOPLE, "dispute": K.PEOPLE, "keep_owner": K.PEOPLE,
    "analyse": K.CONTENT, "plan": K.CONTENT, "propose_measures": K.CONTENT, "look_back": K.BACK,
}  # fmt: skip


def kinds_of(action: str, changed: Iterable[str], moved: bool) -> frozenset[K]:
    """The kinds a record belongs to: by its action, by the columns that it changed, by whether the problem went on."""
    names = {name.removesuffix("_id") for name in changed}
    found = {_KINDS[action]} if action in _KINDS else set()
    found |= {K.STATE} if moved or action in ("record", "take_over") else set()
    found |= {K.DUE} if "due_on" in names else set()
    found |= {K.PEOPLE} if names & _PEOPLE and action not in ("record", "take_over") else set()
    found |= {K.CONTENT} if names & {*TEXTS, "category", "manifestation", "weight"} and action != "report_progress" else set()
    return frozenset(found or {K.OTHER})


def deeds_of(action: str, label: str, changes: Mapping[str, Any], names: Mapping[tuple[str, int], str]) -> list[Said]:
    """What was done, in the order in which it is told. `label` is the action's own word, for one without a phrase; `names` those of
    people, units and entries, by column and key."""
    told = {name.removesuffix("_id"): value for name, value in changes.items()}
    found = [*_first(action, told), *_moves(action, told, names)]
    return found or [Said(_("办理“%(what)s”"), {"what": Word(label)})]


def _first(action: str, told: Mapping[str, Any]) -> list[Said]:
    if action == "suspend" and (last := day_of(told.get("until"))):
        return [Said(_("中止整改到 %(day)s，停止计时"), {"day": last})]
    if action in _WITH_OTHERS and (numbers := _numbers(told.get(_WITH_OTHERS[action][0]))):
        return [Said(_WITH_OTHERS[action][1], {"numbers": numbers})]
    if action in _DEEDS:
        return [Said(_DEEDS[action])]
    match action:
        case "plan" | "propose_measures" if isinstance(told.get("measures"), int):
            words = _("制定整改措施 %(n)d 条") if action == "plan" else _("提出整改措施 %(n)d 条，报责任领导批准")
            return [Said(words, {"n": told["measures"]})]
        case "analyse":
            kind = _pair(told.get("cause_kind"))[1]
            return [Said(_("写明原因，属于%(kind)s"), {"kind": CauseKind(kind)}) if kind else Said(_("剖析了原因"))]
        case "add_evidence":
            return [Said(_("上传佐证“%(file)s”"), {"file": told["file"]}) if told.get("file") else Said(_("上传了佐证"))]
        case "publicise":
            last = day_of(_pair(told.get("publicity_ends_on"))[1])
            return [Said(_("予以公示，到 %(day)s 为止"), {"day": last}) if last else Said(_("予以公示"))]
        case "recount":
            old, new = map(day_of, _pair(told.get("publicity_ends_on")))
            return [Said(_("把公示截止从 %(old)s 改为 %(new)s"), {"old": old, "new": new})] if old and new else []
        case "follow_head":
            mine = _pair(told.get("of_unit_head"))[1]
            return [Said(_("因单位主要负责人变动，此后由分管领导确认") if mine else _("因单位主要负责人变动，此后由单位主要负责人确认"))]
    return []


def _numbers(told: Any) -> tuple[int, ...]:
    """Numbers of problems in a record; none in one that was written without them."""
    return tuple(told) if isinstance(told, list) else (told,) if isinstance(told, int) else ()


# A new due day; the second of two where it lies after the campaign.
_LATER = _("把完成时限从 %(old)s 延到 %(new)s"), _("把完成时限从 %(old)s 延到 %(new)s，晚于专项结束的 %(end)s")
_MOVED = _("把完成时限从 %(old)s 改为 %(new)s"), _("把完成时限从 %(old)s 改为 %(new)s，晚于专项结束的 %(end)s")
_SET = _("把完成时限定为 %(new)s"), _("把完成时限定为 %(new)s，晚于专项结束的 %(end)s")


def _moves(action: str, told: Mapping[str, Any], names: Mapping[tuple[str, int], str]) -> Iterable[Said]:
    (old, new), end = map(day_of, _pair(told.get("due_on"))), day_of(told.get("beyond"))
    if new:
        way = _LATER if action == "extend" else _MOVED if old else _SET
        yield Said(way[bool(end)], {"old": old, "new": new, "end": end})
    elif end:
        yield Said(_("完成时限晚于专项结束的 %(end)s"), {"end": end})
    for what in MOVED:
        if isinstance(told.get(what.name), list):
            yield _changed(Word(what.label), *(_value(what, one, names) for one in _pair(told[what.name])))
    if isinstance(told.get("priority"), list):
        yield Said(_("列为重点") if told["priority"][1] else _("不再列为重点"))
    if action == "amend" and "sharing" in told:
        yield Said(_("退出了共用"))
    if action in ("amend", "correct_cell", "share", "follow", "merge", "part"):
        for name, label in TEXTS.items():
            if name in told:
                yield Said(_("修改了%(what)s"), {"what": Word(label)})


def _changed(what: Any, old: Any, new: Any) -> Said:
    if old in (None, "") and new in (None, ""):
        return Said(_("核对了%(what)s"), {"what": what})
    if old in (None, ""):
        return Said(_("把%(what)s定为“%(new)s”"), {"what": what, "new": new})
    if new in (None, ""):
        return Said(_("撤去%(what)s“%(old)s”"), {"what": what, "old": old})
    return Said(_("把%(what)s由“%(old)s”改为“%(new)s”"), {"what": what, "old": old, "new": new})


def _value(what: Field, value: Any, names: Mapping[tuple[str, int], str]) -> Any:
    if what.words is not None:
        return next((one for one in what.words if one.value == value), value)
    if isinstance(value, int):
        return names.get((what.name, value), "")
    return day_of(value) or value if what.name == "found_on" else value


def _pair(value: Any) -> tuple[Any, Any]:
    return (value[0], value[1]) if isinstance(value, list) and len(value) == 2 else (None, None)


def day_of(value: Any) -> date | None:
    """A day as the book writes it."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
