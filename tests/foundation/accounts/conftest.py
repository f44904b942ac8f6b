"""Many sign-ins in one minute, as these tests make them, are more than one address may try."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nobody_tried_before() -> Iterator[None]:
    """The counters of tries are empty."""
    cache.clear()
    yield
    cache.clear()
