"""A campaign as one file (M40, M213): everything a plan settles, in YAML that a person can read, mail and edit.

`load(text)` gives a `CampaignFile` or refuses with every fault and its line; `dump(file)` writes it back, and the round
trip is equal. `CAMPAIGN_SCHEMA` is the published JSON Schema; all three come from the one table in `shape`.
Not here: the rows of a running campaign (models), and reading a plan's prose (room `plan_import`).
"""

from bihuan.campaigns.rules.campaign_file.checks import gaps, inconsistencies
from bihuan.campaigns.rules.campaign_file.faults import BadCampaignFile, Fault
from bihuan.campaigns.rules.campaign_file.reading import load
from bihuan.campaigns.rules.campaign_file.settings import Settings, Switches
from bihuan.campaigns.rules.campaign_file.shape import (
    CampaignFile,
    Catalogue,
    Category,
    Channels,
    Conduct,
    Group,
    Ladder,
    LadderMeasure,
    Manifestation,
    Organisation,
    Period,
    ProcessStep,
    Reporting,
    Rung,
    Scope,
    SelfChecking,
    Stage,
)
from bihuan.campaigns.rules.campaign_file.writing import CAMPAIGN_SCHEMA, dump

__all__ = [
    "CAMPAIGN_SCHEMA", "BadCampaignFile", "CampaignFile", "Catalogue", "Category", "Channels", "Conduct", "Fault",
    "Group", "Ladder", "LadderMeasure", "Manifestation", "Organisation", "Period",
    "ProcessStep", "Reporting", "Rung", "Scope", "SelfChecking", "Settings", "Stage", "Switches", "dump", "gaps", "inconsistencies", "load",
]  # fmt: skip
