"""A paper as a page: the same content tree as the docx, in classes of the official-paper preview; each number links to its rows.

Everything is escaped here; addresses of rows are only taken when they stay on this site.
"""

from html import escape

from bihuan.documents.rules.gaps import Head, gaps, head_of, is_draft
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
    cell_runs,
    run_text,
)
from bihuan.documents.rules.title import wrap_title
from bihuan.foundation.kernel import Figure


def render_html(paper: Paper) -> str:
    """The paper as one `<article class="paper paper-<layout>">`, safe to put into a page."""
    parts = [_draft(paper), _head(paper, head_of(paper)), _title(paper.title)]
    if paper.editors_note:
        parts.append(_tag("p", "paper-para", f"<strong>编者按：</strong>{_runs(paper.editors_note)}"))
    if paper.addressee:
        parts.append(_tag("p", "paper-addressee", f"{_run(_with_colon(paper.addressee))}"))
    parts += [_blocks(paper.blocks), _attachment_list(paper.attachments), _signature(paper.signature)]
    parts.append(_tag("p", "paper-para", escape(f"（{paper.note.strip('（）')}）")) if paper.note else "")
    parts += [_attachment(each, at, len(paper.attachments)) for at, each in enumerate(paper.attachments, 1) if each.blocks]
    parts.append(_imprint(paper.copy))
    return _tag("article", f"paper paper-{paper.form}", "".join(parts))


def _tag(name: str, css: str, content: str) -> str:
    return f'<{name} class="{css}">{content}</{name}>'


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


def _runs(runs: tuple[Run, ...]) -> str:
    return "".join(_run(run) for run in runs)


def _with_colon(addressee: str | Gap) -> str | Gap:
    return addressee if isinstance(addressee, Gap) else f"{addressee.rstrip('：')}："


def _draft(paper: Paper) -> str:
    if not is_draft(paper):
        return ""
    missing = len(gaps(paper))
    return _tag("p", "paper-draft", f"草稿 · 待补{missing}处" if missing else "草稿")


def _head(paper: Paper, head: Head) -> str:
    """Marks, words in red, number, issuing body and date, as far as the layout has them."""
    if not head.masthead:
        return ""
    marks = paper.marks
    number = f"{marks.copy_no:06d}" if marks.copy_no else ""
    top = "".join(_tag("span", "", escape(text)) for text in (number, marks.secrecy, marks.urgency) if text)
    signer = _tag("span", "paper-signer", f"签发人：{escape(marks.signer)}") if marks.signer else ""
    day = head.date if isinstance(head.date, Gap) else official_date(head.date)
    unit = _tag("p", "paper-unit", f"<span>{_run(head.issuer)}</span><span>{_run(day)}</span>") if head.issuer else ""
    long = " paper-masthead-long" if len(str(head.masthead)) > 12 else ""
    lines = [_tag("p", f"paper-masthead{long}", _run(head.masthead)), _tag("p", "paper-number", f"<span>{_run(head.number)}</span>{signer}"), unit]
    return _tag("header", "paper-head", (_tag("p", "paper-marks", top) if top else "") + "".join(lines))


def _title(title: str | Gap) -> str:
    lines = [_run(title)] if isinstance(title, Gap) else [escape(line) for line in wrap_title(title)]
    return _tag("h2", "paper-title", "<br>".join(lines))


def _blocks(blocks: tuple[Block, ...]) -> str:
    outline = Outline()
    return "".join(_block(block, outline) for block in blocks)


def _block(block: Block, outline: Outline) -> str:
    match block:
        case Heading():
            number = outline.next(block.level) if block.numbered else ""
            return _tag(f"h{block.level + 2}", f"paper-heading paper-heading-{block.level}", escape(number) + _run(block.text))
        case Para():
            lead = _tag("span", "paper-lead", escape(block.lead)) if block.lead else ""
            return _tag("p", "paper-para" if block.indent else "paper-flush", lead + _runs(block.runs))
        case List():
            items = (f"{at}." if block.ordered else "" for at in range(1, len(block.items) + 1))
            return "".join(_tag("p", "paper-para", mark + _runs(item)) for mark, item in zip(items, block.items, strict=True))
        case Table():
            return _table(block)


def _table(table: Table) -> str:
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in table.head)
    rows = "".join(f"<tr>{''.join(f'<td>{_runs(cell_runs(cell))}</td>' for cell in row)}</tr>" for row in table.rows)
    note = _tag("p", "paper-note", escape(table.note)) if table.note else ""
    grid = f'<table class="paper-table">{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return _tag("div", "paper-scroll", grid) + note


def _attachment_list(attachments: tuple[Attachment, ...]) -> str:
    if not attachments:
        return ""
    numbered = len(attachments) > 1
    names = [f"{at}.{each.title}" if numbered else each.title for at, each in enumerate(attachments, 1)]
    return _tag("p", "paper-attachments", "附件：" + "<br>".join(f"<span>{escape(name)}</span>" for name in names))


def _signature(signature: Signature | None) -> str:
    if signature is None:
        return ""
    day = signature.on if isinstance(signature.on, Gap) else official_date(signature.on)
    return _tag("p", "paper-signature", "<br>".join(_run(line) for line in (*signature.issuers, day)))


def _attachment(attachment: Attachment, number: int, count: int) -> str:
    label = f"附件{number}" if count > 1 else "附件"
    title = _tag("h2", "paper-title", "<br>".join(escape(line) for line in wrap_title(attachment.title)))
    return _tag("section", "paper-attachment", _tag("p", "paper-label", label) + title + _blocks(attachment.blocks))


def _imprint(copy: Copy | None) -> str:
    if copy is None:
        return ""
    named = (("抄送", copy.copies), ("报", copy.report_to), ("送", copy.send_to), ("发", copy.issue_to))
    lines = [_tag("p", "", escape(f"{label}：{'，'.join(names)}。")) for label, names in named if names]
    office = _run(copy.office) if copy.office else ""
    printed = f"{official_date(copy.on)}印发" if copy.on else f"（共印{copy.prints}份）" if copy.prints else ""
    last = _tag("p", "paper-unit", f"<span>{office}</span><span>{escape(printed)}</span>") if office or printed else ""
    return _tag("footer", "paper-imprint", "".join(lines) + last)
