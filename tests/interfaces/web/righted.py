"""A tolerance review and a clearing about the official, an announcement about the colleague. For the tables of who enters where."""

from typing import Any

from bihuan.accountability.models import DecisionBody, Handling
from bihuan.accountability.vocabulary.publicity import RightsPaper
from tests.accountability.ground import Bodies
from tests.accountability.test_clarification import proposed
from tests.accountability.test_publicity import drawn_up, with_publicity
from tests.accountability.test_tolerance import asked, granted
from tests.factories.town import Town


class Standing(Bodies):
    """The bodies that stand in this town already."""

    def __init__(self, place: Town) -> None:
        keys = {"office": "office", "party_group": "party", "discipline": "discipline", "personnel": "personnel"}
        self.place = place
        self.of = {keys[one.kind]: one for one in DecisionBody.objects.filter(campaign=place.campaign) if one.kind in keys}


def one_of_each_right(place: Town) -> dict[str, Any]:
    """The addresses of the three, each with something behind it."""
    bodies = Standing(place)
    with_publicity(bodies)
    handling = Handling.objects.get(campaign=place.campaign, state="in_force")  # the colleague's
    review, fresh, cleared, told = granted(bodies), asked(bodies), proposed(bodies), drawn_up(bodies, handling)
    item = review.corrections.get()
    return {
        "accountability:tolerance": {"pk": review.pk},
        "accountability:correct": {"pk": review.pk, "item": item.pk},
        "accountability:clarification": {"pk": cleared.pk},
        "accountability:announcement": {"pk": told.pk},
        "accountability:new_announcement": {"number": handling.number},
        "accountability:right_paper": {"kind": "tolerance", "pk": review.pk, "paper": RightsPaper.TOLERANCE.value},
        "accountability:right_step": {"kind": "tolerance", "pk": fresh.pk, "action": "accept_tolerance"},
    }
