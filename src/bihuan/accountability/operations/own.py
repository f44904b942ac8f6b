"""What the person himself does beside his words: he thinks better of saying nothing, brings material, takes his own data along (P02, P11)."""

from collections.abc import Sequence
from datetime import datetime

from bihuan.accountability.models import Handling, Statement
from bihuan.accountability.operations.hearing import state
from bihuan.accountability.vocabulary.handling import HandlingAction as A
from bihuan.accountability.vocabulary.handling import HandlingWord
from bihuan.foundation.audit.changing import changing, note, one_write
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.files.operations import store
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed, _
from bihuan.organisation.models import Person


def unwaive_statement(row: Handling, *, actor: Actor, now: datetime) -> None:
    """He wants to say something after all: until his day, or until somebody decided. Refused: he never said that he would not."""
    with changing(row, A.UNWAIVE, actor=actor, now=now) as change:
        if row.waived_at is None:
            raise BadInput(_("您没有表示过不陈述。"))
        change.set(waived_at=None, waived_by_id=None)


def state_with_material(
    row: Handling, *, text: str, material: tuple[str, bytes] | None = None, asks: Sequence[str] = (), actor: Actor, now: datetime
) -> Statement:  # fmt: skip
    """His statement with one file of material. `asks` are words of what he asks for with it (to be heard in person): like every statement they
    are answered in writing before anybody decides. Refused: what a statement and a file are refused for."""
    words = "".join(f"【{one}】" for one in asks) + text.strip() if text.strip() else ""
    with one_write():
        file = store(data=material[1], name=material[0], actor=actor, now=now) if material and words else None
        return state(row, text=words, file=file, actor=actor, now=now)


def record_own_export(person: Person, *, actor: Actor, now: datetime) -> None:
    """He took along what this system holds about him. It needs no reason; the book says that it was he. Refused: anybody else."""
    if actor.person_id != person.pk or actor.for_person is not None:
        raise NotAllowed(_("只能导出本人的资料。"))
    note(kept(Person), person, HandlingWord.EXPORT_OWN, actor=actor, now=now)
