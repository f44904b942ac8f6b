"""The code of conduct of a campaign: standards with their meaning, beside the negative catalogue (M43)."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bihuan.foundation.kernel import BadInput, _

MOST, LONGEST, LONGEST_MEANING = 30, 40, 500
_PARTED = re.compile(r"[：:]")


def standards_of(file: Mapping[str, Any]) -> dict[str, str]:
    """Standard → meaning, in the order of the campaign file (as it is stored: plain values)."""
    return {one["standard"]: one.get("meaning", "") for one in file.get("code_of_conduct", ())}


def read_conduct(lines: Iterable[str]) -> dict[str, str]:
    """Standard → meaning of lines `准则：含义`; blank ones are passed over. Raises BadInput with the line that is none, or comes twice."""
    found: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        standard, meaning = (*map(str.strip, _PARTED.split(line, maxsplit=1)), "")[:2]
        if not standard or len(standard) > LONGEST or len(meaning) > LONGEST_MEANING:
            words = _("第 %(line)d 行请写成“准则：含义”，准则不超过 %(most)d 字，含义不超过 %(long)d 字。")
            raise BadInput(words, line=number, most=LONGEST, long=LONGEST_MEANING)
        if standard in found:
            raise BadInput(_("第 %(line)d 行“%(standard)s”前面已经有了。"), line=number, standard=standard)
        found[standard] = meaning
    if len(found) > MOST:
        raise BadInput(_("行为准则最多 %(most)d 条。"), most=MOST)
    return found


def conduct_lines(file: Mapping[str, Any]) -> str:
    """The code as it is typed, a line a standard."""
    return "\n".join(f"{one}：{meaning}" if meaning else one for one, meaning in standards_of(file).items())
