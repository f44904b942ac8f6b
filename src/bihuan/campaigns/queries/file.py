"""The campaign put together again as one file: what settings pages, papers and the export read (round trip equal)."""

import json
from datetime import date
from functools import lru_cache
from typing import Any

import yaml

from bihuan.campaigns.models import Campaign, Catalogue, Category, Manifestation, Stage
from bihuan.campaigns.rules.campaign_file import CampaignFile
from bihuan.campaigns.rules.campaign_file.reading import reread
from bihuan.campaigns.rules.campaign_file.shape import FORMAT


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [], {}, False)}


def _stage(stage: Stage) -> dict[str, Any]:
    return _filled(
        {
            "name": stage.name,
            "start": _text(stage.start_on),
            "end": _text(stage.end_on),
            "as_written": stage.as_written,
            "tasks": stage.aims,
        }
    )


def _manifestation(row: Manifestation) -> dict[str, Any]:
    told = {"number": row.number, "text": row.text, "strict_check": row.strict_check, "needs_text": row.needs_text}
    return _filled({**told, "origin": row.origin, "origin_note": row.origin_note})


def _category(row: Category) -> dict[str, Any]:
    told = {
        "name": row.name, "raise": row.raises, "dimension": row.dimension, "responsible_units": row.responsible_units,
        "deadline": row.deadline, "measures": row.measures, **row.extra,
    }  # fmt: skip
    return _filled({**told, "manifestations": [_manifestation(one) for one in row.manifestations.all()]})


def _catalogue(campaign: Campaign) -> dict[str, Any]:
    row = Catalogue.objects.filter(campaign=campaign).prefetch_related("categories__manifestations").first()
    if row is None:
        return {"name": "问题目录"}
    return _filled(
        {"name": row.name, "umbrella": row.umbrella, **row.extra, "categories": [_category(one) for one in row.categories.all()]}
    )


def plain(campaign: Campaign) -> dict[str, Any]:
    """The plain form of the campaign's file."""
    period = _filled({**campaign.file.get("period", {}), "start": _text(campaign.start_on), "end": _text(campaign.end_on)})
    whole = {
        **campaign.file, "title": campaign.title, "code": campaign.code, "basis": campaign.basis, "doc_numbers": campaign.doc_numbers,
        "decided_by": campaign.decided_by, "period": period, "stages": [_stage(one) for one in campaign.stages.all()],
        "catalogue": _catalogue(campaign),
    }  # fmt: skip
    return {"bihuan_campaign": FORMAT, **_filled(whole)}


@lru_cache(maxsize=64)
def _loaded(text: str) -> CampaignFile:
    return reread(yaml.safe_dump(json.loads(text), allow_unicode=True, sort_keys=False))


def file_of(campaign: Campaign) -> CampaignFile:
    """The campaign as a typed file, with the stages' ends in force."""
    return _loaded(json.dumps(plain(campaign), ensure_ascii=False))
