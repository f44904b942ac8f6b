"""Campaigns for programs: which there are, their plan, units, people and tasks; prepared from a file, started, run, closed."""

from bihuan.interfaces.api.v1.campaigns import (
    bodies,
    columns,
    commending,
    groups,
    leaving,
    listing,
    meetings,
    ordered,
    people,
    reading,
    running,
    setting,
    settling,
    starting,
    views,
)
from bihuan.interfaces.api.v1.campaigns.room import router

__all__ = [
    "bodies",
    "columns",
    "commending",
    "meetings",
    "groups",
    "leaving",
    "listing",
    "ordered",
    "people",
    "reading",
    "router",
    "running",
    "setting",
    "settling",
    "starting",
    "views",
]
