"""How people's matters are handled, in the demo: a deputy head is told what is proposed and may still speak; a section head was heard, admonished and may
appeal, and is visited by those who help. Two small matters of duty rosters; no card, no rating: they are off until a local rule is cited."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from bihuan.accountability import operations as handle
from bihuan.accountability.rules.pack import pack
from bihuan.accountability.rules.tolerance import Review, principles_of
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.handling import Asked, Origin, Served
from bihuan.accountability.vocabulary.measures import CaseClass
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor
from bihuan.interfaces.cli.demo.lives import PLACE
from bihuan.interfaces.cli.demo.signing_in import account_names
from bihuan.organisation.queries import kept_away

if TYPE_CHECKING:
    from bihuan.accountability.models import DecisionBody, Handling, Seat
    from bihuan.interfaces.cli.demo.loading import Loading
    from bihuan.organisation.models import Person

_BASIS = "县委关于组建作风专项整治机构的通知（演示）"
_RULE = "《干部作风专项整治工作方案》第五部分第（二）项"


class Handlings:
    """Bodies, two matters, one plan of visits."""

    def __init__(self, load: "Loading") -> None:
        self.load, self.today = load, load.county.today
        keys = {name: key for key, name in account_names(load.county).items()}
        self.subjects = [load.persons[keys[name]] for name in ("fujuzhang", "guzhang")]
        self.own = [load.actors[keys[name]] for name in ("fujuzhang", "guzhang")]
        self.first, self.second = self._office()
        self.chief = load.actors[keys["zuzhang"]]

    def everything(self) -> None:
        """Bodies first; the older matter, then the one that waits for its person."""
        self._bodies()
        self._admonished(days=-20)
        self._told(days=-1)

    def at(self, days: int) -> datetime:
        """An hour of work so many days from the demo's today."""
        return datetime.combine(self.today + timedelta(days=days), time(10), PLACE)

    def _office(self) -> tuple[Actor, Actor]:
        """Two of the campaign's office: what one writes the other verifies."""
        found = [self.load.actors[one.person] for one in self.load.county.grants if one.duty is Duty.OFFICE]
        return found[0], found[1]

    def _seated(self, words: str) -> "Person":
        """Who has these words in his post."""
        return next(self.load.persons[one.key] for one in self.load.county.people if words in one.title)

    def _bodies(self) -> None:
        said: dict[str, Any] = {"actor": self.first, "now": self.load.opening + timedelta(days=1)}
        self.bodies: dict[BodyKind, DecisionBody] = {}
        named = (
            (BodyKind.OFFICE, "县作风专项整治工作专班", ()), (BodyKind.PARTY_GROUP, "县作风专项整治工作领导小组", (self._person(self.chief),)),
            (BodyKind.DISCIPLINE, "县纪委监委机关", (self._seated("纪委书记"),)), (BodyKind.PERSONNEL, "县委组织部", (self._seated("组织部部长"),)),
        )  # fmt: skip
        self.seats: list[Seat] = []
        for kind, name, people in named:
            self.bodies[kind] = handle.name_body(campaign=self.load.campaign, kind=kind, name=name, basis=_BASIS, **said)
            for one in people:
                seat = handle.seat_in_body(self.bodies[kind], person=one, **said)
                self.seats += [seat] if kind is not BodyKind.PARTY_GROUP else []

    def _person(self, actor: Actor) -> "Person":
        return next(one for one in self.load.persons if one.pk == actor.person_id)

    def _proposed(self, person: "Person", matter: str, fact: tuple[str, str], measure: str, days: int) -> "Handling":
        """From the facts to the notice, in the order of the procedure."""
        by: dict[str, Any] = {"actor": self.first, "now": self.at(days)}
        row = handle.open_handling(
            campaign=self.load.campaign, handler=self.bodies[BodyKind.OFFICE], person=person, unit=None, matter=matter, **by
        )
        written = handle.add_fact(row, text=fact[0], evidence=fact[1], **by)
        handle.verify_fact(written, how="核对值班表、交接记录，问过当班同志", actor=self.second, now=by["now"])
        handle.ask_first(row, health=Asked.NONE, workload=Asked.CONSIDERED, orders=Asked.NONE, **by)
        handle.sort_case(row, case_class=CaseClass.WORK, reason="影响群众办事；不是能力问题，排班落实后能够做好", **by)
        handle.weigh(row, circumstances="初次，发现后当天补岗", effect="少数群众多等了一段时间，没有造成损失", **by)
        handle.weigh_origin(row, origin=Origin.NEUTRAL, text="督查发现，不因此加重", **by)
        handle.check_tolerance(row, review=_review(self.load.campaign.file.get("principles") or ()), **by)
        handle.choose_measure(row, chosen=handle.Chosen(measure, _RULE, "初次、及时改正，从轻"), **by)
        handle.propose_handling(row, **by)
        handle.notice_handling(row, **by)
        return row

    def _told(self, days: int) -> None:
        self._proposed(
            self.subjects[0],
            "分管窗口午间值班没有安排到人",
            ("上月两个工作日午间，分管的办事窗口没有安排值班", "值班表、现场检查记录"),
            "remind",
            days,
        )

    def _admonished(self, days: int) -> None:
        row = self._proposed(
            self.subjects[1],
            "年审材料积压没有按期办结",
            ("六件年审材料超过承诺时限三至五个工作日办结", "办件系统流转记录"),
            "admonition",
            days,
        )
        said = handle.state(
            row, text="当时两名同志同时外出培训，没有及时报告请求支援，这一点是我考虑不周。", actor=self.own[1], now=self.at(days + 2)
        )
        by: dict[str, Any] = {"actor": self.first, "now": self.at(days + 4)}
        handle.answer_statement(said, text="人手情况属实，已经采纳，并请单位调配一人；没有及时报告一节仍应改进。", **by)
        handle.submit_handling(row, body=self.bodies[BodyKind.PARTY_GROUP], **by)
        handle.decide_handling(
            row, document="作风办〔演示〕1号", present=self.chief.name, reasons="事实清楚，本人认识到位、主动补办，予以诫勉，不再作其他处理。",
            heard="采纳人手不足一节，由单位增派一人；没有及时报告一节不采纳，理由已书面答复。", actor=self.chief, now=self.at(days + 7),
        )  # fmt: skip
        handle.serve_handling(row, how=Served.IN_PERSON, actor=self.first, now=self.at(days + 8))
        self._visits(row, days + 10)

    def _visits(self, row: "Handling", days: int) -> None:
        """Planned by the discipline and the personnel body together, and made once; nobody who keeps away from him visits."""
        pair = [one for one in self.seats if one.body.kind in (BodyKind.DISCIPLINE, BodyKind.PERSONNEL)]
        away = kept_away(row.unit, self.today, [row.person_id] if row.person_id else [])
        if len({one.person_id for one in pair} - away) < len(pair):
            return
        actor = next(one for one in self.load.actors if one.person_id == pair[0].person_id)
        bases = handle.Bases(
            "材料积压，初次，已经改正", "诫勉", "主动补办了积压的材料", "先听本人讲，讲清申诉和期满的规定，再问人手落实没有。",
            "单位工会、组织人事部门；全国统一心理援助热线见页面", self.today + timedelta(days=20),
        )  # fmt: skip
        plan = handle.plan_visits(row, bases=bases, seats=pair, actor=actor, now=self.at(days))
        brought = handle.Brought(
            "增派的同志已经到岗，压力小了；希望少一些重复报表。",
            "近期表现平稳，支持他把窗口流程理顺。",
            explained="讲清了影响期和申诉的规定",
        )
        visitors = {one.seat.body.kind: one for one in plan.visitors.select_related("seat__body")}
        both = (visitors[BodyKind.DISCIPLINE], visitors[BodyKind.PERSONNEL])
        handle.record_visit(
            plan,
            pair=both,
            on=self.at(days + 5).date(),
            next_on=self.today + timedelta(days=25),
            told=brought,
            actor=actor,
            now=self.at(days + 5),
        )


def _review(principles: Any) -> Review:
    """Each line answered: nothing here was a trial of something new."""
    told = pack()
    return Review(
        {one.id: "不属于先行先试，也没有谋取私利" for one in told.distinctions}, {one.id: "unclear" for one in told.conditions},
        dict.fromkeys(principles_of(principles), "已经衡量"), False, "不属于容错情形；情节轻，建议从轻",
    )  # fmt: skip
