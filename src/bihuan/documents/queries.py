"""Reading the register: documents, their papers, their files, how many were issued. Never writes."""

from datetime import datetime

from django.db.models import Count, QuerySet

from bihuan.campaigns.models import Campaign
from bihuan.documents.models import Document
from bihuan.documents.policy import visible
from bihuan.documents.rules.issuing import still_missing
from bihuan.documents.rules.paper import Paper
from bihuan.documents.rules.storing import from_plain
from bihuan.documents.vocabulary import DocumentState, Kind
from bihuan.foundation.files.queries import open_content
from bihuan.foundation.kernel import Actor, Missing


def visible_to(actor: Actor, campaign: Campaign) -> QuerySet[Document]:
    """The campaign's documents that the actor may see, newest first."""
    return Document.objects.filter(visible(actor), campaign=campaign).select_related("campaign", "file")


def find(actor: Actor, campaign: Campaign, document_id: int) -> Document:
    """One document, or Missing."""
    found = visible_to(actor, campaign).filter(pk=document_id).first()
    if found is None:
        raise Missing()
    return found


def paper_of(document: Document) -> Paper:
    """The content of a document in hand."""
    return from_plain(document.content)


def file_of(document: Document) -> bytes:
    """The bytes of an issued document as they were issued; Missing for a draft or where the content is gone."""
    if document.file is None:
        raise Missing()
    with open_content(document.file) as content:
        return content.read()


def issued(campaign: Campaign, kind: Kind, until: datetime | None = None) -> QuerySet[Document]:
    """Issued documents of one kind, the first first (N07 counts the weekly ones)."""
    found = Document.objects.filter(campaign=campaign, kind=kind, state=DocumentState.ISSUED).order_by("serial_no")
    return found.filter(issued_at__lte=until) if until else found


def issued_by_year(campaign: Campaign) -> dict[int, int]:
    """How many documents were issued in each year: this year's number should only go down (domain.md E1.1)."""
    rows = Document.objects.filter(campaign=campaign, state=DocumentState.ISSUED).order_by().values("year").annotate(many=Count("pk"))
    return {row["year"]: row["many"] for row in rows if row["year"]}


def drafts_of(campaign: Campaign, series: str) -> QuerySet[Document]:
    """Open drafts of one series, the latest first."""
    return Document.objects.filter(campaign=campaign, series=series, state=DocumentState.DRAFT).order_by("-pk")


def missing_in(document: Document) -> list[str]:
    """What is still 待补 in a draft, apart from what issuing itself fills in."""
    return [] if document.state == DocumentState.ISSUED else [gap.what for gap in still_missing(paper_of(document))]
