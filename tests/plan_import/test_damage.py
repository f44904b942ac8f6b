"""What harsh damage may cost: the open texts without line breaks, wrapped, misread by a scanner, in a site's frame. Floors of F1 a kind of damage.

Raise floors when the reader gets better, never lower them; `python -m bench.plan_damage` prints the figures.
"""

import pytest

from bench.plan_damage import clean_documents, under
from tests.corpus.rough import ROUGH, rough

FIELDS = ("outline", "stages", "channels", "units", "categories", "deadlines")
ELSE = dict.fromkeys(FIELDS, 0.98)
FLOORS = {
    "no_breaks": ELSE | {"outline": 0.92, "units": 0.92, "categories": 0.71},
    "blanks_for_breaks": ELSE | {"outline": 0.97},
    "hand_wrapped": ELSE | {"channels": 0.96},
    "no_numbers": ELSE | {"outline": 0.95, "categories": 0.93},
    "letter_spaced": ELSE | {"units": 0.90, "deadlines": 0.93},
}
DOCUMENTS = clean_documents("open")


@pytest.mark.parametrize("kind", sorted(ROUGH))
def test_every_kind_of_damage_costs_no_more_than_before(kind):
    result = under(kind, DOCUMENTS)
    floors = FLOORS.get(kind, ELSE)
    below = {field: (result["totals"][field].f1, floors[field]) for field in FIELDS if result["totals"][field].f1 < floors[field]}
    assert not below
    assert not result["failures"]


@pytest.mark.parametrize("kind", sorted(ROUGH))
def test_damage_is_the_same_for_the_same_seed(kind):
    text = DOCUMENTS[0][1]
    assert rough(text, kind, 7) == rough(text, kind, 7)
