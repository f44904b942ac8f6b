"""Over generated meetings nobody without the right ever gets an author: through no page, file, list, history, badge, program or record (P05)."""

import json
import random
import re
import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bihuan.finding import operations as ops
from bihuan.finding.models import Critique, CritiqueSlip
from bihuan.finding.operations import Called, Remark
from bihuan.finding.queries import critique as queries
from bihuan.finding.rules.pairings import may_be_asked, pairing_of
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import Refused
from bihuan.foundation.webhooks.queries import offered
from bihuan.organisation.vocabulary import PostRole
from bihuan.problems.models import Problem
from tests.factories import town as factory
from tests.factories.town import COLLEAGUE, FOREST, GROUP, HEAD, LEADER, LIAISON, OFFICE, OFFICIAL, OTHER_HEAD, TODAY, WATER, Town
from tests.finding.test_critique import with_members

pytestmark = pytest.mark.usefixtures("db")
CODE = "QS-2026"
NAMES = ("灵峰", "玉泉", "云栖", "龙井", "虎跑")


@pytest.fixture(params=[1, 2, 3])
def held(request: Any, settings: Any) -> tuple[Town, Any, list[tuple[str, str, str]]]:
    """A unit of four to nine people, everybody in some part, and a meeting at which they wrote at random. Each text is its author's mark."""
    settings.BIHUAN_DEMO = True  # no second factor
    chance = random.Random(request.param)
    place = factory.town()
    for name in NAMES[: chance.randrange(1, len(NAMES) + 1)]:
        with_members(place, (name,), chance.choice([PostRole.LEADER, PostRole.SECTION_HEAD, PostRole.STAFF]))
    called = Called(place.units[WATER], "专题会议", TODAY, "", place.people[HEAD])
    meeting = ops.call_critique(campaign=place.campaign, called=called, actor=place.actor(LIAISON), now=place.now)
    ops.open_critique(meeting, actor=place.actor(LIAISON), now=place.now)
    said: list[tuple[str, str, str]] = []
    for author in [one.person.name for one in queries.seats_of(meeting)]:
        choices = queries.choices_for(place.actor(author), meeting)
        for one in chance.sample(choices, min(len(choices), 3)):
            text = f"意见{len(said):03d}号"
            _write(place, meeting, author, one.person.name, text, chance)
            said.append((author, one.person.name, text))
    return place, meeting, said


def _write(place: Town, meeting: Any, author: str, about: str, text: str, chance: random.Random) -> None:
    chosen = chance.choice(list(place.campaign.catalogue.categories.get(name="推诿扯皮").manifestations.all()))
    ops.write_critique(meeting, remark=Remark(place.people[about], chosen, text), actor=place.actor(author), now=place.now)


def _addresses(meeting: Any) -> list[str]:
    mine = [reverse(f"finding:{name}", args=[CODE]) for name in ("critique", "opinions", "resented", "pointing", "protection")]
    mine += [reverse(f"finding:{name}", args=[CODE, meeting.pk]) for name in ("critique_meeting", "criticism_list", "minutes_template")]
    ledger = [reverse(f"problems:{name}", args=[CODE]) for name in ("ledger", "lists", "rows", "news", "edits")]
    numbers = list(Problem.objects.order_by("pk").values_list("number", flat=True))
    each = [
        reverse(f"problems:{name}", args=[CODE, str(number)])
        for number in random.Random(meeting.pk).sample(numbers, min(len(numbers), 5))  # one template draws them all
        for name in ("problem", "history")
    ]
    return [*mine, *ledger, *each, reverse("home:todo"), reverse("home:started"), reverse("home:done"), reverse("home:told")]


@pytest.mark.sweep
@pytest.mark.mechanism("M56")
def test_no_page_tells_who_wrote_what(held: Any) -> None:
    """Every page that anybody may open is the same, whoever of the others wrote: swapping all authors changes not one byte."""
    place, meeting, said = held
    ops.close_critique(meeting, actor=place.actor(OFFICE), now=place.now)
    assert Problem.objects.count() == len(said)
    readers = (HEAD, COLLEAGUE, OFFICIAL, LIAISON, OFFICE, LEADER, GROUP, OTHER_HEAD, *(name for name in NAMES if name in place.people))
    before = {name: _seen(place.client(name), meeting) for name in readers}
    people = list(place.people.values())
    random.Random(7).shuffle(people)
    for at, row in enumerate(Critique.objects.exclude(author=None)):
        Critique.objects.filter(pk=row.pk).update(author=people[at % len(people)])
    after = {name: _seen(place.client(name), meeting) for name in readers}
    assert before == after


def _seen(client: Client, meeting: Any) -> dict[str, str]:
    told = {}
    for address in _addresses(meeting):
        taken = address.endswith("/list/")
        content = (client.post(address, {"reason": "存档"}) if taken else client.get(address)).content
        if content[:2] == b"PK":
            with zipfile.ZipFile(BytesIO(content)) as parts:
                content = b"".join(parts.read(one) for one in sorted(parts.namelist()) if "core" not in one)
        text = content.decode(errors="replace")
        text = re.sub(
            r'((?:mark" value=|data-book=|"mark":))\s*"?\d+|\d\d:\d\d', r"\1", text
        )  # the clock, and where the book ends: reading is written down
        told[address] = re.sub(r"nonce-[^\"' ]+|csrf[^>]+>|[0-9A-Za-z]{40,}|ms=\d+", "", text)
    return told


def test_before_it_is_closed_nobody_reads_what_others_wrote(held: Any) -> None:
    place, meeting, said = held
    for reader in (HEAD, COLLEAGUE, LIAISON, OFFICE, LEADER, GROUP, FOREST):
        if reader not in place.people:
            continue
        pages = "".join(_seen(place.client(reader), meeting).values())
        assert not [text for author, _about, text in said if author != reader and text in pages], reader


def test_what_stays_in_the_tables_and_in_the_book_leads_to_nobody(held: Any) -> None:
    """After the meeting no row holds an upward author, and nothing in the book ties a hand to a text, a person or an entry of the ledger."""
    place, meeting, said = held
    ops.close_critique(meeting, actor=place.actor(OFFICE), now=place.now)
    roles = queries.roles_of(meeting)
    wrote = {text: (roles[place.people[author].pk], roles[place.people[about].pk]) for author, about, text in said}
    for row in Critique.objects.select_related("problem"):
        assert pairing_of(*wrote[row.problem.text]) == row.pairing
        allowed = may_be_asked(*wrote[row.problem.text], roles.values())
        assert (row.author is not None) <= allowed, "kept only where it may be asked"
    assert not CritiqueSlip.objects.exclude(author=None, written_by=None, about=None, text="").exists()
    book = list(Record.objects.exclude(kind__in=("critique_slip",)).values("kind", "row", "actor", "changes", "label", "reason"))
    writers = {place.actor(author).user_id for author, _about, _text in said} - {place.actor(OFFICE).user_id}
    entered = [one for one in book if one["kind"] in ("problem", "critique")]
    assert entered and not [one for one in entered if one["actor"] in writers]
    slips = list(Record.objects.filter(kind="critique_slip").values("changes", "campaign", "label", "reason"))
    assert slips and not [one for one in slips if set(one["changes"].values()) - {"＊"} or one["campaign"] or one["reason"]]
    assert not [text for _author, _about, text in said if text in json.dumps(book + slips, ensure_ascii=False, default=str)]
    assert not {"critique_slip", "pointing_out"} & {kind for kind, _label in offered()}, "no webhook tells of them"


def test_nobody_gets_an_author_who_has_no_right_to_ask(held: Any) -> None:
    place, meeting, said = held
    ops.close_critique(meeting, actor=place.actor(OFFICE), now=place.now)
    authors = {text: author for author, _about, text in said}
    for row in Critique.objects.select_related("problem__person"):
        assert row.problem.person
        for reader in (HEAD, COLLEAGUE, OFFICIAL, LIAISON, LEADER, GROUP, OFFICE):
            address = reverse("finding:critique_author", args=[CODE, meeting.pk, row.problem.number])
            page = place.client(reader).post(address, {"reason": "核实情况"})
            told = "<p><b>" + authors[row.problem.text] + "</b></p>" in page.content.decode()
            entitled = reader in (HEAD, OFFICE) and row.problem.person.name != reader and row.author is not None
            assert told == entitled, (reader, row.problem.person.name)
            assert page.status_code in ((200,) if entitled else (404, 422))
    asked = Record.objects.filter(action="open_critique_author", kind="critique")
    assert asked.count() >= Critique.objects.exclude(author=None).count(), "each asking stands in the book"


def test_a_refusal_before_the_meeting_is_closed_tells_nothing(held: Any) -> None:
    """The same words whatever was written: the head can neither close, call off, import into nor count what lies."""
    place, meeting, _said = held
    told = []
    for _at in range(2):
        for attempt in (
            lambda: ops.close_critique(meeting, actor=place.actor(HEAD), now=place.now),
            lambda: ops.call_off_critique(meeting, reason="x", actor=place.actor(HEAD), now=place.now),
        ):
            with pytest.raises(Refused) as no:
                attempt()
            told.append(no.value.sentence)
        CritiqueSlip.objects.all().delete()
    assert told[:2] == told[2:]
    assert queries.running_total(meeting) == 0
