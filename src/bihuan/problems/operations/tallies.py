"""The counters of the ledger (migration 0018) are kept by the database itself; time folds what writes on PostgreSQL added to them."""

from django.db import connection

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
