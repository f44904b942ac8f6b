"""Minutes of a critique meeting that was held without screens: read against the meeting, ready to be taken by `import_minutes`."""

from bihuan.campaigns import queries as campaigns
from bihuan.finding.models.critique import CritiqueMeeting
from bihuan.finding.operations.critique import Minuted
from bihuan.finding.queries.critique import seats_of
from bihuan.finding.sheets.minutes import Fault, Known, read_minutes
from bihuan.foundation.kernel import Actor
from bihuan.organisation.vocabulary import PostRole


def minutes_in(meeting: CritiqueMeeting, *, data: bytes, name: str, importer: Actor) -> tuple[list[Minuted], list[Fault]]:
    """The critiques of a sheet, and what is wrong with its rows. Raises UnreadableFile. The file itself is not kept."""
    campaign = meeting.campaign
    rows, wrong = read_minutes(data, name, _known(meeting, importer))
    people = {key: campaigns.known_person(campaign, key) for one in rows for key in (one.about, one.author) if key}
    shown = {key: campaigns.manifestation_in(campaign, key) for key in {one.manifestation for one in rows}}
    told = [Minuted(people[one.about], people.get(one.author or 0), one.pairing, shown[one.manifestation], one.text) for one in rows]
    return told, list(wrong)


def _known(meeting: CritiqueMeeting, importer: Actor) -> Known:
    people: dict[str, list[tuple[int, PostRole]]] = {}
    for seat in seats_of(meeting):
        people.setdefault(seat.person.name, []).append((seat.person_id, PostRole(seat.role)))
    each = [one for category in campaigns.categories_of(meeting.campaign) for one in category.manifestations.all()]
    return Known(people, {one.text: one.pk for one in each} | {one.number: one.pk for one in each}, importer.person_id)
