"""Lines tell nothing of persons, counters add up over processes, a proxy is believed only where it is known."""

import io
import json
import logging
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client

from bihuan.foundation.kernel import BadInput
from bihuan.foundation.watching import counters, lines
from bihuan.foundation.watching.away import is_away
from bihuan.foundation.watching.proxies import client_behind, is_within, networks


def _line(record: logging.LogRecord) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(lines.JsonLines().format(record))
    return told


def _record(name: str, text: str, *given: object, **more: Any) -> logging.LogRecord:
    record = logging.LogRecord(name, logging.ERROR, "a/place.py", 7, text, given, None)
    record.__dict__.update(more)
    return record


def test_of_foreign_words_only_the_template_is_kept() -> None:
    assert _line(_record("django.request", "Not Found: %s", "/13800000000/"))["text"] == "Not Found: %s"
    assert _line(_record("axes", "柳浪 failed"))["text"] == "place.py:7"
    assert _line(_record("bihuan.x", "job %s", 3))["text"] == "job 3"


def test_of_a_fault_the_kind_and_the_places_are_kept_never_the_message() -> None:
    try:
        raise ValueError("柳浪 13800000000")
    except ValueError:
        told = _line(_record("bihuan.x", "broke", exc_info=sys.exc_info()))
    assert told["fault"] == "ValueError" and "test_of_a_fault" in told["places"][-1]
    assert "柳浪" not in json.dumps(told, ensure_ascii=False)


def test_an_event_tells_only_what_is_on_the_list() -> None:
    told = _line(_record("bihuan.events", "request", told={"event": "request", "status": 200, "path": "/people/7/", "user": "柳浪"}))
    assert set(told) == {"at", "level", "event", "status"}


def test_counters_of_several_processes_add_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIHUAN_COUNTERS", str(tmp_path))
    code = "from bihuan.foundation.watching import counters\nfor n in range(50): counters.count('seen_total', route='a')\ncounters.took('t', .3, route='a')"
    for one in [
        subprocess.Popen([sys.executable, "-c", code], env={"PYTHONPATH": "src", "BIHUAN_COUNTERS": str(tmp_path)}) for _n in range(2)
    ]:
        assert one.wait(timeout=60) == 0
    own = counters.Counters()
    own.add('seen_total{route="a"}')
    counted = own.all()
    assert counted['seen_total{route="a"}'] == 101 and counted['t_bucket{route="a",le="0.5"}'] == 2
    text = counters.exposition(counted, {"t": ("histogram", "T."), "seen_total": ("counter", "S.")})
    assert "# TYPE t histogram" in text and text.index('le="0.5"') < text.index('le="10"') < text.index('le="+Inf"')
    assert 't_bucket{route="a",le="0.25"} 0' in text and 't_bucket{route="a",le="10"} 2' in text and 't_count{route="a"} 2' in text
    assert text.endswith('seen_total{route="a"} 101\n')


def test_a_full_file_counts_nothing_new_and_breaks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BIHUAN_COUNTERS", raising=False)
    monkeypatch.setattr(counters, "_SIZE", 200)
    own = counters.Counters()
    for n in range(50):
        own.add(f"series_number_{n:04}")
        own.add("series_number_0000")
    assert own.all()["series_number_0000"] == 51 and 5 < len(own.all()) < 10


def test_a_proxy_is_believed_only_where_it_is_known() -> None:
    trusted = networks(("10.0.0.0/24", "::1"), "BIHUAN_PROXIES")
    passed = {"REMOTE_ADDR": "10.0.0.2", "HTTP_X_FORWARDED_FOR": "6.6.6.6, 203.0.113.9, 10.0.0.3"}
    assert client_behind(passed, trusted) == "203.0.113.9", "what the client itself wrote before it does not count"
    assert client_behind({**passed, "REMOTE_ADDR": "198.51.100.1"}, trusted) == "198.51.100.1"
    assert client_behind({**passed, "HTTP_X_FORWARDED_FOR": "somebody"}, trusted) == "10.0.0.2"
    assert client_behind(passed, ()) == "10.0.0.2"
    assert is_within("::ffff:10.0.0.7", trusted) and not is_within("x", trusted)
    with pytest.raises(BadInput, match="不是地址"):
        networks(("nowhere",), "BIHUAN_PROXIES")


def test_a_database_that_is_away_is_told_from_a_wrong_question() -> None:
    import psycopg

    lost = OperationalError("the connection is lost")
    lost.__cause__ = psycopg.OperationalError("server closed the connection unexpectedly")
    assert is_away(lost) and is_away(OperationalError("database is locked"))
    reads = psycopg.errors.ReadOnlySqlTransaction("cannot execute INSERT in a read-only transaction")
    assert is_away(reads)
    assert not is_away(OperationalError("too many SQL variables")) and not is_away(ValueError()) and not is_away(None)
    assert not is_away(InterfaceError("bad argument"))


pytestmark = pytest.mark.django_db


def test_metrics_are_read_from_here_or_with_the_token_only(client: Client, settings: Any) -> None:
    answer = client.get("/metrics")
    text = answer.content.decode()
    assert answer.status_code == 200 and 'bihuan_jobs{state="waiting"} 0' in text and "bihuan_database_up 1" in text
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 404
    assert client.get("/metrics", HTTP_X_FORWARDED_FOR="127.0.0.1").status_code == 404, "a proxy on this machine is not this machine"
    settings.BIHUAN_METRICS_TOKEN = "a-token-of-the-monitoring"
    allowed = {"REMOTE_ADDR": "203.0.113.9", "HTTP_AUTHORIZATION": "Bearer a-token-of-the-monitoring"}
    assert client.get("/metrics", **allowed).status_code == 200
    assert client.get("/metrics", **{**allowed, "HTTP_AUTHORIZATION": "Bearer no"}).status_code == 404
    settings.BIHUAN_METRICS = "off"
    assert client.get("/metrics").status_code == 404 and client.get("/metrics", **allowed).status_code == 404


def test_labels_carry_routes_and_never_numbers_of_rows(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BIHUAN_COUNTERS", raising=False)
    client.get("/administration/accounts/4711/?q=13800000000")
    client.get("/nowhere/13800000000/")
    text = client.get("/metrics").content.decode()
    assert 'route="administration:account"' in text and 'route="-"' in text
    labels = " ".join(re.findall(r"\{.*?\}", text))  # a time may have any digits
    assert 'route="-"' in labels and "4711" not in labels and "13800000000" not in labels


def test_every_answer_has_its_number_and_a_fault_shows_it(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(client.get("/account/login/").headers["X-Request-ID"]) == 32
    given = "0123456789abcdef0123456789abcdef"
    assert client.get("/health/live/", HTTP_X_REQUEST_ID=given).headers["X-Request-ID"] == given
    assert client.get("/health/live/", HTTP_X_REQUEST_ID="13800000000").headers["X-Request-ID"] != "13800000000"

    def breaks(*_given: object, **_more: object) -> None:
        raise fault

    client.raise_request_exception = False
    monkeypatch.setattr("bihuan.interfaces.web.shell.health._said", breaks)
    fault: Exception = ValueError("柳浪")
    answer = client.get("/health/live/", HTTP_X_REQUEST_ID=given)
    assert answer.status_code == 500 and given in answer.content.decode()
    fault = OperationalError("database is locked")
    answer = client.get("/health/live/")
    assert answer.status_code == 503 and answer.headers["Retry-After"] == "5" and "正在切换" in answer.content.decode()


def test_a_request_is_one_line(client: Client) -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(lines.JsonLines())
    level = lines.EVENTS.level
    lines.EVENTS.addHandler(handler)
    lines.EVENTS.setLevel(logging.INFO)
    try:
        client.get("/health/ready/?q=13800000000")
    finally:
        lines.EVENTS.setLevel(level)
        lines.EVENTS.removeHandler(handler)
    told = json.loads(stream.getvalue())
    assert (told["event"], told["route"], told["method"], told["status"]) == ("request", "shell:ready", "GET", 200)
    assert len(told["request"]) == 32 and told["ms"] >= 0 and "address" not in told and "13800000000" not in stream.getvalue()


def test_there_is_room_for_every_route_with_its_methods_answers_and_times(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.urls import URLPattern, get_resolver

    monkeypatch.delenv("BIHUAN_COUNTERS", raising=False)

    def routes(patterns: list[object], before: str) -> list[str]:
        found = []
        for one in patterns:
            here = before + str(one.pattern)  # type: ignore[attr-defined]
            found += [here] if isinstance(one, URLPattern) else routes(one.url_patterns, here)  # type: ignore[attr-defined]
        return found

    own, known = counters.Counters(), routes(get_resolver().url_patterns, "")
    assert len(known) > 900
    told = [
        counters.series("bihuan_requests_total", route=one, method=method, status=status)
        for one in known
        for method in ("GET", "POST")
        for status in ("200", "302", "403", "404", "422")
    ]
    told += [counters.series("bihuan_request_seconds_bucket", route=one, le=f"{edge:g}") for one in known for edge in counters.BUCKETS]
    for one in told:
        own.add(one)
    assert len(own.all()) == len(set(told))
