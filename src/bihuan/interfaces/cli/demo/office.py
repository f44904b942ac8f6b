"""What the office does beside single entries: the pilot's old sheet, look-back, deputies, a handover, forms, views, scans, a token."""

from collections import Counter
from datetime import timedelta
from hashlib import sha256
from random import Random
from typing import Any

from bihuan.campaigns import operations as campaigns
from bihuan.campaigns.vocabulary import Duty, ViewScope
from bihuan.documents.operations import file_signed_copy
from bihuan.documents.queries import issued, paper_of
from bihuan.documents.rendering import render_pdf
from bihuan.documents.vocabulary import Kind
from bihuan.forms.operations import add_form, fill_form, tie_form
from bihuan.forms.rules.ties import CellTie, Ties
from bihuan.foundation.kernel import Refused
from bihuan.foundation.tokens.operations import issue_token
from bihuan.interfaces.cli.demo.cast import Cast, Loaded
from bihuan.interfaces.cli.demo.choosing import last_days, moment
from bihuan.interfaces.cli.demo.county import DemoUnit
from bihuan.interfaces.cli.demo.drawn import blank_form, old_sheet, picture
from bihuan.interfaces.cli.demo.wording import Slots, Writer, blocks, months_before, trades
from bihuan.problems import operations as problems
from bihuan.problems.operations.looking_back import Wanted
from bihuan.problems.operations.taking_over import Handed, take_over_ledger
from bihuan.problems.queries import reach
from bihuan.problems.queries.handover import open_work
from bihuan.problems.queries.looking_back import items_of
from bihuan.problems.queries.still import due_again
from bihuan.problems.sheets import read_ledger
from bihuan.problems.vocabulary import Held, State

PILOT, DONE_THERE = 24, 17


class Office:
    """One load's office, at work after the ledger is there."""

    def __init__(self, loading: Loaded) -> None:
        self.cast, self.county, self.campaign, self.words = Cast(loading), loading.county, loading.campaign, blocks("office")
        self.head = self.cast.office(0)

    def on(self, back: int, minute: int = 0) -> Any:
        """A moment of the working day so many working days before today."""
        return moment(last_days(self.county.today, back), 0, minute)

    def before_briefs(self) -> None:
        self.pilot()
        self.looked_back()
        self.deputies()
        self.handed_over()
        self.commended()

    def after_briefs(self) -> None:
        self.signed()
        self.forms()
        self.views()
        self.token()

    def pilot(self) -> None:
        """The sheet in which one unit began before the campaign: closed there is counted apart."""
        unit = self.county.covered[7]
        data = old_sheet(list(self._pilot_rows(unit)))
        sheet, day = read_ledger(data, "试点台账.xlsx"), self.county.first_day - timedelta(days=1)
        handed = Handed(self.words["decision"][0], sha256(data).hexdigest(), found_on=day)
        done = take_over_ledger(campaign=self.campaign, rows=sheet.rows, handed=handed, actor=self.head, now=self.on(14))
        if done.errors:
            raise Refused(str(done.errors[0]))

    def _pilot_rows(self, unit: DemoUnit) -> Any:
        rng = Random(self.county.seed + 1)  # noqa: S311 - a demo
        writer, names = Writer(rng), Counter(one.name for one in self.county.people)
        people = [one for one in self.county.subjects if one.answers_to == unit.key and names[one.name] == 1]
        catalogue = [entry.text for part in self.county.campaign.catalogue.categories for entry in part.manifestations]
        for n in range(PILOT):
            person, found = people[n % len(people)], self.county.first_day - timedelta(days=60 - n)
            slots = Slots(rng, trades()[unit.trade], u=unit.name, k="办公室", post=person.title, o="县财政局", **months_before(found.month))
            text, slots = writer.problem("supervision", n % 30 + 1, slots)
            done = n < DONE_THERE
            closed = (found + timedelta(days=25)).isoformat() if done else ""
            state, due = ("已整改到位", found + timedelta(days=30)) if done else ("推进中", self.county.today + timedelta(days=9 + n))
            tendency, entry = n % 30 // 6 + 1, catalogue[n] if n != 20 else ""
            told = (text, entry, writer.line(f"cause.managerial.{tendency}", slots), writer.line(f"measure.{tendency}", slots))
            days = (found.isoformat(), due.isoformat(), state, closed)
            yield (n + 1, unit.name, person.name, "督查反馈", *told, *days, f"SD-{n + 1:03d}")

    def looked_back(self) -> None:
        """A tenth drawn unit by unit of what was closed in the first weeks; some are looked at: most hold, one came back."""
        first, words = self.county.first_day, self.words
        wanted = Wanted(1, closed_from=first, closed_to=first + timedelta(days=28), due_on=self.county.today + timedelta(days=12))
        draw = problems.draw_look_back(campaign=self.campaign, wanted=wanted, reason=words["look_back"][0], actor=self.head, now=self.on(5))
        items = items_of(reach(self.head, self.campaign.pk), draw)
        closed = [item for item in items if item.problem.state == State.CLOSED]
        back = next(item for item in closed if not item.problem.sampled)  # a draw that has its verified share stays as it was drawn
        for n, item in enumerate({one.pk: one for one in (*closed[:8], back)}.values()):
            verifier = self.cast.supervisor(self.cast.unit_key(item.problem.unit_id), 2)
            told = {"item": item, "actor": verifier, "now": self.on(4, 15 * n)}
            if item.pk == back.pk:
                again = due_again(item.problem, self.on(4).date())
                problems.record_look_back(result=Held.CAME_BACK, text=words["came_back"][0], due_on=again, **told)
            else:
                problems.record_look_back(result=Held.HOLDS, text=words["holds"][n % len(words["holds"])], **told)

    def deputies(self) -> None:
        """Delegations ahead, in force, on the office's order, and ended before its day."""
        today, reasons, units = self.county.today, self.words["delegate"], self.county.covered
        trial = self.cast.trial_unit
        ahead = self._handing(trial, Duty.UNIT_HEAD, 2, today + timedelta(days=6), reasons[0])
        here = self._handing(units[3].key, Duty.UNIT_HEAD, 0, today - timedelta(days=4), reasons[2])
        over = self._handing(units[5].key, Duty.UNIT_HEAD, 0, today - timedelta(days=10), reasons[3])
        scan = {"order_number": "澜专办函〔7〕号", "order": ("委托批件.jpg", picture(9))}
        order = self._handing(units[4].key, Duty.LIAISON, 3, today - timedelta(days=1), reasons[1], **scan)
        own = {"campaign": self.campaign}
        for handing, back in ((ahead, 1), (here, 8), (over, 12)):
            row = campaigns.delegate_duty(handing=handing, actor=self.cast.actor(handing.principal), now=self.on(back, 20), **own)
        campaigns.delegate_duty(handing=order, actor=self.head, now=self.on(3, 60), **own)
        campaigns.end_delegation(row, actor=self.head, now=self.on(4, 30))

    def _handing(self, unit: int, duty: Duty, deputy: int, begins: Any, reason: str, **order: Any) -> campaigns.Handing:
        principal = next(one.person for one in self.county.grants if one.duty is duty and one.unit == unit)
        mine = [one.key for one in self.county.subjects if one.answers_to == unit and one.key != principal]
        persons = self.cast.persons
        return campaigns.Handing(
            persons[principal], persons[mine[deputy]], duty, begins, begins + timedelta(days=9), reason, unit=self.cast.units[unit], **order
        )

    def handed_over(self) -> None:
        """Somebody leaves: what he had in hand goes to a colleague of his section's unit, in one step."""
        by_unit: dict[int | None, list[int]] = {}
        for one in self.county.subjects:
            by_unit.setdefault(one.answers_to, []).append(one.key)
        for people in list(by_unit.values())[10:]:
            leaver, *others = (self.cast.persons[key] for key in reversed(people))
            works = open_work(self.campaign, leaver)
            if any(one.must_go for one in works) and any(self._passed(leaver, other, works) for other in others[:4]):
                return

    def _passed(self, leaver: Any, successor: Any, works: Any) -> bool:
        to = {one.key: successor for one in works if one.must_go}
        try:
            problems.hand_over(
                campaign=self.campaign, leaver=leaver, to=to, reason=self.words["handover"][0], actor=self.head, now=self.on(0, -600)
            )
        except Refused:
            return False
        return True

    def commended(self) -> None:
        unit = self.cast.units[self.county.covered[20].key]
        for line in self.words["commend"]:
            standard, deed = line.split("|")
            on = last_days(self.county.today, 6)
            campaigns.commend(
                campaign=self.campaign, standard=standard, unit=unit, person=None, deed=deed, on=on, actor=self.head, now=self.on(5, 90)
            )

    def signed(self) -> None:
        """The signed and sealed scans of the first briefs; one was filed again because it was cut off."""
        briefs: Any = issued(self.campaign, Kind.WEEKLY_BRIEF)
        first, second = briefs[:2]
        told: dict[str, Any] = {"actor": self.head, "name": "签发件.jpg"}
        file_signed_copy(document=second, data=picture(11), note="", now=moment(second.issued_at, 2, 60), **told)
        file_signed_copy(document=first, data=picture(12), note="", now=moment(first.issued_at, 2, 60), **told)
        told["name"], whole = "第1期签发件.pdf", render_pdf(paper_of(first)).data
        file_signed_copy(document=first, data=whole, note=self.words["signed"][0], now=moment(first.issued_at, 3, 60), **told)

    def forms(self) -> None:
        """The superior's monthly form, filled twice."""
        units = self.county.covered[:6]
        told = {"actor": self.head, "now": self.on(9, 30)}
        form = add_form(
            campaign=self.campaign,
            name=self.words["form"][0],
            data=blank_form([one.name for one in units]),
            file_name="统计表.xlsx",
            **told,
        )
        codes = {"B": "O01", "C": "O02"}
        ties = [
            CellTie("汇总表", f"{letter}{row}", code, "unit", str(self.cast.units[unit.key].pk))
            for row, unit in enumerate(units, 4)
            for letter, code in codes.items()
        ]
        tie_form(form=form, ties=Ties((CellTie("汇总表", "D2", "day"), *ties)), **told)
        for back in (8, 1):
            now = self.on(back, 400)
            fill_form(form=form, day=now.date(), actor=self.head, now=now)

    def views(self) -> None:
        """Filters kept under a name: the office's for all, a supervisor's for himself."""
        for line in self.words["view"]:
            name, query, scope = line.split("|")
            shared = scope == ViewScope.CAMPAIGN
            actor = self.head if shared else self.cast.supervisor(self.cast.trial_unit, 1)
            campaigns.save_view(campaign=self.campaign, name=name, query=query, actor=actor, now=self.on(7), scope=ViewScope(scope))

    def token(self) -> None:
        """A program of the county reads figures with it; its text was shown to nobody."""
        user = self.cast.user(self.head)
        until = self.county.today + timedelta(days=180)
        issue_token(user=user, name=self.words["token"][0], scopes=["figures:read"], expires_on=until, actor=self.head, now=self.on(10))
