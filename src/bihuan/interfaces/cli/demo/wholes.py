"""What happens to entries as wholes: void and restored, merged and parted, objected to, moved, divided, shared; own columns; pictures."""

from datetime import datetime
from functools import partial
from typing import Any

from bihuan.interfaces.cli.demo.cast import Cast, Loaded
from bihuan.interfaces.cli.demo.choosing import Choice, moment, only_recorded
from bihuan.interfaces.cli.demo.county import DemoProblem
from bihuan.interfaces.cli.demo.drawn import minutes, picture
from bihuan.interfaces.cli.demo.wording import blocks
from bihuan.problems import operations as problems
from bihuan.problems.queries import find
from bihuan.problems.vocabulary import SharedPart, State, VoidKind

FILLED = 20


def _of_unit(unit: Any, one: DemoProblem) -> bool:
    return bool(one.unit == unit)


class Wholes:
    """The entries of one load, after their lives."""

    def __init__(self, loading: Loaded) -> None:
        self.cast, self.campaign, self.words = Cast(loading), loading.campaign, blocks("office")
        self.choice = Choice(loading.county)
        self.office = self.cast.office(4)

    def everything(self) -> None:
        """In this order: the rarest candidates are chosen first."""
        self.objections()
        self.shared()
        self.merged()
        self.void()
        self.divided()
        self.evidence()
        self.own_columns()

    def row(self, one: DemoProblem) -> Any:
        """Its row, as somebody of the office opens it."""
        return find(self.office, self.campaign, one.number)

    def objections(self) -> None:
        """Objected to on the day after: some are still open, the others kept or moved three days later."""
        texts = self.words["dispute"]
        open_ones = self.choice.some(4, 1, only_recorded)
        ruled = self.choice.some(3, 6, only_recorded)
        for n, one in enumerate([*open_ones, *ruled]):
            liaison = self.cast.liaison(one.unit)
            problems.dispute(problem=self.row(one), text=texts[n % len(texts)], actor=liaison, now=self._after(one, 0 if n < 4 else 1))
        for n, one in enumerate(ruled[:2]):
            problems.keep_owner(problem=self.row(one), reason=self.words["keep"][n], actor=self.office, now=self._after(one, 4))
        for one in ruled[2:]:
            to = problems.Owner(self.cast.next_unit(one.unit))
            problems.move_owner(problem=self.row(one), to=to, reason=self.words["move"][0], actor=self.office, now=self._after(one, 4))

    def _after(self, one: DemoProblem, days: int) -> datetime:
        last = one.events[-1].at
        return moment(last, days, 40) if days else last.replace(hour=18, minute=20)

    def shared(self) -> None:
        """Three entries of a unit with one cause and one set of measures, typed once."""
        for _n in range(2):
            found = self.choice.together(3, 3, lambda one: one.stands is not State.RECORDED)
            if not found:
                return
            like = next((one for one in found if one.stands is State.RECTIFYING), found[0])
            now = moment(max(one.events[-1].at for one in found), 2, 75)
            problems.share(
                problems=[self.row(one) for one in found], like=self.row(like), parts=(SharedPart.CAUSE, SharedPart.MEASURES),
                actor=self.cast.liaison(like.unit), now=now,
            )  # fmt: skip

    def merged(self) -> None:
        """Two and three findings that are one; one of the three is taken out again."""
        for size in (3, 2):
            found = self.choice.together(size, 5)
            if not found:
                return
            last = max(one.events[-1].at for one in found)
            main, *members = [self.row(one) for one in found]
            reason = self.words["merge"][size - 2]
            problems.merge(main=main, members=members, reason=reason, actor=self.office, now=moment(last, 1, 30))
            if size == 3:
                problems.part(member=members[-1], reason=self.words["part"][0], actor=self.office, now=moment(last, 3, 50))

    def void(self) -> None:
        """Errors, duplicates of an entry that stays, out of scope; one is restored."""
        kinds = (VoidKind.ERROR, VoidKind.OUT_OF_SCOPE, VoidKind.DUPLICATE)
        for n, one in enumerate(self.choice.some(6, 4)):
            kind = kinds[n % 3]
            stays = self.choice.some(1, 4, partial(_of_unit, one.unit)) if kind is VoidKind.DUPLICATE else []
            if kind is VoidKind.DUPLICATE and not stays:
                kind = VoidKind.ERROR
            why = problems.Why(kind, self.words[f"void.{kind.value}"][n // 3], self.row(stays[0]) if stays else None)
            problems.void(problem=self.row(one), why=why, actor=self.office, now=moment(one.events[-1].at, 1, 10 * n))
            if n == 5:
                problems.restore(
                    problem=self.row(one), reason=self.words["restore"][0], actor=self.office, now=moment(one.events[-1].at, 3)
                )

    def divided(self) -> None:
        """One entry for which two answer, each for his part."""
        for one in self.choice.some(2, 3, lambda one: one.person is None):
            other = self.cast.next_unit(one.unit)
            parts = [problems.Owner(other, text=self.words["part.two"][0])]
            problems.divide(
                problem=self.row(one), parts=parts, keeps=True, reason=self.words["divide"][0], actor=self.office,
                now=moment(one.events[-1].at, 2, 15),
            )  # fmt: skip

    def evidence(self) -> None:
        """Photographs and papers at work in progress; the same photograph at two entries, as it happens."""
        labels = self.words["label"]
        found = self.choice.some(5, 2, lambda one: one.stands is State.RECTIFYING)
        for n, one in enumerate(found):
            actor, now = self.cast.liaison(one.unit), moment(one.events[-1].at, 1, 35)
            told = {"problem": self.row(one), "actor": actor, "now": now}
            problems.attach_evidence(data=picture(0 if n < 2 else n), name=f"{labels[0]}{n + 1}.jpg", label=labels[0], **told)
            if n == 0:
                problems.attach_evidence(data=minutes(one.text, one.measures), name=f"{labels[1]}.docx", label=labels[1], **told)

    def own_columns(self) -> None:
        """The campaign's own columns, filled in where the office follows a matter closely."""
        matters, papers = self.words["column.matter"], self.words["column.paper"]
        for n, one in enumerate(self.choice.some(FILLED, 1, lambda one: one.stands is State.RECTIFYING)):
            now = moment(one.events[-1].at, 1, n)
            values = {1: matters[n % len(matters)], 2: f"{n * 7 % 43 + 1}.{n % 9}", 3: str(n * 13 % 300 + 4)}
            values |= {4: papers[n % len(papers)]} if n % 2 else {}
            values |= {5: now.date().isoformat()} if n % 3 else {}
            problems.fill(problem=self.row(one), values=values, actor=self.office, now=now)
