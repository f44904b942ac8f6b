"""What is noted, as plain values: typed on a page, sent by a phone, read from a sheet."""

from dataclasses import dataclass
from datetime import date

from bihuan.campaigns.models import Manifestation
from bihuan.inspections.models import ChecklistLine, Visit
from bihuan.inspections.vocabulary import Focus, Force, SupervisionKind
from bihuan.organisation.models import Person, Unit


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen. `mark` is what a phone calls it; `reference` its number with its own body."""

    unit: Unit
    text: str
    seen_on: date
    visit: Visit | None = None
    person: Person | None = None
    force: Force = Force.GROUP
    reference: str = ""
    kind: SupervisionKind = SupervisionKind.ADMINISTRATIVE
    focus: Focus = Focus.MATTER
    line: ChecklistLine | None = None
    manifestation: Manifestation | None = None
    mark: str = ""
