"""Reading a plan's text into facts, by rules alone: no model, no network, no database.

`read_text` cleans the text, finds its outline, and lets one small reader per kind of fact look at it. Each fact
carries its place in the cleaned text; each doubt becomes a question. It decides nothing and invents nothing.
"""

from bihuan.plan_import.rules.facts import PlanFacts
from bihuan.plan_import.rules.reading import read_text
from bihuan.plan_import.rules.schema import PLAN_SCHEMA

__all__ = ["PLAN_SCHEMA", "PlanFacts", "read_text"]
