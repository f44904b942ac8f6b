"""Forms taken in, tied, filled, retired: one keyword-only verb each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.documents.rules.bindings import digest, plain_json
from bihuan.forms.models import Filling, Form, FormEdition
from bihuan.forms.queries import Values, columns_to_tie, edition_of, rows_of, ties_of
from bihuan.forms.rules.ties import CellTie, Region, Ties
from bihuan.forms.sheets import Filled, Row, fill, look_at
from bihuan.forms.vocabulary import FormAction
from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.audit.moments import end_of
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.files.operations import store, store_made
from bihuan.foundation.files.queries import read
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.kernel import Actor, BadInput, _

_BLANKS = frozenset({FileKind.XLSX})


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
        if form.retired_on:
            raise BadInput(_("这张报表已停用。"))
        edition = edition_of(form)
        told = (ties or ties_of(edition)).checked()
        _refuse_unknown_columns(form.campaign, told.regions)
        file = _blank(*blank, actor, now) if blank else edition.blank
        if Filling.objects.filter(edition=edition).exists():
            edition = FormEdition(form=form, number=edition.number + 1)
        edition.blank, edition.ties, edition.made_at, edition.made_by_id = file, told.plain(), now, actor.user_id
        edition.save()
        change.note(edition=edition.number, cells=len(told.cells), regions=len(told.regions), sha256=file.sha256)
    return edition


def _refuse_unknown_columns(campaign: Campaign, regions: Sequence[Region]) -> None:
    known = columns_to_tie(campaign)
    unknown = sorted({key for region in regions for _letter, key in region.columns if key not in known})
    if unknown:
        raise BadInput(_("台账没有这些栏目：%(names)s。"), names="、".join(unknown))


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


def fill_form(*, form: Form, day: date, actor: Actor, now: datetime) -> Filling:
    """Fill the last edition for the end of a day, and keep the workbook with all its numbers. Refused: a day to come, nothing tied."""
    today = max(localdate(now), localdate())
    if day > today:
        raise BadInput(_("数据截至日不能晚于今天。"))
    if day.year < 2000:
        raise BadInput(_("数据截至日早于专项开始，请改一个日期。"))
    with changing(form, FormAction.FILL, actor=actor, now=now) as change:
        edition = edition_of(form)
        ties = ties_of(edition)
        if not ties.cells and not ties.regions:
            raise BadInput(_("这张报表还没有对应任何格，请先对应。"))
        values = Values(form.campaign, day, today)
        cells, gaps = _cells(ties, values)
        lists = [(region, rows_of(actor, form.campaign, region, day, today)) for region in ties.regions]
        filled = _filled(edition, ties, values, cells, lists)
        filling = _keep(edition, filled, cells, [*gaps, *filled.gaps], now)
        filling.as_of, filling.rows = min(end_of(day) - timedelta(seconds=1), now), sum(len(rows) for _region, rows in lists)
        name = f"{form.name}-{day:%Y%m%d}.xlsx"
        filling.file = store_made(data=filled.data, name=name, kind=FileKind.XLSX, actor=actor, now=now)
        filling.filled_by_id = actor.user_id
        filling.save()
        change.note(filling=filling.pk, day=day, edition=edition.number, digest=filling.digest, sha256=filling.file.sha256)
    return filling


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


def _filled(
    edition: FormEdition, ties: Ties, values: Values, cells: Sequence[_Cell], lists: Sequence[tuple[Region, Sequence[Row]]]
) -> Filled:
    told: dict[tuple[str, str], object] = {one.tie.place: one.value for one in cells}
    told |= {one.place: values.fixed(one.code) for one in ties.cells if one.is_fixed}
    return fill(read(edition.blank), told, lists)


def _keep(edition: FormEdition, filled: Filled, cells: Sequence[_Cell], gaps: Sequence[tuple[str, str, str]], now: datetime) -> Filling:
    """Every number with its figure, as the register keeps those of documents; their digest stands in the book, too."""
    missed = {(sheet, cell) for sheet, cell, _why in filled.gaps}
    numbers = [
        {
            "sheet": one.tie.sheet, "cell": filled.place(*one.tie.place), "blank_cell": one.tie.cell, "figure": one.tie.code, "by": one.tie.by,
            "key": one.tie.key, "value": one.value, "definition": one.definition, "rows": one.rows,
        }
        for one in cells if one.tie.place not in missed
    ]  # fmt: skip
    told = [{"sheet": sheet, "cell": cell, **_why(why)} for sheet, cell, why in gaps]
    return Filling(edition=edition, numbers=numbers, gaps=told, digest=digest(plain_json({"numbers": numbers})), filled_at=now)


def _why(sentence: str) -> dict[str, Any]:
    """Why a cell stayed empty, with what it takes to say it in another language."""
    no = getattr(sentence, "refusal", None)
    return {"why": str(sentence), **({"template": no.template, "facts": no.facts} if no else {})}
