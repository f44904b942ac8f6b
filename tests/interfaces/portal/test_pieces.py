"""Pieces that a browser sealed: taken one by one, each once, and only those that can belong to a report."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import bihuan.interfaces.portal as portal
from bihuan.foundation.sealedbox import codes
from bihuan.foundation.sealedbox.keys import ReportKeys
from bihuan.foundation.sealedbox.padding import BOX
from bihuan.foundation.sealedbox.vocabulary import Kind
from bihuan.interfaces.portal import price, sealing
from tests.interfaces.portal.office import Office
from tests.interfaces.portal.visits import SEED, filed, piece_sent, said

SCRIPTS = Path(portal.__file__).parent / "scripts"
AGE = "f1847c5be8f562ddc94ffd58e2e670748dcae5eaeede0f2030644292a67a116a"  # whoever makes age.js anew looks at it and says so here


def _place(seed: str = SEED) -> bytes:
    from bihuan.interfaces.portal.written import Written

    return ReportKeys(Written(seed, concerns="no").code).place


def test_a_piece_is_put_in_once_and_its_key_is_told(door: Client, office: Office) -> None:
    first, again, second = piece_sent(door, b"a" * BOX), piece_sent(door, b"b" * BOX), piece_sent(door, number="1")
    kept = {one.key.hex(): one.body for one, _day in office.box.envelopes(_place(), Kind.PIECE)}
    assert first.content == again.content and kept == {first.content.decode(): b"a" * BOX, second.content.decode(): bytes(BOX)}
    assert office.box.waiting() == [], "nothing of it is a report yet"


@pytest.mark.parametrize(
    ("body", "changed"),
    [
        (b"short", {}),
        (bytes(BOX + 1), {}),
        (bytes(BOX), {"word": "../" * 10}),
        (bytes(BOX), {"number": "4096"}),
        (bytes(BOX), {"number": "-1"}),
        (bytes(BOX), {"seed": "no seed"}),
        (bytes(BOX), {"code": "不是查询码"}),
    ],
)
def test_what_is_no_piece_of_a_report_is_not_taken(door: Client, office: Office, body: bytes, changed: dict[str, str]) -> None:
    door.raise_request_exception = False
    assert piece_sent(door, body, **changed).status_code >= 400
    assert list(office.box.envelopes(_place(), Kind.PIECE)) == []


def test_to_a_code_that_opens_nothing_nothing_is_added(door: Client, office: Office) -> None:
    assert piece_sent(door, code=codes.new().latin).status_code == 400
    code, _done = filed(door)
    assert piece_sent(door, code=code.latin).status_code == 200


def test_one_code_does_not_fill_the_box(door: Client, office: Office, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """As much as three reports with all their files may lie at a place; then nothing more is taken there, by either way."""
    settings.BIHUAN_PORTAL_REPORT_MB = 1
    monkeypatch.setattr(sealing, "_CONTENTS", 0)
    for number in range(12):
        assert piece_sent(door, number=str(number)).status_code == 200
    assert piece_sent(door, number="12").status_code == 400 and piece_sent(door, seed="cd" * 32).status_code == 200
    fields = {"seed": SEED, "concerns": "no", "named": "no", "text": "-", "do": "check"}
    told = said(door.post("/report/", {**fields, "files": SimpleUploadedFile("a.jpg", b"x" * 100)}))
    assert "没有存上" in told and office.box.many(_place()) == 12


def test_pieces_cost_what_a_report_costs(door: Client, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    made = price.Load()
    made.count(300)
    monkeypatch.setattr(price, "load", made)
    assert piece_sent(door).status_code == 429 and piece_sent(door, token=price.token(SEED)).status_code == 429


def test_a_closed_door_takes_none(door: Client, office: Office) -> None:
    office.box.publish("door", b"")
    assert piece_sent(door).status_code == 400


def test_the_scripts_are_those_that_lie_here_and_no_other_file(door: Client) -> None:
    for name in ("door.js", "age.js", "seal.js"):
        answer = door.get(f"/scripts/{name}")
        assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/javascript")
        assert answer.headers["Cache-Control"] == "no-store" and answer.content == (SCRIPTS / name).read_bytes()
    for name in ("age.LICENSES.txt", "..%2Fviews.py", "no.js"):
        assert door.get(f"/scripts/{name}").status_code == 404


def test_the_library_is_the_one_that_was_looked_at_and_brings_its_licences() -> None:
    assert hashlib.sha256((SCRIPTS / "age.js").read_bytes()).hexdigest() == AGE
    licences = (SCRIPTS / "age.LICENSES.txt").read_text()
    assert all(f"== {name}" in licences for name in ("age-encryption", "@noble/ciphers", "@noble/curves", "@noble/hashes", "@scure/base"))
