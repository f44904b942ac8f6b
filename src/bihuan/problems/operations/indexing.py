"""The search index, kept up in the transaction of every save."""

from collections.abc import Iterable, Sequence
from operator import add

from django.db import connection

from bihuan.foundation.audit.pouring import among, pour_into
from bihuan.organisation.models import Person
from bihuan.problems.models import Imprint, Merger, Problem
from bihuan.problems.rules import text_is_private
from bihuan.problems.rules.bigrams import words_of
from bihuan.problems.rules.searched import searched_text


def behind(rows: Iterable[Problem]) -> dict[int, str]:
    """What findings that were merged into these rows add to them: numbers and origins, and their text where it is no more private."""
    mains = {row.pk: text_is_private(row.source) for row in rows if row.merged}
    told: dict[int, str] = {}
    for one in Merger.objects.filter(main__in=mains, parted_at=None).select_related("member").order_by("pk") if mains else ():
        member = one.member
        text = member.text if mains[one.main_id] or not text_is_private(member.source) else ""
        told[one.main_id] = "\n".join(
            (told.get(one.main_id, ""), f"{member.number:04d}", member.external_number, member.origin_label, text)
        )
    return told


def _words(row: Problem, more: str = "") -> list[str]:
    return words_of("\n".join(part for part in (searched_text(row), more) if part))


_PLACES = tuple(f"':{place}" for place in range(1, 16_001))


def _vector(words: Iterable[str]) -> str:
    """A tsvector literal with positions; words are letters, digits and Han only, so nothing needs quoting beyond the quotes. A word that
    comes twice stands twice: the engine gathers its places."""
    told = " '".join(map(add, words, _PLACES))
    return f"'{told}" if told else ""


def _index_sqlite(rows: Sequence[Problem], fresh: bool) -> None:
    more = {} if fresh else behind(rows)
    with connection.cursor() as cursor:
        if not fresh:
            cursor.executemany("DELETE FROM problems_search WHERE rowid = %s", [(row.pk,) for row in rows])
        cursor.executemany(
            "INSERT INTO problems_search (rowid, words) VALUES (%s, %s)",
            [(row.pk, " ".join(_words(row, more.get(row.pk, "")))) for row in rows],
        )


def _index_postgresql(rows: Sequence[Problem], fresh: bool) -> None:
    if fresh:
        pour_into("problems_search", ("id", "words"), ((row.pk, _vector(_words(row))) for row in rows))
        return
    more = behind(rows)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), 1000):
            part = rows[start : start + 1000]
            cursor.execute(
                "INSERT INTO problems_search (id, words) SELECT id, words::tsvector FROM unnest(%s::bigint[], %s::text[]) AS new(id, words)"
                " ON CONFLICT (id) DO UPDATE SET words = excluded.words",
                [[row.pk for row in part], [_vector(_words(row, more.get(row.pk, ""))) for row in part]],
            )


def index_one(row: Problem) -> None:
    """Index one problem; its people are looked up where they are not in hand."""
    _name_people([row])
    index([row])


def _name_people(rows: Sequence[Problem]) -> None:
    """The people of these rows in one query, as far as they are not in hand."""
    wanted = [(row, one) for row in rows for one in _PEOPLE if getattr(row, f"{one}_id") and not _in_hand(row, one)]
    found = Person.objects.in_bulk({getattr(row, f"{one}_id") for row, one in wanted}) if wanted else {}
    for row, one in wanted:
        setattr(row, one, found[getattr(row, f"{one}_id")])


_PEOPLE = ("person", "doer", "leader")


def _in_hand(row: Problem, name: str) -> bool:
    return name in row._state.fields_cache


def index(rows: Sequence[Problem], *, fresh: bool = False) -> None:
    """Index these problems. `fresh` rows have no entry yet; unit and people of the rows should be loaded."""
    if connection.vendor == "sqlite":
        _index_sqlite(rows, fresh)
    elif rows:
        _index_postgresql(rows, fresh)


def text_changed(rows: Iterable[Problem]) -> None:
    """What these problems tell is another now: they are compared with the others anew, in the background."""
    if keys := [row.pk for row in rows]:
        among(Imprint.objects.all(), "problem_id", keys).update(stale=True)
