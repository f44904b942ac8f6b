"""The ground of this room's tests."""

from typing import Any

import pytest

from bihuan.clues.rules import locks
from tests.clues.ground import Desk
from tests.factories import town as factory


@pytest.fixture(autouse=True)
def passphrases_are_stretched_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a lock costs has a test of its own."""
    monkeypatch.setattr(locks, "COST", {"time_cost": 1, "memory_cost": 8, "parallelism": 1})


@pytest.fixture
def desk(db: None, settings: Any, tmp_path: Any) -> Desk:
    settings.BIHUAN_DEMO = True  # no second factor
    settings.BIHUAN_PORTAL_BOX = str(tmp_path / "box.sqlite3")
    return Desk(factory.town())
