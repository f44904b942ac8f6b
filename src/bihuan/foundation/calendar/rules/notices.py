"""The yearly notices of holidays, as data files of the package (`days/*.yaml`) or as lines that somebody pastes."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum
from pathlib import Path
from typing import Any

import yaml

from bihuan.foundation.calendar.rules.special import Special
from bihuan.foundation.calendar.rules.wording import looks_like_a_notice, read_wording
from bihuan.foundation.kernel import BadInput, _

FOLDER = Path(__file__).resolve().parent.parent / "days"
_DAY = r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
_LINE = re.compile(rf"^{_DAY}(?:\s*(?:至|到|—|~|～|-)\s*{_DAY})?\s*(休|班|放假|上班)\s*(\S.*)?$")
_LONGEST = 31
_WORKS = {"班": True, "上班": True, "休": False, "放假": False}


def read_notices(folder: Path = FOLDER) -> list[Special]:
    """All days of the notices that come with the package, in order."""
    found = [day for path in sorted(folder.glob("*.yaml")) for day in _of(yaml.safe_load(path.read_text(encoding="utf-8")))]
    return sorted(found, key=lambda one: one.day)


def _of(notice: dict[str, Any]) -> Iterator[Special]:
    for name, kinds in notice["days"].items():
        for kind, days in kinds.items():
            yield from (Special(day, kind == "work", name, notice["source"]) for day in days)


def read_lines(text: str, source: str) -> list[Special]:
    """Days from lines such as `2027-01-01 休 元旦`, `2027-02-05 至 2027-02-11 休 春节`, or the wording of the notice itself.

    Of several days in one line those count that are out of the ordinary. Raises BadInput that names every bad line."""
    if looks_like_a_notice(text):
        return read_wording(text, source)
    read = {number: (line, _read(line, source)) for number, line in enumerate(text.splitlines(), 1) if line.strip()}
    for fault, sentence in _FAULTS.items():
        bad = {number: line for number, (line, days) in read.items() if days is fault}
        if bad:
            raise BadInput(sentence, line="、".join(map(str, bad)), text=next(iter(bad.values())).strip()[:40])
    return [day for _line, days in read.values() if isinstance(days, list) for day in days]


class _Fault(Enum):
    UNREAD, IMPOSSIBLE, BACKWARDS = range(3)


_FAULTS = {
    _Fault.UNREAD: _("第 %(line)s 行看不懂：“%(text)s”。请写成“2027-01-01 休 元旦”或“2027-02-06 班 春节”，或者把通知原文贴进来。"),
    _Fault.IMPOSSIBLE: _("第 %(line)s 行的日期不存在：“%(text)s”。"),
    _Fault.BACKWARDS: _("第 %(line)s 行的起止日期不对：“%(text)s”。"),
}


def _read(line: str, source: str) -> list[Special] | _Fault:
    found = _LINE.match(" ".join(line.split()))
    if found is None:
        return _Fault.UNREAD
    try:
        first = date(int(found[1]), int(found[2]), int(found[3]))
        last = date(int(found[4]), int(found[5]), int(found[6])) if found[4] else first
    except ValueError:
        return _Fault.IMPOSSIBLE
    if not 0 <= (last - first).days <= _LONGEST:
        return _Fault.BACKWARDS
    works, days = _WORKS[found[7]], [first + timedelta(days=n) for n in range((last - first).days + 1)]
    unusual = days if first == last else [day for day in days if (day.weekday() >= 5) == works]
    return [Special(day, works, found[8] or _("节假日"), source) for day in unusual]
