"""Commas that a copying site slipped in before another mark: 如下,。 活动,、 。"""

import re
from collections.abc import Iterator

from bihuan.plan_import.rules.cleaning.working import Edit
from bihuan.plan_import.vocabulary import RepairKind

STRAY = re.compile(r"(?<![,，])[,，]+(?=[。、；：！？])|(?<=[,，])[,，]+|(?<=[。；])[。；]+|(?<=[。；：])[,，]+(?=[\u3400-\u9fff\n])")


def edits(text: str) -> Iterator[Edit]:
    for found in STRAY.finditer(text):
        yield Edit(found.start(), found.end(), "", RepairKind.PUNCTUATION)
