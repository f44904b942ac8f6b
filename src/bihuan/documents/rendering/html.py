"""A paper as a page: the same lines as the docx, in classes of the official-paper preview; each number links to its rows.

Everything is escaped here; addresses of rows are only taken when they stay on this site.
"""

from collections.abc import Iterable
from html import escape

from bihuan.documents.rules.laid import Laid, Leaf, Line, Part, centred_columns
from bihuan.documents.rules.paper import Gap, Paper, Run, Strong, Table, cell_runs, run_text
from bihuan.foundation.kernel import Figure


def render_html(paper: Paper) -> str:
    """The paper as one `<article class="paper paper-<layout>">`, safe to put into a page."""
    laid = Laid(paper)
    editor = f"<strong>编者按：</strong>{_runs(paper.editors_note)}" if paper.editors_note else ""
    parts = [
        _tag("p", "paper-draft", laid.draft), _head(laid), _title(laid.title), _tag("p", "paper-para", editor),
        _tag("p", "paper-addressee", _run(laid.addressee)), _parts(laid.parts), _listed(laid.listed),
        _tag("p", "paper-signature", "<br>".join(_run(line.run) for line in laid.signed)), _tag("p", "paper-para", escape(laid.note)),
        *map(_leaf, laid.leaves), _tag("footer", "paper-imprint", "".join(_pair(*row) for row in laid.imprint)),
    ]  # fmt: skip
    return _tag("article", f"paper paper-{paper.form}", "".join(parts))


def _tag(name: str, css: str, content: str) -> str:
    """An element around its content; nothing around nothing."""
    return f'<{name} class="{css}">{content}</{name}>' if content else ""


def _run(run: Run) -> str:
    match run:
        case Figure() if run.value is not None:
            return _figure(run)
        case Gap() | Figure():
            return _tag("mark", "paper-gap", escape(run_text(run)))
        case Strong():
            return f"<strong>{escape(run.text)}</strong>"
        case _:
            return escape(run)


def _figure(figure: Figure) -> str:
    shown, title = escape(run_text(figure)), escape(figure.definition)
    data = f'class="paper-figure" data-figure="{escape(figure.code)}" title="{title}"'
    local = figure.rows.startswith("/") and not figure.rows.startswith("//")
    return f'<a {data} href="{escape(figure.rows)}">{shown}</a>' if local else f"<span {data}>{shown}</span>"


def _runs(runs: Iterable[Run]) -> str:
    return "".join(map(_run, runs))


def _pair(left: Run, right: Run) -> str:
    return _tag("p", "paper-unit", f"<span>{_run(left)}</span><span>{_run(right)}</span>")


def _head(laid: Laid) -> str:
    """Marks, words in red, number, issuing body and date, as far as the layout has them."""
    head, signer = laid.head, laid.paper.marks.signer
    if not head.masthead:
        return ""
    long = " paper-masthead-long" if len(str(head.masthead)) > 12 else ""
    told = _tag("span", "paper-signer", escape(f"签发人：{signer}") if signer else "")
    return _tag("header", "paper-head", "".join((
        _tag("p", "paper-marks", "".join(f"<span>{escape(text)}</span>" for text in laid.marks if text)),
        _tag("p", f"paper-masthead{long}", _run(head.masthead)),
        _tag("p", "paper-number", f"<span>{_run(head.number)}</span>{told}"),
        _pair(head.issuer, laid.issued) if head.issuer else "",
    )))  # fmt: skip


def _title(lines: tuple[Run, ...]) -> str:
    return _tag("h2", "paper-title", "<br>".join(map(_run, lines)))


def _parts(parts: tuple[Part, ...]) -> str:
    return "".join(_table(part) if isinstance(part, Table) else _line(part) for part in parts)


def _line(line: Line) -> str:
    if line.level:
        return _tag(f"h{line.level + 2}", f"paper-heading paper-heading-{line.level}", _runs(line.runs))
    return _tag("p", "paper-para" if line.indent else "paper-flush", _tag("span", "paper-lead", escape(line.lead)) + _runs(line.runs))


def _table(table: Table) -> str:
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in table.head)
    opened = ["<td>" if centred else '<td class="paper-long">' for centred in centred_columns(table)]
    rows = "".join(
        f"<tr>{''.join(f'{start}{_runs(cell_runs(cell))}</td>' for start, cell in zip(opened, row, strict=True))}</tr>"
        for row in table.rows
    )
    grid = f'<table class="paper-table">{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return _tag("div", "paper-scroll", grid) + _tag("p", "paper-note", escape(table.note))


def _listed(names: tuple[str, ...]) -> str:
    return _tag("p", "paper-attachments", f"<span>附件：</span><span>{'<br>'.join(map(escape, names))}</span>" if names else "")


def _leaf(leaf: Leaf) -> str:
    return _tag("section", "paper-attachment", _tag("p", "paper-label", leaf.label) + _title(leaf.title) + _parts(leaf.parts))
