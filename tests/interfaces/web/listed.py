"""Self-checks for the table of addresses: one list entered from paper, one commitment taken back, none of it on the ledger."""

from typing import Any

from bihuan.finding.models import Pledge
from bihuan.finding.operations.self_checks import enter_paper_list, write_item
from tests.factories.self_checks import SCAN, entry
from tests.factories.town import COLLEAGUE, LIAISON, NOW, TODAY, Town


def one_of_each_listed(place: Town) -> dict[str, dict[str, Any]]:
    """What the addresses stand for."""
    by = {"actor": place.actor(LIAISON), "now": NOW}
    row = enter_paper_list(campaign=place.campaign, person=place.people[COLLEAGUE], scan=SCAN, written_on=TODAY, **by)  # type: ignore[arg-type]
    item = write_item(row, entry=entry(), **by)  # type: ignore[arg-type]
    pledge = Pledge.objects.create(self_check=row, text="甲", way="click", signed_at=NOW, withdrawn_at=NOW)
    of_list = (
        "write_item", "change_item", "complete_item", "withdraw_item", "pledge_file", "self_check_of", "entering", "self_check_scan",
        "self_check_form", "self_check_to_sign", "self_check_step",
    )  # fmt: skip
    known = {f"finding:{one}": {"pk": row.pk, "item": item.pk, "word": "review"} for one in of_list}
    return {**known, "finding:withdraw_pledge": {"pk": pledge.pk}}
