"""Papers of self-checks: the form to fill in by hand, what was entered from it to be signed, the commitment (D10, D11)."""

from collections.abc import Sequence

from bihuan.documents.rules.numbers import official_date
from bihuan.documents.rules.paper import Block, Heading, Paper, Para, Table
from bihuan.documents.vocabulary import Kind
from bihuan.finding.models import Pledge, SelfCheck, SelfCheckItem
from bihuan.finding.vocabulary.self_checks import PutIn
from bihuan.foundation.kernel import _

_LINES = 3
"""Empty rows below each of the three on the printed form."""
_HEAD = (_("序号"), _("问题（哪件事、什么时候、涉及谁）"), _("怎么改"), _("时限"), _("责任人"))


def paper_form(
    *, campaign: str, unit: str, name: str, code: str, told: Sequence[str], catalogue: Sequence[tuple[str, Sequence[str]]]
) -> Paper:
    """The form for those without a computer; its code leads the liaison to the list it belongs to. It counts no less."""
    blocks: list[Block] = [
        Para((_("单位：%(unit)s　姓名：%(name)s　表码：%(code)s") % {"unit": unit, "name": name, "code": code},), indent=False),
        Heading(1, _("填写以前请先看")),
        *(Para((line,)) for line in told),
    ]
    for word in PutIn:
        rows = tuple((str(at), "\n\n", "", "", "") for at in range(1, _LINES + 1))
        blocks += [Heading(1, word.label), Table(_HEAD, rows, (1, 6, 4, 2, 2))]
    blocks += [
        Para((_("以上由我本人填写。填好后交单位联络员代录，录好后请我核对、确认，才算提交。"),)),
        Para((_("本人签名：　　　　　　　　　日期：　　　年　　月　　日"),), indent=False),
        Heading(1, _("问题目录（供对照）")),
    ]
    blocks += [Para(("；".join(each),), lead=category) for category, each in catalogue if each]
    return Paper(Kind.LEDGER, _("%(title)s自查表") % {"title": campaign}, tuple(blocks))


def list_paper(row: SelfCheck, items: Sequence[SelfCheckItem]) -> Paper:
    """The list as it stands, in the customary columns (D10); printed from what was entered it is the sheet that is signed."""
    told = tuple(_line(at, one) for at, one in enumerate(items, 1))
    blocks: tuple[Block, ...] = (
        Para(
            (_("单位：%(unit)s　姓名：%(name)s　表码：%(code)s") % {"unit": row.unit.name, "name": row.person.name, "code": row.code},),
            indent=False,
        ),
        Table((_("序号"), _("摆进去"), _("问题"), _("类别"), _("整改任务"), _("时限"), _("责任人")), told, (1, 2, 6, 2, 4, 2, 2)),
        Para((_("我已核对，以上与我写的一致，确认提交。"),)),
        Para((_("本人签名：　　　　　　　　　日期：　　　年　　月　　日"),), indent=False),
    )
    return Paper(Kind.LEDGER, _("自查问题清单"), blocks)


def _line(at: int, one: SelfCheckItem) -> tuple[str, ...]:
    category, doer = one.category.name if one.category else "", one.doer.name if one.doer else ""
    return (str(at), PutIn(one.put_in).label, one.text, category, one.task, one.due_on.isoformat() if one.due_on else "", doer)


def pledge_paper(row: SelfCheck, text: str, pledge: Pledge | None = None) -> Paper:
    """The commitment as docx (D11): to be signed on paper, or as it was confirmed."""
    lines = text.splitlines()
    blocks = tuple(Para((line,), indent=at > 0) for at, line in enumerate(lines))
    on = official_date(pledge.signed_at.date()) if pledge else ""
    end = Para(
        (_("本人于%(day)s在系统中点击确认。") % {"day": on} if pledge else _("本人签名：　　　　　　　日期：　　　　年　　月　　日"),),
        indent=False,
    )
    return Paper(Kind.LEDGER, _("自查无问题承诺书"), (*blocks, end))
