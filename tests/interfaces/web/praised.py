"""What the addresses of examples stand for in the sweeps: the colleague was proposed by the office, agreed, and lies before the leading group."""

from typing import Any

from tests.accountability.test_exemplars import agreed, recommended
from tests.factories.town import COLLEAGUE, Town
from tests.interfaces.web.marked import bodies_of

# anonymous · office leader head in_charge group liaison official colleague · outsider keeper · system security audit
PRAISED = {
    ".ooooooooxxxxx": "accountability:exemplars",
    ".ofofffffxxxxx": "accountability:new_exemplar",
    ".ooxoxxxoxxxxx": "accountability:exemplar",
    ".ffxfxxxoxxxxx": "accountability:exemplar_step",
}


def one_of_each_praised(place: Town) -> dict[str, Any]:
    """By the name of an address what goes into it."""
    bodies = bodies_of(place)
    row = agreed(bodies, recommended(bodies, COLLEAGUE), who=COLLEAGUE)
    return {
        "accountability:exemplar": {"number": row.number},
        "accountability:exemplar_step": {"number": row.number, "action": "revoke_consent"},
    }
