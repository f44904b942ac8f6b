"""What proved untrue is nowhere (P16): every page, search, export and program of everybody, before and after."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bihuan.campaigns.models import Manifestation
from bihuan.clues.models import Clue
from bihuan.clues.operations import Listed, close_clue, list_clue, offer_clarification, open_strict_clues, overturn_clue
from bihuan.clues.queries import listed_clues, visible_clues
from bihuan.clues.rules import locks
from bihuan.clues.vocabulary.clues import Conclusion
from bihuan.problems.models import Problem
from bihuan.problems.operations.tallies import fold_tallies
from tests.clues.case import by, concluded, phoned
from tests.clues.ground import APPROVER, HANDLER, Desk
from tests.factories import town as factory
from tests.factories.town import HEAD, NOW, OFFICE, OFFICIAL, WATER
from tests.interfaces.api.machines import Machine, token_for
from tests.interfaces.web.doors import addresses

pytestmark = pytest.mark.django_db
DRANK, IDLE = "独一无二的午间饮酒传闻", "独一无二的窗口脱岗传闻"
CODE = "QS-2026"


@pytest.fixture
def desk(db: None, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(locks, "COST", {"time_cost": 1, "memory_cost": 8, "parallelism": 1})
    settings.BIHUAN_DEMO = True
    settings.BIHUAN_PORTAL_BOX = str(tmp_path / "box.sqlite3")
    made = Desk(factory.town())
    made.all_keys()
    return made


def _text(response: Any) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            return "".join(package.read(name).decode("utf-8", "ignore") for name in package.namelist())
    return str(body.decode("utf-8", "ignore"))


def _pages(desk: Desk) -> Iterator[str]:
    """Addresses that everybody may try: those of the campaign alone, of each item, of the person; searches and filters."""
    known: dict[str, Any] = {"code": CODE, "pk": desk.town.people[OFFICIAL].pk}
    for name, names in addresses():
        if names <= {"code"}:
            yield reverse(name, kwargs={one: known[one] for one in names})
        elif names == {"code", "number"} and name.startswith("problems:"):
            yield from (reverse(name, kwargs={"code": CODE, "number": one}) for one in Problem.objects.values_list("number", flat=True))
        elif names in ({"code", "pk"}, {"pk"}) and ("person" in name or "lists" in name):
            yield reverse(name, kwargs={one: known[one] for one in names})
    ledger = reverse("problems:ledger", args=[CODE])
    yield from (f"{ledger}?{query}" for query in (f"q={DRANK[:4]}", "state=void", "source=social_review", "category=1", "cols=text"))


WHO = (OFFICE, HEAD, OFFICIAL)
"""Who sees everything, who leads whom it was about, and he himself."""


def _found(desk: Desk, client: Callable[[str], Client]) -> dict[str, set[str]]:
    """Where any of them reads each of the two words, without what he typed himself."""
    found: dict[str, set[str]] = {DRANK: set(), IDLE: set()}

    def look(where: str, text: str) -> None:
        for word, places in found.items():
            if word in text:
                places.add(where)

    for name in WHO:
        browser, user = client(name), desk.town.people[name].user
        for page in _pages(desk):
            answer = browser.get(page)
            if answer.status_code == 200:
                look(f"{name} {page}", re.sub(r'(href|action|value|hx-[a-z]+)="[^"]*"', "", _text(answer)))
        look(f"{name} export", _text(browser.post(reverse("problems:export", args=[CODE]), {"reason": "核对"}, follow=True)))
        assert user is not None
        program = Machine(token_for(user))
        for path in (
            "ledger",
            "ledger?state=void",
            f"ledger?q={DRANK}",
            f"ledger?q={IDLE}",
            "lists",
            *(f"ledger/{one}" for one in range(1, 4)),
        ):
            look(f"{name} api {path}", str(program.get(f"campaigns/{CODE}/{path}")[1]))
    return found


@pytest.mark.long
@pytest.mark.mechanism("P16")
def test_what_proved_untrue_is_on_no_page_in_no_search_export_or_answer_and_clarifying_was_offered(
    desk: Desk, signed_in: Callable[..., Client]
) -> None:
    def client(name: str) -> Client:
        return signed_in(desk.town.people[name].user)

    item = Manifestation.objects.get(number="1")
    desk.town.find(text=DRANK, manifestation=item, category=item.category)
    idle = concluded(desk, phoned(desk, "电话"))
    listed = Listed(IDLE, desk.town.units[WATER], desk.town.people[OFFICIAL], desk.town.campaign)
    list_clue(idle, listed=listed, by=by(desk, HANDLER))
    before = _found(desk, client)
    assert all(len(places) > 20 for places in before.values()), "the search has to find what is there"

    Manifestation.objects.filter(pk=item.pk).update(strict_check=True)
    assert open_strict_clues(actor=desk.town.machine, now=NOW) == 1
    drank = concluded(desk, Clue.objects.get(strict=True), Conclusion.UNTRUE)
    overturn_clue(idle, conclusion=Conclusion.UNTRUE, grounds="新证据", by=by(desk, APPROVER))
    for clue in (drank, idle):
        offer_clarification(clue, offered=True, grounds="本人要求", by=by(desk, HANDLER))
        close_clue(clue, by=by(desk, HANDLER))
    fold_tallies()
    assert _found(desk, client) == {DRANK: set(), IDLE: set()}
    home = client(OFFICIAL).get(reverse("problems:ledger", args=[CODE]) + "?state=void")
    assert DRANK not in _text(home)
    assert not listed_clues(desk.actor(HANDLER)).exists() and visible_clues(desk.actor(HANDLER)).count() == 2
    assert listed_clues(desk.actor(HANDLER), state="closed").count() == 2  # a repeat is known as one
