"""Petitions (信访事项) are not handled at this desk: they leave as a list for the national system, and the number that each gets there comes back by
file or by hand. From then on a record of that system with the same number is known to be here."""

from collections.abc import Sequence

from django.utils.timezone import localdate

from bihuan.clues.models import Clue
from bihuan.clues.operations.handling import By, hand_of, one_step, written
from bihuan.clues.operations.opening import Read, unsealed
from bihuan.clues.operations.registering import claim_number
from bihuan.clues.queries.records import petitions
from bihuan.clues.sheets import numbers_in
from bihuan.clues.vocabulary.clues import ClueAction as A
from bihuan.clues.vocabulary.imported import PetitionColumn as P
from bihuan.foundation.audit.changing import changing, one_write
from bihuan.foundation.files.rules.cells import CellError, TypedRow
from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.kernel.unseen import seen

RECEIVER = "信访部门（全国信访信息系统）"
MOST = 500


def send_as_petition(clue: Clue, *, grounds: str, by: By) -> None:
    """It is a petition and no matter of discipline: it goes to the national system with the next list."""
    with one_step(clue, A.TRANSFER, by, {"text": written(grounds), "receiver": RECEIVER}) as (change, _found):
        change.set(petition=True, **hand_of("transferred", by))


def list_petitions(*, reason: str, by: By) -> list[dict[P, str]]:
    """The list for the national system: every petition that has no number yet and that the actor may read. That each left is kept with the reason.
    Who reported is not on it: that lies with the custodians."""
    rows = list(petitions(by.actor, numbered=False).prefetch_related("parties__unit")[:MOST])
    if not rows:
        raise BadInput(_("没有待列入清单的信访事项。"))
    found = []
    with one_write():
        for one in rows:
            read = unsealed(one, session=by.session, actor=by.actor, now=by.now)
            with changing(one, A.LIST_PETITION, actor=by.actor, now=by.now, reason=reason) as change:
                change.set(listed_on=localdate(by.now))
            found.append(_line(one, read))
    return found


def _line(one: Clue, read: Read) -> dict[P, str]:
    contents = read.contents
    return {
        P.CLUE: one.number, P.RECEIVED: one.received_on.isoformat(), P.SOURCE: one.get_source_display(),
        P.TEXT: "\n".join(each.text for each in contents), P.UNITS: "、".join(read.values["units"]),
        P.PERSONS: "、".join(each["name"] for each in read.values["persons"]),
        P.HAPPENED: "；".join(filter(None, (each.happened for each in contents))),
        P.WHO: "实名，姓名由保管人另封" if one.named else "匿名", P.NUMBER: "",
    }  # fmt: skip


def number_petition(clue: Clue, *, number: str, by: By) -> None:
    """The number that it got there, by hand. Refused: none, one that is registered already, a second one for the
    same petition."""
    told = seen(number)
    if not told or len(told) > 60:
        raise BadInput(_("请填写信访编号，不超过 60 个字。"))
    with one_write():
        with one_step(clue, A.RECEIPT, by, {"text": ""}) as (change, _found):
            if clue.receipt and clue.receipt != told:
                raise BadInput(_("这一件已经登记过另一个信访编号。"))
            change.set(receipt=told)
        claim_number(clue, told)


def take_petition_numbers(*, data: bytes, name: str, by: By) -> int:
    """The list that came back: each number to its clue, all or none. How many. Raises BadInput with all cell errors: a clue that the actor may not know
    of and one that never was are told alike."""
    rows = numbers_in(data, name)
    if not rows:
        raise BadInput(_("表里没有填写信访编号。"))
    here = {one.number: one for one in petitions(by.actor).filter(number__in={row.cells.get(P.CLUE, "").strip() for row in rows})}
    errors, fresh = list[CellError](), list[tuple[Clue, str]]()
    for row in rows:
        clue, number = here.get(row.cells.get(P.CLUE, "").strip()), seen(row.cells[P.NUMBER])
        if clue is None:
            errors.append(row.error(P.CLUE, _("信访事项清单里没有这个编号。")))
        elif clue.receipt and clue.receipt != number:
            errors.append(row.error(P.NUMBER, _("这一件已经登记过另一个信访编号。")))
        elif not clue.receipt:
            fresh.append((clue, number))
    _refuse(errors + _twice(rows))
    with one_write():
        for clue, number in fresh:
            number_petition(clue, number=number, by=by)
    return len(fresh)


def _twice(rows: Sequence[TypedRow[P]]) -> list[CellError]:
    first: dict[str, int] = {}
    found = []
    for row in rows:
        number = seen(row.cells[P.NUMBER])
        if number in first:
            found.append(row.error(P.NUMBER, _("这个编号在第 %(row)d 行已经有了。"), row=first[number]))
        first.setdefault(number, row.number)
    return found


def _refuse(errors: Sequence[CellError]) -> None:
    if errors:
        raise BadInput(_("表里有 %(count)d 处错误，整份没有收。请改正后再导。"), errors=tuple(errors), count=len(errors))
