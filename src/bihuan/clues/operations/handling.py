"""The life of a clue after it was registered: each verb one step of the table, its words sealed under the clue's key and never in the book."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from bihuan.clues.models import Clue, ClueNote
from bihuan.clues.operations.answering import say, told_with
from bihuan.clues.operations.opening import Read, unsealed
from bihuan.clues.rules.texts import closed
from bihuan.clues.vocabulary.clues import ClueAction as A
from bihuan.clues.vocabulary.clues import Conclusion, Disposal, Way
from bihuan.clues.vocabulary.triage import Competence, Mode, Subject
from bihuan.foundation.audit.change import Change
from bihuan.foundation.audit.changing import changing
from bihuan.foundation.audit.taking import allowed
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.foundation.kernel.unseen import seen
from bihuan.foundation.sealedbox.contents import Answer
from bihuan.foundation.sealedbox.keys import is_own
from bihuan.foundation.sealedbox.vocabulary import Says


@dataclass(frozen=True)
class By:
    """Who takes a step, with his unlocked session."""

    session: str
    actor: Actor
    now: datetime


@contextmanager
def one_step(
    clue: Clue, action: A, by: By, values: dict[str, Any], *, done_on: date | None = None, way: str = ""
) -> Iterator[tuple[Change, Read]]:
    """One step with its sealed words. Whoever may not know of the clue is refused before anything of it is unsealed."""
    allowed(clue, action, by.actor)
    today = localdate(by.now)
    if done_on is not None and not clue.received_on <= done_on <= today:
        raise BadInput(_("日期要在收到线索之后、今天之前。"))
    with changing(clue, action, actor=by.actor, now=by.now) as change:
        found = unsealed(
            clue, session=by.session, actor=by.actor, now=by.now
        )  # as it stands now: another step may have written to it meanwhile
        row = ClueNote(clue=clue, step=action, way=way, done_on=done_on or today, noted_at=by.now, noted_by_id=by.actor.user_id)
        row.body = closed(found.key, values, row.bound)
        row.save(force_insert=True)
        yield change, found


def hand_of(what: str, by: By) -> dict[str, Any]:
    """Moment and hand of a step, as columns."""
    return {f"{what}_at": by.now, f"{what}_by_id": by.actor.user_id}


def written(text: str) -> str:
    """The words of a step. Refused: none."""
    if not text.strip():
        raise BadInput(_("请写明意见。"))
    return text.strip()


def triage_clue(
    clue: Clue, *, opinion: str, urgent: bool, by: By, mode: Mode | None = None, subject: Subject | None = None, competence: Competence | None = None
) -> None:  # fmt: skip
    """Sort it (第十四条): what kind of problem, whom it is about, whose it is to handle, whether it is urgent. All but the last is sealed."""
    sorted_as = {name: str(one) for name, one in (("mode", mode), ("subject", subject), ("competence", competence)) if one}
    with one_step(clue, A.TRIAGE, by, {"text": written(opinion), **sorted_as}) as (change, _found):
        change.set(urgent=urgent, **hand_of("triaged", by))


def propose_disposal(clue: Clue, *, disposal: Disposal, opinion: str, met_on: date, present: str, by: By) -> None:
    """What was decided together (第十七条): one of four, who sat together on which day."""
    if not present.strip():
        raise BadInput(_("处置意见要集体研究提出，请写明参加研究的人。"))
    with one_step(clue, A.PROPOSE, by, {"text": written(opinion), "present": present.strip()}, done_on=met_on) as (change, _found):
        change.set(disposal=disposal, met_on=met_on, **hand_of("proposed", by))


def approve_disposal(clue: Clue, *, opinion: str, by: By) -> None:
    """Approve what was decided together. Refused: to whoever proposed it."""
    with one_step(clue, A.APPROVE, by, {"text": opinion.strip()}) as (change, _found):
        change.set(**hand_of("approved", by))


def return_disposal(clue: Clue, *, opinion: str, by: By) -> None:
    """Send it back to be talked over again."""
    with one_step(clue, A.RETURN, by, {"text": written(opinion)}) as (change, _found):
        change.set(disposal="", met_on=None, proposed_at=None, proposed_by_id=None)


def take_up_clue(clue: Clue, *, opinion: str, by: By) -> None:
    """A shelved one is taken up again: what is done about it is decided anew."""
    with one_step(clue, A.TAKE_UP, by, {"text": written(opinion)}) as (change, _found):
        empty = {f"{what}_{end}": None for what in ("proposed", "approved") for end in ("at", "by_id")}
        change.set(disposal="", met_on=None, **empty)


def verify_clue(clue: Clue, *, way: Way, done_on: date, found: str, by: By) -> None:
    """Keep one step of verification: way, day, what it found (M121)."""
    with one_step(clue, A.VERIFY, by, {"text": written(found)}, done_on=done_on, way=way):
        pass


def conclude_clue(clue: Clue, *, conclusion: Conclusion, grounds: str, by: By) -> None:
    """What verification found. Not proven is not untrue."""
    with one_step(clue, A.CONCLUDE, by, {"text": written(grounds)}) as (change, _found):
        change.set(conclusion=conclusion, **hand_of("concluded", by))


def feed_back_clue(clue: Clue, *, text: str, by: By) -> None:
    """Tell the reporter the result, by the door for whoever has a code; what he was told is kept (T4)."""
    with one_step(clue, A.FEED_BACK, by, {"text": written(text)}) as (change, found):
        change.set(**hand_of("answered", by))
        _tell(clue, found, text.strip(), by)


def _tell(clue: Clue, found: Read, text: str, by: By) -> None:
    answer = Answer(Says.MESSAGE, localdate(by.now), text, secrets.token_hex(8))
    say_to_all(clue, found, answer)


def say_to_all(clue: Clue, found: Read, answer: Answer, until: date | None = None) -> int:
    """Lay an answer down for the reporter, those of joined clues with him: at the address that belongs to his place. For how many it is."""
    own = [one for one in found.own_contents if clue.tip and is_own(clue.tip.place, one.address)]
    if own and clue.tip:
        say(clue.tip.place, own[-1].address, replace(answer, facts=told_with(clue, own[-1], until)))
    return bool(own) + sum(say_to_all(one.clue, one.found, answer, until) for one in found.merged)


def ask_reporter(clue: Clue, *, question: str, until: date | None, by: By) -> None:
    """Ask the reporter something, by a day where that matters: his answer comes as an addition that names the question (M66), and neither tells
    who he is. Refused: no question, a day that is gone, nobody who can be asked."""
    today = localdate(by.now)
    if until is not None and until < today:
        raise BadInput(_("答复的日期不能早于今天。"))
    if clue.tip is None:
        raise BadInput(_("这条线索没有查询码，问不到举报人。"))
    text, number = written(question), secrets.token_hex(8)
    with one_step(clue, A.ASK, by, {"text": text, "question": number}) as (_change, found):
        if not say_to_all(clue, found, Answer(Says.QUESTION, today, text, number), until):
            raise BadInput(_("举报人没有留下能收答复的地址。"))


def close_clue(clue: Clue, *, by: By) -> None:
    """It is over."""
    with one_step(clue, A.CLOSE, by, {"text": ""}) as (change, _found):
        change.set(**hand_of("closed", by))


def transfer_clue(clue: Clue, *, receiver: str, grounds: str, by: By) -> None:
    """Hand it to the competent body (M124): from then on nothing is done with it here but noting the receipt and, in the end, a summary."""
    with one_step(clue, A.TRANSFER, by, {"text": written(grounds), "receiver": written(receiver)}) as (change, _found):
        change.set(**hand_of("transferred", by))


def note_receipt(clue: Clue, *, receipt: str, by: By) -> None:
    """The receiver's receipt."""
    if not (number := seen(receipt)):
        raise BadInput(_("请填写移送回执号。"))
    with one_step(clue, A.RECEIPT, by, {"text": ""}) as (change, _found):
        change.set(receipt=number)


def note_outcome(clue: Clue, *, summary: str, by: By) -> None:
    """What came of it there, as a summary only."""
    with one_step(clue, A.OUTCOME, by, {"text": written(summary)}) as (change, _found):
        change.set(**hand_of("closed", by))
