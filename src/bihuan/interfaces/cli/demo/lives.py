"""What happens to a problem, step by step, until today. Time runs in working minutes, so that no step comes before its forerunner."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bihuan.interfaces.cli.demo.county import DemoEvent, DemoProblem
from bihuan.interfaces.cli.demo.wording import Slots, Writer
from bihuan.problems.vocabulary import Action, State

DAY = 450  # working minutes: 8:30–12:00 and 14:00–18:00
PLACE = ZoneInfo("Asia/Shanghai")
NOON, MORNING, AFTERNOON = 210, time(8, 30), time(14, 0)
WITH_FILE = 0.03  # how often a file proves it; the others state why none is needed
LOOSE_END = 0.05  # how often a full-chain step is left lying


class Clock:
    """Working minutes from the first day of the campaign to the evening before `today`."""

    def __init__(self, start: date, today: date) -> None:
        days = (start + timedelta(days=n) for n in range((today - start).days))
        self.days = [day for day in days if day.weekday() < 5]
        self.end = len(self.days) * DAY
        self._mornings = [datetime.combine(day, MORNING, PLACE) for day in self.days]
        self._afternoons = [datetime.combine(day, AFTERNOON, PLACE) for day in self.days]

    def at(self, minute: int) -> datetime:
        """The moment of a working minute."""
        day, left = divmod(minute, DAY)
        return self._mornings[day] + timedelta(minutes=left) if left < NOON else self._afternoons[day] + timedelta(minutes=left - NOON)

    def on(self, minute: int) -> date:
        """The day of a working minute."""
        return self.days[min(minute, self.end - 1) // DAY]


@dataclass(slots=True)
class Hands:
    """Who deals with one problem: nobody has two parts in closing it."""

    recorder: int
    doer: int
    head: int
    verifier: int
    looker: int
    office: int


@dataclass(slots=True)
class Words:
    """The sentences that a life needs: progress notes written beforehand, the others when they are asked for."""

    slots: Slots
    progress: list[str]
    writer: Writer
    manifestation: int

    def line(self, kind: str) -> str:
        """A reason, or one sentence how, about the same matter as the problem."""
        return self.writer.line(kind, self.slots)

    def note(self) -> str:
        """The next progress note; none is given twice while there are others."""
        return self.progress.pop() if len(self.progress) > 1 else self.progress[0]

    def how(self) -> str:
        """One sentence how this very manifestation was put right."""
        return self.writer.correction(self.manifestation, self.slots)


class Life:
    """One problem on its way. Steps that would lie after today do not happen."""

    def __init__(self, problem: DemoProblem, hands: Hands, words: Words, clock: Clock, rng: Random) -> None:
        self.problem, self.hands, self.words, self.clock, self.rng = problem, hands, words, clock, rng
        self.minute = 0

    def step(self, action: Action, after: int, by: int, state: State | None, text: str = "", due_on: date | None = None) -> bool:
        """Take a step `after` working minutes from the last one; False when that would be later than today."""
        if self.minute + after >= self.clock.end:
            return False
        self.minute += after
        self.problem.events.append(DemoEvent(action, self.clock.at(self.minute), by, text, due_on))
        self.problem.stands = state or self.problem.stands
        return True

    def wait(self, least: float, usual: float, most: float) -> int:
        """Working minutes until the next step, from days."""
        return max(1, int(self.rng.triangular(least, most, usual) * DAY))

    def begin(self, minute: int) -> None:
        """The finding is entered in the ledger."""
        self.minute = minute
        self.step(Action.RECORD, 0, self.hands.recorder, State.RECORDED)
        if self.problem.priority:
            self.step(Action.PRIORITISE, self.wait(0.1, 0.5, 2), self.hands.office, None)


def quick(life: Life, slots: list[int]) -> int | None:
    """立行立改: corrected, then confirmed with others at one of the unit head's `slots`. Returns that slot, None while not confirmed."""
    rng, hands, words = life.rng, life.hands, life.words
    if rng.random() < 0.1 or not life.step(Action.CORRECT, life.wait(0.4, 4, 22), hands.doer, State.CORRECTED, words.how()):
        return None
    if rng.random() < 0.03:
        if not life.step(Action.SEND_BACK, life.wait(0.1, 1, 3), hands.head, State.RECORDED, words.line("send_back")):
            return None
        if not life.step(Action.CORRECT, life.wait(0.5, 3, 8), hands.doer, State.CORRECTED, words.how()):
            return None
    slot = next((slot for slot in slots if slot > life.minute), None)
    if slot is None or not life.step(Action.CONFIRM_CORRECTION, slot - life.minute, hands.head, State.CLOSED):
        return None
    return slot


def full(life: Life) -> None:
    """The whole chain, with what delays it: a step left lying, an extension, a stop, sent back, reopened."""
    for _done in _analysed(life):
        if not _done or life.rng.random() < LOOSE_END:
            return
    rounds = 2 if life.rng.random() < 0.12 else 1
    for n in range(rounds):
        if not _rectified(life) or not _asked(life, send_back=n + 1 < rounds):
            return
    _closed(life)


def _analysed(life: Life) -> Iterator[bool]:
    """Cause, then measures."""
    hands = life.hands
    yield life.step(Action.ANALYSE, life.wait(0.5, 3, 9), hands.doer, State.ANALYSED)
    yield life.step(Action.PLAN, life.wait(0.3, 2, 7), hands.doer, State.RECTIFYING)


def _rectified(life: Life) -> bool:
    """Progress notes, now and then an extension or a stopped clock. False while still at it."""
    rng, hands, words, problem = life.rng, life.hands, life.words, life.problem
    for _again in range(rng.randint(1, 2)):
        if not life.step(Action.REPORT_PROGRESS, life.wait(1, 4, 10), hands.doer, None, words.note()):
            return False
    if rng.random() < 0.06:
        later = problem.due_on + timedelta(days=rng.choice((10, 15, 20, 30)))
        if life.step(Action.EXTEND, life.wait(0.2, 1, 3), hands.office, None, words.line("extend"), later):
            problem.due_on = later
    if rng.random() < 0.02:
        return _stopped(life)
    return rng.random() >= LOOSE_END


def _stopped(life: Life) -> bool:
    """The clock stands still for a while; the days are added to the due day. False while it still does."""
    until = max(life.clock.on(life.minute), life.clock.on(life.clock.end - 1)) + timedelta(days=life.rng.choice((15, 30, 60)))
    if not life.step(Action.SUSPEND, life.wait(0.2, 1, 3), life.hands.office, State.SUSPENDED, life.words.line("suspend"), until):
        return False
    stopped = life.clock.on(life.minute)
    if life.rng.random() < 0.5 or not life.step(Action.RESUME, life.wait(3, 8, 15), life.hands.office, State.RECTIFYING):
        return False
    life.problem.due_on += life.clock.on(life.minute) - stopped
    return True


def _asked(life: Life, send_back: bool) -> bool:
    """The request for close-out and the unit head's word on it; `send_back` ends with the return to rectifying."""
    hands, words = life.hands, life.words
    if life.rng.random() < WITH_FILE:
        life.step(Action.ADD_EVIDENCE, life.wait(0.2, 1, 3), hands.doer, None, words.line("evidence"))
    if not life.step(Action.ASK, life.wait(1, 4, 9), hands.doer, State.ASKED):
        return False
    if send_back and life.rng.random() < 0.5:
        return life.step(Action.SEND_BACK, life.wait(0.2, 1, 4), hands.head, State.RECTIFYING, words.line("send_back"))
    if not life.step(Action.CONFIRM, life.wait(0.2, 1.5, 5), hands.head, State.CONFIRMED):
        return False
    if send_back:
        return life.step(Action.SEND_BACK, life.wait(0.5, 2, 6), hands.verifier, State.RECTIFYING, words.line("send_back"))
    return True


def _closed(life: Life) -> None:
    """Verified by the supervision group, closed by the office; a few are looked back at or come back."""
    rng, hands, words = life.rng, life.hands, life.words
    if not life.step(Action.VERIFY, life.wait(0.5, 3, 8), hands.verifier, State.VERIFIED):
        return
    if not life.step(Action.CLOSE, life.wait(0.1, 1, 3), hands.office, State.CLOSED):
        return
    if rng.random() < 0.05:
        after, problem = life.wait(3, 6, 12), life.problem
        again = life.clock.on(life.minute + after) + (problem.planned_due_on - problem.found_on)
        if life.step(Action.REOPEN, after, hands.looker, State.RECTIFYING, words.line("reopen"), again):
            problem.due_on = again
            life.step(Action.REPORT_PROGRESS, life.wait(1, 3, 6), hands.doer, None, words.note())
    elif rng.random() < 0.15:
        life.step(Action.LOOK_BACK, life.wait(5, 9, 16), hands.looker, State.LOOKED_BACK, words.line("look_back"))


def settle_due_day(problem: DemoProblem, today: date, rng: Random) -> None:
    """Most open items still have time; a few are near, a few overdue: the due day of the others is moved into the days ahead."""
    if problem.stands in (State.CLOSED, State.LOOKED_BACK) or problem.count(Action.EXTEND, Action.RESUME, Action.REOPEN):
        return
    fate = rng.random()
    if fate < 0.05:
        due = today - timedelta(days=rng.randint(1, 14))
    elif fate < 0.12:
        due = today + timedelta(days=rng.randint(0, 4))
    else:
        due = max(problem.due_on, today + timedelta(days=rng.randint(5, 40)))
    problem.due_on = problem.planned_due_on = max(due, problem.found_on + timedelta(days=3))
