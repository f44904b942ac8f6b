"""A server that is told to end answers what is under way, and its worker gives back its job."""

from pathlib import Path

import pytest

from tests.endurance.draining import drain
from tests.factories.steady import patience


@pytest.mark.long
def test_a_hundred_requests_under_way_are_all_answered_within_ten_seconds(tmp_path: Path) -> None:
    done = drain(tmp_path / "home")
    assert (done.answered, done.asked) == (100, 100)
    assert done.seconds < 10 or done.seconds < patience(10), done
    assert "running" not in done.jobs, done
