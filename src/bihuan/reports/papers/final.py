"""The final report (D56): launched, found by every channel, put right, still open, by unit; figures that were not counted say why."""

from bihuan.campaigns.models import Stage
from bihuan.documents.rules.paper import Block, Gap, Heading, Paper, Signature
from bihuan.documents.vocabulary import Kind
from bihuan.foundation.kernel import Figure, _
from bihuan.reports.papers.parts import basis_runs, issuer_of, list_of, para, share_figure, sum_table, totals, worst_units
from bihuan.reports.queries.facts import Facts

SERIES = "final"


def _launch(facts: Facts, stages: list[Stage]) -> list[Block]:
    f = facts.figures
    names = "、".join(f"“{stage.name}”" for stage in stages)
    moved = [stage for stage in stages if stage.planned_end_on and stage.end_on and stage.end_on != stage.planned_end_on]
    blocks: list[Block] = [
        Heading(1, _("总体情况")),
        para(*basis_runs(facts.campaign)),
        para(
            _("整治范围包括"), f["N01"], _("个单位、"), f["N02"], _("名干部。领导小组设组长"), f["N03"], _("名，设督导组"), f["N05"], _("个。工作分"), f["N08"],
            _("个阶段推进") + (f"：{names}。" if names else "。"),
        ),
        para(_("问题目录分"), f["N09"], _("类"), f["N10"], _("项具体表现，每名整治对象建立"), f["N11"], _("个问题清单；编发工作周报"), f["N07"], _("期。")),
    ]  # fmt: skip
    for stage in moved:
        ends_on = stage.planned_end_on.isoformat() if stage.planned_end_on else ""
        blocks.append(
            para(_("“%(name)s”经决定延长，原定结束日期为%(day)s。") % {"name": stage.name, "day": ends_on})
        )
    return blocks


def _found(facts: Facts) -> list[Block]:
    f = facts.figures
    return [
        Heading(1, _("查摆问题")),
        para(
            _("干部自查发现问题"),
            f["N12"],
            _("条，互评互查发现问题"),
            f["N14"],
            _("条；组织联查涉及"),
            f["N18"],
            _("个单位，发现问题"),
            f["N20"],
            _("个。"),
        ),
        sum_table(_("来源"), facts.sources, _("各渠道发现与销号情况")),
        sum_table(_("类别"), facts.categories, _("各类问题发现与销号情况")),
    ]


def _put_right(facts: Facts) -> list[Block]:
    late = worst_units(facts)
    blocks: list[Block] = [Heading(1, _("整改落实")), para(*totals(facts))]
    if late:
        blocks.append(para(_("超期未销号的问题集中在"), *list_of(late, "late"), _("。")))
    done = [one for one in facts.units if one.found.value and one.found.value == one.closed.value]
    unit_count = Figure("units.done", len(done), _("发现的问题全部销号的单位数"), "", _("个"))
    blocks.append(para(_("发现的问题已全部销号的单位有"), unit_count, _("个。")))
    return blocks


def _open_work(facts: Facts) -> list[Block]:
    found, closed = facts.figures["O01"], facts.figures["O02"]
    left = Figure(
        "open", int(found.value or 0) - int(closed.value or 0), _("还没有销号的问题数"), f"/c/{facts.campaign.code}/ledger/?open=1", _("件")
    )
    return [
        Heading(1, _("下一步工作")),
        para(
            _("尚有"),
            left,
            _("件问题未销号，占"),
            share_figure(left, found, "open.share"),
            _("%，由责任单位继续整改，督导组跟踪核验；已销号的问题适时开展回头看。"),
        ),
    ]


def final_report(facts: Facts, office: str, stages: list[Stage]) -> Paper:
    """The report at the end of `facts.day`; what a plan left unsaid stands as 待补."""
    blocks = (
        *_launch(facts, stages),
        *_found(facts),
        *_put_right(facts),
        *_open_work(facts),
        sum_table(_("单位"), facts.units, _("各单位问题发现与整改情况")),
    )
    issuer = issuer_of(facts.campaign, office)
    return Paper(
        kind=Kind.FINAL_REPORT, title=_("关于%(title)s的总结报告") % {"title": facts.campaign.title}, blocks=blocks, issuer=issuer,
        date=facts.day, addressee=_("领导小组："), signature=Signature((issuer,), facts.day if facts.day else Gap(_("日期"))), as_of=facts.day.isoformat(),
    )  # fmt: skip
