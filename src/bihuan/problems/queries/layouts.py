"""What a campaign knows of its sheets: the heads it remembers, and its own columns."""

from collections.abc import Sequence

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.rules.columns import columns_in_use
from bihuan.problems.models import SheetLayout
from bihuan.problems.rules.sheet.layout import Layout, Memory


def memory_of(campaign: Campaign, sheets: Sequence[str] = ()) -> Memory:
    """What a sheet of this campaign is read with; `sheets` are those that are asked for. One query."""
    kept = SheetLayout.objects.filter(campaign=campaign).values_list("shape", "layout")
    own = {one.key: one.name for one in columns_in_use(campaign.file)}
    return Memory({shape: Layout.of_json(told) for shape, told in kept}, own, tuple(sheets))
