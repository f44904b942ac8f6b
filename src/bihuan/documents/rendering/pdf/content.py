"""A paper as the plain data that `paper.typ` reads: lines of runs, each run with its text and its look."""

from typing import Any

from bihuan.documents.rules.gaps import gaps, head_of, is_draft
from bihuan.documents.rules.numbers import Outline, official_date
from bihuan.documents.rules.paper import (
    Attachment,
    Block,
    Copy,
    Gap,
    Heading,
    List,
    Paper,
    Para,
    Run,
    Signature,
    Strong,
    Table,
    Text,
    cell_runs,
    run_text,
)
from bihuan.documents.rules.signature import signature_indents
from bihuan.documents.rules.title import wrap_title
from bihuan.documents.vocabulary import Layout
from bihuan.foundation.kernel import Figure

Data = dict[str, Any]


def content_of(paper: Paper) -> Data:
    """Everything but the fonts."""
    head = head_of(paper)
    day = head.date if isinstance(head.date, Gap) else official_date(head.date)
    return {
        "form": paper.form.value, "draft": _draft(paper), "marks": _marks(paper), "signer": paper.marks.signer,
        "masthead": _run(head.masthead), "number": _run(head.number), "unit": _run(head.issuer), "day": _run(day), "title": _title(paper.title),
        "addressee": [_run(paper.addressee if isinstance(paper.addressee, Gap) else _colon(paper.addressee))],
        "editor": _runs(paper.editors_note), "blocks": _blocks(paper.blocks), "turned": _turned(paper),
        "listed": [each.title for each in paper.attachments], "signed": _signed(paper.signature), "note": paper.note.strip("（）"),
        "attachments": [_attachment(each) for each in paper.attachments if each.blocks], "imprint": _imprint(paper.copy),
    }  # fmt: skip


def _run(run: Run) -> Data:
    lacks = isinstance(run, Gap) or (isinstance(run, Figure) and run.value is None)
    return {"text": run_text(run), "look": "gap" if lacks else "strong" if isinstance(run, Strong) else "plain"}


def _runs(runs: tuple[Run, ...]) -> list[Data]:
    return [_run(run) for run in runs]


def _colon(text: str) -> str:
    return f"{text.rstrip('：')}：" if text else ""


def _draft(paper: Paper) -> str:
    missing = len(gaps(paper))
    return (f"草稿 · 待补{missing}处" if missing else "草稿") if is_draft(paper) else ""


def _marks(paper: Paper) -> list[str]:
    number = f"{paper.marks.copy_no:06d}" if paper.marks.copy_no else ""
    return [number, paper.marks.secrecy, paper.marks.urgency]


def _title(text: Text) -> list[Data]:
    return [_run(text)] if isinstance(text, Gap) else [_run(line) for line in wrap_title(text)]


def _turned(paper: Paper) -> bool:
    first = paper.blocks[0] if paper.blocks else None
    return paper.form is Layout.PLAIN and isinstance(first, Table) and first.landscape


def _blocks(blocks: tuple[Block, ...]) -> list[Data]:
    outline = Outline()
    return [_block(block, outline) for block in blocks]


def _block(block: Block, outline: Outline) -> Data:
    match block:
        case Heading():
            number = [_run(outline.next(block.level))] if block.numbered else []
            return {"is": "heading", "level": block.level, "runs": [*number, _run(block.text)]}
        case Para():
            return {"is": "para", "indent": block.indent, "lead": block.lead, "runs": _runs(block.runs)}
        case List():
            marks = [[_run(f"{at}.")] if block.ordered else [] for at in range(1, len(block.items) + 1)]
            return {"is": "list", "items": [[*mark, *_runs(item)] for mark, item in zip(marks, block.items, strict=True)]}
        case Table():
            return _table(block)


def _table(table: Table) -> Data:
    rows = [[_runs(cell_runs(cell)) for cell in row] for row in table.rows]
    widths = list(table.widths) or [1.0] * len(table.head)
    return {
        "is": "table", "head": list(table.head), "rows": rows, "widths": widths, "caption": table.caption, "note": table.note,
        "landscape": table.landscape, "size": table.size,
    }  # fmt: skip


def _signed(signature: Signature | None) -> list[Data]:
    """Lines with their right indents in characters; the blank lines above come first."""
    if signature is None:
        return []
    day = official_date(signature.on)
    indents = [signature_indents(str(name), day, signature.seal) for name in signature.issuers]
    lines = [{**_run(name), "right": name_right} for name, (name_right, _day) in zip(signature.issuers, indents, strict=True)]
    shown = _run(signature.on) if isinstance(signature.on, Gap) else _run(day)
    blanks = [{**_run(""), "right": 0}] * (2 if signature.seal else 1)
    return [*blanks, *lines, {**shown, "right": indents[-1][1] if indents else 4}]


def _attachment(attachment: Attachment) -> Data:
    first = attachment.blocks[0]
    turned = isinstance(first, Table) and first.landscape
    return {"title": _title(attachment.title), "blocks": _blocks(attachment.blocks), "turned": turned}


def _imprint(copy: Copy | None) -> list[list[str]]:
    """Lines of the imprint, each with its left and right part."""
    if copy is None:
        return []
    named = (("抄送", copy.copies), ("报", copy.report_to), ("送", copy.send_to), ("发", copy.issue_to))
    lines = [[f"{label}：{'，'.join(names)}。", ""] for label, names in named if names]
    if copy.prints:
        return [*lines, ["", f"（共印{copy.prints}份）"]]
    return [*lines, [str(copy.office), f"{official_date(copy.on)}印发" if copy.on else ""]]
