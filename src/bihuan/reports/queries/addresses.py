"""Where the rows of a figure open, also those of a past moment."""

from dataclasses import replace
from datetime import date

from bihuan.campaigns.models import Campaign
from bihuan.foundation.kernel import Figure
from bihuan.foundation.kernel.moments import Written
from bihuan.reports.rules.definitions import Definition

_TELL_THE_PAST = ("ledger", "roster", "groups", "plan", "meetings", "relay")


def address_of(campaign: Campaign, definition: Definition) -> str:
    """Where the rows of a figure open."""
    if definition.later or not definition.page:
        return ""
    if definition.page == "ledger":
        return ledger(campaign, definition.query)
    query = f"?{definition.query}" if definition.query else ""
    return f"/c/{campaign.code}/{definition.page}/{query}"


def ledger(campaign: Campaign, query: str = "") -> str:
    """The address of the ledger, narrowed as `problems.rules.filters` reads it."""
    return f"/c/{campaign.code}/ledger/" + (f"?{query}" if query else "")


def dated(one: Figure, at: Written | date | None) -> Figure:
    """The figure with its rows chosen by how they stood at a moment (a day: at its end), whenever they are opened."""
    if at is None or not any(f"/{page}/" in one.rows for page in _TELL_THE_PAST):
        return one
    text = at.text if isinstance(at, Written) else at.isoformat()
    return replace(one, rows=f"{one.rows}{'&' if '?' in one.rows else '?'}at={text}")
