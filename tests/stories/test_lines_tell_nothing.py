"""A day of work, with everything that goes wrong in one: afterwards the lines hold no name, phone, text, token or password."""

import io
import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from bihuan.foundation.accounts.models import User
from bihuan.foundation.jobs.operations import ask
from bihuan.foundation.jobs.working import Worker
from bihuan.foundation.tokens.operations import issue_token
from bihuan.foundation.watching.lines import EVENTS, JsonLines
from tests.factories.town import OFFICE, PEOPLE, WATER, Town, town
from tests.foundation.jobs.tasks import break_down, refuse

pytestmark = pytest.mark.django_db
PHONE, SECRET_WORD, TEXT = "13900001234", "tide-lantern-4417", "窗口收了红包没有退还"
API = "/api/v1/campaigns"


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Everything that any logger of the process would write, whatever its level."""
    stream, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    levels = {one: one.level for one in (root, EVENTS, logging.getLogger("django"), logging.getLogger("axes"))}
    root.addHandler(handler)
    for one in levels:
        one.setLevel(logging.DEBUG if one is not root else logging.INFO)
    logging.getLogger("django.request").setLevel(logging.DEBUG)
    monkeypatch.setattr("bihuan.foundation.jobs.working.close_old_connections", lambda: None)
    monkeypatch.setattr("bihuan.foundation.jobs.working.BEAT", 3600)
    yield stream
    root.removeHandler(handler)
    for one, level in levels.items():
        one.setLevel(level)


def _signs_in(here: Town) -> None:
    user: User = here.people[OFFICE].user  # type: ignore[assignment]
    user.set_password(SECRET_WORD)
    user.save()
    client = Client()
    for word in ("wrong-" + SECRET_WORD, SECRET_WORD):
        client.post("/account/login/", {"login": user.username, "password": word})


def _works(here: Town) -> None:
    client, code = here.client(OFFICE), here.campaign.code
    client.raise_request_exception = False
    client.get(f"/c/{code}/ledger/?q={PHONE}")
    client.post(f"/c/{code}/ledger/new/", {"unit": here.units[WATER].pk, "text": TEXT, "source": "supervision"})
    client.get(f"/c/{code}/ledger/4711/?who={OFFICE}")
    client.get(f"/people/{PHONE}/")
    client.post("/look/", {"theme": "\0" + TEXT})


def _asks_by_program(here: Town) -> str:
    now, user = timezone.localtime(), here.people[OFFICE].user
    told: dict[str, Any] = {"scopes": ["ledger:read", "ledger:write"], "expires_on": now.date() + timedelta(days=9)}
    _row, token = issue_token(user=user, name="写入", actor=here.machine, now=now, **told)  # type: ignore[arg-type]
    client, headers = Client(raise_request_exception=False), {"HTTP_AUTHORIZATION": f"Bearer {token}", "HTTP_IDEMPOTENCY_KEY": PHONE}
    for text in (TEXT, ""):
        body = json.dumps({"unit": here.units[WATER].pk, "source": "supervision", "text": text})
        client.post(f"{API}/{here.campaign.code}/ledger", body, "application/json", **headers)
    client.post(f"{API}/{here.campaign.code}/ledger", TEXT, "application/json", **headers)
    client.get(f"{API}/{here.campaign.code}/ledger", HTTP_AUTHORIZATION="Bearer bihuan_" + SECRET_WORD)
    return token


def _works_in_the_background(here: Town) -> None:
    for task in (refuse, break_down):
        ask(task, title=f"{OFFICE} {TEXT}", actor=here.machine, now=timezone.now())
    Worker().run(until_idle=True)


def _breaks(here: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_given: object, **_more: object) -> None:
        raise ValueError(f"{OFFICE} {PHONE} {TEXT}")

    monkeypatch.setattr("bihuan.interfaces.web.problems.views.problem.shown", breaks)
    client = here.client(OFFICE)
    client.raise_request_exception = False
    assert client.get(f"/c/{here.campaign.code}/ledger/1/").status_code == 500
    logging.getLogger("somebody.else").warning("%s called %s", OFFICE, PHONE)
    logging.getLogger("somebody.else").warning(f"{OFFICE} called {PHONE}")


def test_no_line_tells_of_a_person_or_of_the_business(written: io.StringIO, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.BIHUAN_DEMO = True  # nobody is asked for a second factor
    here = town()
    _signs_in(here)
    _works(here)
    token = _asks_by_program(here)
    _works_in_the_background(here)
    _breaks(here, monkeypatch)
    text = written.getvalue()
    told = [json.loads(line) for line in text.splitlines()]
    assert {"request", "job", "log"} <= {one["event"] for one in told} and len(told) > 12
    assert {one["outcome"] for one in told if one["event"] == "job"} == {"failed"}
    assert {401, 404, 500} <= {one.get("status") for one in told} and any(one.get("fault") == "ValueError" for one in told)
    names = {row[2] for row in PEOPLE if row[2]} | {row[0] for row in PEOPLE}
    forbidden = {
        *names,
        PHONE,
        "13800000000",
        SECRET_WORD,
        TEXT,
        token,
        token.removeprefix("bihuan_"),
        here.campaign.title,
        "4711",
        "127.0.0.1",
    }
    assert not {one for one in forbidden if one in text or json.dumps(one)[1:-1] in text}
