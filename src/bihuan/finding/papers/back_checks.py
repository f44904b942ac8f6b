"""The list of problems traced backward (D18), and one back-check as a paper with its chain and conclusion."""

from collections.abc import Sequence
from datetime import date

from bihuan.campaigns.models import Campaign
from bihuan.documents.rules.numbers import official_date
from bihuan.documents.rules.paper import Block, Gap, Heading, Paper, Para, Table, Text
from bihuan.documents.vocabulary import Kind
from bihuan.finding.models.back_checks import BackCheck, Link, Node
from bihuan.finding.queries.back_checks import Entry, bodies_of, note_of
from bihuan.finding.vocabulary.back_checks import NodeKind
from bihuan.foundation.kernel import Figure, _


def back_check_list_paper(campaign: Campaign, entries: Sequence[Entry], today: date) -> Paper:
    """List 4, part of back-checks: each entry with the event and the conclusion (M78)."""
    head = (_("序号"), _("单位"), _("问题"), _("所查事件"), _("提出机构"), _("倒查结论"), _("状态"))
    rows = tuple(
        (f"{one.node.problem.number:04d}", one.node.problem.unit.name, one.node.problem.text, one.event, one.node.get_body_display(),
         one.node.back_check.conclusion or _("倒查中"), one.node.problem.get_state_display())
        for one in entries if one.node.problem
    )  # fmt: skip
    told = Para(
        (_("截至%(day)s，倒查发现问题") % {"day": official_date(today)},
         Figure("O01.back_check", len(rows), _("倒查问题"), f"/c/{campaign.code}/ledger/?source=back_check"), _("件。"))
    )  # fmt: skip
    table = Table(head, rows, (1.1, 2, 4.2, 3.4, 1.8, 3.6, 1.3), landscape=True)
    return Paper(Kind.LEDGER, _("%(title)s问题倒查清单") % {"title": campaign.title}, (told, table), as_of=official_date(today))


def back_check_paper(row: BackCheck, nodes: Sequence[Node], links: Sequence[Link]) -> Paper:
    """The record of one back-check: bodies, pieces, each step with its verdict and evidence, the conclusion."""
    blocks: list[Block] = [Para((_("参加机构：%(bodies)s。") % {"bodies": "、".join(bodies_of(row)) or "—"},))]
    for kind in NodeKind:
        found = [one for one in nodes if one.kind == kind]
        if found:
            blocks.append(Heading(1, kind.label))
            blocks += [Para((f"{one.text}（{note}）" if (note := note_of(one)) else one.text,)) for one in found]
    head = (_("步骤"), _("从"), _("到"), _("怎么查的"), _("认定"), _("证据"), _("查证机构"))
    steps = tuple(
        (str(at), one.one.text, one.other.text, one.step, f"{one.get_verdict_display()} {one.finding}".strip(), one.evidence or "—",
         one.get_body_display())
        for at, one in enumerate(links, 1)
    )  # fmt: skip
    conclusion: Text = row.conclusion or Gap(_("倒查结论"))
    blocks += [Heading(1, _("追查步骤")), Table(head, steps, (0.9, 2.6, 2.6, 3, 2.2, 3, 1.6), landscape=True)]
    blocks += [Heading(1, _("倒查结论")), Para((conclusion,))]
    return Paper(Kind.LEDGER, _("第%(number)d号倒查记录：%(title)s") % {"number": row.number, "title": row.title}, tuple(blocks))
