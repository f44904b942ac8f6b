"""A campaign's settings as a typed value, from the plain form that is stored with it."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

import yaml

from bihuan.campaigns.rules.campaign_file import Settings
from bihuan.campaigns.rules.campaign_file.faults import Reading
from bihuan.campaigns.rules.campaign_file.parts import PartOf
from bihuan.campaigns.vocabulary import CountBy
from bihuan.foundation.kernel import BadInput, _

_NAMES = frozenset(one.name for one in fields(Settings))


def settings_of(file: Mapping[str, Any]) -> Settings:
    """The settings inside the stored parts of a campaign file; what is missing has its default."""
    stored: dict[str, Any] = {name: value for name, value in file.get("settings", {}).items() if name in _NAMES and value is not None}
    if "roster_on" in stored:
        stored["roster_on"] = date.fromisoformat(str(stored["roster_on"]))
    if "weekly_by" in stored:
        stored["weekly_by"] = CountBy(stored["weekly_by"])
    typed: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in stored.items()}
    return Settings(**typed)


def checked_settings(stored: Mapping[str, Any]) -> dict[str, Any]:
    """The same values when every place takes its own, as the campaign file says. Raises BadInput with all that is wrong."""
    reading = Reading()
    node = yaml.compose(yaml.safe_dump(dict(stored), allow_unicode=True), Loader=yaml.SafeLoader)
    if node is not None:
        PartOf(Settings).read(node, (), reading)
    if reading.faults:
        told = "；".join(f"{fault.place}：{fault.message}" for fault in reading.faults)
        raise BadInput(_("设置没有改：%(what)s。"), tuple(reading.faults), what=told)
    return dict(stored)
