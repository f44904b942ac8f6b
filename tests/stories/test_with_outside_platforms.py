"""A year with platforms outside: one that only knows sheets, one that asks and gives by interface and is told by webhook (M195)."""

import hashlib
import hmac
import io
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import openpyxl
import pytest
from django.core.cache import cache
from django.utils import timezone

from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.webhooks.delivering import ask_for_what_waits, deliver
from bihuan.foundation.webhooks.operations import subscribe
from bihuan.problems.models import Problem
from tests.factories.town import OFFICE, OFFICIAL, WATER, Town, town
from tests.interfaces.api.machines import Machine, token_for
from tests.problems.sheets import workbook

LEDGER = "campaigns/QS-2026/ledger"


class _Platform(BaseHTTPRequestHandler):
    """What the platform hears at its own address."""

    heard: list[tuple[dict[str, str], bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.heard.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def platform() -> Iterator[tuple[str, list[tuple[dict[str, str], bytes]]]]:
    kind = type("Platform", (_Platform,), {"heard": []})
    server = HTTPServer(("127.0.0.1", 0), kind)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/closed-loop", kind.heard  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()


def _machine(place: Town, *scopes: str) -> Machine:
    user = place.people[OFFICE].user
    assert user is not None
    cache.clear()
    return Machine(token_for(user, list(scopes)))


def _heard(heard: list[tuple[dict[str, str], bytes]], secret: str) -> list[dict[str, Any]]:
    """What the platform believes: deliveries with a right signature only."""
    told = []
    for headers, body in heard:
        wanted = hmac.new(secret.encode(), f"{headers['x-bihuan-timestamp']}.".encode() + body, hashlib.sha256).hexdigest()
        assert headers["x-bihuan-signature"] == f"v1={wanted}"
        told += json.loads(body)["events"]
    return told


@pytest.mark.mechanism("M195")
@pytest.mark.django_db
def test_what_comes_by_sheet_and_by_interface_goes_back_by_sheet_and_by_webhook(
    settings: Any, platform: tuple[str, list[tuple[dict[str, str], bytes]]]
) -> None:
    settings.BIHUAN_WEBHOOK_HOSTS = ["127.0.0.1"]
    place, (address, heard) = town(), platform
    hooks, secret = subscribe(url=address, events=["problem"], actor=system_actor(), now=timezone.now())
    clerk, program = _machine(place, "ledger:read", "ledger:write"), _machine(place, "ledger:read", "ledger:write")

    # sheet in: the service platform knows nothing of us; its own list, with a title and words of its own
    head = ("编号", "责任单位", "问题描述", "问题来源", "整改时限")
    listed = [
        ("12345-1", WATER, "窗口群众等候两小时", "督查反馈", "2026年12月31日"),
        ("12345-2", WATER, "来信一月未复", "督查反馈", "2026-12-31"),
    ]
    sheet = workbook(listed, head=head, sheet="转办清单", title="便民服务平台转办问题清单")
    status, told = clerk.send(f"{LEDGER}/import-sheet", "转办清单.xlsx", sheet)
    assert (status, told["new"]) == (200, 2), told
    assert clerk.send(f"{LEDGER}/import-sheet", "转办清单.xlsx", sheet)[1]["same"] == 2, "sent again, nothing twice"

    # interface in: the platform of open power hands over its rows at night, twice because the line broke
    rows = [{"unit": WATER, "person": OFFICIAL, "source": "督查反馈", "text": "审批事项超时未办", "external": "QL-77"}]
    assert program.post(f"{LEDGER}/import", {"rows": rows}, key="night-1")[1]["new"] == 1
    assert program.post(f"{LEDGER}/import", {"rows": rows}, key="night-1")[1]["new"] == 1, "the answer of the first time"
    assert Problem.objects.count() == 3

    # webhook out: it is told what happens to it, in ids alone, and asks for the rest with its token
    place.to("rectifying", Problem.objects.get(external_number="QL-77"))
    assert ask_for_what_waits(timezone.now()) == 1
    deliver.call(subscription=hooks.pk)
    events = _heard(heard, secret)
    mine = Problem.objects.get(external_number="QL-77")
    assert [one["event"] for one in events if one["number"] == mine.number][-1] == "problem.plan" and events[-1]["to"] == "rectifying"
    assert not any(word in body.decode() for _headers, body in heard for word in ("审批", OFFICIAL, WATER))
    answer = program.get(f"{LEDGER}/{events[-1]['number']}")[1]
    assert (answer["external_number"], answer["state"], answer["measures"]) == ("QL-77", "rectifying", ["实行窗口轮值", "公开等候时间"])

    # sheet out: the platform without an interface gets its items back by its own numbers, and what it writes into them comes in again
    data = clerk.post(f"{LEDGER}/export", {"reason": "反馈便民服务平台"}, q="窗口群众")[1]
    book = openpyxl.load_workbook(io.BytesIO(data))
    page = book["问题台账"]
    names = [cell.value for cell in page[1]]
    found = {row[names.index("外部编号")].value: row for row in page.iter_rows(min_row=2)}
    assert set(found) == {"12345-1"}
    found["12345-1"][names.index("问题")].value = "窗口群众等候两小时无人受理（平台已回访）"
    stream = io.BytesIO()
    book.save(stream)
    status, told = clerk.send(f"{LEDGER}/import-sheet", "台账.xlsx", stream.getvalue())
    assert (status, told["changed"], told["new"]) == (200, 1, 0), told
    assert Problem.objects.get(external_number="12345-1").text == "窗口群众等候两小时无人受理（平台已回访）"
    assert Problem.objects.get(external_number="12345-2").text == "来信一月未复", "its neighbour stays"
