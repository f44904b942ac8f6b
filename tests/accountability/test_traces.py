"""After lifting, expiry, withdrawal on appeal and clearing nothing of a matter is found outside the audit: pages, search, machine door, exports, to-dos,
figures, papers that this system would vouch for (issue; P10, M174). What is left is the person's own page, and the case file of those who handled and
decided, found by its number alone – after an appeal undid it, not even that."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate, localtime

from bihuan.accountability import operations as do
from bihuan.accountability.models import Announcement, Handling, HandlingPaper
from bihuan.accountability.operations.papers import take_handling_paper
from bihuan.accountability.queries import visible_handlings
from bihuan.accountability.queries.figures import people_figures
from bihuan.accountability.queries.listing import listed
from bihuan.accountability.queries.own import own_rows
from bihuan.accountability.queries.papers import known_by, papers_taken
from bihuan.accountability.queries.rights import clarifications_of
from bihuan.accountability.vocabulary.clarification import Way
from bihuan.accountability.vocabulary.handling import HandlingState, HandlingWord, Served
from bihuan.accountability.vocabulary.papers import PaperKind, PaperPurpose
from bihuan.accountability.vocabulary.publicity import RightsWord
from bihuan.campaigns.policy import held
from bihuan.campaigns.queries.desk import waits
from bihuan.documents.readers import read_held
from bihuan.foundation.audit.keeping import READING
from bihuan.foundation.audit.models import Record
from tests.accountability import ground, test_publicity
from tests.accountability.ground import PERSONNEL, Bodies, by, decided, heard, in_force, noticed, opened, whole
from tests.accountability.test_clarification import approved
from tests.accountability.test_clarification import proposed as to_clear
from tests.accountability.test_publicity import drawn_up, shown, with_publicity
from tests.accountability.test_tolerance import asked
from tests.factories.town import COLLEAGUE, GROUP, GROUP_2, HEAD, LEADER, OFFICE, OFFICIAL
from tests.interfaces.api.machines import token_for
from tests.interfaces.web.doors import addresses

pytestmark = pytest.mark.django_db
SECRET = "夜雨闻铃那天没有人在岗"
"""Words of the matter that stand nowhere else."""
OTHERS = (OFFICE, LEADER, PERSONNEL, GROUP, COLLEAGUE, HEAD)
ROOMS = ("accountability:", "home:todo", "home:done", "documents:register", "documents:map", "reports:cockpit", "reports:reports", "reports:figures",
         "problems:ledger", "problems:lists", "problems:finds", "campaigns:calls", "finding:overview")  # fmt: skip


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask by today's date: what is announced has to stand today."""
    at = localtime()
    for module in (ground, test_publicity):
        monkeypatch.setattr(module, "TODAY", at.date())
    monkeypatch.setattr(ground, "NOW", at)


OLD = timedelta(40)
"""The days for an appeal are over."""


def served(bodies: Bodies) -> Handling:
    """In force, with a paper taken, and announced by name."""
    row = decided(bodies, heard(bodies, noticed(bodies, whole(bodies, opened(bodies, matter=SECRET)))))
    do.serve_handling(row, how=Served.IN_PERSON, **by(bodies.place, OFFICE))
    with_publicity(bodies)
    shown(bodies, row, title=SECRET, text=f"{SECRET}，曲院。")
    return row


def _paper(bodies: Bodies, row: Handling, name: str = OFFICE) -> tuple[bytes, HandlingPaper]:
    return take_handling_paper(row, kind=PaperKind.DECISION, purpose=PaperPurpose.FILE, **by(bodies.place, name))


def lifted(bodies: Bodies, row: Handling) -> None:
    do.lift_handling(row, reason="表现好", **by(bodies.place, LEADER, 9))


def expired(bodies: Bodies, row: Handling) -> None:
    assert do.end_due(actor=bodies.place.machine, now=by(bodies.place, OFFICE, 185)["now"]) == 1


def undone(bodies: Bodies, row: Handling) -> None:
    place = bodies.place
    appeal = do.file_appeal(row, text=SECRET, body=bodies.of["discipline"], **by(place, OFFICIAL, 1))
    do.accept_appeal(appeal, **by(place, GROUP, 1))
    do.revoke_decision(appeal, outcome="有误", document="1 号", **by(place, GROUP, 2))


def cleared(bodies: Bodies, row: Handling) -> None:
    undone(bodies, row)
    row.refresh_from_db()
    clearing = to_clear(bodies, handling=row)
    approved(bodies, clearing, ways=(Way.MEETING,))


WAYS: dict[str, Callable[[Bodies, Handling], None]] = {"lifted": lifted, "expired": expired, "undone": undone, "cleared": cleared}
NOBODY = {"lifted": (PERSONNEL, GROUP, COLLEAGUE, HEAD), "expired": (PERSONNEL, GROUP, COLLEAGUE, HEAD),
          "undone": (OFFICE, LEADER, PERSONNEL, COLLEAGUE, HEAD), "cleared": OTHERS}  # fmt: skip
"""Who finds it by no address any more; the body that undid it on appeal has its own decision until the name is cleared."""


def _pages(bodies: Bodies) -> list[str]:
    from django.urls import reverse

    code = bodies.place.campaign.code
    named = [(name, {"code": code} if names else {}) for name, names in addresses() if names <= {"code"} and name.startswith(ROOMS)]
    return [reverse(name, kwargs=kwargs) for name, kwargs in named] + [
        f"/jump/?q={SECRET[:4]}", f"/c/{code}/ledger/?q={SECRET[:4]}", f"/c/{code}/handlings/?state=ended", f"/c/{code}/handlings/?state=undone",
        f"/c/{code}/handlings/?state=lifted", f"/api/v1/campaigns/{code}/problems", f"/api/v1/campaigns/{code}/figures",
    ]  # fmt: skip


@pytest.mark.mechanism("P10")
@pytest.mark.parametrize("way", WAYS)
def test_nothing_of_it_is_left_on_any_page(way: str, bodies: Bodies) -> None:
    place, row = bodies.place, served(bodies)
    data, paper = _paper(bodies, row)
    assert known_by(read_held(data, "决定.docx")), "before, it is known"
    WAYS[way](bodies, row)
    Handling.objects.filter(pk=row.pk).update(appeal_until_on=localdate() - OLD)
    row.refresh_from_db()
    for name in OTHERS:
        client = place.client(name)
        for page in _pages(bodies):
            answer = client.get(page)
            text = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert SECRET not in text.decode("utf-8", "replace"), (name, page)
        headers = {"Authorization": f"Bearer {token_for(place.people[name].user)}"}  # type: ignore[arg-type]
        told = client.get(f"/api/v1/campaigns/{place.campaign.code}/handlings", headers=headers)
        assert told.status_code in (200, 403) and SECRET not in told.content.decode(), name
        actor = place.actor(name)
        assert not listed(actor, place.campaign).exists() or name == GROUP, name
        assert visible_handlings(actor).filter(pk=row.pk).exists() is (name not in NOBODY[way]), name
        on_desk = [one.name for one in waits(actor, held(actor, place.campaign.pk), place.campaign.pk, localdate()) if row in one.rows]
        assert not on_desk, (name, on_desk)
    paper.refresh_from_db()
    assert (paper.content, paper.figures, paper.number) == ({}, {}, "") and paper.figures_digest, "a seal, and no words"
    assert known_by(read_held(data, "决定.docx")) is None and not papers_taken(row)
    assert not Announcement.objects.filter(state="shown").exclude(kind="clarification").exists()
    assert own_rows(place.actor(OFFICIAL)).filter(pk=row.pk).exists(), "he himself reads what was, and that it counts no more"
    assert SECRET not in str(list(Record.objects.values_list("label", "changes", "reason"))), (
        "the book tells who, what and when, and no words"
    )
    assert people_figures(place.campaign, localdate(), by(place, OFFICE, 400)["now"]) == {}


def test_the_person_keeps_his_paper_and_this_house_keeps_no_copy_of_its_words(bodies: Bodies) -> None:
    row = served(bodies)
    lifted(bodies, row)
    data, paper = take_handling_paper(row, kind=PaperKind.DECISION, purpose=PaperPurpose.OWN, **by(bodies.place, OFFICIAL, 10))
    assert data and paper.content == {} and known_by(read_held(data, "决定.docx")) is None


def test_the_paper_of_his_appeal_is_his_proof_and_stays(bodies: Bodies) -> None:
    row = served(bodies)
    undone(bodies, row)
    row.refresh_from_db()
    data, paper = take_handling_paper(row, kind=PaperKind.APPEAL_DECISION, purpose=PaperPurpose.OWN, **by(bodies.place, OFFICIAL, 3))
    assert paper.content and known_by(read_held(data, "决定.docx"))


@pytest.mark.parametrize("end", ["not_handle", "drop", "tolerate"])
def test_where_nothing_follows_its_papers_go_too(end: str, bodies: Bodies) -> None:
    place = bodies.place
    row = heard(bodies, noticed(bodies, whole(bodies, opened(bodies))))
    _data, paper = take_handling_paper(row, kind=PaperKind.NOTICE, purpose=PaperPurpose.DELIVER, **by(place, OFFICE))
    if end == "drop":
        do.drop_handling(row, reason="查无此事", **by(place, OFFICE))
    else:
        do.submit_handling(row, body=bodies.of["party"], **by(place, OFFICE))
        {"not_handle": do.not_handle, "tolerate": do.tolerate}[end](row, reason="轻微", **by(place, LEADER))
    paper.refresh_from_db()
    assert row.state in (HandlingState.NOT_HANDLED, HandlingState.DROPPED, HandlingState.TOLERATED) and paper.content == {}


def test_a_clearing_that_was_looked_after_is_nobodys_but_his(bodies: Bodies) -> None:
    place, row = bodies.place, approved(bodies, to_clear(bodies))
    do.clear_by_way(row, way=Way.WRITTEN, text="送达澄清函", **by(place, GROUP))
    do.clear_name(row, **by(place, GROUP))
    assert clarifications_of(place.actor(GROUP_2), place.campaign).exists(), "somebody looks after him still"
    do.follow_clarification(row, text="已恢复", **by(place, GROUP, 40))
    for name in (*OTHERS, GROUP_2):
        assert not clarifications_of(place.actor(name), place.campaign).exists(), name
    assert clarifications_of(place.actor(OFFICIAL), place.campaign).get() == row


@pytest.mark.mechanism("P18")
def test_who_opened_a_review_a_clearing_or_an_announcement_stands_in_the_book(bodies: Bodies) -> None:
    place, with_name = bodies.place, in_force(bodies)
    with_publicity(bodies)
    rows: dict[str, tuple[Any, str]] = {
        "tolerances": (asked(bodies), OFFICE), "clarifications": (to_clear(bodies), GROUP), "announcements": (drawn_up(bodies, with_name), LEADER)
    }  # fmt: skip
    for page, (row, who) in rows.items():
        at = f"/c/{place.campaign.code}/{page}/{row.pk}/"
        for name in (OFFICIAL, who):
            assert place.client(name).get(at).status_code == 200, (page, name)
        told = Record.objects.filter(kind=READING[0], action=RightsWord.READ.value, row=row.pk, actor=place.people[who].user_id)
        assert told.count() == 1, page
    mine = Record.objects.filter(kind=READING[0], action__in=(RightsWord.READ.value, HandlingWord.READ.value))
    assert not mine.filter(actor=place.people[OFFICIAL].user_id).exists(), "what is one's own one reads without a record"


def test_the_scene_has_what_it_is_about(bodies: Bodies) -> None:
    """Before its end the same crawl finds it: the pages are those where it stood."""
    place, row = bodies.place, served(bodies)
    client = place.client(COLLEAGUE)
    assert any(SECRET in client.get(page).content.decode("utf-8", "replace") for page in _pages(bodies) if "announced" in page)
    assert SECRET in place.client(OFFICE).get(f"/c/{place.campaign.code}/handlings/").content.decode()
    assert listed(place.actor(LEADER), place.campaign).get() == row
