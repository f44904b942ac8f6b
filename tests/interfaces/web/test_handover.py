"""Handing over on pages: who left is named to the office, successors are chosen, conflicts shown, the list printed."""

import io
from datetime import UTC, datetime
from typing import Any

import pypdfium2
import pytest

from bihuan.campaigns.models import Handover
from bihuan.foundation.accounts.operations import close_account
from bihuan.organisation.operations import enter_person
from bihuan.problems.models import Problem
from tests.factories import town as t

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings: Any) -> t.Town:
    settings.BIHUAN_DEMO = True
    return t.town()


def test_from_the_to_do_to_the_signed_list(place: t.Town) -> None:
    signed = place.to("confirmed", place.find(person=None, doer=place.people[t.OFFICIAL]))
    place.find(person=None, doer=place.people[t.OFFICIAL])
    close_account(place.people[t.OFFICIAL].user, reason="退休", actor=place.machine, now=t.NOW)  # type: ignore[arg-type]
    office, leaver = place.client(t.OFFICE), place.people[t.OFFICIAL]
    at = f"/c/QS-2026/handover/{leaver.pk}/"
    for page in ("/todo/", "/c/QS-2026/handover/"):
        told = office.get(page).content.decode()
        assert "工作还没移交" in told and at in told
    assert at not in place.client(t.LEADER).get("/todo/").content.decode()
    chosen = office.get(at, {"who": t.HEAD})
    assert chosen.status_code == 302 and chosen["Location"] == f"{at}?to={place.people[t.HEAD].pk}"
    page = office.get(chosen["Location"]).content.decode()
    assert "由他整改的问题" in page and f"{signed.number:04d}" in page and "已在这些问题上办过" in page
    refused = office.post(at, {"to": place.people[t.HEAD].pk, "doer": place.people[t.HEAD].pk, "reason": "退休", "do": "1"})
    assert refused.status_code == 422 and "请换一个人接手" in refused.content.decode()
    both = [place.people[t.HEAD].pk, place.people[t.LIAISON].pk]
    asked = office.post(at, {"to": both, "doer": both[0]}).content.decode()
    assert 'name="doer-else"' in asked
    looked = office.post(at, {"to": both, "doer": both[0], "doer-else": both[1]}).content.decode()
    assert looked.count("由他整改的问题</th>") == 2 and "已在这些问题上办过" not in looked
    looked = office.post(at, {"to": [place.people[t.HEAD].pk, place.people[t.LIAISON].pk], "doer": place.people[t.LIAISON].pk})
    assert looked.status_code == 200 and "已在这些问题上办过" not in looked.content.decode(), "looked at again, nothing written"
    assert Problem.objects.filter(doer=leaver).count() == 2
    done = office.post(at, {"to": place.people[t.LIAISON].pk, "doer": place.people[t.LIAISON].pk, "reason": "退休", "do": "1"}, follow=True)
    told = done.content.decode()
    assert "移交清单" in told and t.LIAISON in told and Problem.objects.filter(doer=place.people[t.LIAISON]).count() == 2
    file = office.get(done.redirect_chain[-1][0] + "list.pdf")
    words = pypdfium2.PdfDocument(io.BytesIO(file.content))[0].get_textpage().get_text_bounded()
    assert all(word in words for word in ("工作移交清单", "移交人", "接手人", "监交人", t.LIAISON, f"{signed.number:04d}"))
    assert "没有未办结的工作" in office.get(at).content.decode()
    Handover.objects.update(handed_at=datetime(2026, 3, 1, 23, 30, tzinfo=UTC))  # half past seven in the morning here
    early = office.get(done.redirect_chain[-1][0] + "list.pdf").content
    assert "2026年3月2日" in pypdfium2.PdfDocument(io.BytesIO(early))[0].get_textpage().get_text_bounded().replace(" ", "")


def test_duties_may_end_without_a_successor(place: t.Town) -> None:
    office, leaver = place.client(t.OFFICE), place.people[t.OTHER_LIAISON]
    at = f"/c/QS-2026/handover/{leaver.pk}/"
    (key,) = [f"duty-{one.pk}" for one in leaver.grants.filter(ended_at=None)]
    page = office.get(at).content.decode()
    assert "只收回，不移交" in page and "disabled" in page
    assert office.post(at, {key: "none", "reason": "退休", "do": "1"}).status_code == 302
    assert not leaver.grants.filter(ended_at=None).exists()
    assert place.client(t.LIAISON).post(at, {key: "none", "reason": "x", "do": "1"}).status_code == 403


def test_a_number_in_the_address_tells_nobodys_name_whom_the_campaign_does_not_know(place: t.Town) -> None:
    stranger, office = enter_person(name="吴山", actor=place.machine, now=t.NOW), place.client(t.OFFICE)
    at = f"/c/QS-2026/handover/{place.people[t.OFFICIAL].pk}/"
    place.find(person=None, doer=place.people[t.OFFICIAL])
    for address in (f"{at}?to={stranger.pk}", f"{at}?to={stranger.pk}:柳浪", f"/c/QS-2026/handover/{stranger.pk}/"):
        answer = office.get(address)
        assert answer.status_code in (404, 422) and "吴山" not in answer.content.decode()
    chosen = office.get(at, {"who": "吴山"})
    page = office.get(chosen["Location"])
    assert chosen.status_code == 302 and page.status_code == 200 and "吴山" in page.content.decode(), "by name everybody is found"
    told = page.context["successors"][0]
    done = office.post(at, {"to": f"{told.pk}:吴山", "doer": told.pk, "reason": "退休", "do": "1"})
    assert done.status_code == 422 and "“吴山”没有在用的账号" in done.content.decode()
    enter_person(name="玉泉", actor=place.machine, now=t.NOW)
    assert "在这个专项里没有工作" in office.get("/c/QS-2026/handover/", {"who": "玉泉"}).content.decode()


def test_who_left_the_roster_and_still_has_open_work_is_found(place: t.Town) -> None:
    gone = enter_person(name="吴山", actor=place.machine, now=t.NOW)
    Problem.objects.filter(pk=place.find().pk).update(doer=gone)
    page = place.client(t.OFFICE).get(f"/c/QS-2026/handover/{gone.pk}/")
    assert page.status_code == 200 and "由他整改的问题" in page.content.decode()
