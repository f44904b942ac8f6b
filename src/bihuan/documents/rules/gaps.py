"""What is still missing in a paper: places named 待补, and parts of the head that its layout asks for (M01)."""

from dataclasses import dataclass
from datetime import date

from bihuan.documents.rules.paper import Gap, Paper, Text, body_lines
from bihuan.documents.vocabulary import Layout
from bihuan.foundation.kernel import Figure, _

_NUMBERED = Gap(_("印发时编号"), by_issuing=True)


@dataclass(frozen=True, slots=True)
class Head:
    """The head as printed: words in red, number, issuing body, date; a `Gap` wherever the layout needs what the paper lacks."""

    masthead: Text = ""
    number: Text = ""
    issuer: Text = ""
    date: date | Gap | None = None


def head_of(paper: Paper) -> Head:
    """What stands above the title in the paper's layout; an empty head for a plain one."""
    match paper.form:
        case Layout.PLAIN:
            return Head()
        case Layout.BULLETIN | Layout.MINUTES:
            unit, day = paper.issuer or Gap(_("编发单位")), paper.date or Gap(_("印发日期"), by_issuing=True)
            return Head(paper.masthead or paper.kind.label, paper.number or _NUMBERED, unit, day)
        case Layout.LETTER:
            return Head(paper.masthead or paper.issuer or Gap(_("发文机关")), paper.number or _NUMBERED)
        case _:
            return Head(_official(paper), paper.number or _NUMBERED)


def _official(paper: Paper) -> Text:
    """Its own words in red, else the issuing body and 文件."""
    if paper.masthead or isinstance(paper.issuer, Gap):
        return paper.masthead or paper.issuer
    return f"{paper.issuer}文件" if paper.issuer else Gap(_("发文机关"))


def gaps(paper: Paper) -> list[Gap]:
    """Everything that somebody must still fill in, in reading order: head, title, addressee, text, signature, imprint."""
    return [gap for gap in _open(paper) if not gap.by_issuing]


def _open(paper: Paper) -> list[Gap]:
    head = head_of(paper)
    places: list[object] = [head.masthead, head.number, head.issuer, head.date, paper.title, paper.addressee]
    places += [run for line in body_lines(paper) for run in line]
    places += [*paper.signature.issuers, paper.signature.on] if paper.signature else []
    places += [paper.copy.office] if paper.copy else []
    return [gap for gap in map(_gap, places) if gap]


def _gap(place: object) -> Gap | None:
    if isinstance(place, Figure) and place.value is None:
        return Gap(place.reason)
    return place if isinstance(place, Gap) else None


def is_draft(paper: Paper) -> bool:
    """A paper is a draft when it is marked so, or while anything in it is open."""
    return paper.draft or bool(_open(paper))


def draft_words(paper: Paper) -> str:
    """What a draft says of itself on every page; nothing for a finished paper."""
    if not is_draft(paper):
        return ""
    missing = len(gaps(paper))
    return f"草稿 · 待补{missing}处" if missing else "草稿"
