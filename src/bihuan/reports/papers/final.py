"""The final report (D56): launched, found by every channel, put right, still open, by unit; figures that were not counted say why."""

from collections.abc import Mapping

from bihuan.campaigns.models import Stage
from bihuan.documents.rules.founding import founding
from bihuan.documents.rules.numbers import official_date
from bihuan.documents.rules.paper import Block, Copy, Heading, Paper, Para, Run, Signature
from bihuan.documents.vocabulary import Kind
from bihuan.foundation.kernel import Figure, _
from bihuan.reports.papers.goals import goals
from bihuan.reports.papers.parts import awaited, by_unit, closed_before, issuer_of, overdue, para, share_of, sum_table, totals
from bihuan.reports.queries.facts import Facts


def final_report(facts: Facts, office: str, stages: list[Stage]) -> Paper:
    """The report at the end of `facts.day`; what a plan left unsaid stands as 待补. It is numbered under the office's own name."""
    issuer = issuer_of(office)
    return Paper(
        kind=Kind.FINAL_REPORT, title=_title(facts.campaign.title),
        blocks=(*_launch(facts, stages), *_found(facts), *_put_right(facts), *goals(facts), *_open_work(facts)), issuer=issuer, code=office,
        date=facts.day, addressee=_("领导小组："), signature=Signature((issuer,), facts.day), attachments=by_unit(facts),
        copy=Copy(office=issuer), as_of=facts.day.isoformat(),
    )  # fmt: skip


def _title(campaign: str) -> str:
    """关于……的总结报告; a name that has its own 关于 keeps it alone."""
    words = _("%(title)s的总结报告") if "关于" in campaign else _("关于%(title)s的总结报告")
    return words % {"title": campaign}


def _launch(facts: Facts, stages: list[Stage]) -> list[Block]:
    f = facts.figures
    scope = para(
        _("整治范围包括"), f["N01"], _("个单位、"), f["N02"], _("名干部。"), *_if_any(_("领导小组设组长"), f["N03"], _("名。")),
        *_if_any(_("设督导组"), f["N05"], _("个。")), *_if_any(_("工作分"), f["N08"], _("个阶段推进") + _named(stages) + "。"),
    )  # fmt: skip
    catalogue = para(
        _("问题目录分"), f["N09"], _("类"), f["N10"], _("项具体表现，每名整治对象建立"), f["N11"], _("个问题清单。"),
        *_if_any(_("编发工作周报"), f["N07"], _("期。")),
    )  # fmt: skip
    opening = para(*founding(facts.campaign), _("开展%(title)s。") % {"title": facts.campaign.title})
    return [Heading(1, _("总体情况")), opening, scope, *_meetings(facts), catalogue, *_prolonged(stages)]


def _meetings(facts: Facts) -> list[Block]:
    """Where the campaign was told on, and how often those met who ran it (N04, N06)."""
    f = facts.figures
    told = (
        *_if_any(_("召开专题会议传达部署的单位有"), f["N04"], _("家。")),
        *_if_any(_("专项层面召开调度会、培训会、研判会等会议"), f["N06"], _("次。")),
    )
    return [para(*told)] if told else []


def _if_any(before: str, figure: Figure, after: str) -> tuple[Run, ...]:
    """A clause about something that there is."""
    return (before, figure, after) if figure.value else ()


def _named(stages: list[Stage]) -> str:
    """Names in quotation marks; no 、 stands between them (GB/T 15834)."""
    return "：" + "".join(f"“{stage.name}”" for stage in stages) if stages else ""


def _prolonged(stages: list[Stage]) -> list[Block]:
    told = _("“%(name)s”阶段经决定延长至%(to)s，原定结束日期为%(day)s。")
    moved = [stage for stage in stages if stage.planned_end_on and stage.end_on and stage.end_on != stage.planned_end_on]
    return [
        para(told % {"name": stage.name, "to": official_date(stage.end_on), "day": official_date(stage.planned_end_on)}) for stage in moved
    ]


def _found(facts: Facts) -> list[Block]:
    f = facts.figures
    told = (
        _("干部自查发现问题"), f["N12"], _("条，"), *_if_any(_("签订自查无问题承诺书"), f["N13"], _("人，")),
        _("班子互查发现问题"), f["N14"], _("条；"), *_asked(f), *_if_any(_("通报红黑榜"), f["N17"], _("期；")),
        _("组织联查涉及"), f["N18"], _("个单位"), *_if_any("、", f["N19"], _("项")), _("，发现问题"), f["N20"], _("个。"),
    )  # fmt: skip
    return [
        Heading(1, _("查摆问题")),
        para(*told),
        *sum_table(facts, _("来源"), facts.sources, _("各渠道问题发现与销号情况")),
        *sum_table(facts, _("类别"), facts.categories, _("各类问题发现与销号情况")),
    ]


def _asked(f: Mapping[str, Figure]) -> tuple[Run, ...]:
    """Letters that asked for opinions, and what they brought: never added to the problems (A01)."""
    return (_("制发征求意见函"), f["N15"], _("份，收集意见"), f["N16"], _("条；")) if f["N15"].value else ()


def _put_right(facts: Facts) -> list[Block]:
    if not facts.figures["O01"].value:
        return [Heading(1, _("整改落实")), para(*totals(facts))]
    done = [one for one in facts.units if one.found.value == one.closed.value]
    rows = f"/c/{facts.campaign.code}/ledger/?unit={','.join(one.code.split('.')[1] for one in (each.found for each in done))}"
    count = Figure("units.done", len(done), _("发现的问题全部销号的单位数"), f"{rows}&at={facts.day.isoformat()}", _("个"))
    told = [para(_("发现的问题已全部销号的单位有"), count, _("个。"))] if done else []
    return [
        Heading(1, _("整改落实")),
        para(*totals(facts)),
        *closed_before(facts),
        *awaited(facts),
        para(*overdue(facts)),
        *told,
        *_measured(facts),
    ]


def _measured(facts: Facts) -> list[Block]:
    """What was decided about persons and units, counted by the mark of the measure (M135); of a few nothing is told."""
    words = {"O14": _("教育措施"), "O15": _("组织处理"), "O16": _("处分")}
    told = [(word, facts.figures[code], _("件")) for code, word in words.items() if facts.figures[code].value]
    runs = [run for one in told for run in ("、", *one)][1:]
    return [para(_("依规依纪依法作出"), *runs, "。")] if runs else []


def _open_work(facts: Facts) -> list[Block]:
    return [Heading(1, _("下一步工作")), _left(facts)]


def _left(facts: Facts) -> Para:
    found, closed = facts.figures["O01"], facts.figures["O02"]
    if not found.value:
        return para(_("继续组织查摆，发现的问题逐条登记、限期整改。"))
    left = Figure(
        "open",
        int(found.value) - int(closed.value or 0),
        _("还没有销号的问题数"),
        f"/c/{facts.campaign.code}/ledger/?open=1&at={facts.day.isoformat()}",
        _("件"),
    )
    if not left.value:
        return para(_("发现的问题已全部销号，适时开展回头看，防止反弹回潮。"))
    return para(
        _("尚有"), left, _("件问题未销号，占"), share_of(left, found, "open.share"),
        _("%，由责任单位继续整改，督导组跟踪核验；已销号的问题适时开展回头看。"),
    )  # fmt: skip
