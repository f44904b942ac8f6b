"""What belongs to one unit is changed by nobody of another, by none whose business it is not, and by no method but the one of its form: every
address and every operation is sent what its form would send, with the numbers of the other unit's rows."""

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from bihuan.foundation.audit.models import Record
from tests.factories.town import LIAISON, OFFICIAL, OTHER_LIAISON, OTHER_OFFICIAL, TODAY, WATER
from tests.interfaces.api.machines import token_for
from tests.interfaces.api.test_matrix import PAGES, _known, _named, _operations
from tests.interfaces.web.doors import House, addresses, house
from tests.interfaces.web.test_matrix import rows_of_all_tables

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.long,
    pytest.mark.sweep,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="asks the policies, which are the same"),
]
NEIGHBOURS = (OTHER_LIAISON, OTHER_OFFICIAL)
OWN = {"home:tokens", "problems:keep_view", "problems:export", "reports:changes", "campaigns_keep_view", "ledger_export", "ledger_compared",
       "finding:self_check", "finding:pledge", "finding_begin", "institutions:check_answer", "home:digests",
       "inspections_recuse", "accountability:own_export"}  # fmt: skip
"""What everybody of a campaign does for himself: his tokens, his views, his self-check, an export of what he may read, how the daily digest
reaches him, that he keeps away himself, his own data; and the answer of the
neighbours' own unit, at which the other unit is tried below."""
VISITS = {(OTHER_LIAISON, f"accountability:{one}") for one in ("visits_file", "open_notes", "drop_note", "answer_difficulty")}
"""The liaison of the other unit sits for the personnel department, and visits the colleague: his own work (tests/interfaces/web/visited.py)."""
TAKEN_HOME = {"campaigns:meeting_sheet", "finding:export_opinions", "finding:talks_export", "finding:coverage", "institutions:register",
              "institutions_take_matrix", "institutions_take_register",
              "institutions:check", "problems:listing", "campaigns_sheet", "ledger_take_list"}  # fmt: skip
"""What he may read anyway, as a sheet: nothing is written but its line in the book."""


def told(built: House) -> dict[str, Any]:
    """What the forms of all pages would send, for the rows of the water bureau."""
    people = {name: person.pk for name, person in built.town.people.items()}
    unit, day = built.town.units[WATER].pk, TODAY.isoformat()
    return {
        "reason": "理由", "row": "1", "rows": "1,2", "cols": "text", "action": "prioritise", "sure": "1", "one": "1", "other": "2", "do": "apart",
        "keep": "one", "name": "新名", "members": "2", "with": "2", "repeats": "1", "kind": "duplicate", "take": '[[1,0,{"text":"改改改改"}]]',
        "seen": "0", "unit": unit, "units": [unit], "all_units": "1", "person": people[OFFICIAL], "deputy": people[OTHER_LIAISON],
        "duty": "liaison", "on": day, "from_on": "2026-11-23", "to_on": "2026-12-02", "text": "改一改这些文字", "cause": "排班", "how": "改",
        "title": "新题", "deed": "当天办结", "standard": "政治力强", "value": "改", "field": "text", "doer": people[OTHER_LIAISON],
        "owner": people[OFFICIAL], "username": "neu", "number": "1", "query": "q=1", "day": day, "what": "weekly", "found_on": day,
        "source": "talk", "owner_level": "unit", "weight": "general", "measures": "改", "expires_on": "2026-12-01", "scopes": "ledger:read",
        "to": people[LIAISON], "decision": "决定", "result": "办结", "start_on": day, "end_on": "2026-12-01", "basis": "依据", "unit_head": "1",
    }  # fmt: skip


@pytest.fixture
def built(settings: Any) -> House:
    settings.BIHUAN_DEMO = True  # no second factor
    found = house()
    found.clients |= {name: found.town.client(name) for name in NEIGHBOURS}
    return found


def wrote() -> tuple[int, dict[str, int]]:
    """How far the book is, and how many rows there are."""
    return Record.objects.count(), rows_of_all_tables()


def changed(before: tuple[int, dict[str, int]], send: Any, noted: bool = False) -> tuple[Any, bool]:
    """The answer, and whether it changed anything, but for one line of the book where it is `noted`; nothing of it stays, so that every question
    finds what was `before` the first. SQLite counts changed rows, those of sessions too."""
    held = connection.connection.total_changes
    with transaction.atomic():
        answer = send()
        found = connection.connection.total_changes != held and wrote() not in (before, _with_a_line(before) if noted else before)
        transaction.set_rollback(True)
    return answer, found


def _with_a_line(before: tuple[int, dict[str, int]]) -> tuple[int, dict[str, int]]:
    count, rows = before
    return count + 1, rows | {"audit.Record": rows["audit.Record"] + 1}


def sent(built: House) -> Iterator[tuple[str, str, Any]]:
    for role in (*NEIGHBOURS, "outsider", "anonymous"):
        for name, names in addresses():
            if name not in OWN and (role, name) not in VISITS:
                yield role, name, built.address(name, names)


def test_no_page_takes_from_a_neighbour(built: House) -> None:
    form, before, wrong = told(built), wrote(), []
    for role, name, address in sent(built):
        answer, did = changed(before, partial(built.clients[role].post, address, form), name in TAKEN_HOME)
        wrong += [(role, name, answer.status_code)] if did or answer.status_code >= 500 else []
    assert not wrong and wrote() == before


def test_the_answer_of_a_unit_is_not_given_by_another(built: House) -> None:
    form, before, address = told(built), wrote(), built.address("institutions:check_answer", {"code", "pk"})
    assert changed(before, partial(built.clients[OTHER_LIAISON].post, address, form))[1], "its own unit answers with this form"
    for role in ("liaison", "official", "head", "colleague", "outsider", "anonymous"):
        assert not changed(before, partial(built.clients[role].post, address, form))[1], role


def test_no_page_knows_another_method(built: House) -> None:
    """A view that takes whatever is no GET for its form would take it without what the form asks."""
    client, before, wrong = built.clients["office"], wrote(), []
    for name, names in addresses():
        answer, did = changed(before, partial(client.put, built.address(name, names)))
        wrong += [(name, answer.status_code)] if did or answer.status_code not in (302, 403, 404, 405) else []
    assert not wrong and wrote() == before


def test_no_operation_takes_from_a_neighbour(built: House) -> None:
    known, more, wrong = _known(built), told(built), []
    headers = {name: {"Authorization": f"Bearer {token_for(built.town.people[name].user)}"} for name in NEIGHBOURS}  # type: ignore[arg-type]
    before = wrote()
    for name, (method, path) in _operations().items():
        for word, value in known.items():
            path = path.replace(f"{{{word}}}", str(value))
        body = {key: _named(value, known) for key, value in (PAGES.get(name, ("", None))[1] or more).items()}
        text = "" if method == "get" else json.dumps(body)
        for who in NEIGHBOURS if name not in OWN and not name.startswith("plans_") else ():
            answer, did = changed(
                before,
                lambda m=method, p=path, t=text, w=who: Client().generic(
                    m.upper(), p, t, content_type="application/json", headers=headers[w]
                ),
                name in TAKEN_HOME,
            )
            wrong += [(who, name, answer.status_code)] if (did and method != "get") or answer.status_code >= 500 else []
    assert not wrong and wrote() == before
