"""The yearly notices of holidays, as data files of the package (`days/*.yaml`) or as lines that somebody pastes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bihuan.foundation.kernel import BadInput, _

FOLDER = Path(__file__).resolve().parent.parent / "days"
_LINE = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?\s*(休|班|放假|上班)\s*(\S.*)?$")
_WORKS = {"班": True, "上班": True, "休": False, "放假": False}


@dataclass(frozen=True, slots=True)
class Special:
    """A day out of the ordinary: whether it is worked, for which holiday, by which notice."""

    day: date
    works: bool
    name: str
    source: str = ""


def read_notices(folder: Path = FOLDER) -> list[Special]:
    """All days of the notices that come with the package, in order."""
    found = [day for path in sorted(folder.glob("*.yaml")) for day in _of(yaml.safe_load(path.read_text(encoding="utf-8")))]
    return sorted(found, key=lambda one: one.day)


def _of(notice: dict[str, Any]) -> Iterator[Special]:
    for name, kinds in notice["days"].items():
        for kind, days in kinds.items():
            yield from (Special(day, kind == "work", name, notice["source"]) for day in days)


def read_lines(text: str, source: str) -> list[Special]:
    """Days from lines such as `2027-01-01 休 元旦` or `2027年2月7日 班 春节`. Raises BadInput that names the first bad line."""
    return list(_read(enumerate(text.splitlines(), 1), source))


def _read(lines: Iterable[tuple[int, str]], source: str) -> Iterator[Special]:
    for number, line in lines:
        if not line.strip():
            continue
        found = _LINE.match(" ".join(line.split()))
        if not found:
            raise BadInput(
                _("第 %(line)d 行看不懂：“%(text)s”。请写成“2027-01-01 休 元旦”或“2027-02-06 班 春节”。"),
                line=number,
                text=line.strip()[:40],
            )
        try:
            day = date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError as wrong:
            raise BadInput(_("第 %(line)d 行的日期不存在：“%(text)s”。"), line=number, text=line.strip()[:40]) from wrong
        yield Special(day, _WORKS[found[4]], found[5] or _("节假日"), source)
