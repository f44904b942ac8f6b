"""A campaign's settings as a typed value, from the plain form that is stored with it."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from bihuan.campaigns.rules.campaign_file import Settings

_NAMES = frozenset(one.name for one in fields(Settings))


def settings_of(file: Mapping[str, Any]) -> Settings:
    """The settings inside the stored parts of a campaign file; what is missing has its default."""
    stored: dict[str, Any] = {name: value for name, value in file.get("settings", {}).items() if name in _NAMES and value is not None}
    if "roster_on" in stored:
        stored["roster_on"] = date.fromisoformat(str(stored["roster_on"]))
    typed: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in stored.items()}
    return Settings(**typed)
