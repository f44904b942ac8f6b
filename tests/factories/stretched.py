"""Every free text of the database as long, as unbroken and as foreign as its column takes: what a page must bear that was drawn for short ones."""

from collections.abc import Callable
from contextlib import suppress
from itertools import cycle, islice
from pathlib import PurePath

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import CharField, TextField

Column = CharField[str, str] | TextField[str, str]
LONGEST = 4000
NAME = 60
# Words without a place to break, letters of the second plane, letters that run from the right, marks of several signs.
ADDRESS = "https://www.example.gov.cn/" + "zhuanxiangzhengzhi" * 15 + "?n=1"
DIGITS = "1234567890" * 4
RIGHT = "تقرير عن تصحيح الأوضاع في المقاطعة"
RARE = "𠮷野䶮𡈽⼀㐀🏛️👩‍👩‍👧‍👦①"
PLAIN = "群众到窗口办事等候两小时无人受理，材料补正没有一次告知，来回跑了三趟仍未办成；"
PIECES = (f"{RARE}{ADDRESS} ", f"{DIGITS}件{RIGHT} {PLAIN}", f"{PLAIN}{RARE} ", f"{ADDRESS}{PLAIN}", PLAIN)
NAMES = ("青石县人民政府政务服务和行政审批管理局窗口作风建设𠮷䶮分中心", "Wolfeschlegelsteinhausenbergerdorff", f"{RIGHT}𠮷", DIGITS)
# Not prose: what other rows, addresses, files or the code itself read by.
KEPT_ROOMS = {"audit", "calendar", "rulebook", "tokens", "webhooks", "jobs", "clues", "notifications", "draws"}
KEPT = {
    "administrator", "bits", "cause_kind", "code", "deadline", "digest", "external_number", "fields", "figure", "figures_digest",
    "hour", "key", "kind", "language", "level", "mark", "measure", "number", "origin_kind", "origin_reference", "owner_level",
    "pairing", "password", "path", "place_read", "quarter", "query", "raises", "rank", "role", "seats_held", "seed", "series", "sha256",
    "shape", "sort_key", "source", "source_id", "spoken", "standard", "state", "state_before", "strata", "stratum", "units_charged",
    "username", "values", "weight",
}  # fmt: skip

# What every door keeps shorter than the column.
SHORTER = {"campaigns.Manifestation.text": 300}


def free_texts(model: type[models.Model]) -> list[Column]:
    """The columns of a table in which people write what they like."""
    return [
        one
        for one in model._meta.local_fields
        if isinstance(one, CharField | TextField) and not one.choices and not one.unique and one.name not in KEPT
    ]


def stretch(text: Callable[[Column, int, str], str] | None = None) -> int:
    """Writes over all of them, past all operations (or writes what `text` gives for a column, a turn and what was there); the number of cells."""
    written = 0
    for model in apps.get_models():
        if not model.__module__.startswith("bihuan") or model._meta.app_label in KEPT_ROOMS:
            continue
        for column in free_texts(model):
            for turn, (key, was) in enumerate(model._base_manager.exclude(**{column.name: ""}).values_list("pk", column.name)):
                with suppress(IntegrityError), transaction.atomic():  # what was issued is never written again
                    written += model._base_manager.filter(pk=key).update(**{column.name: (text or _long)(column, turn, was)})
    return written


def _long(column: Column, turn: int, was: str) -> str:
    if column.name == "name":
        return f"{turn}{NAMES[turn % len(NAMES)] * 4}"[: min(NAME, column.max_length or NAME)] + PurePath(was).suffix
    pieces = islice(cycle(PIECES), turn, turn + 120)
    most = SHORTER.get(f"{column.model._meta.label}.{column.name}", column.max_length or LONGEST)
    return "".join(pieces)[:most].strip()
