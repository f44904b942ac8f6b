"""Masks (**, ××, XX, 某某, __) are kept as they stand and told."""

import re
from collections.abc import Iterator

from bihuan.plan_import.rules.cleaning.working import Edit
from bihuan.plan_import.vocabulary import RepairKind

MASK = re.compile(r"[*＊×✕╳□■〇_]{2,}|(?<![A-Za-z])[Xx]{2,}(?![A-Za-z])|[*＊×□]|某{1,3}(?=[省市县区镇乡村局委办校院])|○{2,}")


def edits(text: str) -> Iterator[Edit]:
    for found in MASK.finditer(text):
        yield Edit(found.start(), found.end(), found[0], RepairKind.MASK)
