"""Every operation asked with examples that nobody thought of; bench.api_fuzz asks each 500 times."""

import logging

import pytest

from tests.factories.town import OFFICE
from tests.interfaces.api.deep import deep_town
from tests.interfaces.api.fuzzing import Fuzz
from tests.interfaces.api.machines import token_for


@pytest.mark.sweep
@pytest.mark.long
@pytest.mark.django_db
def test_no_operation_answers_with_a_fault_of_the_server() -> None:
    place, known = deep_town()
    user = place.people[OFFICE].user
    assert user is not None
    fuzz = Fuzz(token_for(user), known)
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    try:
        fuzz.every_operation(3)
        tally = fuzz.sequences(6)
    finally:
        logging.getLogger("django.request").setLevel(logging.NOTSET)
    assert not tally.wrong, "\n".join(tally.wrong[:20])
    assert len(tally.asked) == len(fuzz.operations) > 50
    assert tally.statuses[200] > 50
