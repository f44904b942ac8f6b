"""Ladders: who gets which measure for what; a plan may hold several (M129-M136; mechanisms A08, A09).

`words` are the patterns of what is said, `rungs` and `counts` read one clause, `tables` a table, `measures` what is offered, `worth` tells
a ladder from work, `reading` puts it together. Nothing is decided here: a ladder is offered to people who decide.
"""

from bihuan.plan_import.rules.ladder.reading import read_ladder

__all__ = ["read_ladder"]
