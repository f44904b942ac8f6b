"""Papers of ratings and cards (D43–D47): from the rows, complete, and no more than their reader may know."""

from datetime import date, timedelta

import pytest

from bihuan.accountability import operations as do
from bihuan.accountability.papers import marks as papers
from bihuan.accountability.vocabulary.appraisal import Reward
from bihuan.accountability.vocabulary.motions import MotionKind as K
from bihuan.documents.rendering import render_docx
from bihuan.documents.rules.paper import Paper, Para, Table
from tests.accountability.ground import PERSONNEL, Bodies, by
from tests.accountability.marks import carded, decided, laid, proposed, switched_on, told
from tests.accountability.test_cards import MONTH, PROOF
from tests.factories.town import LEADER, OFFICIAL

pytestmark = pytest.mark.django_db


def _text(paper: Paper) -> str:
    assert render_docx(paper)[:2] == b"PK"
    lines = [f"{one.lead}{''.join(map(str, one.runs))}" for one in paper.blocks if isinstance(one, Para)]
    return "\n".join([str(paper.title), *lines, *(f"{row}" for one in paper.blocks if isinstance(one, Table) for row in one.rows)])


def test_the_decisions_say_why_by_which_rule_and_how_to_appeal(bodies: Bodies) -> None:
    switched_on(bodies)
    flat = decided(bodies, laid(bodies, told(bodies, proposed(bodies, K.FLAT))))
    text = _text(papers.decision_paper(flat))
    assert all(
        one in text for one in ("关于评为“躺平者”的决定", "同意 7 票，不同意 1 票，弃权 1 票（不记名）", "第五条第（二）项", "申诉不会加重")
    )
    card = carded(bodies)
    text = _text(papers.decision_paper(card.motions.get()))
    assert "复核日期：2026年4月12日" in text and "不自动升降" in text and "同意 7 票" in text
    hat = decided(bodies, do.apply_hat_off(card=card, told=PROOF, **by(bodies.place, OFFICIAL, now=MONTH)), now=MONTH)
    text = _text(papers.decision_paper(hat))
    assert "摘帽申请和决定" in text and "每天提前到岗" in text and "申诉" not in text


def test_training_proposal_and_record(bodies: Bodies) -> None:
    switched_on(bodies)
    place, card = bodies.place, carded(bodies)
    course = do.Course("县委党校", date(2026, 3, 16), date(2026, 3, 20), "窗口规范", "县委组织部", "青组〔2026〕4 号", "结业")
    text = _text(papers.training_paper(do.attach_training(card, course=course, **by(place, PERSONNEL, 20))))
    assert all(one in text for one in ("县委党校", "2026年3月16日至2026年3月20日", "结业", "县委组织部，青组〔2026〕4 号"))
    other = decided(bodies, laid(bodies, told(bodies, proposed(bodies, K.STRIVER, "断桥")), "断桥")).rating
    assert other is not None
    paper = {"body": bodies.of["personnel"], "document": "12 号", "text": "经集体研究"}
    sent = do.send_rewards(campaign=place.campaign, proposed=[(other, Reward.EXCELLENT)], **paper, **by(place, LEADER, 20))
    text = _text(papers.referral_paper(sent))
    assert "断桥" in text and "系统不改变任何等次和职务" in text
    late = MONTH + timedelta(10)
    asked = do.ask_record(campaign=place.campaign, body=bodies.of["personnel"], person=place.people[OFFICIAL], document="函 2 号",
                          document_on=MONTH.date(), purpose="年度考核", **by(place, PERSONNEL, now=late))  # fmt: skip
    text = _text(papers.record_paper(asked, do.take_record(asked, **by(place, PERSONNEL, now=late)), late.date()))
    assert "黄牌" in text and "函 2 号" in text and not [one for one in ("窗口无人", "监控", "票") if one in text], "no facts, no votes"
