"""The history of a problem as sentences (M88)."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from bihuan.problems import operations as do
from bihuan.problems import queries
from bihuan.problems.queries.telling import history
from bihuan.problems.rules.telling import deeds_of, reason_said
from bihuan.problems.vocabulary import HistoryKind, Source
from tests.factories.town import COLLEAGUE, GROUP, HEAD, LEADER, LIAISON, OFFICE, OFFICIAL, Town, days_later, town


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return town()


def sentences(place: Town, who: str = OFFICE, number: int = 1) -> list[str]:
    mine = queries.reach(place.actor(who), place.campaign.pk)
    return [one.said() for one in history(mine, queries.find(place.actor(OFFICE), place.campaign, number))]


@pytest.mark.mechanism("M88")
def test_each_change_of_state_says_who_when_what_and_why(place: Town) -> None:
    row = place.to("rectifying", place.find())
    due = row.due_on
    assert due
    extended = {"to_on": due + timedelta(days=10), "reason": "设备到货推迟"}
    do.extend(problem=row, actor=place.actor(OFFICE), now=days_later(10), **extended)
    do.ask(problem=row, no_evidence_reason="现场已核对", actor=place.actor(OFFICIAL), now=days_later(11))
    do.send_back(problem=row, reason="现场还在排队", actor=place.actor(HEAD), now=days_later(12))
    told = sentences(place)
    assert told[0] == "3月2日 柳浪（专班）把这件问题记入台账。"
    assert "3月2日 曲院（整改责任人）写明原因，属于管理原因，环节由“已建账”转为“已剖析”。" in told
    assert "3月12日 柳浪（专班）把完成时限从 4月1日 延到 4月11日，理由：设备到货推迟，批准人：柳浪。" in told
    assert told[-1] == "3月14日 苏堤（县水利局主要负责人）把它退回整改，环节由“待确认”转为“整改中”，理由：现场还在排队。"


def test_what_was_changed_is_told_with_names_and_texts(place: Town) -> None:
    row = place.find()
    values = {"text": "窗口群众等候三小时无人受理", "doer": place.people[COLLEAGUE], "weight": "serious"}
    do.amend(problem=row, values=values, reason="核对后更正", actor=place.actor(OFFICE), now=days_later(1))
    mine = queries.reach(place.actor(OFFICE), place.campaign.pk)
    last = history(mine, row)[-1]
    assert (
        last.said()
        == "3月3日 柳浪（专班）把整改责任人由“曲院”改为“风荷”，把程度由“一般”改为“严重或多发频发”，修改了问题表述，理由：核对后更正。"
    )
    [text] = last.texts
    assert (text.old, text.new) == ("窗口群众等候两小时无人受理", "窗口群众等候三小时无人受理")
    assert {HistoryKind.PEOPLE, HistoryKind.CONTENT} <= last.kinds and HistoryKind.STATE not in last.kinds


def test_who_may_not_read_the_text_reads_no_reason_and_no_text(place: Town) -> None:
    row = place.find(Source.SELF_CHECK)
    do.amend(problem=row, values={"text": "值班时擅自离岗半天"}, reason="离岗半天", actor=place.actor(OFFICIAL), now=days_later(1))
    assert "离岗半天" in sentences(place)[-1]
    assert "离岗" not in "".join(sentences(place, LIAISON))
    mine = queries.reach(place.actor(LIAISON), place.campaign.pk)
    assert not any(one.texts for one in history(mine, row))
    page = place.client(LIAISON).get(f"/c/QS-2026/ledger/{row.number}/history/").content.decode()
    assert "离岗" not in page and "修改了问题表述" in page


def test_who_may_not_read_the_text_is_not_told_what_it_came_under(place: Town) -> None:
    """The manifestation says as much as the text: lists and comparisons veil it, and so does the history, which kinds it belongs to, too."""
    row = place.find(Source.SELF_CHECK)
    entry = place.campaign.catalogue.categories.get(name="推诿扯皮").manifestations.get(number="2")  # type: ignore[union-attr]
    do.classify(problem=row, category=entry.category, manifestation=entry, actor=place.actor(OFFICE), now=days_later(1))
    assert "久拖不办" in sentences(place)[-1]
    for who in (LIAISON, LEADER):
        told = sentences(place, who)
        assert "久拖不办" not in "".join(told) and "推诿扯皮" in told[-1]
        for rest in ("", "history/", "history/?at=2026-03-09"):
            assert "久拖不办" not in place.client(who).get(f"/c/QS-2026/ledger/{row.number}/{rest}").content.decode()


def test_the_history_is_narrowed_by_kind_told_in_english_and_as_of_a_moment(place: Town) -> None:
    row = place.to("verified", place.find())
    page = place.client(GROUP).get("/c/QS-2026/ledger/1/history/?kind=state")
    assert page.status_code == 200 and len(page.context["history"]) == 6
    assert "proof" not in [one["href"] for one in page.context["history_kinds"] if one["count"]]
    with translation.override("en"):
        mine = queries.reach(place.actor(OFFICE), place.campaign.pk)
        told = history(mine, row)[-1].said(translation.gettext)
    assert told == "03-02 南屏 (Supervision group) verified that it is put right, step moved from “To verify” to “To close”."
    do.close(problem=row, actor=place.actor(OFFICE), now=days_later(3))
    then = place.client(OFFICE).get("/c/QS-2026/ledger/1/history/?at=2026-03-04")
    assert len(then.context["history"]) == 6 and "予以销号" not in then.content.decode()


def test_what_the_ledger_wrote_is_said_in_the_readers_language_and_peoples_words_as_they_are() -> None:
    english = {
        "撤销": "Undo",
        "批量修改": "Bulk change",
        "：": ": ",
        "办理“%(what)s”": "did “%(what)s”",
        "填写自设栏目": "Fill in own columns",
    }
    assert reason_said("撤销：批量修改", lambda text: english.get(text, text)) == "Undo: Bulk change"
    assert reason_said("批量修改：按会议要求", lambda text: english.get(text, text)) == "批量修改：按会议要求"
    assert deeds_of("fill", "填写自设栏目", {}, {})[0].said(lambda text: english.get(text, text)) == "did “Fill in own columns”"
