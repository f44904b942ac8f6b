"""Who gets in, what a token may be used for, how often, and what is refused how."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bihuan.foundation.accounts.models import User
from bihuan.foundation.tokens.models import Answer, Token
from bihuan.foundation.tokens.vocabulary import Scope
from bihuan.problems.models import Problem
from tests.factories.pictures import jpeg
from tests.factories.town import LIAISON, OFFICE, TODAY, WATER, Town
from tests.interfaces.api.machines import Machine

pytestmark = pytest.mark.django_db
LEDGER = "campaigns/QS-2026/ledger"
Make = Callable[..., Machine]


def _new(place: Town) -> dict[str, object]:
    return {"unit": place.units[WATER].pk, "source": "supervision", "text": "窗口群众等候两小时"}


def test_nobody_comes_in_without_a_token_in_force(place: Town, machine: Make) -> None:
    for token in ("", "bihuan_000000000000_" + "x" * 43, "x", "\u00e9"):
        program = Machine(token)
        status, told = program.get("campaigns")
        assert (status, told["kind"]) == (401, "no_token") and program.last["WWW-Authenticate"] == "Bearer"
    office = machine(OFFICE)
    assert office.get("campaigns")[0] == 200
    Token.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert office.get("campaigns")[0] == 401
    Token.objects.update(expires_on=timezone.localdate())
    assert office.get("campaigns")[0] == 200
    User.objects.filter(username=OFFICE).update(is_active=False)
    assert office.get("campaigns")[0] == 401


def test_a_misspelt_filter_is_refused_and_does_not_give_everything(place: Town, machine: Make) -> None:
    office = machine(OFFICE)
    for address in (f"{LEDGER}?lamps=overdue", "campaigns/QS-2026?att=2026-01-01", f"{LEDGER}?lamp=overdue&limt=5"):
        status, told = office.get(address)
        assert (status, told["kind"], told["errors"][0]["message"]) == (422, "bad_input", "没有这一项")
    assert told["errors"][0]["place"] == "query.limt"
    assert office.get(f"{LEDGER}?lamp=overdue&limit=5")[0] == 200
    status, told = office.get(f"{LEDGER}?lamp=purple")
    assert "只能是其中之一：on_time、near、" in told["errors"][0]["message"]
    assert told["sentence"] == "请求里有 1 处不对。", "what only reads had nothing to write"
    assert office.post(LEDGER, _new(place) | {"unit": "x"})[1]["sentence"] == "有 1 处不对，什么都没有写入。"


def test_an_external_number_that_is_used_is_named_as_the_reason(place: Town, machine: Make) -> None:
    office = machine(OFFICE)
    assert office.post(LEDGER, _new(place) | {"external_number": "T-1"})[0] == 200
    status, told = office.post(LEDGER, _new(place) | {"external_number": "T-1", "text": "另一件"})
    assert (status, told["kind"]) == (409, "conflict") and "外部编号" in told["sentence"] and "别人改过" not in told["title"]
    assert Problem.objects.count() == 1


def test_a_session_is_no_token(place: Town) -> None:
    signed_in = place.client(OFFICE)
    assert signed_in.get("/api/v1/campaigns").status_code == 401
    answer = signed_in.post(f"/api/v1/{LEDGER}", json.dumps(_new(place)), content_type="application/json")
    assert answer.status_code == 401 and Problem.objects.count() == 0


def test_no_form_token_is_asked_of_a_program(place: Town, machine: Make) -> None:
    strict = Client(enforce_csrf_checks=True)
    headers = {"Authorization": f"Bearer {machine(OFFICE).token}"}
    answer = strict.post(f"/api/v1/{LEDGER}", json.dumps(_new(place)), content_type="application/json", headers=headers)
    assert answer.status_code == 200


def test_a_cookie_beside_a_token_changes_nobody(place: Town, machine: Make) -> None:
    office, liaison = place.client(OFFICE), machine(LIAISON)
    told = office.get("/api/v1/campaigns/QS-2026", headers={"Authorization": f"Bearer {liaison.token}"}).json()
    assert told["duties"] == ["liaison"]


def test_a_token_is_good_for_its_scopes_only(place: Town, machine: Make) -> None:
    reader = machine(OFFICE, [Scope.LEDGER_READ.value])
    assert reader.get(LEDGER)[0] == 200
    for status, told in (reader.post(LEDGER, _new(place)), reader.get("campaigns"), reader.get("campaigns/QS-2026/figures")):
        assert (status, told["kind"]) == (403, "scope")
    assert Problem.objects.count() == 0


def test_a_token_is_asked_so_often_in_a_minute_and_no_more(place: Town, machine: Make, settings: object) -> None:
    settings.BIHUAN_API_RATE = 3  # type: ignore[attr-defined]
    office, other = machine(OFFICE), machine(LIAISON)
    assert [office.get("campaigns")[0] for _time in range(4)][-2:] in ([200, 429], [200, 200]), "the minute may have turned"
    told = [office.get("campaigns") for _time in range(5)][-1]
    assert told[0] == 429 and 1 <= int(office.last["Retry-After"]) <= 60
    assert other.get("campaigns")[0] == 200


def test_a_count_that_was_put_out_of_the_cache_stops_nobody(place: Town, machine: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.core.cache.cache.add", lambda *_args: True)
    assert machine(OFFICE).get("campaigns")[0] == 200


def test_a_day_of_use_is_kept_and_no_moment(place: Town, machine: Make) -> None:
    machine(OFFICE).get("campaigns")
    assert Token.objects.get().last_used_on == timezone.localdate()


def test_a_request_with_a_key_is_done_once(place: Town, machine: Make) -> None:
    office = machine(OFFICE)
    first = office.post(LEDGER, _new(place), key="n-1")
    again = office.post(LEDGER, _new(place), key="n-1")
    assert first == again and Problem.objects.count() == 1
    assert office.last["Idempotency-Replayed"] == "true"
    status, told = office.post(LEDGER, {**_new(place), "text": "另一件"}, key="n-1")
    assert (status, told["kind"]) == (422, "bad_input") and Problem.objects.count() == 1
    assert office.post(LEDGER, _new(place), key="n-2")[0] == 200 and Problem.objects.count() == 2
    assert machine(LIAISON).post(LEDGER, _new(place), key="n-1")[0] == 200, "another token, another key"


def test_a_file_sent_again_with_its_key_is_kept_once(place: Town, machine: Make) -> None:
    row, office = place.find(), machine(OFFICE)
    photo = b"\xff\xd8\xff\xe0" + bytes(64)
    sent = [office.send(f"{LEDGER}/{row.number}/evidence", "现场.jpg", photo, key="e-1") for _time in range(2)]
    row.refresh_from_db()
    assert sent[0] == sent[1] and sent[0][0] == 200 and row.evidence_count == 1
    assert office.send(f"{LEDGER}/{row.number}/evidence", "现场.jpg", photo + b"\0", key="e-1")[0] == 422


def test_a_file_handed_out_with_a_key_comes_whole_each_time(place: Town, machine: Make) -> None:
    row, office, photo = place.find(), machine(OFFICE), jpeg()
    _status, made = office.send(f"{LEDGER}/{row.number}/evidence", "现场.jpg", photo)
    for _time in range(2):
        assert office.post(f"{LEDGER}/{row.number}/evidence/{made['id']}/original", {}, key="o-1")[0] == 200
        assert b"".join(office.last.streaming_content) == photo


def test_what_was_refused_leaves_its_key_free(place: Town, machine: Make) -> None:
    office = machine(OFFICE)
    assert office.post(LEDGER, {**_new(place), "found_on": "2099-01-01"}, key="n-1")[0] == 422
    assert Answer.objects.count() == 0
    assert office.post(LEDGER, _new(place), key="n-1")[0] == 200
    assert office.post(LEDGER, _new(place), key="例")[0] == 422


BAD = [
    (b"{", 400), (b"[1,", 400), (b"", 422), (b"null", 422), (b"[]", 422), (b"[" * 100_000, 400), (b'{"text": NaN}', 422), (b"\xff\xfe", 400),
    (b'{"unit": 1e400}', 422), (b'{"unit": 99999999999999999999, "source": "talk", "text": "x"}', 422),
    (b'{"unit": 1, "source": "talk", "text": "\\u0000"}', 422), (b'{"unit": 1, "source": "talk", "text": "\\ud800"}', 422),
    (b'{"unit": 1, "source": "talk", "text": "x", "found_on": "0001-01-01"}', 422), (b'{"unit": 1, "source": "talk", "text": "x", "more": 1}', 422),
]  # fmt: skip


@pytest.mark.parametrize(("body", "status"), BAD)
def test_a_broken_body_is_refused_with_a_sentence(place: Town, machine: Make, body: bytes, status: int) -> None:
    headers = {"Authorization": f"Bearer {machine(OFFICE).token}"}
    answer = Client().post(f"/api/v1/{LEDGER}", body, content_type="application/json", headers=headers)
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json" and answer.json()["sentence"]
    assert Problem.objects.count() == 0


@pytest.mark.parametrize(
    ("method", "place_", "status"),
    [("get", "nothing", 404), ("get", "campaigns/QS-2026/ledger/0", 422), ("get", "campaigns/QS-2026/ledger/99999999999", 422),
     ("get", "campaigns/%00/ledger", 422), ("get", f"{LEDGER}?q=%00", 400), ("delete", LEDGER, 405), ("put", "campaigns", 405),
     ("get", f"{LEDGER}?limit=201", 422), ("get", f"{LEDGER}?at=9999-12-31", 422), ("get", "campaigns/NO-SUCH/ledger", 404)],
)  # fmt: skip
def test_whatever_is_wrong_is_told_as_a_problem_document(place: Town, machine: Make, method: str, place_: str, status: int) -> None:
    headers = {"Authorization": f"Bearer {machine(OFFICE).token}"}
    answer = getattr(Client(), method)(f"/api/v1/{place_}", headers=headers)
    assert answer.status_code == status and answer["Content-Type"] == "application/problem+json"
    assert {"type", "status", "title", "kind", "sentence", "errors"} == set(answer.json())


def test_a_broken_form_is_refused(place: Town, machine: Make) -> None:
    row = place.find()
    headers = {"Authorization": f"Bearer {machine(OFFICE).token}"}
    for kind, body in (("multipart/form-data", b"x"), ("multipart/form-data; boundary=b", b"--b\r\nx"), ("application/json", b"{}")):
        answer = Client().generic("POST", f"/api/v1/{LEDGER}/{row.number}/evidence", body, content_type=kind, headers=headers)
        assert answer.status_code in (400, 422) and answer["Content-Type"] == "application/problem+json", kind
    answer = Client().generic("POST", f"/api/v1/{LEDGER}", b"--b--", content_type="multipart/form-data; boundary=b", headers=headers)
    assert answer.status_code in (400, 422)


def test_a_fault_of_ours_tells_a_number_and_nothing_else(place: Town, machine: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("secret words")

    monkeypatch.setattr("bihuan.campaigns.queries.find", broken)
    status, told = machine(OFFICE).get(LEDGER)
    assert (status, told["kind"]) == (500, "fault") and "secret" not in json.dumps(told)


def test_sentences_come_in_the_language_that_is_asked_for(place: Town, machine: Make) -> None:
    office = machine(OFFICE)
    assert office.get(f"{LEDGER}/999")[1]["sentence"] == "没有找到，或者不在您的范围内。"
    office.language = "en"
    assert office.get(f"{LEDGER}/999")[1]["sentence"].isascii()


def test_a_moment_is_told_alike_by_whoever_makes_it_and_whoever_reads_it(place: Town, machine: Make) -> None:
    office = machine(OFFICE)
    made = office.post("campaigns/QS-2026/documents", {"what": "weekly", "day": TODAY.isoformat()})[1]
    read = office.get(f"campaigns/QS-2026/documents/{made['id']}")[1]
    assert made["drafted_at"].endswith("+08:00") and (read["drafted_at"], read["as_of"]) == (made["drafted_at"], made["as_of"])


def test_the_document_is_for_whoever_has_a_token_or_is_signed_in(place: Town, machine: Make) -> None:
    assert Client().get("/api/v1/openapi.json").status_code == 401
    assert place.client(LIAISON).get("/api/v1/openapi.json").status_code in (200, 302), "302: a second factor first"
    status, told = machine(OFFICE).get("openapi.json")
    assert status == 200 and told["openapi"].startswith("3.")
    operations = [one for methods in told["paths"].values() for one in methods.values()]
    assert len({one["operationId"] for one in operations}) == len(operations) > 50
    assert all(one["security"] and "422" in one["responses"] and one["tags"] and one["summary"] for one in operations)


def test_no_two_shapes_have_one_name() -> None:
    """The document knows shapes by their names alone: of two with one name it would tell only one."""
    from ninja import Schema

    from bihuan.interfaces.api.v1 import urls

    def below(kind: type) -> set[type]:
        return {one for child in kind.__subclasses__() for one in {child, *below(child)}}

    assert urls.urlpatterns
    names = [one.__name__ for one in below(Schema) if one.__module__.startswith("bihuan.") and one.__name__ != "LedgerRow"]
    assert sorted(names) == sorted(set(names))
