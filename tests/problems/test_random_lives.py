"""Random lives of problems among people who hold several duties each: never closed without its conditions or by one person in two roles (F3)."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bihuan.foundation.audit import chain
from bihuan.problems.models import Problem, ProblemVersion
from bihuan.problems.vocabulary import UNCOUNTED, State
from tests.problems.lives import LONGEST, MOVE, WAYS, Lives

SEQUENCES = 200  # for each of the three ways; bench.random_lives walks 100,000
move = st.tuples(*(st.integers(*span) for span in MOVE))


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize(("quick", "published"), list(WAYS.values()), ids=list(WAYS))
def test_random_lives_never_close_without_conditions(quick: bool, published: bool) -> None:
    lives = Lives(quick, published)

    @settings(max_examples=SEQUENCES, phases=[Phase.generate])
    @given(st.lists(move, min_size=6, max_size=LONGEST))
    def live(moves: list[tuple[int, int, int, int]]) -> None:
        lives.live(moves)

    live()
    seen = lives.seen
    unreached = {State.DISPUTED, *UNCOUNTED} | {
        state for state, there in ((State.CORRECTED, quick), (State.PUBLICISED, published)) if not there
    }
    assert min(seen[state.value] for state in State if state not in unreached) > 0, f"some state was never reached: {seen}"
    assert seen["done"] > 250 and seen["refused"] > 250
    assert not list(chain.faults())
    assert not Problem.objects.exclude(versions__valid_to=None).exists()
    for pk, state in Problem.objects.values_list("pk", "state"):
        assert ProblemVersion.objects.get(row_id=pk, valid_to=None).state == state
