"""Reports that a browser sealed: what the door hands out for them, what it takes, and what it refuses. That browsers make such is shown in
tests/browser/test_door_scripts.py."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pyrage import x25519

from bihuan.foundation.sealedbox import codes
from bihuan.foundation.sealedbox.contents import ReturnAddress
from bihuan.foundation.sealedbox.keys import ReportKeys
from bihuan.foundation.sealedbox.padding import BOX, SMALLEST
from bihuan.foundation.sealedbox.published import Keys
from bihuan.foundation.sealedbox.vocabulary import Kind
from bihuan.interfaces.portal import price, sealing
from tests.foundation.sealedbox import shaped
from tests.interfaces.portal.office import Office

DIGEST, SECOND = "ab" * 32, "cd" * 32
KEYS = {"content_key": "01" * 16, "address_key": "02" * 16, "identity_key": "03" * 16}


def _own() -> ReportKeys:
    return ReportKeys(codes.from_seed(b"s" * 16))


def _sheet(door: Client, path: str = "/zh/sheet/", address: str = "") -> HttpResponse:
    return door.post(path, {"address": address or _own().address})


def _told(answer: HttpResponse, name: str) -> str:
    found = re.search(rf' data-{name}="([^"]*)"', answer.content.decode())
    assert found, name
    return unescape(found[1])


def _send(door: Client, **changed: Any) -> HttpResponse:
    sheet = _sheet(door)
    bodies = {name: changed.pop(name, made) for name, made in (("content", shaped.content()), ("identity", shaped.identity()))}
    fields: dict[str, Any] = {
        "address": _own().address, "digest": DIGEST, "token": _told(sheet, "token"), "keys": _told(sheet, "keys"), **KEYS, **changed,
    }  # fmt: skip
    fields = {name: value for name, value in fields.items() if value is not None}
    return door.post("/sealed/", {**fields, **{name: SimpleUploadedFile(name, body) for name, body in bodies.items() if body is not None}})


def _kept(office: Office) -> dict[Kind, bytes]:
    return {kind: one.body for kind in Kind for one, _day in office.box.envelopes(_own().place, kind)}


def test_the_sheet_has_the_words_and_the_keys_and_nothing_of_the_report(door: Client, office: Office) -> None:
    sheet = _sheet(door, "/zh/e/k3v9/sheet/")
    keys = office.door.keys
    assert [_told(sheet, name).split() for name in ("desk", "alternate", "custodians")] == [
        list(one) for one in (keys.desk, keys.alternate, keys.custodians)
    ]
    assert _told(sheet, "entry") == "k3v9" and len(_told(sheet, "signs")) == 2048 and "是否当场受理" in sheet.content.decode()
    assert len(sheet.content) < 50_000 and _told(_sheet(door, "/en/sheet/"), "language") == "en"


@pytest.mark.parametrize("address", ["-", "age1", "AGE-SECRET-KEY-1", "age1" + "q" * 400])
def test_no_sheet_for_what_is_no_address_nor_at_a_closed_door(door: Client, office: Office, address: str) -> None:
    assert _sheet(door, address=address).status_code == 503
    office.publish(number=2, keys=Keys())
    assert _sheet(door).status_code == 503 and door.get("/zh/sheet/").status_code == 405


def test_a_sealed_report_lies_in_the_box_as_one_that_the_door_sealed(door: Client, office: Office) -> None:
    content, who = shaped.content(), shaped.identity()
    assert _send(door, content=content, identity=who).status_code == 200
    assert _kept(office) == {Kind.CONTENT: content, Kind.IDENTITY: who, Kind.ADDRESS: ReturnAddress(_own().address, DIGEST).told()}
    assert office.box.waiting() == [_own().place], "the place follows from the address"
    assert _send(door).status_code == 200 and _kept(office)[Kind.CONTENT] == content, "sent again it is there once"


@pytest.mark.parametrize(
    "changed",
    [
        {"content": b"plain words"},
        {"content": shaped.content()[:-1]},
        {"content": shaped.content(SMALLEST * 3)},
        {"content": shaped.content(many=3)},
        {"content": None},
        {"identity": shaped.identity(2)},
        {"identity": shaped.identity(3)[4:]},
        {"identity": None},
        {"digest": "ab"},
        {"digest": "xy" * 32},
        {"address": "age1"},
        {"address": "AGE-SECRET-KEY-1"},
        {"content_key": "01"},
        {"content_key": "02" * 16},
        {"identity_key": ""},
    ],
    ids=range(15),
)
def test_what_is_malformed_is_refused(door: Client, office: Office, changed: dict[str, Any]) -> None:
    assert _send(door, **changed).status_code == 400
    assert office.box.waiting() == [] and _kept(office) == {}


def test_what_is_sealed_to_other_keys_than_count_is_to_be_sealed_anew(door: Client, office: Office) -> None:
    known = _told(_sheet(door), "keys")
    office.desk = x25519.Identity.generate()
    office.publish(number=2)
    assert _send(door, keys=known).status_code == 409 and _kept(office) == {}
    assert _send(door).status_code == 200


def test_it_costs_what_a_report_costs_and_a_token_serves_one_place(door: Client, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    made = price.Load()
    made.count(300)
    monkeypatch.setattr(price, "load", made)
    monkeypatch.setattr(price.Paid, "has_worked", lambda self, bits: self.work == "done")
    assert _send(door).status_code == 429 and _told(_sheet(door), "bits") != "0"
    assert _send(door, work="done").status_code == 200
    other = ReportKeys(codes.from_seed(b"t" * 16)).address
    assert _send(door, address=other, work="done").status_code == 429, "another report pays itself"
    more = {"digest": SECOND, "content_key": "04" * 16, "address_key": "05" * 16, "work": "done"}
    spent = _told(_sheet(door), "token")
    assert _send(door, **more, token=spent).status_code == 200, "who changes a word and sends again has paid"
    assert _send(door, **more | {"digest": DIGEST, "content_key": "06" * 16, "address_key": "07" * 16}, token=spent).status_code == 429


def test_one_place_does_not_fill_the_box(door: Client, office: Office, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.BIHUAN_PORTAL_REPORT_MB = 0
    monkeypatch.setattr(sealing, "_CONTENTS", 3)
    assert _send(door).status_code == 200
    assert _send(door, digest=SECOND, content_key="04" * 16, address_key="05" * 16).status_code == 400


ADDED: dict[str, Any] = {"identity": None, "identity_key": None, "digest": SECOND, "content_key": "04" * 16, "address_key": "05" * 16}


def test_what_is_added_has_no_identity_and_goes_where_a_report_lies(door: Client, office: Office) -> None:
    assert _send(door, **ADDED).status_code == 400, "to an address that leads nowhere nothing is added"
    assert _send(door).status_code == 200 and _send(door, **ADDED).status_code == 200
    assert office.box.contents(_own().place) == 2 and office.box.many(_own().place) == 5
    assert _send(door, **ADDED | {"identity": shaped.identity()}).status_code == 400


def test_what_is_added_pays_from_the_second_time_on(door: Client, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _send(door).status_code == 200
    made = price.Load()
    made.count(300)
    monkeypatch.setattr(price, "load", made)
    assert _send(door, **ADDED).status_code == 200, "the report has paid for it"
    assert _send(door, **ADDED | {"digest": "ef" * 32, "content_key": "06" * 16, "address_key": "07" * 16}).status_code == 429


def _piece(door: Client, body: bytes = bytes(BOX), **changed: str) -> HttpResponse:
    fields = {"address": _own().address, "key": "0a" * 16, "token": _told(_sheet(door), "token"), **changed}
    return door.post("/pieces/", {**fields, "piece": SimpleUploadedFile("piece", body)})


def test_a_piece_of_it_goes_to_its_place_under_its_own_key(door: Client, office: Office) -> None:
    assert _piece(door).content == b"0a" * 16
    ((kept, _day),) = office.box.envelopes(_own().place, Kind.PIECE)
    assert kept.key == bytes.fromhex("0a" * 16)


@pytest.mark.parametrize(("body", "changed"), [(b"short", {}), (bytes(BOX), {"key": "0a"}), (bytes(BOX), {"address": "age1"})])
def test_so_is_a_piece_that_is_none(door: Client, office: Office, body: bytes, changed: dict[str, str]) -> None:
    assert _piece(door, body, **changed).status_code == 400


def test_pieces_of_it_cost_the_same(door: Client, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    made = price.Load()
    made.count(300)
    monkeypatch.setattr(price, "load", made)
    assert _piece(door).status_code == 429


def test_a_box_that_is_away_is_told(door: Client, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_given: object) -> None:
        raise OSError

    monkeypatch.setattr("bihuan.interfaces.portal.paper.Kept.put", away)
    assert _send(door).status_code == 503 and _piece(door).status_code == 503
