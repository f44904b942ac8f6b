"""The counters of the ledger (migration 0018) are kept by the database itself; time folds what writes on PostgreSQL added to them, and
many rows written together are counted at once instead of five times each."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from bihuan.foundation.audit.pouring import as_one
from bihuan.foundation.audit.unindexed import untold

_WORTH_IT = 40
"""Rows written together from which on two sums cost less than the triggers do."""
_TOLD = frozenset({"state", "unit_id", "found_on", "campaign_id", "closed_at"})
"""The columns that a counter looks at."""
_COUNTS = "state NOT IN ('merged', 'void', 'closed_before')"
_WORDS = {
    "sqlite": ("found_on", "substr(closed_at, 1, 13)"),
    "postgresql": ("to_char(found_on, 'YYYY-MM-DD')", "to_char(closed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24')"),
}
"""The day on which a problem came to light and the hour in which it was closed, as the counters write them."""


def _adding(sign: str, listed: str) -> str:
    """The statement that takes what these rows are now out of the counters, or puts it into them."""
    day, hour = _WORDS[connection.vendor]
    parts = (
        ("whole", "0", "state", "1 = 1"),
        ("state", "unit_id", "state", "1 = 1"),
        ("unit", "unit_id", "''", _COUNTS),
        ("found", "0", day, _COUNTS),
        ("closed", "0", hour, f"{_COUNTS} AND closed_at IS NOT NULL"),
    )
    sums = " UNION ALL ".join(
        f"SELECT campaign_id, '{kind}', {unit}, {word}, {sign}count(*) FROM r WHERE {condition} GROUP BY 1, 3, 4"  # noqa: S608 - words of ours
        for kind, unit, word, condition in parts
    )
    rows = f"SELECT campaign_id, unit_id, state, found_on, closed_at FROM problems_problem WHERE id {listed}"  # noqa: S608 - the keys go over as one value
    into = f"WITH r AS MATERIALIZED ({rows}) INSERT INTO problems_tally (campaign_id, kind, unit_id, word, count) SELECT * FROM ({sums}) AS told"  # noqa: S608
    # on PostgreSQL each difference is a row of its own, see migration 0018
    again = " WHERE 1 = 1 ON CONFLICT (campaign_id, kind, unit_id, word) DO UPDATE SET count = count + excluded.count"
    return into if connection.vendor == "postgresql" else into + again


@contextmanager
def counted_at_once(keys: Sequence[int | None], names: Sequence[str]) -> Iterator[None]:
    """While many problems with these keys are entered, or these columns of theirs are written: their counters move by two sums (what they
    were, what they are) instead of by triggers row by row. The rows are locked by whoever writes them, or new.
    Rows whose keys are not yet known are left to the triggers, and new ones on PostgreSQL, where a trigger sums the whole statement."""
    if len(keys) < _WORTH_IT or None in keys or _TOLD.isdisjoint(names) or _is_entering(names):
        yield
        return
    listed, told = as_one(keys)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_adding("-", listed), [told])
        with _still(cursor, len(keys)):
            yield
        cursor.execute(_adding("", listed), [told])


def _is_entering(names: Sequence[str]) -> bool:
    return connection.vendor == "postgresql" and "id" in names


@contextmanager
def _still(cursor: Any, count: int) -> Iterator[None]:
    """The triggers of this transaction look away."""
    if connection.vendor == "postgresql":
        cursor.execute("SELECT set_config('bihuan.counted_at_once', 'yes', true)")
        yield
        cursor.execute("SELECT set_config('bihuan.counted_at_once', '', true)")
        return
    cursor.execute("INSERT INTO problems_tally_of_many VALUES (%s)", [count])
    with untold("problems_problem", count):
        yield
    cursor.execute("DELETE FROM problems_tally_of_many")


_FOLD = """
WITH several AS (
    SELECT campaign_id, kind, unit_id, word FROM problems_tally GROUP BY campaign_id, kind, unit_id, word HAVING count(*) > 1),
gone AS (
    DELETE FROM problems_tally t USING several s
    WHERE (t.campaign_id, t.kind, t.unit_id, t.word) = (s.campaign_id, s.kind, s.unit_id, s.word)
    RETURNING t.campaign_id, t.kind, t.unit_id, t.word, t.count)
INSERT INTO problems_tally (campaign_id, kind, unit_id, word, count)
SELECT campaign_id, kind, unit_id, word, sum(count) FROM gone GROUP BY campaign_id, kind, unit_id, word HAVING sum(count) <> 0
"""


def fold_tallies() -> int:
    """Differences of one counter become one row, in one statement: whoever reads meanwhile sees the same sums. Returns how many rows there
    are now. What two folds do at once is right, too: each sums what itself took away."""
    with connection.cursor() as cursor:
        cursor.execute(_FOLD if connection.vendor == "postgresql" else "DELETE FROM problems_tally WHERE count = 0")
        cursor.execute("SELECT count(*) FROM problems_tally")
        return int(cursor.fetchone()[0])
