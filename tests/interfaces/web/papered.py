"""Papers of what was decided about the colleague, and the Party group's desk with an item, a unit and a decision. For the tables of who enters where."""

from typing import Any

from bihuan.accountability.models import DecisionBody, Handling
from bihuan.accountability.operations.papers import write_measure_record
from bihuan.accountability.operations.party import Said, decide_party, lay_before_party
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.party import PartyMeans
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import Weight
from tests.accountability.ground import by
from tests.factories.town import COLLEAGUE, FOREST, LEADER, OFFICE, TODAY, WATER, Town


def one_of_each_paper(place: Town, other: Problem) -> dict[str, Any]:
    """The addresses of papers, records and the desk, each with something behind it. `other` is marked serious."""
    campaign = place.campaign
    handling = Handling.objects.filter(campaign=campaign, state="in_force", person=place.people[COLLEAGUE]).order_by("pk")[0]
    told = {"on": TODAY, "place": "", "present": "柳浪", "text": "谈了一次"}
    record = write_measure_record(handling, **told, **by(place, OFFICE))  # type: ignore[arg-type]
    Problem.objects.filter(pk=other.pk).update(weight=Weight.SERIOUS)
    party = DecisionBody.objects.get(campaign=campaign, kind=BodyKind.PARTY_GROUP)
    said, waits = (
        lay_before_party(campaign=campaign, unit=place.units[one], problem=None, reason="多发", **by(place, OFFICE))
        for one in (WATER, FOREST)
    )
    decide_party(said, body=party, said=Said(PartyMeans.REMINDER, "请整改"), **by(place, LEADER))
    found = {
        **dict.fromkeys(("papers", "new_record"), {"number": handling.number}), "own_papers": {"pk": handling.pk},
        "own_record": {"pk": handling.pk, "record": record.pk}, "party_item": {"number": other.number},
        "party_unit": {"pk": place.units[WATER].pk}, **dict.fromkeys(("party_matter", "party_file"), {"pk": said.pk}),
        **dict.fromkeys(("party_decide", "party_pass"), {"pk": waits.pk}),
    }  # fmt: skip
    return {f"accountability:{name}": given for name, given in found.items()}


def _names(*names: str) -> str:
    return " ".join(f"accountability:{name}" for name in names)


# anonymous · office leader head in_charge group liaison official colleague · outsider keeper · system security audit
PAPERED = {
    ".ooxoxxx.xxxxx": _names("papers"),
    ".ofxfxxxfxxxxx": _names("new_record"),
    ".xxxxxxxoxxxxx": _names("own_papers"),
    ".mmmmmmmmmmxxx": _names("own_record", "party_file"),
    ".ooooxxxxxxxxx": _names("party", "party_matter"),
    ".foxoxxxxxxxxx": _names("party_item", "party_decide", "party_pass"),
    ".oofoffffxxxxx": _names("lay_unit"),
    ".ooxoxxxxxxxxx": _names("party_unit"),
}
