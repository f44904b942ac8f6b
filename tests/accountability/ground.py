"""A town with bodies that handle and decide: what tests of this room begin with."""

from datetime import datetime, timedelta
from typing import Any

from bihuan.accountability import operations as do
from bihuan.accountability.models import DecisionBody, Handling
from bihuan.accountability.rules.pack import pack
from bihuan.accountability.rules.tolerance import Review, principles_of
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.handling import Asked, Origin, Served
from bihuan.accountability.vocabulary.measures import CaseClass
from bihuan.problems.vocabulary import Source
from tests.factories.town import GROUP, GROUP_2, IN_CHARGE, LEADER, NOW, OFFICE, OFFICE_2, OFFICIAL, TODAY, Town

PERSONNEL = "秋月"
"""Who sits for the personnel department."""


class Bodies:
    """The office proposes; the Party group decides; the discipline body reviews; the personnel department reads what is final."""

    def __init__(self, place: Town) -> None:
        named = (
            ("office", BodyKind.OFFICE, "专班", ()),
            ("party", BodyKind.PARTY_GROUP, "县委作风建设领导小组", (LEADER, IN_CHARGE)),
            ("discipline", BodyKind.DISCIPLINE, "县纪委监委机关", (GROUP, GROUP_2)),
            ("personnel", BodyKind.PERSONNEL, "县委组织部", (PERSONNEL,)),
        )
        self.place = place
        self.of: dict[str, DecisionBody] = {}
        for key, kind, name, members in named:
            self.of[key] = do.name_body(campaign=place.campaign, kind=kind, name=name, basis="青委发〔2026〕3 号", **by(place, OFFICE))
            for one in members:
                do.seat_in_body(self.of[key], person=place.people[one], **by(place, OFFICE))


def by(place: Town, name: str, days: int = 0, now: datetime | None = None) -> dict[str, Any]:
    return {"actor": place.actor(name), "now": now or NOW + timedelta(days=days)}


def review(place: Town, *, applies: bool = False) -> Review:
    told = pack()
    return Review(
        {one.id: "查清了" for one in told.distinctions}, {one.id: "no" for one in told.conditions},
        dict.fromkeys(principles_of(place.campaign.file.get("principles") or ()), "已衡量"), applies, "不属于容错情形",
    )  # fmt: skip


def opened(bodies: Bodies, name: str | None = OFFICIAL, *, handler: str = "office", who: str = OFFICE, **more: Any) -> Handling:
    place = bodies.place
    person = place.people[name] if name else None
    told = {"matter": "窗口两次无人值守", "unit": None, **more}
    return do.open_handling(campaign=place.campaign, handler=bodies.of[handler], person=person, **told, **by(place, who))


def whole(
    bodies: Bodies, row: Handling, measure: str = "admonition", *, case_class: CaseClass = CaseClass.WORK, self_found: bool = False
) -> Handling:
    """With everything that a proposal has to have."""
    place = bodies.place
    his = row.person == place.people[OFFICIAL]
    problem = place.find(source=Source.SELF_CHECK if self_found else Source.SUPERVISION) if his else None
    fact = do.add_fact(row, text="3 月 1 日窗口无人", evidence="监控截图 1 份", problem=problem, **by(place, OFFICE))
    do.verify_fact(fact, how="调看监控，问过值班表", **by(place, OFFICE_2))
    do.ask_first(row, health=Asked.NONE, workload=Asked.CONSIDERED, orders=Asked.NONE, **by(place, OFFICE))
    do.sort_case(row, case_class=case_class, reason="影响群众办事", **by(place, OFFICE))
    do.weigh(row, circumstances="两次，事后补岗", effect="三名群众各等一小时", **by(place, OFFICE))
    origin = Origin.LIGHTER if self_found else Origin.NEUTRAL
    do.weigh_origin(row, origin=origin, text="督导组发现，不影响轻重", **by(place, OFFICE))
    do.check_tolerance(row, review=review(place), **by(place, OFFICE))
    chosen = do.Chosen(
        measure,
        "《作风建设十条》第三条",
        "初次、后果轻",
        mend_on=TODAY + timedelta(30),
        until_on=TODAY + timedelta(90),
        after_training="已安排",
    )
    do.choose_measure(row, chosen=chosen, **by(place, OFFICE))
    return row


def noticed(bodies: Bodies, row: Handling) -> Handling:
    do.propose_handling(row, **by(bodies.place, OFFICE))
    do.notice_handling(row, **by(bodies.place, OFFICE))
    return row


def heard(bodies: Bodies, row: Handling, name: str = OFFICIAL) -> Handling:
    told = do.state(row, text="当天临时被抽去开会", **by(bodies.place, name))
    do.answer_statement(told, text="已核实，酌情考虑", **by(bodies.place, OFFICE))
    return row


def decided(bodies: Bodies, row: Handling, *, body: str = "party", who: str = LEADER) -> Handling:
    do.submit_handling(row, body=bodies.of[body], **by(bodies.place, OFFICE))
    told = {"document": "青作风〔2026〕8 号", "present": "雷峰、夕照", "reasons": "事实清楚", "heard": "采纳开会一节，仍应有人顶岗"}
    do.decide_handling(row, **told, **by(bodies.place, who))
    return row


def in_force(bodies: Bodies, name: str = OFFICIAL, measure: str = "admonition") -> Handling:
    row = decided(bodies, heard(bodies, noticed(bodies, whole(bodies, opened(bodies, name), measure)), name))
    do.serve_handling(row, how=Served.IN_PERSON, **by(bodies.place, OFFICE))
    return row
