"""Reading the register: documents, their papers, their files, how many were issued. Never writes."""

from collections.abc import Collection
from datetime import datetime
from itertools import accumulate

from django.db.models import Count, Prefetch, Q, QuerySet

from bihuan.campaigns.models import Campaign
from bihuan.documents.models import Document, KeptWording, SignedCopy
from bihuan.documents.policy import visible
from bihuan.documents.rules.bindings import Number
from bihuan.documents.rules.held import Held
from bihuan.documents.rules.issuing import still_missing
from bihuan.documents.rules.numerals import readable
from bihuan.documents.rules.paper import Paper, run_text
from bihuan.documents.rules.printed import printed
from bihuan.documents.rules.returned import Wording
from bihuan.documents.rules.storing import from_plain
from bihuan.documents.vocabulary import DocumentState, Kind
from bihuan.foundation.audit.replaced import put_back
from bihuan.foundation.files.queries import open_content
from bihuan.foundation.kernel import Actor, Missing
from bihuan.organisation.models import Unit

_LONGEST_KEY = 18
"""Digits of a number that every engine takes."""


def visible_to(actor: Actor, campaign: Campaign) -> QuerySet[Document]:
    """The campaign's documents that the actor may see, newest first."""
    return Document.objects.filter(visible(actor), campaign=campaign).select_related("campaign", "file", "issued_by", "drafted_by")


def find(actor: Actor, campaign: Campaign, document_id: int, until: datetime | None = None) -> Document:
    """One document (`until`: as it stood just before that moment, never to be saved), or Missing."""
    rows = (_visible_then(actor, campaign, until) if until else visible_to(actor, campaign)).filter(pk=document_id)
    found = _stood(rows, until) if until else list(rows)
    if not found:
        raise Missing()
    return found[0]


def register_of(actor: Actor, campaign: Campaign, until: datetime | None = None) -> list[Document]:
    """The rows of the register, newest first, without their texts, each with its signed copies; `until`: as they stood just before a moment,
    never to be saved."""
    rows = _visible_then(actor, campaign, until) if until else visible_to(actor, campaign)
    copies = SignedCopy.objects.filter(filed_at__lt=until) if until else SignedCopy.objects.all()
    listed = rows.defer("content", "figures", "seal").prefetch_related(Prefetch("signed_copies", copies))
    return _stood(listed, until) if until else list(listed)


def _visible_then(actor: Actor, campaign: Campaign, until: datetime) -> QuerySet[Document]:
    return Document.objects.filter(visible(actor, until), campaign=campaign, drafted_at__lt=until).select_related(
        "campaign", "file", "issued_by", "drafted_by"
    )


def _stood(rows: QuerySet[Document], until: datetime) -> list[Document]:
    """These with what was replaced since put back; what was issued later is the draft that it was."""
    told = list(rows)
    later = [one for one in told if one.issued_at and one.issued_at >= until]
    put_back(Document, told, until)
    for one in later:
        one.state, one.number, one.figures_digest, one.seal = DocumentState.DRAFT, "", "", None
        one.serial_no = one.year = one.year_no = one.file = one.issued_at = one.issued_by = None
    return told


def numbers_of(document: Document) -> list[Number]:
    """Every number of a document in order, as it was kept; empty for one issued before numbers were kept."""
    return [Number(**one) for one in document.figures.get("numbers", ())]


def heads_of(document: Document) -> list[str]:
    """The heads of its tables as printed, cells parted by tabs."""
    return ["".join(map(run_text, line.runs)) for line in printed(paper_of(document)) if line.repeats]


def known_by(held: Held) -> Document | None:
    """The issued document that a file says it is: its number in the register together with its fingerprint or check. Nobody is believed
    who knows only the number: the answer tells what the document said."""
    if not (held.document.isascii() and held.document.isdigit() and len(held.document) <= _LONGEST_KEY):
        return None
    row = (
        Document.objects.filter(pk=int(held.document), state=DocumentState.ISSUED)
        .exclude(figures_digest="")
        .select_related("campaign")
        .first()
    )
    if row is None:
        return None
    fits = held.fingerprint == row.figures_digest if held.fingerprint else held.check == row.figures_digest[:8]
    return row if fits else None


def titled_in(held: Held) -> list[Document]:
    """Issued documents whose title stands in the text and whose number begins a line of it (a draft names the last issue in a sentence),
    for a file that tells nothing else; the latest first."""
    lines = ["".join(readable(line).split()) for line in held.text.splitlines()]
    text, starts = "".join(lines), {0, *accumulate(map(len, lines))}
    rows = Document.objects.filter(state=DocumentState.ISSUED).exclude(number="").exclude(figures_digest="").order_by("-issued_at")
    named = rows.values_list("pk", "number", "title")
    keys = [pk for pk, number, title in named if _begins(number, text, starts) and _bare(title) in text]
    return list(Document.objects.filter(pk__in=keys[:20]).select_related("campaign").order_by("-issued_at"))


def _begins(words: str, text: str, starts: set[int]) -> bool:
    """Do these words stand at the beginning of a line? Looked for as a whole: a file of strangers may have a million lines."""
    wanted = _bare(words)
    at = text.find(wanted) if wanted else -1
    while at >= 0 and at not in starts:
        at = text.find(wanted, at + 1)
    return at >= 0


def _bare(words: str) -> str:
    return "".join(readable(words).split())


def letters_to(campaign: Campaign, unit: Unit, series: str, moments: Collection[datetime]) -> list[Document]:
    """Letters to a unit in a series, put into the register at these moments; the first one first."""
    rows = Document.objects.filter(campaign=campaign, unit=unit, series=series, drafted_at__in=moments)
    return list(rows.select_related("campaign", "file").order_by("pk"))


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


def last_issued(campaign: Campaign, kind: Kind, until: datetime, *, taken: datetime | None = None) -> Document | None:
    """The latest issue of one kind whose figures were taken before a moment (`taken`, else `until`), and which was issued before `until`."""
    there = {"as_of__lt": taken or until, "issued_at__lt": until}
    found = Document.objects.filter(campaign=campaign, kind=kind, state=DocumentState.ISSUED, **there)
    return found.order_by("-serial_no").first()


def issued_by_year(campaign: Campaign, until: datetime | None = None) -> dict[int, int]:
    """How many documents were issued in each year (`until`: before that moment): this year's number should only go down (domain.md E1.1)."""
    there = Q(issued_at__lt=until) if until else Q(state=DocumentState.ISSUED)
    rows = Document.objects.filter(there, campaign=campaign).order_by().values("year").annotate(many=Count("pk"))
    return {row["year"]: row["many"] for row in rows if row["year"]}


def drafts_of(campaign: Campaign, series: str) -> QuerySet[Document]:
    """Open drafts of one series, the latest first."""
    return Document.objects.filter(campaign=campaign, series=series, state=DocumentState.DRAFT).order_by("-pk")


def count_drafts(actor: Actor, campaign: Campaign) -> int:
    """How many drafts this actor may read wait to be issued."""
    return Document.objects.filter(visible(actor), campaign=campaign, state=DocumentState.DRAFT).count()


def missing_in(document: Document) -> list[str]:
    """What is still 待补 in a draft, apart from what issuing itself fills in."""
    return [] if document.state == DocumentState.ISSUED else [gap.what for gap in still_missing(paper_of(document))]


def wordings_of(campaign: Campaign, series: str) -> list[KeptWording]:
    """The words that the next issue of a series takes over, the oldest first."""
    return list(KeptWording.objects.filter(campaign=campaign, series=series, dropped_at=None).select_related("document", "kept_by"))


def wordings_in(campaign: Campaign, until: datetime | None = None) -> list[KeptWording]:
    """The kept words of all series (`until`: those in use just before that moment)."""
    there = Q(dropped_at=None) | Q(dropped_at__gte=until) if until else Q(dropped_at=None)
    there &= Q(kept_at__lt=until) if until else Q()
    found = KeptWording.objects.filter(there, campaign=campaign).select_related("document", "kept_by")
    return list(found.order_by("series", "pk"))


def find_wording(campaign: Campaign, wording_id: int) -> KeptWording:
    """Kept words of the campaign that are in use, or Missing."""
    found = KeptWording.objects.filter(campaign=campaign, pk=wording_id, dropped_at=None).first()
    if found is None:
        raise Missing()
    return found


def wording_of(row: KeptWording) -> Wording:
    """A row as the rules know it."""
    return Wording(row.key, tuple(row.runs), row.text, row.level)


def signed_copies_of(document: Document, until: datetime | None = None) -> list[SignedCopy]:
    """The scans filed with an issued document (`until`: before that moment), the one in force first."""
    copies = document.signed_copies.select_related("file", "filed_by")
    return list(copies.filter(filed_at__lt=until) if until else copies)


def signed_copy(document: Document, copy_id: int) -> SignedCopy:
    """One scan of the document, or Missing."""
    found = document.signed_copies.select_related("file").filter(pk=copy_id).first()
    if found is None:
        raise Missing()
    return found
