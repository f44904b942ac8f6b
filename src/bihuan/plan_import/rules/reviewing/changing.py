"""A correction, an addition, a removal: the facts as they stand afterwards, what changed, and the answers that still hold."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bihuan.foundation.kernel import BadInput, _
from bihuan.plan_import.rules.reviewing.parts import ADDED, PARTS, PLACE, SINGLE, empty, list_of
from bihuan.plan_import.rules.reviewing.values import NAMING, Wrong, WrongPart, taken

Facts = Mapping[str, Any]
Answers = Mapping[str, str]
MOST = 500  # entries of one list
_NO_SUCH = _("没有这一项，请刷新后再改。")
_ANSWERED = re.compile(r"^stages\.(\d+)\.(start|end)$")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a change leaves: the facts, (place, before, after) of each thing that changed, the answers."""

    facts: dict[str, Any]
    edits: list[tuple[str, Any, Any]]
    answers: dict[str, str]


def _held(facts: Any, path: list[str]) -> Any:
    for part in path:
        try:
            facts = facts[int(part)] if isinstance(facts, list) else facts[part]
        except (KeyError, IndexError, ValueError, TypeError):
            raise BadInput(_NO_SUCH) from None
    return facts


def _path(place: str) -> list[str]:
    """The place as steps. Refused: whatever is no fact that a person may change, nor a list of such."""
    path = place.split(".")
    if not re.fullmatch(PLACE, place) or list_of(place) not in PARTS or path[0] == "manifestations":
        raise BadInput(_NO_SUCH)
    return path


def fact_at(facts: Facts, place: str) -> dict[str, Any]:
    """The fact at a place such as `stages.0` or `scope`; of what there is one of, an empty one where the plan has none. Refused: no such fact."""
    path = _path(place)
    if place in SINGLE:
        return dict(facts.get(place) or empty(place))
    found = _held(facts, path) if path[-1].isdigit() else None
    if not isinstance(found, Mapping):
        raise BadInput(_NO_SUCH)
    return dict(found)


def _with(facts: Any, path: list[str], value: Any) -> Any:
    """A copy with the value at the path; None takes an entry of a list away."""
    head, *rest = path
    key: Any = int(head) if isinstance(facts, list) else head
    fresh = list(facts) if isinstance(facts, list) else dict(facts)
    if rest:
        fresh[key] = _with(facts[key], rest, value)
    elif value is None and isinstance(fresh, list):
        del fresh[key]
    else:
        fresh[key] = value
    return fresh


def _checked(room: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they are kept. Refused with one error for each part that cannot be taken."""
    wrong, kept = [], {}
    for part, value in values.items():
        try:
            if part not in PARTS[room]:
                raise Wrong(_("这里没有“%(part)s”，有的是：%(parts)s。"), part=part[:40], parts="、".join(PARTS[room]))
            kept[part] = taken(room, part, value)
        except Wrong as no:
            wrong.append(WrongPart(room, part[:40], str(value)[:200], no.template, no.facts))
    if wrong:
        raise BadInput(wrong[0].template, errors=tuple(wrong), **wrong[0].facts)
    return kept


def corrected(facts: Facts, answers: Answers, place: str, values: Mapping[str, Any]) -> Reviewed:
    """Parts of one fact changed together. A day that was answered and is now edited: the edit holds, so the answer goes."""
    fact, path = fact_at(facts, place), _path(place)
    kept = {part: value for part, value in _checked(list_of(place), values).items() if fact.get(part) != value}
    if not kept:
        return Reviewed(dict(facts), [], dict(answers))
    edits = [(f"{place}.{part}", fact.get(part), value) for part, value in kept.items()]
    return Reviewed(_with(facts, path, fact | kept), edits, _answers_kept(answers, place, frozenset(kept)))


def _answers_kept(answers: Answers, place: str, parts: frozenset[str]) -> dict[str, str]:
    head, _dot, order = place.partition(".")
    where = f"stages.{int(order) + 1}" if head == "stages" else place
    gone = {f"{where}.{part}" for part in parts} if head in ("stages", "period") else {head} if head == "decided_by" else set()
    return {key: value for key, value in answers.items() if key not in gone}


def added(facts: Facts, answers: Answers, place: str, values: Mapping[str, Any]) -> Reviewed:
    """An entry at the end of a list such as `stages` or `problem_categories.0.manifestations`."""
    path, room = _path(place), list_of(place)
    there = _held(facts, path) if room in ADDED else None
    if not isinstance(there, list):
        raise BadInput(_("这里不能添加。"))
    if len(there) >= MOST:
        raise BadInput(_("太多，最多 %(most)d 条。"), most=MOST)
    naming = next(part for part in PARTS[room] if part in NAMING)
    entry = empty(room) | _checked(room, {naming: "", **values})
    return Reviewed(_with(facts, path, [*there, entry]), [(place, None, entry)], dict(answers))


def removed(facts: Facts, answers: Answers, place: str) -> Reviewed:
    """A fact that is none taken away. Answers about later stages move up with them."""
    fact = fact_at(facts, place)
    if place == "channels" or (place in SINGLE and facts.get(place) is None):
        raise BadInput(_("这一项不能删去，可以改成空的。") if place == "channels" else _NO_SUCH)
    return Reviewed(_with(facts, _path(place), None), [(place, fact, None)], _moved_up(answers, place))


def undone(facts: Facts, answers: Answers, edit: tuple[str, Any, Any]) -> Reviewed:
    """The last edit (place, before, after) taken back. Answers about later stages move with them; one that went with a stage is asked again."""
    place, before, after = edit
    path = place.split(".")
    back = (place, after, before)
    if before is None and isinstance(_held(facts, path), list) and isinstance(after, Mapping):  # it was added at the end of this list
        last = f"{place}.{len(_held(facts, path)) - 1}"
        return Reviewed(_with(facts, last.split("."), None), [back], _moved_up(answers, last))
    if after is None and path[-1].isdigit():  # it was taken away from here
        return Reviewed(_put_in(facts, path, before), [back], _moved_down(answers, place))
    return Reviewed(_without_hollow(_with(facts, path, before), path[0]), [back], dict(answers))


def _without_hollow(facts: dict[str, Any], head: str) -> dict[str, Any]:
    """Of what there is one of and of which nothing is left, there is none."""
    hollow = head in SINGLE and head != "channels" and facts.get(head) and not any(facts[head].values())
    return facts | {head: None} if hollow else facts


def _put_in(facts: Facts, path: list[str], value: Any) -> dict[str, Any]:
    """A copy with the value at its old place in the list, what stands there and behind moved on."""
    there, at = list(_held(facts, path[:-1])), int(path[-1])
    return dict(_with(facts, path[:-1], [*there[:at], value, *there[at:]]))


def _moved_down(answers: Answers, place: str) -> dict[str, str]:
    head, _dot, order = place.partition(".")
    if head != "stages":
        return dict(answers)
    moved = {}
    for key, value in answers.items():
        found = _ANSWERED.match(key)
        at = int(found[1]) if found else 0
        moved[f"stages.{at + 1}.{found[2]}" if found and at > int(order) else key] = value
    return moved


def _moved_up(answers: Answers, place: str) -> dict[str, str]:
    head, _dot, order = place.partition(".")
    if head != "stages":
        return {key: value for key, value in answers.items() if head != "period" or not key.startswith("period.")}
    gone, kept = int(order) + 1, {}
    for key, value in answers.items():
        found = _ANSWERED.match(key)
        at = int(found[1]) if found else 0
        if found and at > gone:
            kept[f"stages.{at - 1}.{found[2]}"] = value
        elif at != gone:
            kept[key] = value
    return kept
