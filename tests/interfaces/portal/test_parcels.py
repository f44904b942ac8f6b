"""A door and an office as processes of their own, with nothing between them but folders, or one line on which only the office asks."""

import io
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory

from bihuan.foundation.sealedbox.box import Box
from bihuan.foundation.sealedbox.contents import Answer
from bihuan.foundation.sealedbox.keys import ReportKeys
from bihuan.foundation.sealedbox.packages import seal_plainly, unseal
from bihuan.foundation.sealedbox.published import NAME, signed
from bihuan.foundation.sealedbox.pulling import HEAD, LONGEST
from bihuan.foundation.sealedbox.vocabulary import Kind, Says
from bihuan.foundation.seals import keys
from bihuan.interfaces.portal import fetching
from bihuan.interfaces.portal.paper import Held
from tests.interfaces.portal.office import TODAY, Office
from tests.interfaces.portal.serving import form_of, open_door

pytestmark = pytest.mark.django_db(databases=[])


def _bihuan(*words: str, code: int = 0, **settings: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BIHUAN_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "bihuan.interfaces.cli.main", *words], env={**kept, **settings}, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


class Installations:
    """Two machines: the home of the door, the home of the office, and an office that seals and answers as the true one does."""

    def __init__(self, place: Path) -> None:
        self.door_home, self.office_home, self.out, self.back = (place / one for one in ("door", "office", "out", "back"))
        for one in (self.out, self.back):
            one.mkdir()
        self.trust = keys.public_key(self.office_home, "ed25519").hex()
        self.door = {"BIHUAN_HOME": str(self.door_home), "BIHUAN_PORTAL_TRUST": self.trust}
        self.office = {"BIHUAN_HOME": str(self.office_home), "BIHUAN_PORTAL_DOOR": _bihuan("portal", "key", **self.door).strip()}
        self.box = Box(self.office_home / "portal" / "box.sqlite3")
        self.box.prepare()
        self.staff = Office(self.box)
        told = self.staff.door.told()
        self.box.publish(NAME, signed(self.staff.door, keys.sign(self.office_home, "ed25519", told)))

    def opens_and_answers(self) -> list[str]:
        texts = []
        for place in self.box.waiting():
            (content,) = self.staff.contents(place)
            texts.append(content.text)
            taken = [one.key for kind in Kind for one, _day in self.box.envelopes(place, kind)]
            answer = Answer(Says.MESSAGE, date(2026, 3, 3), "已收到", "1")
            self.box.settle(place, taken, [seal_plainly(answer.told(), content.address)], TODAY)
        return texts


@pytest.fixture
def both(tmp_path: Path) -> Installations:
    return Installations(tmp_path)


def _answered(installations: Installations, report: ReportKeys) -> list[str]:
    sealed = Box(installations.door_home / "portal" / "box.sqlite3").answers(report.place)
    return [Answer.read(unseal(one, [report.reader])).text for one in sealed]


def test_a_report_goes_through_a_one_way_gate_and_its_answer_comes_back(both: Installations) -> None:
    """The door opens with what the gate brought, a report goes out, is opened, and the reporter reads the answer with his code."""
    _bihuan("portal", "carry", "office", "--to", str(both.back), **both.office)
    _bihuan("portal", "carry", "door", "--from", str(both.back), **both.door)
    assert list(both.back.iterdir()) == []
    with open_door(both.door_home, publish=False, BIHUAN_PORTAL_TRUST=both.trust) as door:
        report = ReportKeys(door.report(*form_of(text="仓库后门夜里进出车辆")))
        _bihuan("portal", "carry", "door", "--to", str(both.out), **both.door)
        assert all(b"\xe4\xbb\x93\xe5\xba\x93" not in one.read_bytes() for one in both.out.iterdir())
        told = _bihuan("portal", "carry", "office", "--from", str(both.out), **both.office)
        assert "收下 1 个" in told and both.opens_and_answers() == ["仓库后门夜里进出车辆"]
        _bihuan("portal", "carry", "office", "--to", str(both.back), **both.office)
        _bihuan("portal", "carry", "door", "--from", str(both.back), "--to", str(both.out), **both.door)
        assert _answered(both, report) == ["已收到"]
    _bihuan("portal", "carry", "office", "--from", str(both.out), **both.office)
    assert both.opens_and_answers() == []


def test_a_parcel_that_the_gate_lost_is_told_and_sent_again(both: Installations) -> None:
    for _each in range(2):
        _bihuan("portal", "carry", "door", "--to", str(both.out), **both.door)
    first, second = sorted(both.out.iterdir())
    first.unlink()
    told = _bihuan("portal", "carry", "office", "--from", str(both.out), code=1, **both.office)
    assert "前面还缺数据包" in told and second.exists()
    assert "发出 3 个" in _bihuan("portal", "carry", "door", "--to", str(both.out), "--again", **both.door)
    assert "收下 3 个" in _bihuan("portal", "carry", "office", "--from", str(both.out), **both.office)
    second.write_bytes(b"x" * 5000)
    assert "不是对方签发的" in _bihuan("portal", "carry", "office", "--from", str(both.out), code=1, **both.office)


def test_an_office_that_knows_no_door_takes_nothing(both: Installations) -> None:
    told = {**both.office, "BIHUAN_PORTAL_DOOR": ""}
    _bihuan("portal", "carry", "office", "--from", str(both.out), code=2, **told)


def test_the_office_fetches_from_a_running_door(both: Installations) -> None:
    with open_door(both.door_home, publish=False, BIHUAN_PORTAL_TRUST=both.trust, BIHUAN_PORTAL_PULLED="1") as door:
        told = {**both.office, "BIHUAN_PORTAL_PULL": f"http://127.0.0.1:{door.port}/"}
        _bihuan("portal", "pull", **told)
        time.sleep(Held.seconds + 1)  # the process that listens looks at the paper again
        report = ReportKeys(door.report(*form_of(text="取走的一件")))
        _bihuan("portal", "pull", **told)
        assert both.opens_and_answers() == ["取走的一件"]
        _bihuan("portal", "pull", **told)
        assert _answered(both, report) == ["已收到"]
        nowhere = door.ask("GET /zh/nowhere/")
        for asked in (door.ask("GET /zh/parcels/"), door.ask("POST /zh/parcels/", b"x" * 9000), door.ask("POST /zh/parcels/", b"")):
            assert asked.split(b"\r\n")[0] == nowhere.split(b"\r\n")[0] and "没有这一页".encode() in asked
    assert both.door_home.with_suffix(".err").read_text() == ""


class _Counting(io.BytesIO):
    """A line that tells how much was read of it."""

    come = 0

    def read(self, size: int | None = -1) -> bytes:
        found = super().read(size)
        self.come += len(found)
        return found


def test_of_what_a_stranger_sends_only_the_head_is_read(door: Client, settings: Any, tmp_path: Path) -> None:
    """Whoever may ask is known from the first 2 KB; nobody else makes the door hold 20 MB, or look at its box."""
    settings.BIHUAN_PORTAL_PULLED, settings.BIHUAN_PORTAL_HOME = True, tmp_path
    body = _Counting(b"x" * LONGEST)
    request = RequestFactory().post("/parcels/", b"", content_type="application/octet-stream")
    request = type(request)({**request.environ, "wsgi.input": body, "CONTENT_LENGTH": str(LONGEST), "HTTP_CONTENT_LENGTH": str(LONGEST)})
    assert fetching.parcels(request).status_code == 404
    assert body.come == HEAD and not list((tmp_path / "portal").glob("parcels*"))


def test_a_door_that_was_not_told_so_is_not_fetched_from(door: Client) -> None:
    assert door.post("/parcels/", b"x" * 3000, content_type="application/octet-stream").status_code == 404
