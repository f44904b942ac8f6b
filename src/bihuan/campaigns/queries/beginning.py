"""What a campaign begins with where its plan says nothing."""

from dataclasses import replace
from typing import Any

from bihuan.campaigns.rules.campaign_file import shape
from bihuan.foundation.rulebook.queries import rule

HOUSE_VALUES = {"near_days": (0, 60), "sample_percent": (0, 100), "objection_days": (1, 60)}
"""Settings whose starting value is a rule of the house, with what a campaign takes."""


def with_house_values(file: shape.CampaignFile) -> shape.CampaignFile:
    """A file that says nothing of its own about these settings (a plan, a ready catalogue) begins with what the house set."""
    usual, own = shape.Settings(), file.settings
    open_ones = [name for name in HOUSE_VALUES if getattr(own, name) == getattr(usual, name)]
    begun: dict[str, Any] = {name: min(max(rule(name).value, HOUSE_VALUES[name][0]), HOUSE_VALUES[name][1]) for name in open_ones}
    return replace(file, settings=replace(own, **begun))
