"""kill -9 of the public door, its keeper, its visitors, the office and the database, under reports: none is lost, none is doubled."""

from pathlib import Path

import pytest

from tests.endurance.door_kills import VICTIMS, rounds_of_kills


@pytest.mark.long
def test_what_was_acknowledged_is_with_the_office_once_after_every_kill(tmp_path: Path) -> None:
    """Each victim once, on SQLite. The full hundred, and PostgreSQL: bench/door_kills.py."""
    verdict = rounds_of_kills(tmp_path, "", "", rounds=len(VICTIMS))
    assert verdict.good and verdict.reports > 20, str(verdict)
