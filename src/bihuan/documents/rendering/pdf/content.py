"""A paper as the plain data that `paper.typ` reads: lines of runs, each run with its text and its look."""

from collections.abc import Iterable
from typing import Any

from bihuan.documents.rules.laid import Laid, Leaf, Line, Part, centred_columns
from bihuan.documents.rules.paper import Gap, Paper, Run, Strong, Table, cell_runs, run_text
from bihuan.foundation.kernel import Figure

Data = dict[str, Any]


def content_of(paper: Paper) -> Data:
    """Everything but the fonts."""
    laid, head = Laid(paper), Laid(paper).head
    return {
        "form": paper.form.value, "draft": laid.corner, "told": str(paper.title), "keywords": _keywords(paper),
        "marks": laid.marks, "signer": paper.marks.signer,
        "masthead": _run(head.masthead), "number": _run(head.number), "unit": _run(head.issuer), "day": _run(laid.issued),
        "title": _runs(laid.title), "addressee": _run(laid.addressee), "editor": _runs(paper.editors_note), "parts": _parts(laid.parts),
        "turned": laid.turned, "listed": laid.listed, "seal": laid.room_for_seal, "note": laid.note,
        "signed": [{**_run(line.run), "right": line.right} for line in laid.signed], "leaves": [_leaf(leaf) for leaf in laid.leaves],
        "imprint": [[_run(left), right] for left, right in laid.imprint],
    }  # fmt: skip


def _keywords(paper: Paper) -> list[str]:
    """What the file says of itself to a reader of its properties: its number in the register and its check."""
    return [f"BihuanDocument={paper.document_id}", f"BihuanCheck={paper.check}"] if paper.check else []


def _run(run: Run) -> Data:
    lacks = isinstance(run, Gap) or (isinstance(run, Figure) and run.value is None)
    return {"text": run_text(run), "look": "gap" if lacks else "strong" if isinstance(run, Strong) else "plain"}


def _runs(runs: Iterable[Run]) -> list[Data]:
    return [_run(run) for run in runs]


def _parts(parts: tuple[Part, ...]) -> list[Data]:
    return [_table(part) if isinstance(part, Table) else _line(part) for part in parts]


def _line(line: Line) -> Data:
    return {"is": "line", "level": line.level, "indent": line.indent, "lead": line.lead, "runs": _runs(line.runs)}


def _table(table: Table) -> Data:
    rows = [[_runs(cell_runs(cell)) for cell in row] for row in table.rows]
    widths = list(table.widths) or [1.0] * len(table.head)
    return {
        "is": "table", "head": list(table.head), "rows": rows, "widths": widths, "centred": centred_columns(table), "caption": table.caption,
        "note": table.note, "landscape": table.landscape, "size": table.size,
    }  # fmt: skip


def _leaf(leaf: Leaf) -> Data:
    return {"label": leaf.label, "title": _runs(leaf.title), "parts": _parts(leaf.parts), "turned": leaf.turned}
