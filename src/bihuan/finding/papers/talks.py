"""The record of a talk, and the list of talk problems (D19); the record of a home visit (D23)."""

from collections.abc import Sequence
from datetime import date

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.documents.rules.numbers import official_date
from bihuan.documents.rules.paper import Block, Gap, Heading, Paper, Para, Run, Strong, Table
from bihuan.documents.vocabulary import Kind
from bihuan.finding.models.talks import HomeVisit, Talk, TalkItem
from bihuan.foundation.kernel import Figure, _


def _line(label: str, told: Run) -> Para:
    return Para((Strong(label + "："), told))


def talk_paper(row: Talk) -> Paper:
    """The record with what the person said of it, and the places to sign."""
    view: list[Para] = [_line(_("本人意见"), row.view)] if row.view else []
    state = _("本人于%(day)s确认。") if row.state == "confirmed" else _("本人于%(day)s提出意见。")
    answered = state % {"day": official_date(localdate(row.answered_at))} if row.answered_at else _("本人尚未确认。")
    blocks: tuple[Block, ...] = (
        _line(_("谈话对象"), f"{row.unit.name}　{row.person.name}"),
        _line(_("谈话人"), row.talker.name),
        *([_line(_("在场人员"), row.beside)] if row.beside else []),
        _line(_("谈话日期"), official_date(row.held_on)),
        _line(_("谈话事由"), row.subject),
        Heading(1, _("谈话内容"), numbered=False),
        *(Para((one,)) for one in row.record.splitlines() if one.strip()),
        *view,
        Para((answered,)),
        _line(_("谈话对象签字"), "　　　　　　"),
        _line(_("谈话人签字"), "　　　　　　"),
    )
    return Paper(Kind.LEDGER, _("谈话记录"), blocks)


def talk_list_paper(campaign: Campaign, items: Sequence[TalkItem], today: date) -> Paper:
    """List 5 with the talk behind each entry."""
    head = (_("序号"), _("单位"), _("姓名"), _("问题"), _("谈话人"), _("谈话日期"), _("本人"), _("状态"))
    rows = tuple(
        (f"{one.problem.number:04d}", one.problem.unit.name, one.talk.person.name, one.problem.text, one.talk.talker.name,
         one.talk.held_on.isoformat(), one.talk.get_state_display(), one.problem.get_state_display())
        for one in items
    )  # fmt: skip
    told = Para(
        (_("截至%(day)s，谈话发现问题") % {"day": official_date(today)},
         Figure("O01.talk", len(items), _("谈话问题"), f"/c/{campaign.code}/ledger/?source=talk"), _("件。"))
    )  # fmt: skip
    table = Table(head, rows, (1.1, 2.2, 1.3, 5, 1.3, 1.7, 1.7, 1.3), landscape=True)
    return Paper(Kind.LEDGER, _("%(title)s谈话问题清单") % {"title": campaign.title}, (told, table), as_of=official_date(today))


def home_visit_paper(row: HomeVisit) -> Paper:
    """The record of a home visit, for the case handlers (D23)."""
    visited: Run = official_date(row.visited_on) if row.visited_on else Gap(_("家访日期"))
    consent = _("书面同意，见附件") if row.consent_id else _("本人在系统中同意")
    when = official_date(localdate(row.answered_at)) if row.answered_at else ""
    blocks: tuple[Block, ...] = (
        _line(_("家访对象"), row.person.name),
        _line(_("对应问题"), _("台账第 %(number)04d 号") % {"number": row.problem.number}),
        _line(_("家访目的"), row.purpose),
        _line(_("家访人"), "、".join(one.name for one in row.visitors.all())),
        _line(_("本人同意"), f"{consent}（{when}）"),
        _line(_("家访日期"), visited),
        Heading(1, _("家访记录"), numbered=False),
        *(Para((one,)) for one in row.record.splitlines() if one.strip()),
    )
    return Paper(Kind.LEDGER, _("干部家访记录"), blocks, note=_("仅限办理人员查阅"))
