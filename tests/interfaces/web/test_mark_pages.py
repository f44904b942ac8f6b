"""Pages of ratings and cards: a card's life by clicking, and nobody who may not know of it reads a word of it anywhere."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from bihuan.accountability.models import Card, CardReview, LocalRule, Motion, Rating, Referral, Saying
from bihuan.accountability.operations import seat_in_body
from bihuan.accountability.vocabulary.motions import MotionKind as K
from bihuan.campaigns.operations import switch_mechanisms
from bihuan.foundation.audit.models import Record
from tests.accountability.ground import PERSONNEL, Bodies, by
from tests.accountability.marks import laid, proposed, switched_on, told
from tests.factories import town as factory
from tests.factories.town import COLLEAGUE, GROUP, HEAD, LEADER, OFFICE, OFFICE_2, OFFICIAL, OTHER_HEAD, WATER, Town
from tests.interfaces.web.doors import addresses, house

pytestmark = [pytest.mark.django_db, pytest.mark.both]
FACTS = {"text": "3 月 1 日窗口无人", "evidence": "监控截图", "clause": "第五条"}


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True
    return factory.town()


@pytest.fixture
def bodies(place: Town) -> Bodies:
    return Bodies(place)


def _at(place: Town, name: str, *given: object) -> str:
    return reverse(f"accountability:{name}", args=[place.campaign.code, *given])


def _do(place: Town, who: str, name: str, /, *given: object, query: str = "", **said: Any) -> None:
    address = _at(place, name, *given) + query
    client: Client = place.client(who)
    assert client.get(address).status_code == 200, (who, address)
    answer = client.post(address, said)
    assert answer.status_code == 302, (who, address, re.findall(r'class="error[^>]*>([^<]+)', answer.content.decode()))


def _carded(bodies: Bodies, kind: str = "yellow", name: str = OFFICIAL) -> Card:
    place = bodies.place
    unit, person = place.units[WATER].pk, place.people[name].pk
    _do(place, OFFICE, "new_motion", query=f"?unit={unit}", kind=kind, person=person, handler=bodies.of["office"].pk, **FACTS)
    row = Motion.objects.latest("pk")
    asked = {"health": "none", "workload": "considered", "orders": "none"}
    _do(place, OFFICE, "motion_step", row.number, "ask_before_motion", **asked)
    _do(place, OFFICE, "motion_step", row.number, "reword_motion", **{**FACTS, "text": "3 月 1 日、2 日窗口无人"})
    _do(place, OFFICE_2, "motion_step", row.number, "verify_motion", how="调看监控")
    _do(place, OFFICE, "motion_step", row.number, "notice_motion")
    _do(place, name, "motion_step", row.number, "say_to_motion", text="当天被抽去开会")
    _do(place, OFFICE, "answer_saying", Saying.objects.latest("pk").pk, text="已核实")
    _do(place, OFFICE, "motion_step", row.number, "submit_motion")
    told = {"document": "9 号", "present": "雷峰、夕照", "reasons": "事实清楚", "heard": "采纳开会一节"}
    _do(place, LEADER, "motion_step", row.number, "grant_motion", **told)
    _do(place, LEADER, "motion_step", row.number, "serve_motion", how="in_person", on=localdate().isoformat())
    return Card.objects.latest("pk")


def test_rules_are_cited_by_the_office_and_without_one_nothing_is_offered(bodies: Bodies) -> None:
    place = bodies.place
    switch_mechanisms(campaign=place.campaign, switches={"cards": True}, **by(place, OFFICE))
    page = place.client(OFFICE).get(_at(place, "marks")).content.decode()
    assert "没有引用本地制度" in page and _at(place, "new_motion") not in page
    assert place.client(OFFICE).get(_at(place, "new_motion")).status_code == 403
    told = {"about": "cards", "title": "办法", "number": "5 号", "issuer": "县委", "body": bodies.of["party"].pk, "early": "no"}
    _do(place, OFFICE, "cite_rule", **told)
    assert LocalRule.objects.get().body == bodies.of["party"]
    assert _at(place, "new_motion") in place.client(OFFICE).get(_at(place, "marks")).content.decode()
    _do(place, OFFICE, "end_rule", LocalRule.objects.get().pk, reason="废止")


def test_a_card_is_given_appealed_and_withdrawn_by_clicking(bodies: Bodies) -> None:
    switched_on(bodies)
    place, card = bodies.place, _carded(bodies)
    motion = card.motions.get()
    page = place.client(OFFICIAL).get(_at(place, "motion", motion.number)).content.decode()
    assert "申诉不会加重" in page and "当天被抽去开会" in page and "已核实" in page
    course = {
        "place": "县委党校",
        "from_on": "2026-03-03",
        "to_on": "2026-03-04",
        "content": "规范",
        "decided_by_body": "县委组织部",
        "document": "4 号",
    }
    _do(place, PERSONNEL, "card_training", card.pk, **course)
    paper = place.client(OFFICIAL).post(_at(place, "training_paper", card.pk, card.trainings.get().pk), {"purpose": "own"})
    assert paper.status_code == 200 and paper["Content-Type"].endswith("document")
    assert place.client(OFFICIAL).post(_at(place, "motion_paper", motion.number), {"purpose": "own"}).status_code == 200
    _do(place, OFFICIAL, "motion_appeal", motion.number, body=bodies.of["discipline"].pk, text="被抽调")
    review = CardReview.objects.get()
    _do(place, GROUP, "card_review", review.pk, "accept_review")
    _do(place, GROUP, "card_review", review.pk, "revoke_motion", outcome="确被抽调", document="1 号")
    card.refresh_from_db()
    assert card.state == "undone"
    for name in (LEADER, PERSONNEL, GROUP, OFFICE, HEAD):
        assert place.client(name).get(_at(place, "card", card.pk)).status_code == 404
        assert OFFICIAL not in place.client(name).get(_at(place, "marks")).content.decode().split("<main")[-1]
    assert Record.objects.filter(kind="reading", action="take_mark_paper").exists()


def test_ratings_rewards_and_a_record_by_clicking(bodies: Bodies) -> None:
    switched_on(bodies)
    place = bodies.place
    now = by(place, OFFICE)["now"]
    Rating.objects.create(campaign=place.campaign, person=place.people[OFFICIAL], unit=place.units[WATER], rule=LocalRule.objects.get(about="ratings"),
                          kind="striver", rated_on=now.date(), ends_on=now.date().replace(year=2099), rated_at=now)  # fmt: skip
    row = Rating.objects.get()
    told = {"body": bodies.of["personnel"].pk, "document": "12 号", "text": "集体研究", f"rating_{row.pk}": "excellent"}
    _do(place, LEADER, "new_rewards", **told)
    sent = Referral.objects.get()
    _do(place, PERSONNEL, "answer_referral", sent.number, answer="采纳", document="3 号", on=localdate().isoformat())
    assert place.client(PERSONNEL).post(_at(place, "referral_paper", sent.number), {"purpose": "to_file"}).status_code == 200
    asked = {
        "body": bodies.of["personnel"].pk,
        "person": OFFICIAL,
        "document": "函 2 号",
        "document_on": localdate().isoformat(),
        "purpose": "年度考核",
    }
    _do(place, PERSONNEL, "ask_record", **asked)
    record = Referral.objects.latest("pk")
    assert place.client(PERSONNEL).post(_at(place, "referral_paper", record.number), {"purpose": "to_file"}).status_code == 200
    assert place.client(LEADER).get(_at(place, "referral", record.number)).status_code == 404
    page = place.client(OFFICIAL).get(_at(place, "rating", row.pk)).content.decode()
    assert "奋斗者" in page


def test_hat_off_and_moves_have_their_pages(bodies: Bodies) -> None:
    switched_on(bodies)
    place, card = bodies.place, _carded(bodies, "red")
    Card.objects.filter(pk=card.pk).update(review_on=localdate(), given_on=localdate().replace(year=2020))
    seat_in_body(bodies.of["party"], person=place.people[OTHER_HEAD], **by(place, OFFICE))
    _do(place, LEADER, "card_move", card.pk, "down", handler=bodies.of["party"].pk, **FACTS)
    _do(place, OFFICIAL, "card_hat_off", card.pk, text="改了", evidence="考勤")
    row = Motion.objects.filter(kind="hat_off").get()
    _do(place, LEADER, "motion_step", row.number, "grant_motion", document="10 号", present="雷峰", reasons="明显改观", heard="")
    card.refresh_from_db()
    assert card.state == "yellow"
    assert place.client(COLLEAGUE).get(_at(place, "card", card.pk)).status_code == 404


_WORDS = re.compile("黄牌|红牌|躺平者|奋斗者|摘帽")


@pytest.mark.long
@pytest.mark.sweep
def test_on_no_page_of_anybody_else_stands_the_name_beside_the_word(settings: Any) -> None:
    """Cockpit, wall, ledger, search, exports, to-dos: every address of the product, for everybody who may not know of it."""
    settings.BIHUAN_DEMO = True
    built = house()
    swept = 0
    for role, others in (
        ("head", (COLLEAGUE, OFFICIAL)),
        ("liaison", (COLLEAGUE, OFFICIAL)),
        ("official", (COLLEAGUE,)),
        ("office", (OFFICIAL,)),
    ):
        for name, arguments in addresses():
            if name.startswith(("accountability:", "clues:")) and name != "accountability:marks":
                continue
            answer = built.clients[role].get(built.address(name, arguments))
            if answer.status_code != 200 or answer.streaming or "html" not in answer.headers.get("Content-Type", ""):
                continue
            swept += 1
            lines = re.split(
                r"</(?:tr|li|dd|p|td)>", answer.content.decode().replace("红黄牌", "")
            )  # the mechanism has that name in the menu
            beside = [line for line in lines if _WORDS.search(line) and any(one in line for one in others)]
            assert not beside, (role, name)
    assert swept > 200


def test_a_step_that_lacks_something_says_what_and_offers_no_button(bodies: Bodies) -> None:
    """Whoever wrote the facts is not offered to verify them; what leads on stands out, of a decision nothing does."""
    place = bodies.place
    switched_on(bodies)
    row = proposed(bodies, K.YELLOW)
    page = place.client(OFFICE).get(_at(place, "motion", row.number)).content.decode()
    assert "往下走还缺" in page and "事实由写入人以外的人核实" in page and "notice_motion" not in page and "verify_motion" not in page
    other = place.client(OFFICE_2).get(_at(place, "motion", row.number)).content.decode()
    assert "verify_motion" in other
    told(bodies, row)
    laid(bodies, row, days=0)
    assert localdate(row.opened_at).isoformat() in place.client(OFFICIAL).get(reverse("accountability:own_matters")).content.decode()
    decider = place.client(LEADER).get(_at(place, "motion", row.number)).content.decode()
    assert "grant_motion" in decider and 'class="btn go" href="' not in decider.partition("grant_motion")[0].rpartition("<h1")[2]
