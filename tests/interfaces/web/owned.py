"""What is about the colleague himself: something to answer, something that was decided. For the tables of who enters where."""

from typing import Any

from bihuan.accountability import operations as do
from tests.accountability.ground import Bodies, by, in_force, noticed, opened, whole
from tests.factories.pictures import jpeg
from tests.factories.town import COLLEAGUE, Town


def one_of_each_owned(place: Town) -> dict[str, Any]:
    """The addresses of his page, each with something behind it."""
    bodies = Bodies(place)
    told, served = noticed(bodies, whole(bodies, opened(bodies, COLLEAGUE))), in_force(bodies, COLLEAGUE, "remind")
    said = do.state_with_material(told, text="当天被抽去开会", material=("值班表.jpg", jpeg()), **by(place, COLLEAGUE))
    names = ("own_matter", "own_state", "own_tolerance", "own_waive", "own_unwaive", "own_recusal")
    decided = {"pk": served.pk, "appeal": 1, "review": 1}
    return {
        **{f"accountability:{one}": {"pk": told.pk} for one in names},
        "accountability:own_material": {"pk": told.pk, "statement": said.pk},
        **{f"accountability:own_{one}": decided for one in ("appeal", "accept", "withdraw_appeal", "withdraw_tolerance")},
    }
