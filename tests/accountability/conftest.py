"""The ground of this room's tests."""

from typing import Any

import pytest

from tests.accountability.ground import Bodies
from tests.factories import town as factory
from tests.factories.town import Town


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return factory.town()


@pytest.fixture
def bodies(place: Town) -> Bodies:
    return Bodies(place)
