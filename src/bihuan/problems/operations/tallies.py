"""The counters of the ledger (migration 0018) are kept by the database itself; time folds what writes on PostgreSQL added to them, and
many rows written on SQLite are counted at once instead of five times each."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, transaction

from bihuan.foundation.audit.unindexed import untold

_WORTH_IT = 40
"""Rows written together from which on two sums cost less than the triggers do."""
_TOLD = frozenset({"state", "unit_id", "found_on", "campaign_id", "closed_at"})
"""The columns that a counter looks at."""
_COUNTS = "state NOT IN ('merged', 'void', 'closed_before')"
_PARTS = (
    ("whole", "0", "state", "1 = 1"),
    ("state", "unit_id", "state", "1 = 1"),
    ("unit", "unit_id", "''", _COUNTS),
    ("found", "0", "found_on", _COUNTS),
    ("closed", "0", "substr(closed_at, 1, 13)", f"{_COUNTS} AND closed_at IS NOT NULL"),
)
_SUMS = " UNION ALL ".join(
    f"SELECT campaign_id, '{kind}', {unit}, {word}, {{sign}}count(*) FROM r WHERE {condition} GROUP BY 1, 3, 4"  # noqa: S608 - words of ours
    for kind, unit, word, condition in _PARTS
)
_ADD = f"""
WITH r AS MATERIALIZED (
    SELECT campaign_id, unit_id, state, found_on, closed_at FROM problems_problem WHERE id IN (SELECT value FROM json_each(%s)))
INSERT INTO problems_tally (campaign_id, kind, unit_id, word, count)
SELECT * FROM ({_SUMS}) WHERE 1 = 1
ON CONFLICT (campaign_id, kind, unit_id, word) DO UPDATE SET count = count + excluded.count
"""  # noqa: S608 - words of ours; the keys go over as one value


@contextmanager
def counted_at_once(keys: Sequence[int | None], names: Sequence[str]) -> Iterator[None]:
    """While many problems with these keys are entered, or these columns of theirs are written: on SQLite their counters move by two sums
    (what they were, what they are) instead of by triggers row by row. PostgreSQL's triggers sum whole statements.
    Rows whose keys are not yet known are left to the triggers."""
    if connection.vendor != "sqlite" or len(keys) < _WORTH_IT or None in keys or _TOLD.isdisjoint(names):
        yield
        return
    told = [json.dumps(list(keys))]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO problems_tally_of_many VALUES (%s)", [len(keys)])
        cursor.execute(_ADD.format(sign="-"), told)
        with untold("problems_problem", len(keys)):
            yield
        cursor.execute(_ADD.format(sign=""), told)
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
