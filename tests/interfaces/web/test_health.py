"""For whoever watches the service: it answers without a sign-in, tells nothing, and says when the database is away."""

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/health/live/", "/health/ready/"])
def test_it_is_well(client: Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, b"ok\n", "no-store")
    assert client.post(path).status_code == 405 and not answer.cookies


@pytest.mark.parametrize("fault", [OperationalError, InterfaceError])
def test_a_database_that_is_away_is_told(client: Client, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]) -> None:
    def away() -> None:
        raise fault("gone")

    monkeypatch.setattr(connection, "cursor", away)
    monkeypatch.setattr(connection, "close", lambda: None)
    assert client.get("/health/live/").status_code == 200
    answer = client.get("/health/ready/")
    assert (answer.status_code, answer.content) == (503, b"database\n")
