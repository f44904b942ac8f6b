"""P08: nowhere in the software can anybody say how many problems, cards or clues a unit has to find."""

import json
import re

from django.apps import apps

from bihuan.campaigns.rules.campaign_file import CAMPAIGN_SCHEMA
from bihuan.foundation.rulebook.rules import read_packs
from bihuan.interfaces.api.v1.urls import api
from bihuan.problems.rules.sheet import Column
from tools.translations import SOURCE, read_catalogue

_QUOTA = re.compile(
    r"quota(?!t)|target_(?:count|number|total)|(?:count|number)_(?:target|wanted|expected)|配额|目标数|任务数|指标任务|任务指标|应查找|应发现",
    re.IGNORECASE,
)


def test_no_field_of_any_row_holds_a_number_to_be_reached() -> None:
    told = [
        f"{model._meta.label}.{field.name} {getattr(field, 'verbose_name', '')} {getattr(field, 'help_text', '')}"
        for model in apps.get_models()
        if model.__module__.startswith("bihuan.")
        for field in model._meta.get_fields()
    ]
    assert len(told) > 400 and not [one for one in told if _QUOTA.search(one)]


def test_no_program_can_hand_one_in() -> None:
    told = json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), ensure_ascii=False)
    assert len(told) > 100_000 and not _QUOTA.findall(told)


def test_no_rule_and_no_column_of_a_sheet_asks_for_one() -> None:
    told = [*(f"{rule}" for rule in read_packs()), *(one.label for one in Column)]
    assert len(told) > 60 and not [one for one in told if _QUOTA.search(one)]


def test_no_file_of_a_campaign_and_no_text_of_a_page_or_command_asks_for_one() -> None:
    """Its settings, schedules and catalogue are one JSON column, whose inside no model tells; every form is made of texts."""
    shape = json.dumps(CAMPAIGN_SCHEMA, ensure_ascii=False)
    texts = [entry.text for entry in read_catalogue(SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po")]
    assert len(shape) > 5_000 and not _QUOTA.findall(shape)
    assert len(texts) > 3_000 and not [one for one in texts if _QUOTA.search(one)]
