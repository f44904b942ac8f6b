"""Reading a plan's text into facts, by rules alone: no model, no network, no database.

`read_text` cleans the text, finds its outline, and lets one small reader per kind of fact look at it. Each fact
carries its place in the cleaned text; each doubt becomes a question. It decides nothing and invents nothing.
The reader's patterns take a third of a second to load, so the door opens them when they are first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bihuan.plan_import.rules.facts import PlanFacts as PlanFacts
    from bihuan.plan_import.rules.reading import read_text as read_text
    from bihuan.plan_import.rules.schema import PLAN_SCHEMA as PLAN_SCHEMA

_BEHIND = {"PlanFacts": "facts", "read_text": "reading", "PLAN_SCHEMA": "schema"}
__all__ = ["PLAN_SCHEMA", "PlanFacts", "read_text"]


def __getattr__(name: str) -> Any:
    if name not in _BEHIND:
        raise AttributeError(name)
    return getattr(import_module(f"bihuan.plan_import.rules.{_BEHIND[name]}"), name)
