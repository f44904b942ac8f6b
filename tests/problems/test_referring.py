"""What goes on elsewhere leaves a stub that tells nothing, in no count and no search; coming back it says again what it said."""

import pytest

from bihuan.foundation.kernel import NotAllowed
from bihuan.problems.models import Problem, ProblemReplaced, ProblemVersion
from bihuan.problems.operations import come_back, refer, restore, withdraw
from bihuan.problems.operations.referring import STUB
from tests.factories import town as factory
from tests.factories.town import LIAISON, NOW, OFFICE, OFFICIAL, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(db: None) -> Town:
    return factory.town()


WORD = "独一无二的午间饮酒"


def test_a_stub_tells_nothing_and_what_it_said_comes_back(town: Town) -> None:
    row = town.find(text=WORD)
    said = refer(problem=row, actor=town.machine, now=NOW)
    row = Problem.objects.get(pk=row.pk)
    assert (row.state, row.text, row.person, row.manifestation, row.doer) == ("void", STUB, None, None, None)
    assert not ProblemReplaced.objects.filter(row=row).exists()
    assert set(ProblemVersion.objects.filter(row=row).values_list("person", "doer")) == {(None, None)}  # nor does any past moment tell it
    assert row.voids.get().kind == "elsewhere" and said["text"] == WORD and said["person_id"] == town.people[OFFICIAL].pk
    come_back(problem=row, said={**said, "text": "核实后的问题"}, actor=town.machine, now=NOW)
    row = Problem.objects.get(pk=row.pk)
    assert (row.state, row.text, row.person_id) == ("recorded", "核实后的问题", said["person_id"]) and row.voids.get().restored_at == NOW


def test_only_whoever_may_take_an_entry_out_refers_it(town: Town) -> None:
    row = town.find(text=WORD)
    with pytest.raises(NotAllowed):
        refer(problem=row, actor=town.actor(LIAISON), now=NOW)
    withdraw(problem=row, actor=town.machine, now=NOW)
    assert Problem.objects.get(pk=row.pk).voids.get().kind == "error"
    restore(problem=row, reason="误", actor=town.actor(OFFICE), now=NOW)
    assert Problem.objects.get(pk=row.pk).text == STUB  # what it said is not there any more
