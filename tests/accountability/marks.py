"""A town whose campaign may rate and card: the office proposes, the leading group – with the leader in charge – decides, the discipline body reviews."""

from datetime import datetime, timedelta
from typing import Any

from bihuan.accountability import operations as do
from bihuan.accountability.models import Card, LocalRule, Motion
from bihuan.accountability.vocabulary.handling import Asked, Served
from bihuan.accountability.vocabulary.motions import MotionKind as K
from bihuan.accountability.vocabulary.ratings import RuleAbout
from bihuan.campaigns.operations import switch_mechanisms
from tests.accountability.ground import Bodies, by
from tests.factories.town import LEADER, OFFICE, OFFICE_2, OFFICIAL

DECIDED = do.Decided("青作风〔2026〕9 号", "雷峰、夕照", "事实清楚，符合条款", "已考虑")
VOTED = do.Decided("青作风〔2026〕9 号", "雷峰、夕照", "事实清楚，符合条款", "已考虑", votes=(7, 1, 1), months=6)
FACTS = do.Grounds("3 月 1 日、2 日窗口无人", "监控截图 2 份", "第五条第（二）项")


def switched_on(bodies: Bodies, *, early: bool = False) -> dict[RuleAbout, LocalRule]:
    """Both mechanisms with a rule each."""
    switch_mechanisms(campaign=bodies.place.campaign, switches={"ratings": True, "cards": True}, **by(bodies.place, OFFICE))
    return {about: cited(bodies, about, early=early) for about in RuleAbout}


def cited(bodies: Bodies, about: RuleAbout, *, body: str = "party", early: bool = False) -> LocalRule:
    told = {"title": f"青石县{about.label}办法（试行）", "number": "青委办〔2026〕5 号", "issuer": "中共青石县委"}
    return do.cite_rule(campaign=bodies.place.campaign, about=about, body=bodies.of[body], early=early, **told, **by(bodies.place, OFFICE))


def proposed(bodies: Bodies, kind: K, name: str = OFFICIAL, *, card: Card | None = None, now: datetime | None = None, who: str = OFFICE,
             handler: str = "office") -> Motion:  # fmt: skip
    place = bodies.place
    return do.propose_motion(
        campaign=place.campaign,
        kind=kind,
        handler=bodies.of[handler],
        person=place.people[name],
        told=FACTS,
        card=card,
        **by(place, who, now=now),
    )


def told(bodies: Bodies, row: Motion, *, now: datetime | None = None, first: str = OFFICE, second: str = OFFICE_2) -> Motion:
    """Asked about, verified by another hand, told to the person."""
    place = bodies.place
    do.ask_before_motion(row, health=Asked.NONE, workload=Asked.CONSIDERED, orders=Asked.NONE, **by(place, first, now=now))
    do.verify_motion(row, how="调看监控", **by(place, second, now=now))
    do.notice_motion(row, **by(place, first, now=now))
    return row


def laid(bodies: Bodies, row: Motion, name: str = OFFICIAL, *, days: int = 10, now: datetime | None = None, first: str = OFFICE) -> Motion:
    """Heard, answered, and before the body when the period for objections is over."""
    place, start = bodies.place, now or by(bodies.place, OFFICE)["now"]
    said = do.say_to_motion(row, text="当天临时被抽去开会", **by(place, name, now=start))
    do.answer_saying(said, text="已核实，酌情考虑", **by(place, first, now=start))
    do.submit_motion(row, **by(place, first, now=start + timedelta(days)))
    return row


def decided(bodies: Bodies, row: Motion, *, days: int = 10, now: datetime | None = None, who: str = LEADER) -> Motion:
    place, start = bodies.place, now or by(bodies.place, OFFICE)["now"]
    do.grant_motion(row, decided=VOTED, **by(place, who, now=start + timedelta(days)))
    do.serve_motion(row, how=Served.IN_PERSON, **by(place, who, now=start + timedelta(days)))
    row.refresh_from_db()
    return row


def carded(bodies: Bodies, kind: K = K.YELLOW, name: str = OFFICIAL, **more: Any) -> Card:
    """Somebody with a card, given on 12 March 2026."""
    card = decided(bodies, laid(bodies, told(bodies, proposed(bodies, kind, name, **more)), name)).card
    assert card is not None
    return card
