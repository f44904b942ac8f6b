"""Rules made because of the demo's commonest problems, and one check of other units, part of it answered. No problems: the ledger keeps its counts."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor
from bihuan.institutions import operations as rules
from bihuan.institutions.queries.alike import common_items
from bihuan.institutions.queries.checks import answers_of
from bihuan.institutions.vocabulary.register import Effect, Mechanism
from bihuan.interfaces.cli.demo.lives import PLACE
from bihuan.problems.policy import reach
from bihuan.problems.queries import Today, narrowed
from bihuan.problems.rules.filters import Filters
from bihuan.problems.vocabulary import Weight

if TYPE_CHECKING:
    from bihuan.interfaces.cli.demo.loading import Loading

_RULES = (
    ("窗口值班和首问负责办法", Mechanism.EFFICIENCY, 40, "issued"),
    ("公文限时办理规定", Mechanism.EFFICIENCY, 25, "issued"),
    ("干部日常谈心谈话办法", Mechanism.DAILY, 12, "drafted"),
    ("推诿扯皮问责办法", Mechanism.ACCOUNTABILITY, 3, "planned"),
)
_ASKED, _ANSWERED = 8, 5


class Rules:
    """One load's rules and check, by those who would have written them."""

    def __init__(self, load: "Loading") -> None:
        self.load, self.campaign, self.today = load, load.campaign, load.county.today
        self.office: Actor = load.actors[next(one.person for one in load.county.grants if one.duty is Duty.OFFICE)]
        self.mine = reach(self.office, self.campaign.pk)

    def everything(self) -> None:
        """The rules because of the items that most units have, then the check."""
        items = [one.manifestation for one in common_items(self.mine, self.campaign) if one.manifestation]
        for (title, mechanism, before, state), item in zip(_RULES, items, strict=False):
            self._rule(title, mechanism, max(self.load.county.first_day, self.today - timedelta(days=before)), state, item)
        self._check()

    def _at(self, day: date, hour: int = 16) -> dict[str, Any]:
        return {"actor": self.office, "now": datetime.combine(day, time(hour), PLACE)}

    def _numbers(self, filters: Filters, most: int) -> list[Any]:
        return list(
            narrowed(self.mine, self.campaign.pk, filters, Today(self.today, self.today)).select_related("unit").order_by("number")[:most]
        )

    def _rule(self, title: str, mechanism: Mechanism, day: date, state: str, item: int) -> None:
        if not (found := self._numbers(Filters(manifestation=(item,)), 3)):
            return
        told = rules.Planned(
            title, found[0].unit, mechanism=mechanism, planned_on=day + timedelta(days=20), because="几个单位都有，靠人盯不住"
        )
        row = rules.register_institution(campaign=self.campaign, told=told, problems=[one.number for one in found], **self._at(day))
        if state != "planned":
            rules.draft_institution(row, on=day, **self._at(day, 17))
        if state == "issued":
            on = min(day + timedelta(days=7), self.today)
            rules.issue_institution(row, on=on, doc_number=f"试发〔{on.year}〕{row.number}号", **self._at(on))
            rules.judge_effect(row, effect=Effect.PARTLY, text="看了印发以后的台账，同类问题少了，还有个别反复", **self._at(self.today, 9))

    def _check(self) -> None:
        found = self._numbers(Filters(weight=(Weight.COMMON,), open=True), 1)
        if not found:
            return
        units = [self.load.units[one.key] for one in self.load.county.covered if self.load.units[one.key].pk != found[0].unit_id][:_ASKED]
        due, text = self.today + timedelta(days=6), "查窗口和服务热线：有没有人值守，群众来电来访是不是当天有人接"
        order = rules.order_check(campaign=self.campaign, problem=found[0], units=units, text=text, due_on=due, **self._at(self.today, 8))
        liaisons = {one.unit: one.person for one in self.load.county.grants if one.duty is Duty.LIAISON}
        keys = {self.load.units[one.key].pk: one.key for one in self.load.county.covered}
        for one in answers_of(self.mine, order)[:_ANSWERED]:
            actor = self.load.actors[liaisons[keys[one.answer.unit_id]]]
            told: dict[str, Any] = {**self._at(self.today, 10), "actor": actor}
            rules.answer_none(one.answer, how="查了一个月的值班表和来电登记，抽问了三个窗口", **told)
