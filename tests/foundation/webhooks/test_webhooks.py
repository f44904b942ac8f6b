"""Webhooks: what is told, to whom, signed how, when it is tried again; and where nothing may go."""

import hashlib
import hmac
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.utils import timezone

from bihuan.foundation.accounts.models import User
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.jobs.models import Job
from bihuan.foundation.jobs.vocabulary import JobState
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed, NotNow
from bihuan.foundation.webhooks import posting, queries
from bihuan.foundation.webhooks.delivering import ask_for_what_waits, deliver, tell
from bihuan.foundation.webhooks.models import Subscription
from bihuan.foundation.webhooks.operations import subscribe, unsubscribe
from bihuan.foundation.webhooks.posting import Unreachable, post
from bihuan.foundation.webhooks.rules import MOST_FAILURES, checked_url, may_reach, signature, wait_after
from tests.factories.town import OFFICE, OFFICIAL, Town, town

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=timezone.get_fixed_timezone(480))
URL = "https://hooks.example/in"


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_WEBHOOK_HOSTS = ["hooks.example", "127.0.0.1"]
    return town()


class Heard(BaseHTTPRequestHandler):
    """Another system; it answers with the status it was told to."""

    heard: list[tuple[dict[str, str], bytes]]
    status = 204

    def do_POST(self) -> None:
        self.heard.append(
            ({name.lower(): value for name, value in self.headers.items()}, self.rfile.read(int(self.headers["Content-Length"])))
        )
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def other() -> Iterator[tuple[str, type[Heard]]]:
    kind = type("Other", (Heard,), {"heard": []})
    server = HTTPServer(("127.0.0.1", 0), kind)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/in?x=1", kind
    server.shutdown()
    server.server_close()


def _subscribe(url: str = URL, events: tuple[str, ...] = ("problem",)) -> tuple[Subscription, str]:
    return subscribe(url=url, events=events, actor=system_actor(), now=NOW)


def test_another_system_hears_what_happened_signed_and_without_a_name(place: Town, other: tuple[str, type[Heard]]) -> None:
    url, system = other
    row, secret = _subscribe(url)
    problem = place.to("analysed", place.find(text="窗口群众等候两小时无人受理"))
    assert ask_for_what_waits(timezone.now()) == 1
    assert deliver.call(subscription=row.pk)["text"]
    headers, body = system.heard[0]
    told = json.loads(body)
    assert [(one["event"], one["from"], one["to"], one["number"]) for one in told["events"]] == [
        ("problem.record", "", "recorded", problem.number), ("problem.analyse", "recorded", "analysed", problem.number),
    ]  # fmt: skip
    stamp = headers["x-bihuan-timestamp"]
    assert headers["x-bihuan-signature"] == "v1=" + hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    assert headers["x-bihuan-delivery"] == f"{row.pk}-{told['events'][-1]['id']}"
    for word in (OFFICE, OFFICIAL, "窗口", "排班", "水利"):
        assert word not in body.decode()
    assert ask_for_what_waits(timezone.now()) == 0, "nothing new"


def test_only_what_was_asked_for_and_only_what_came_later_is_told(place: Town) -> None:
    place.find()
    row, _secret = _subscribe(events=("document",))
    place.find()
    assert not queries.due(timezone.now()) and not queries.waiting(row).exists()


def test_nothing_about_accounts_and_people_is_offered(place: Town) -> None:
    kinds = {kind for kind, _label in queries.offered()}
    assert "problem" in kinds and "document" in kinds
    assert not kinds & {"account", "person", "post", "standing_duty", "token", "subscription", "job"}
    with pytest.raises(BadInput):
        _subscribe(events=("problem", "account"))
    with pytest.raises(BadInput):
        _subscribe(events=())


def test_delegations_and_handovers_are_about_people() -> None:
    assert not {"delegation", "handover", "grant"} & {kind for kind, _label in queries.offered()}


def test_what_nobody_wants_to_hear_is_passed_over_once(place: Town) -> None:
    row, _secret = subscribe(url=URL, events=["task"], actor=system_actor(), now=NOW)
    place.find()
    assert ask_for_what_waits(NOW) == 0
    row.refresh_from_db()
    assert row.position == queries.end_of_book() and not Job.objects.exists()


def test_a_failed_delivery_is_tried_again_later_and_then_given_up(place: Town, other: tuple[str, type[Heard]]) -> None:
    url, system = other
    row, _secret = _subscribe(url)
    place.find()
    system.status = 500
    assert tell(row, post) == 0
    row.refresh_from_db()
    assert (row.failures, row.last_status, row.position) == (1, "500", row.position)
    assert row.next_try is not None and not queries.due(timezone.now()) and queries.due(row.next_try)
    system.status = 200
    assert tell(row, post) == 1
    row.refresh_from_db()
    assert (row.failures, row.next_try) == (0, None)
    assert system.heard[0][1] == system.heard[1][1], "the same events with the same numbers"
    place.find()
    Subscription.objects.filter(pk=row.pk).update(failures=MOST_FAILURES - 1)
    row.refresh_from_db()
    system.status = 301  # not followed
    tell(row, post)
    row.refresh_from_db()
    assert row.stopped_at is not None and ask_for_what_waits(timezone.now() + timedelta(days=9)) == 0


def test_the_job_of_a_delivery_that_was_not_taken_says_so(place: Town, other: tuple[str, type[Heard]]) -> None:
    """“0 sent” alone, among the jobs that ended well, looks as if there had been nothing to tell."""
    url, system = other
    row, _secret = _subscribe(url)
    place.find()
    system.status = 404
    assert deliver.call(subscription=row.pk)["text"] == "已推送 0 件，随后对方没有收下（404），过一会儿再试"
    system.status = 204
    assert deliver.call(subscription=row.pk)["text"] == "已推送 1 件"


def test_many_events_arrive_in_pieces_in_their_order(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "BATCH", 2)
    row, _secret = _subscribe()
    for _number in range(5):
        place.find()
    sent: list[list[int]] = []

    def send(_url: str, body: bytes, *_more: object) -> int:
        sent.append([one["number"] for one in json.loads(body)["events"]])
        return 200

    assert tell(row, send) == 5
    assert sent == [[1, 2], [3, 4], [5]]


def test_whatever_goes_wrong_the_job_ends_and_a_later_one_tries_again(place: Town) -> None:
    row, _secret = _subscribe()
    place.find()

    def broken(*_args: object) -> int:
        raise RuntimeError("x")

    assert tell(row, broken) == 0
    row.refresh_from_db()
    assert (row.failures, row.last_status) == (1, "RuntimeError")


def test_the_same_delivery_is_asked_for_once(place: Town) -> None:
    _subscribe()
    place.find()
    for _look in range(3):
        ask_for_what_waits(timezone.now())
    assert Job.objects.filter(key__startswith="webhook-").count() == 1


def test_who_keeps_subscriptions(place: Town) -> None:
    row, _secret = _subscribe()
    system = User.objects.create(username="guanli", name="管一", administrator="system", opened_at=NOW)
    for actor in (place.actor(OFFICE), Actor(1, "审三", administrator="audit")):
        with pytest.raises(NotAllowed):
            subscribe(url=URL, events=("problem",), actor=actor, now=NOW)
        assert not queries.visible_to(actor).exists()
    unsubscribe(row, actor=Actor(system.pk, "管一", administrator="system"), now=NOW)
    with pytest.raises(NotNow):
        unsubscribe(row, actor=system_actor(), now=NOW)


HOSTS = ("hooks.example", "10.1.2.3")


@pytest.mark.parametrize(
    "url",
    ["", "hooks.example", "ftp://hooks.example/", "https://other.example/", "https://u:p@hooks.example/", "https://hooks.example:99999/",
     "https://hooks.example@other.example/", "http://[::1", "https://127.0.0.1/", "https://hooks.example\\@127.0.0.1/", "https://例.example/"],
)  # fmt: skip
def test_addresses_that_are_none_or_not_named(url: str) -> None:
    with pytest.raises(BadInput):
        checked_url(url, HOSTS)


def test_named_addresses() -> None:
    assert checked_url(" https://hooks.example:8443/a?b=c ", HOSTS) == "https://hooks.example:8443/a?b=c"
    assert checked_url("http://10.1.2.3/", HOSTS)
    with pytest.raises(BadInput):
        checked_url("http://10.1.2.3/", ())


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "127.9.9.9", "::1", "169.254.169.254", "fe80::1%eth0", "0.0.0.0", "::", "224.0.0.1", "::ffff:127.0.0.1"]
)
def test_a_name_that_leads_to_this_machine_or_the_link_leads_nowhere(address: str) -> None:
    assert not may_reach(address, "hooks.example", HOSTS)


def test_an_address_that_is_named_by_itself_may_be_reached() -> None:
    assert may_reach("127.0.0.1", "127.0.0.1", ("127.0.0.1",)) and may_reach("::1", "localhost", ("localhost",))
    assert not may_reach("127.0.0.1", "hooks.example", ("hooks.example", "localhost"))
    assert may_reach("10.1.2.3", "hooks.example", HOSTS) and may_reach("93.184.216.34", "hooks.example", HOSTS)


def test_the_address_is_looked_at_before_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def leads_to(*addresses: str) -> None:
        monkeypatch.setattr(posting.socket, "getaddrinfo", lambda *_a, **_k: [(0, 0, 0, "", (one, 443)) for one in addresses])

    leads_to("93.184.216.34", "127.0.0.1")
    with pytest.raises(Unreachable, match="not allowed"):
        post(URL, b"{}", "s", "1-1", ("hooks.example",))
    with pytest.raises(Unreachable, match="not allowed"):
        post("https://elsewhere.example/", b"{}", "s", "1-1", ("hooks.example",))


def test_waits_grow_and_signatures_differ_by_time() -> None:
    waits = [wait_after(failures) for failures in range(1, 25)]
    assert waits[0] == timedelta(minutes=1) and waits == sorted(waits) and waits[-1] == timedelta(hours=6)
    assert signature("s", 1, b"x") != signature("s", 2, b"x") != signature("t", 2, b"x")


@pytest.mark.parametrize("end", (JobState.FAILED, JobState.STOPPED))
def test_a_delivery_whose_job_did_not_end_well_is_asked_for_again(place: Town, end: JobState) -> None:
    row, _secret = _subscribe()
    place.find()
    assert ask_for_what_waits(timezone.now()) == 1
    Job.objects.update(state=end, ended=timezone.now())
    assert ask_for_what_waits(timezone.now()) == 1
    assert Job.objects.filter(state=JobState.WAITING).count() == 1


def test_one_subscription_has_one_delivery_at_a_time(place: Town) -> None:
    """However far a running one has come meanwhile: two would tell the same twice, and out of its order."""
    row, _secret = _subscribe()
    place.find()
    ask_for_what_waits(timezone.now())
    Subscription.objects.filter(pk=row.pk).update(position=queries.end_of_book())
    place.find()
    ask_for_what_waits(timezone.now())
    assert Job.objects.filter(state=JobState.WAITING).count() == 1


def test_a_system_that_answers_drop_by_drop_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each drop comes within the patience; all of them together would take hours."""
    monkeypatch.setattr(posting, "PATIENCE", 1.0)
    monkeypatch.setattr(posting, "LONGEST", 1.0, raising=False)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            there, _address = listening.accept()
            with there, suppress(OSError):
                there.sendall(b"HTTP/1.1 200 OK\r\nX-Drops: ")
                for _drop in range(40):
                    there.sendall(b"x")
                    time.sleep(0.1)

        threading.Thread(target=drip, daemon=True).start()
        begun = time.monotonic()
        with suppress(Unreachable):
            post(f"http://127.0.0.1:{listening.getsockname()[1]}/", b"{}", "s", "1-1", ["127.0.0.1"])
    assert time.monotonic() - begun < 3
