"""What the addresses of handling stand for in the sweeps: a draft of the official, a notice and a served decision of the colleague."""

from typing import Any

from bihuan.accountability import operations as do
from bihuan.accountability.models import Handling
from bihuan.accountability.vocabulary.handling import Heard
from tests.accountability.ground import by, in_force, noticed, opened, whole
from tests.factories.pictures import jpeg
from tests.factories.town import COLLEAGUE, OFFICE, OFFICE_2, OFFICIAL, Town
from tests.interfaces.web.righted import Standing

# The office handles, the leader and the leader in charge sit where it is decided, the supervision group where it is reviewed.
HANDLED = {
    ".ooooooooxxxxx": "accountability:handlings accountability:appeals",
    ".oofoofffxxxxx": "accountability:new_handling",
    ".ooxooxxxxxxxx": "accountability:bodies",
    ".offfffffxxxxx": "accountability:new_body accountability:seat accountability:end_body accountability:unseat",
    ".ooxooxx.xxxxx": "accountability:handling accountability:appeal",
    ".ffxfoxxfxxxxx": "accountability:appeal_step",
    ".ffxffxxfxxxxx": "accountability:take_appeal",  # one is open
    ".oxxxxxxxxxxxx": "accountability:step accountability:fact_step accountability:answer accountability:paper",
}


def one_of_each_handled(place: Town) -> dict[str, Any]:
    """By the name of an address what goes into it."""
    bodies = Standing(place)
    draft = opened(bodies, OFFICIAL)
    told: dict[str, Any] = {"text": "窗口无人", "evidence": "", "problem": None, "paper": ("截图.jpg", jpeg())}
    fact = do.add_fact_with_proof(draft, **told, **by(place, OFFICE_2))
    noticed_row = noticed(bodies, whole(bodies, opened(bodies, COLLEAGUE)))
    statement = do.state(noticed_row, text="当天开会", **by(place, COLLEAGUE))
    served = in_force(bodies, COLLEAGUE)
    appeal = do.file_appeal(served, text="不当", body=bodies.of["discipline"], how=Heard.PAPER, **by(place, OFFICE))
    party = bodies.of["party"]
    return {
        **_at(served, "handling", "take_appeal"), **_at(draft, "step", action="ask_first"), **_at(draft, "paper", pk=fact.file_id),
        "accountability:fact_step": {"pk": fact.pk, "what": "verify"}, "accountability:answer": {"pk": statement.pk},
        "accountability:appeal": {"pk": appeal.pk}, "accountability:appeal_step": {"pk": appeal.pk, "action": "accept_appeal"},
        **{f"accountability:{one}": {"pk": party.pk} for one in ("seat", "end_body")},
        "accountability:unseat": {"pk": party.seats.order_by("pk")[0].pk},
    }  # fmt: skip


def _at(row: Handling, *names: str, **more: Any) -> dict[str, Any]:
    return {f"accountability:{name}": {"number": row.number, **more} for name in names}
