"""Measures the final report on a ledger of 10,000 problems in a province of 5,000 units, from the question to the file (bar S11: docx 10 s, PDF
15 s). Its attachment tells every unit with a problem; the product prints no report that tells each problem by itself.

    .venv/bin/python -m bench.reporting [--size 10000] [--postgresql URL] [--home FOLDER]

Beside it stands the same question in raw SQL: found, closed and overdue by unit, source and category.
"""

import sys
from typing import Any

from bench import province, scene, work

DOCX, PDF = 10.0, 15.0


def raw(day: Any) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for key in ("unit_id", "source", "category_id"):
            cursor.execute(
                f"SELECT {key}, count(*), sum(CASE WHEN state IN ('closed', 'looked_back') THEN 1 ELSE 0 END),"  # noqa: S608 - words of ours
                f" sum(CASE WHEN due_on < '{day}' THEN 1 ELSE 0 END) FROM problems_problem WHERE state <> 'void' GROUP BY 1"
            )
            cursor.fetchall()


def main() -> int:
    parser = province.options_of(__doc__)
    parser.add_argument("--size", type=int, default=10_000)
    options = parser.parse_args()
    with province.standing(options) as ground:
        code = ground.at(options.size)
        from bihuan.documents.rendering import render_docx, render_pdf
        from bihuan.interfaces.cli.looking_up import campaign_of
        from bihuan.reports.operations import compose

        campaign, day = campaign_of(code), scene.now().date()
        print(f"{'PostgreSQL' if options.postgresql else 'SQLite'}, {options.size:,} problems ({work.plain()})")
        paper, _wall, composing = scene.timed(lambda: compose(campaign, "final", day, day))
        docx, wall, writing = scene.timed(lambda: render_docx(paper))
        pdf, wall_pdf, printing = scene.timed(lambda: render_pdf(paper))
        _none, bare, _busy = scene.timed(lambda: raw(day))
        print(
            f"  composed {composing:.2f} s; docx {writing:.2f} s ({len(docx) / 1000:.0f} kB, wall {wall:.1f} s), "
            f"PDF {printing:.2f} s of processor (wall {wall_pdf:.1f} s, {len(getattr(pdf, 'data', b'')) / 1000:.0f} kB); raw SQL {bare:.2f} s wall"
        )
        return 0 if composing + writing <= DOCX and composing + printing <= PDF else 1


if __name__ == "__main__":
    sys.exit(main())
