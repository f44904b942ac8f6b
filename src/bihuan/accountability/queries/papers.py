"""Papers of a handling: which there are, for whom; and whose paper a file is that somebody holds."""

from collections.abc import Sequence

from bihuan.accountability.models import Appeal, Handling, HandlingPaper, MeasureRecord, PartyPaper
from bihuan.accountability.policy import duties_of_handling
from bihuan.accountability.queries import visible_handlings
from bihuan.accountability.rules.measures import find_measure
from bihuan.accountability.rules.papers import Stand, papers_for
from bihuan.accountability.vocabulary.appeals import AppealState
from bihuan.accountability.vocabulary.handling import HandlingDuty
from bihuan.accountability.vocabulary.handling import HandlingState as S
from bihuan.accountability.vocabulary.papers import PaperKind
from bihuan.accountability.workflow.handling import OVER
from bihuan.campaigns.models import Campaign
from bihuan.documents.models import Document
from bihuan.documents.rules.held import Held
from bihuan.documents.vocabulary import DocumentState, Kind
from bihuan.foundation.kernel import Actor, Missing

_DECIDED = (S.DECIDED, S.IN_FORCE, S.ENDED, S.LIFTED, S.UNDONE)
CARRIED_OUT = (S.IN_FORCE, S.ENDED, S.LIFTED)
_OVER = (AppealState.UPHELD, AppealState.CHANGED, AppealState.REVOKED)
_LONGEST_KEY = 12
"""Digits of a number that a printed code has room for."""


def stand_of(row: Handling) -> Stand:
    """How far it has come."""
    appeal = latest_appeal(row)
    return Stand(
        S(row.state), find_measure(row.measure) if row.measure else None, noticed=row.state in (S.NOTICED, S.SUBMITTED),
        answered=row.statements.filter(answered_at__isnull=False).exists(), decided=row.state in _DECIDED, served=row.served_at is not None,
        outside=bool(row.outside_body),
        changed=row.appeals.filter(state=AppealState.CHANGED).exists(), accepted=appeal is not None and appeal.accepted_at is not None,
        appeal_over=appeal is not None and appeal.state in _OVER,
    )  # fmt: skip


def latest_appeal(row: Handling) -> Appeal | None:
    """The last one that was filed."""
    return row.appeals.select_related("body").order_by("-pk").first()


def papers_offered(actor: Actor, row: Handling) -> tuple[PaperKind, ...]:
    """Those that he may take now."""
    return papers_for(stand_of(row), duties_of_handling(actor, row))


def papers_taken(row: Handling) -> Sequence[HandlingPaper]:
    """What was taken out, latest first; of a matter that is over no list is kept (P10)."""
    if row.state in OVER:
        return []
    return list(HandlingPaper.objects.filter(handling=row).select_related("taken_by")[:50])


def records_of(row: Handling) -> Sequence[MeasureRecord]:
    """How its measure was carried out, first things first."""
    return list(MeasureRecord.objects.filter(handling=row).select_related("written_by"))


def may_write_record(actor: Actor, row: Handling) -> bool:
    """Does he handle it, and was something decided that is carried out?"""
    return row.state in CARRIED_OUT and HandlingDuty.HANDLER in duties_of_handling(actor, row)


def find_record(actor: Actor, pk: int) -> MeasureRecord:
    """One of a handling that he may know of, or Missing."""
    row = MeasureRecord.objects.filter(pk=pk).select_related("handling__campaign", "handling__unit").first()
    if row is None or not visible_handlings(actor).filter(pk=row.handling_id).exists():
        raise Missing()
    return row


def known_by(held: Held) -> Document | None:
    """The paper that a file says it is, in the form in which a register would hold it, to be looked at and never saved: by its number together with
    its fingerprint or check. Nobody finds it by a title."""
    if not (held.document.isascii() and held.document.isdigit() and len(held.document) <= _LONGEST_KEY):
        return None
    pk = int(held.document)
    paper = HandlingPaper.objects.filter(pk=pk).exclude(figures_digest="").select_related("handling__campaign").first()
    if paper is not None and paper.content and _fits(held, paper.figures_digest):  # emptied: over, and vouched for no more (P10)
        return _as_document(paper, paper.handling.campaign, Kind.DECISION, paper.get_kind_display(), paper.number)
    told = PartyPaper.objects.filter(pk=pk).select_related("decision__campaign").first()
    if told is not None and _fits(held, told.figures_digest):
        return _as_document(told, told.decision.campaign, Kind.NOTICE, told.decision.get_means_display(), told.decision.document)
    return None


def _fits(held: Held, digest: str) -> bool:
    return held.fingerprint == digest if held.fingerprint else held.check == digest[:8]


def _as_document(row: HandlingPaper | PartyPaper, campaign: Campaign, kind: Kind, title: str, number: str) -> Document:
    return Document(
        pk=row.pk, campaign=campaign, kind=kind, series="", title=title, number=number, state=DocumentState.ISSUED, as_of=row.taken_at,
        content=row.content, figures=row.figures, figures_digest=row.figures_digest, seal=row.seal, issued_at=row.taken_at, drafted_at=row.taken_at,
    )  # fmt: skip
