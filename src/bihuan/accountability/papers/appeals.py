"""What the person gets to his appeal: that it was taken and by when it is answered; and the answer (P03)."""

from bihuan.accountability.models import Appeal
from bihuan.accountability.papers.matter import Matter, day, head, line, moment_on, paragraphs
from bihuan.accountability.rules.measures import find_measure
from bihuan.accountability.vocabulary.appeals import AppealState
from bihuan.documents.rules.paper import Block, Paper, Para, Signature
from bihuan.documents.vocabulary import Kind, Layout
from bihuan.foundation.kernel import Missing


def _appeal(matter: Matter) -> Appeal:
    if matter.appeal is None:
        raise Missing()
    return matter.appeal


def _by(one: Appeal) -> str:
    return one.body.name if one.body else one.passed_to


def appeal_receipt_paper(matter: Matter) -> Paper:
    """申诉受理通知书 with the last day of the answer."""
    one, row = _appeal(matter), matter.row
    blocks: tuple[Block, ...] = (
        Para((f"{matter.you}于{day(one.filed_on)}对处理决定（{row.document}）提出的申诉，我们已经受理。",)),
        line("受理机构", _by(one)),
        line("答复期限", f"{day(one.answer_on)}以前"),
        Para(("办理申诉的人没有参与提出处理建议和作出决定。办理期间可以补充材料，可以请求办理人回避，可以撤回申诉。不因申诉加重处理。",)),
    )
    return _signed(matter, "申诉受理通知书", blocks, one, one.accepted_at, "")


def appeal_decision_paper(matter: Matter) -> Paper:
    """申诉处理决定书: what was appealed against, on which grounds, what was found, what becomes of the decision."""
    one, row = _appeal(matter), matter.row
    was = find_measure(one.was or row.measure).name
    effect = {
        AppealState.UPHELD: f"维持原决定（{was}）。",
        AppealState.CHANGED: f"变更原决定：由“{was}”变更为“{matter.measure.name}”。",
        AppealState.REVOKED: f"撤销原决定（{was}）。原决定自始不发生影响，由此产生的影响一并消除，并在原来告知、公布的范围内说明。",
    }
    blocks: tuple[Block, ...] = (
        line("申诉人", matter.about),
        line("申诉的决定", f"{matter.decider}{day(row.decided_on)}的处理决定（{row.document}）"),
        head("申诉的理由"),
        *paragraphs(one.text),
        head("查明的情况和处理意见"),
        *paragraphs(one.outcome),
        head("决定"),
        Para((effect[AppealState(one.state)],)),
    )
    return _signed(matter, "申诉处理决定书", blocks, one, one.over_at, one.document)


def _signed(matter: Matter, title: str, blocks: tuple[Block, ...], one: Appeal, at: object, number: str) -> Paper:
    on, layout = moment_on(at) or matter.today, Layout.OFFICIAL if number else Layout.PLAIN
    return Paper(
        Kind.DECISION if number else Kind.NOTICE, f"{_by(one)}{title}" if number else title, blocks, layout=layout, issuer=_by(one), number=number,
        date=on, addressee=matter.addressed, signature=Signature((_by(one),), on), note=matter.note,
    )  # fmt: skip
