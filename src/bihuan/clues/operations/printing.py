"""Papers that leave the desk: made out of what their reader may know of, noted with what for, and known again afterwards without being kept."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from bihuan.clues.models import Clue, CluePrint
from bihuan.clues.operations.handling import By
from bihuan.clues.operations.opening import own_keys
from bihuan.clues.operations.opening_many import Notes, Words, opened_many
from bihuan.clues.papers.clues import Told, paper_of
from bihuan.clues.papers.ledger import Column, Line, ledger_paper, ledger_sheet, mask
from bihuan.clues.policy.keys import duties_held
from bihuan.clues.policy.lines import duties_of_clue
from bihuan.clues.queries.clocks import clocks_of_many
from bihuan.clues.queries.clues import visible_clues
from bihuan.clues.queries.desk import CLEARED
from bihuan.clues.queries.door import name_of_body
from bihuan.clues.readers.prints import read_print
from bihuan.clues.rules.prints import digests, fresh_salt, marked, named
from bihuan.clues.vocabulary.clues import ClueAction as A
from bihuan.clues.vocabulary.clues import ClueDuty, ClueState, ClueWord
from bihuan.clues.vocabulary.keeping import PrintAction, PrintKind, PrintPurpose
from bihuan.clues.vocabulary.triage import Competence, Mode
from bihuan.documents.operations import print_docx
from bihuan.foundation.audit.changing import creating, note, one_write
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.audit.taking import allowed
from bihuan.foundation.kernel import BadInput, Missing, NotAllowed, _
from bihuan.organisation.models import Post
from bihuan.organisation.vocabulary import StandingDutyKind as S

MOST = 2000
"""Clues of one ledger: more is asked for year by year."""
DECIDING = frozenset({ClueDuty.HANDLER, ClueDuty.APPROVER, ClueDuty.REGISTRAR})
_DECIDING = frozenset({S.CLUE_DESK, S.CLUE_APPROVER, S.CLUE_ALTERNATE})


def print_clue(clue: Clue, *, kind: PrintKind, purpose: PrintPurpose, by: By) -> tuple[bytes, CluePrint]:
    """One of the three papers about a clue, as docx. Missing for whoever may not know of it; refused to whoever only opens and registers; a transfer
    letter before it was handed over."""
    duties = duties_of_clue(by.actor, clue)
    if not duties:
        raise Missing
    if not duties & DECIDING:
        raise NotAllowed
    if kind is PrintKind.TRANSFER and clue.transferred_at is None:
        raise BadInput(_("这条线索还没有移送。"))
    mine = own_keys(session=by.session, actor=by.actor, now=by.now)
    (found,) = list(opened_many([clue], mine)) or [(clue, {}, [])]
    if not found[1]:
        raise Missing
    row, salt = CluePrint(kind=kind, clue=clue, purpose=purpose, made_at=by.now, made_by_id=by.actor.user_id), fresh_salt()
    posts = _posts([found[1]], localdate(by.now))
    paper = paper_of(kind, _told(*found, posts), localdate(by.now), row.number)
    data = print_docx(paper=replace(paper, document_id=named(row.number, salt)))
    _keep(row, data, "x.docx", [clue], by)
    return data, row


def print_ledger(*, form: str, purpose: PrintPurpose, first: date, last: date, by: By, cleared: bool = False) -> tuple[bytes, CluePrint]:
    """The ledger of clues received from one day to another that their reader may know of, as docx or xlsx; those that proved wrong
    only where they are asked for (P16). Refused: more than two thousand."""
    row = CluePrint(kind=PrintKind.LEDGER, purpose=purpose, made_at=by.now, made_by_id=by.actor.user_id)
    allowed(row, PrintAction.MAKE, by.actor)
    mine = own_keys(session=by.session, actor=by.actor, now=by.now)
    rows = (
        visible_clues(by.actor, localdate(by.now)).filter(received_on__gte=first, received_on__lte=last).order_by("received_on", "number")
    )
    rows = rows if cleared else rows.exclude(CLEARED)
    clues = list(rows.select_related("approved_by", "registered_by", "concluded_by", "triaged_by")[: MOST + 1])
    if len(clues) > MOST:
        raise BadInput(_("超过 %(most)d 条，请缩短收到日期的范围，分几次输出。"), most=MOST)
    lines, salt = _lines(clues, mine, by), fresh_salt()
    body, today = name_of_body(), localdate(by.now)
    if form == "xlsx":
        data = ledger_sheet(lines, body, marked(row.number, salt))
    else:
        paper = ledger_paper(lines, body, today, row.number)
        data = print_docx(paper=replace(paper, document_id=named(row.number, salt)))
    _keep(row, data, f"x.{'xlsx' if form == 'xlsx' else 'docx'}", clues, by)
    return data, row


def _keep(row: CluePrint, data: bytes, name: str, clues: Sequence[Clue], by: By) -> None:
    """By what it is known again; and to the story of each clue that it was read for this."""
    number, salt, lines = read_print(data, name)
    assert number == row.number, "a paper names itself"
    row.lines = digests(lines, salt)
    purpose = PrintPurpose(row.purpose).label
    with one_write():
        with creating(row, PrintAction.MAKE, actor=by.actor, now=by.now) as change:
            change.note(clues=len(clues))
        for one in clues:
            note(kept(Clue), one, ClueWord.READ, actor=by.actor, now=by.now, reason=f"{PrintKind(row.kind).label}：{purpose}")


def _lines(clues: Sequence[Clue], mine: Any, by: By) -> list[Line]:
    found = list(opened_many(clues, mine))
    posts, today = _posts([values for _clue, values, _notes in found], localdate(by.now)), localdate(by.now)
    dues = {one.pk: due for one, due in zip(clues, clocks_of_many(clues, today), strict=True)}
    decides = bool(duties_held(by.actor.user_id) & _DECIDING)
    return [
        Line(
            _cells(_told(clue, values, notes, posts), dues[clue.pk]),
            mask(decides=decides, registered_it=clue.registered_by_id == by.actor.user_id),
        )
        for clue, values, notes in found
    ]


def _told(clue: Clue, values: Words, notes: Notes, posts: dict[int, str]) -> Told:
    contents = [json.loads(one) for one in values["contents"]]
    texts = ["\n".join(filter(None, (one.get("text"), one.get("happened")))) for one in contents]
    people = [f"{one['name']}（{posts[one['id']]}）" if posts.get(one["id"]) else one["name"] for one in values.get("persons", ())]
    return Told(clue, texts, people, values.get("units", ()), notes, name_of_body())


def _posts(values: Sequence[Words], day: date) -> dict[int, str]:
    """Unit and post of everybody who is named. One query."""
    people, found = {one["id"] for some in values for one in some.get("persons", ())}, defaultdict[int, list[str]](list)
    for post in Post.objects.filter(person__in=people, to_on=None).select_related("unit").order_by("pk"):
        found[post.person_id].append(f"{post.unit.name} {post.title}".strip())
    return {pk: "、".join(some) for pk, some in found.items()}


def _cells(told: Told, dues: Sequence[Any]) -> dict[Column, str]:
    clue = told.clue
    sorted_, handed = (told.last(A.TRIAGE), told.last(A.TRANSFER))
    words = sorted_[1] if sorted_ else {}
    due = min((one.due_on for one in dues if one.is_open), default=None)
    return {
        Column.NUMBER: clue.number, Column.RECEIVED: clue.received_on.isoformat(), Column.SOURCE: clue.get_source_display(),
        Column.NAMED: "实名" if clue.named else "匿名", Column.REPEATED: "已并案" if clue.state == ClueState.MERGED else "",
        Column.ABOUT: told.about, Column.KIND: _label(Mode, words.get("mode")), Column.COMPETENCE: _label(Competence, words.get("competence")),
        Column.TEXT: "\n".join(told.texts), Column.RECEIVER: handed[1].get("receiver", "") if handed else "",
        Column.DISPOSAL: clue.get_disposal_display(), Column.APPROVED: _who(clue.approved_by, clue.approved_at),
        Column.HANDLER: clue.triaged_by.name if clue.triaged_by else "", Column.DUE: due.isoformat() if due else "",
        Column.STATE: clue.get_state_display(), Column.RESULT: clue.get_conclusion_display(),
        Column.ANSWERED: localdate(clue.answered_at).isoformat() if clue.answered_at else "",
    }  # fmt: skip


def _label(term: Any, word: str | None) -> str:
    return str(term(word).label) if word else ""


def _who(account: Any, moment: datetime | None) -> str:
    return f"{account.name if account else ''} {localdate(moment).isoformat()}".strip() if moment else ""
