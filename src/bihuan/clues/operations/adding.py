"""What else becomes of a report than a clue: it goes to the clue that an earlier one became, or it is none."""

import json
from datetime import datetime

from django.utils.timezone import localdate

from bihuan.clues.models import ClueAddition, Tip
from bihuan.clues.operations.answering import ADDED, answer
from bihuan.clues.operations.filing import empty
from bihuan.clues.operations.opening import own_keys
from bihuan.clues.operations.registering import sealed_values
from bihuan.clues.queries.clues import contents_of, readers_of
from bihuan.clues.queries.joining import clue_for
from bihuan.clues.vocabulary.clues import TipAction
from bihuan.foundation.audit.changing import changing
from bihuan.foundation.kernel import Actor, BadInput, Missing, _
from bihuan.foundation.sealedbox.packages import RECIPIENTS, seal


def add_to_clue(tip: Tip, *, session: str, actor: Actor, now: datetime) -> None:
    """What a reporter added goes to the clue that his report became, sealed to its readers: who opens it need not be one of them, and does not learn
    which clue it is. Missing where nothing new opens with these keys. Refused: it concerns those who handle that clue."""
    mine, today = own_keys(session=session, actor=actor, now=now), localdate(now)
    with changing(tip, TipAction.ADD, actor=actor, now=now) as change:
        opened = contents_of(tip, mine)
        contents = [(envelope, content) for envelope, content in opened if content]
        clue = clue_for(tip, [content for _envelope, content in contents])
        if not contents:
            raise Missing
        if clue is None:
            raise BadInput(_("这次补充没有可以转给的线索：反映的是受理、办理举报的人员的，或者原来没有登记为线索的，请另行受理登记。"))
        readers = [one.public for one in readers_of(clue, today)]
        body = seal(json.dumps(sealed_values(clue, tip.place, contents, mine)).encode(), readers[:RECIPIENTS])
        ClueAddition.objects.create(clue=clue, day=max(envelope.day for envelope, _content in contents), body=body)
        change.set(unread=empty(tip, opened))
        answer(clue, tip.place, contents, today, ADDED)


def set_tip_aside(tip: Tip, *, session: str, reason: str, actor: Actor, now: datetime) -> None:
    """A report that is no clue: advertisement, empty, an opinion, broken. Its content goes; the book keeps that it did, by whom and why: no word of
    the report itself belongs into the reason. What these keys do not open stays for whoever opens it."""
    mine = own_keys(session=session, actor=actor, now=now)
    with changing(tip, TipAction.SET_ASIDE, actor=actor, now=now, reason=reason) as change:
        opened = contents_of(tip, mine)
        if not opened:
            raise Missing
        change.set(unread=empty(tip, opened))
