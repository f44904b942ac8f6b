"""The list of what somebody handed over, as PDF to be signed by both sides. `handover.typ` beside this file lays it out."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bihuan.documents.rendering.docx.fonts import HEI, SONG
from bihuan.documents.rendering.pdf.fonts import fonts_for, laid_out
from bihuan.documents.rules.numbers import official_date
from bihuan.foundation.kernel import _

TEMPLATE = Path(__file__).with_name("handover.typ")


def render_handover(*, campaign: str, leaver: str, reason: str, day: date, lines: Sequence[Mapping[str, Any]]) -> bytes:
    """`lines` as a handover keeps them: what, count, tasks, numbers, successor, stays. Papers speak Chinese."""
    successors = dict.fromkeys(str(one["successor"]) for one in lines if one["successor"])
    words = {
        "title": _("工作移交清单"), "head": [_("移交的工作"), _("件数"), _("接手人"), _("问题编号")], "day": official_date(day),
        "said": _("%(name)s因%(reason)s，把在本专项中未办结的工作移交如下。") % {"name": leaver, "reason": reason},
        "note": _("移交前办过的手续仍记在移交人名下；移交后由接手人负责。本清单一式三份，移交人、接手人、专班各存一份。"),
    }  # fmt: skip
    signs = [
        _("移交人（%(name)s）") % {"name": leaver},
        *(_("接手人（%(name)s）") % {"name": one} for one in successors),
        _("监交人（专班）"),
    ]
    told = [_line(one) for one in lines]
    fonts = fonts_for({"hei": HEI, "song": SONG})
    data = json.dumps({"campaign": campaign, "words": words, "lines": told, "signs": signs, "fonts": fonts}, ensure_ascii=False)
    return laid_out(TEMPLATE, handover=data)


def _line(one: Mapping[str, Any]) -> dict[str, str]:
    tasks = _("（任务 %(count)d 项随之移交）") % {"count": one["tasks"]} if one.get("tasks") else ""
    nobody = _("留给本人") if one.get("stays") else _("只收回")
    numbers = "、".join(f"{number:04d}" for number in one["numbers"]) + ("……" if one["count"] > len(one["numbers"]) else "")
    return {"what": f"{one['what']}{tasks}", "count": str(one["count"]), "successor": one["successor"] or nobody, "numbers": numbers}
