"""A town with a program for everybody."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache

from tests.factories.town import Town, town
from tests.interfaces.api.machines import Machine, token_for


@pytest.fixture(autouse=True)
def _fresh_rates() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def place(db: None) -> Town:
    return town()


@pytest.fixture
def machine(place: Town) -> Callable[..., Machine]:
    """machine(name, scopes=None) → a program with a token of this person's account."""

    def make(name: str, scopes: list[str] | None = None) -> Machine:
        user = place.people[name].user
        assert user is not None
        return Machine(token_for(user, scopes))

    return make
