"""An id of a figure means one thing: what a paper of this room counts by itself bears no id of the campaign's figures but where it is that figure."""

from datetime import date

import pytest

from bihuan.documents.rules.paper import Para
from bihuan.finding.papers.feedback import combined_paper
from bihuan.finding.queries.feedback import JointFigures
from bihuan.foundation.kernel import Figure
from bihuan.reports.rules.definitions import BY_CODE
from tests.factories import town as factory

pytestmark = pytest.mark.django_db


def test_the_combined_list_of_the_joint_check_names_its_persons_by_an_id_of_its_own() -> None:
    figures = JointFigures(units=1, matters=2, instances=3, persons=4, ungrouped=0, by_source={})
    paper = combined_paper(factory.town().campaign, [], figures, date(2026, 3, 2))
    told = {one.code: one.definition for block in paper.blocks if isinstance(block, Para) for one in block.runs if isinstance(one, Figure)}
    assert set(told) & set(BY_CODE) == {"N18", "N19", "N20"} and told["joint.persons"] == "联查涉及人员"
