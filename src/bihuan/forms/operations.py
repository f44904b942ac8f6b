"""Forms taken in, tied, filled, retired: one keyword-only verb each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.documents.rules.bindings import digest, plain_json
from bihuan.forms.models import Filling, Form, FormEdition
from bihuan.forms.queries import Values, columns_to_tie, edition_of, lists_of, refuse_day, ties_of
from bihuan.forms.rules.ties import CellTie, Region, Ties
from bihuan.forms.sheets import Filled, Row, fill, look_at
from bihuan.forms.vocabulary import FormAction
from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.audit.moments import end_of
from bihuan.foundation.audit.taking import allowed
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.files.operations import store, store_made
from bihuan.foundation.files.queries import read
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.jobs.running import running
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _

_BLANKS = frozenset({FileKind.XLSX})
_A_STEP = 500


def add_form(*, campaign: Campaign, name: str, data: bytes, file_name: str, actor: Actor, now: datetime) -> Form:
    """Take a blank workbook in. Refused: no name or one that is taken, a file that is no xlsx."""
    if not (name := name.strip()):
        raise BadInput(_("请写报表名称。"))
    if Form.objects.filter(campaign=campaign, name=name).exists():
        raise BadInput(_("已经有叫“%(name)s”的上级报表；空白表换了，请在那张报表里换。"), name=name)
    form = Form(campaign=campaign, name=name, added_at=now, added_by_id=actor.user_id)
    with creating(form, FormAction.ADD, actor=actor, now=now) as change:
        blank = _blank(data, file_name, actor, now)
        FormEdition.objects.create(form=form, number=1, blank=blank, ties=Ties().plain(), made_at=now, made_by_id=actor.user_id)
        change.note(file=blank.name, sha256=blank.sha256)
    return form


def _blank(data: bytes, name: str, actor: Actor, now: datetime) -> StoredFile:
    blank = store(data=data, name=name, actor=actor, now=now, taken=_BLANKS)
    look_at(data)
    return blank


def tie_form(
    *, form: Form, ties: Ties | None = None, blank: tuple[bytes, str] | None = None, actor: Actor, now: datetime, seen: int | None = None
) -> FormEdition:  # fmt: skip
    """Tie cells and rows otherwise, or put another blank (content, name) in the place of the old. An edition that was filled stays as it is:
    this makes the next."""
    with changing(form, FormAction.TIE, actor=actor, now=now, seen=seen) as change:
        _refuse_retired(form)
        edition = edition_of(form)
        told = (ties or ties_of(edition)).checked().apart()
        _refuse_unknown_columns(form.campaign, told.regions)
        file = _blank(*blank, actor, now) if blank else edition.blank
        if Filling.objects.filter(edition=edition).exists():
            edition = FormEdition(form=form, number=edition.number + 1)
        edition.blank, edition.ties, edition.made_at, edition.made_by_id = file, told.plain(), now, actor.user_id
        edition.save()
        change.note(edition=edition.number, cells=len(told.cells), regions=len(told.regions), sha256=file.sha256)
    return edition


def _refuse_retired(form: Form) -> None:
    if form.retired_on:
        raise BadInput(_("这张报表已停用。"))


def _refuse_unknown_columns(campaign: Campaign, regions: Sequence[Region]) -> None:
    known = columns_to_tie(campaign)
    unknown = sorted({key for region in regions for _letter, key in region.columns if key not in known})
    if unknown:
        there = "、".join(f"{key}（{name}）" for key, name in known.items())
        raise BadInput(_("台账没有这些栏目：%(names)s。可以用：%(known)s。"), names="、".join(unknown), known=there)


def retire_form(*, form: Form, actor: Actor, now: datetime, back: bool = False) -> Form:
    """Take a form out of use, or (`back`) into use again; what was filled stays."""
    with changing(form, FormAction.RETIRE, actor=actor, now=now) as change:
        change.set(retired_on=None if back else form.retired_on or localdate(now))
    return form


@dataclass(frozen=True)
class _Cell:
    """A cell that can be filled with a figure."""

    tie: CellTie
    value: int | float
    definition: str
    rows: str


@dataclass(frozen=True)
class _Worked:
    """A form filled and not yet kept."""

    cells: Sequence[_Cell]
    gaps: Sequence[tuple[str, str, str]]
    filled: Filled
    rows: int


def fill_form(*, form: Form, day: date, actor: Actor, now: datetime) -> Filling:
    """Fill the last edition for the end of a day, and keep the workbook with all its numbers. The long part of it keeps nobody from writing.
    Refused: a day to come, nothing tied, a form that is out of use or was tied otherwise meanwhile."""
    today = refuse_day(day, now)
    allowed(form, FormAction.FILL, actor)  # asked before the long part; the write asks again
    _refuse_retired(form)
    edition = edition_of(form)
    if not edition.ties.get("cells") and not edition.ties.get("regions"):
        raise BadInput(_("这张报表还没有对应任何格，请先对应。"))
    worked = _worked_out(edition, day, today, actor)
    with changing(form, FormAction.FILL, actor=actor, now=now) as change:
        _refuse_retired(form)
        last = edition_of(form)
        if (last.pk, last.made_at) != (edition.pk, edition.made_at):
            raise NotNow(_("填的时候这张报表的对应关系改过，请再填一次。"))
        filling = _keep(edition, worked, now)
        filling.as_of = min(end_of(day) - timedelta(seconds=1), now)
        name = f"{form.name}-{day:%Y%m%d}.xlsx"
        filling.file = store_made(data=worked.filled.data, name=name, kind=FileKind.XLSX, actor=actor, now=now)
        filling.filled_by_id = actor.user_id
        filling.save()
        change.note(filling=filling.pk, day=day, edition=edition.number, digest=filling.digest, sha256=filling.file.sha256)
        running().keep(filling=filling.pk)
    return filling


def _worked_out(edition: FormEdition, day: date, today: date, actor: Actor) -> _Worked:
    """Everything but keeping it; where a job does it, its page shows how far it is."""
    campaign, ties = edition.form.campaign, ties_of(edition)
    values = Values(campaign, day, today)
    lists = lists_of(actor, campaign, ties.regions, day, today)
    cells, gaps = _cells(ties, values)
    told: dict[tuple[str, str], object] = {one.tie.place: one.value for one in cells}
    told |= {one.place: values.fixed(one.code) for one in ties.cells if one.is_fixed}
    steps = _Steps(sum(one.count for one in lists))
    rows = [(one.region, [*map(steps.read, one.rows())]) for one in lists]
    filled = fill(read(edition.blank), told, rows, steps.wrote)
    return _Worked(cells, [*gaps, *filled.gaps], filled, sum(len(some) for _region, some in rows))


@dataclass
class _Steps:
    """How far it is, in rows: each is read and then written. Here a wish to stop is heard."""

    rows: int
    done: int = 0

    def read(self, row: Row) -> Row:
        """One more was read."""
        self._step(_("读台账"))
        return row

    def wrote(self) -> None:
        """One more was written."""
        self._step(_("写表"))

    def _step(self, phase: str) -> None:
        self.done += 1
        if self.done % _A_STEP == 0:
            running().step(self.done, max(2 * self.rows, self.done), phase)


def _cells(ties: Ties, values: Values) -> tuple[list[_Cell], list[tuple[str, str, str]]]:
    """The cells with their figures, and those that cannot be filled."""
    cells, gaps = list[_Cell](), list[tuple[str, str, str]]()
    for tie in ties.cells:
        if tie.is_fixed:
            continue
        one = values.figure(tie)
        if (why := values.why_not(tie, one)) or one is None or one.value is None:
            gaps.append((tie.sheet, tie.cell, why))
        else:
            cells.append(_Cell(tie, one.value, one.definition, one.rows))
    return cells, gaps


def _keep(edition: FormEdition, worked: _Worked, now: datetime) -> Filling:
    """Every number with its figure, as the register keeps those of documents; their digest stands in the book, too."""
    filled, missed = worked.filled, {(sheet, cell) for sheet, cell, _why in worked.filled.gaps}
    numbers = [
        {
            "sheet": one.tie.sheet, "cell": filled.place(*one.tie.place), "blank_cell": one.tie.cell, "figure": one.tie.code, "by": one.tie.by,
            "key": one.tie.key, "value": one.value, "definition": one.definition, "rows": one.rows,
        }
        for one in worked.cells if one.tie.place not in missed
    ]  # fmt: skip
    gaps = [{"sheet": sheet, "cell": cell, **_why(why)} for sheet, cell, why in worked.gaps]
    told = digest(plain_json({"numbers": numbers}))
    return Filling(edition=edition, numbers=numbers, gaps=gaps, digest=told, filled_at=now, rows=worked.rows)


def _why(sentence: str) -> dict[str, Any]:
    """Why a cell stayed empty, with what it takes to say it in another language."""
    no = getattr(sentence, "refusal", None)
    return {"why": str(sentence), **({"template": no.template, "facts": no.facts} if no else {})}
