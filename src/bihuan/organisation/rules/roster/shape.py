"""What goes into the check of a roster and what comes out of it."""

from dataclasses import dataclass, field

from bihuan.foundation.files.rules.cells import CellError, TypedRow
from bihuan.foundation.kernel import Term, _

SHEET = "干部名册"


class Column(Term):
    """Columns of the sheet, found by their header in any order."""

    UNIT = "unit", _("单位")
    PARENT = "parent", _("上级单位")
    NAME = "name", _("姓名")
    POST = "post", _("职务")
    RANK = "rank", _("职级")
    SUBJECT = "subject", _("是否整治对象")
    PHONE = "phone", _("手机")


@dataclass(frozen=True, slots=True)
class RawRow(TypedRow[Column]):
    """One row of the sheet."""

    sheet: str = SHEET


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit that stands in the tree."""

    pk: int
    name: str
    parent_pk: int | None


@dataclass(frozen=True, slots=True)
class KnownPost:
    """A post that somebody holds now."""

    pk: int
    unit_pk: int
    title: str
    rank: str


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody who is entered already, with the posts held now."""

    pk: int
    name: str
    phone: str
    posts: tuple[KnownPost, ...] = ()


@dataclass(frozen=True)
class Known:
    """What the tree holds before the sheet is taken."""

    units: tuple[KnownUnit, ...] = ()
    people: tuple[KnownPerson, ...] = ()


@dataclass(eq=False, slots=True)
class UnitEntry:
    """A unit that the sheet names: `pk` where it stands already, `moved` where the sheet gives it another parent."""

    name: str
    pk: int | None = None
    parent: "UnitEntry | None" = None
    moved: bool = False
    has_people: bool = False


@dataclass(eq=False, slots=True)
class Line:
    """One row with a person, cleaned: a post in a unit."""

    row: RawRow
    name: str
    unit: UnitEntry
    post: str
    rank: str
    subject: bool
    phone: str
    replaces: KnownPost | None = None
    same: bool = False


@dataclass(eq=False, slots=True)
class PersonEntry:
    """One person with all his rows; `known` where he is entered already; `ended` are posts that the sheet no longer shows."""

    name: str
    phone: str
    lines: list[Line]
    known: KnownPerson | None = None
    ended: tuple[KnownPost, ...] = ()

    @property
    def is_new(self) -> bool:
        return self.known is None

    @property
    def changed(self) -> bool:
        """Is something about a known person different now?"""
        if self.known is None:
            return False
        return bool(self.ended) or (bool(self.phone) and self.phone != self.known.phone) or not all(line.same for line in self.lines)


@dataclass(frozen=True)
class Checked:
    """The whole sheet after the check. With `errors` nothing may be taken."""

    errors: tuple[CellError, ...]
    units: tuple[UnitEntry, ...] = ()
    people: tuple[PersonEntry, ...] = ()
    gone: tuple[KnownPerson, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def perhaps_moved(self) -> tuple[str, ...]:
        """Names that are gone from one place and new in another: two people, or one whose number changed with his unit."""
        new = {one.name for one in self.people if one.is_new}
        return tuple(one.name for one in self.gone if one.name in new)
