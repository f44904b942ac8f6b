"""Measures two pages of finding: the six lists of a person with 60 items (bar 80 ms), and the matrix units × six lists of 1,000 units with 10
subjects each and 20,000 problems (bar 300 ms).

    .venv/bin/python -m bench.finding_pages [--units 1000] [--problems 20000] [--times 20] [--postgresql URL] [--profile]

A request is a whole one inside this process: session, rights, questions, template. Judged is processor time of this process and of the server
process behind the database. Beside it stand the questions alone, without a page."""

import argparse
import sys
from collections.abc import Callable
from typing import Any

from bench import scene, work

SIX_LISTS, MATRIX = 80.0, 300.0
ITEMS, SUBJECTS = 60, 10
SOURCES = ("self_check", "critique", "opinion", "back_check", "talk", "social_review")


def one_person(place: Any) -> int:
    """A person with 60 items, ten of each list; half of them are on their way. Returns his key."""
    from bihuan.problems.operations import Finding, record_many
    from bihuan.problems.vocabulary import Source
    from tests.factories.town import OFFICIAL, WATER

    person, unit = place.people[OFFICIAL], place.units[WATER]
    manifestation = place.campaign.catalogue.categories.first().manifestations.first()
    findings = [
        Finding(unit=unit, source=Source(SOURCES[n % 6]), text=f"第{n}件：窗口排队两小时无人受理，群众往返三趟，材料补正没有一次告知",
                person=person, manifestation=manifestation)
        for n in range(ITEMS)
    ]  # fmt: skip
    record_many(campaign=place.campaign, findings=findings, actor=place.machine, now=place.now)
    return int(person.pk)


def many_units(place: Any, units: int, problems: int) -> None:
    """So many units below the root, each with ten subjects, one of them committed; problems of all sources over them; screenings; four lists
    confirmed in each."""
    from bihuan.campaigns.models import CoveredUnit, RosterEntry
    from bihuan.finding.models import NoneConfirmed, Pledge, Screening, SelfCheck
    from bihuan.organisation.models import Person, Unit
    from bihuan.problems.operations import Finding, record_many
    from bihuan.problems.vocabulary import Source
    from tests.factories.town import TODAY

    campaign, root, now = place.campaign, place.units["青石县"], place.now
    made = Unit.objects.bulk_create(Unit(name=f"第{n}所", path=f"{root.path}z{n:05d}", parent=root) for n in range(units))
    CoveredUnit.objects.bulk_create(CoveredUnit(campaign=campaign, unit=one, from_on=TODAY) for one in made)
    people = Person.objects.bulk_create(Person(name=f"人{n}", sort_key=f"{n:06d}") for n in range(units * SUBJECTS))
    RosterEntry.objects.bulk_create(
        RosterEntry(campaign=campaign, person=one, unit=made[n // SUBJECTS], role="subject", from_on=TODAY) for n, one in enumerate(people)
    )
    findings = [
        Finding(unit=made[n % units], source=Source(SOURCES[n % 5 if n % 7 else 0]), text=f"第{n}件", person=people[(n % units) * SUBJECTS + n // units % 9])
        for n in range(problems)
    ]  # fmt: skip
    record_many(campaign=campaign, findings=findings, actor=place.machine, now=now)
    lists = SelfCheck.objects.bulk_create(
        SelfCheck(campaign=campaign, person=people[n * SUBJECTS + 9], unit=one, code=f"S{n}", state="handed_in", round=1)
        for n, one in enumerate(made)
    )
    Pledge.objects.bulk_create(Pledge(self_check=one, text="承诺", way="click", signed_at=now) for one in lists)
    category = campaign.catalogue.categories.first()
    Screening.objects.bulk_create(Screening(campaign=campaign, unit=one, category=category, begun_at=now) for one in made)
    NoneConfirmed.objects.bulk_create(
        NoneConfirmed(campaign=campaign, unit=one, list=word, basis="看过", known_on=TODAY, said_at=now)
        for one in made
        for word in ("criticism", "opinions", "talks", "social_review")
    )


def opened(place: Any, name: str, address: str) -> Callable[[], Any]:
    """Somebody opens a page."""
    client = place.client(name)

    def ask() -> Any:
        answer = client.get(address)
        assert answer.status_code == 200, answer.status_code
        return answer

    return ask


def measure(what: str, page: Callable[[], Any], asked: Callable[[], Any], bar: float, options: argparse.Namespace) -> bool:
    """True when the bar is kept."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from bench.ledger import profile

    page()
    if options.profile:
        profile(page)
    with CaptureQueriesContext(connection) as queries:
        weight = len(page().content)
    count = len(queries)
    whole, alone = work.in_turn([page, asked], options.times)
    print(f"{what} (bar {bar:.0f} ms): {whole}, {count} queries, {weight / 1000:.0f} kB; the questions alone {alone}", flush=True)
    return whole.busy <= bar


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.finding_pages", description=__doc__)
    parser.add_argument("--units", type=int, default=1000)
    parser.add_argument("--problems", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--postgresql", default="", metavar="URL")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    with scene.prepared(options.postgresql):
        return 0 if _measured(options) else 1


def _measured(options: argparse.Namespace) -> bool:
    from django.conf import settings
    from django.urls import reverse

    from bihuan.finding.queries.coverage import coverage
    from bihuan.problems.queries import reach
    from bihuan.problems.queries.six import six_lists
    from tests.factories.town import IN_CHARGE, LEADER, OFFICE, OFFICIAL, town

    settings.BIHUAN_DEMO, settings.ALLOWED_HOSTS = True, ["testserver"]  # no second factor
    place, good = town(), True
    person, code = one_person(place), place.campaign.code
    print(f"{'PostgreSQL' if options.postgresql else 'SQLite'} ({work.plain()})")
    for name in (OFFICIAL, OFFICE, IN_CHARGE):
        mine = reach(place.actor(name), place.campaign.pk)
        page = opened(place, name, reverse("problems:person_lists", args=[code, person]))
        good &= measure(f"six lists, {ITEMS} items", page, lambda m=mine: six_lists(m, place.campaign, person), SIX_LISTS, options)  # type: ignore[misc]
    many_units(place, options.units, options.problems)
    for name in (OFFICE, LEADER):
        mine = reach(place.actor(name), place.campaign.pk)
        page = opened(place, name, reverse("finding:coverage", args=[code]))
        good &= measure(f"matrix, {options.units} units", page, lambda m=mine: coverage(m, place.campaign), MATRIX, options)  # type: ignore[misc]
    return good


if __name__ == "__main__":
    sys.exit(main())
