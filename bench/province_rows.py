"""The problems of the province (`bench.province`), made by the database itself: pieces of text and people are laid out in two small tables
with their words, and one statement a hundred thousand rows joins them by numbers that look like chance and are the same in every run."""

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from importlib import import_module
from typing import Any

from bench import near_texts, scene

STEP, SHARED = 100_000, 10_000
_STATES = {"recorded": 7, "analysed": 6, "rectifying": 17, "asked": 5, "confirmed": 4, "verified": 3, "corrected": 2, "disputed": 1,
           "void": 1, "looked_back": 4, "closed": 50}  # fmt: skip
_DAYS = 260  # that the findings are spread over, up to today
_FACTORS = (2654435761, 2246822519, 3266489917, 668265263, 374761393, 2971215073, 1640531527, 4047836797, 2860486313, 3367900313)


def _chance(k: int, below: int | str) -> str:
    """A number from 0 to below - 1 that follows from the row's n, another one for each k."""
    return f"((((n.n + {k}) * {_FACTORS[k % 10]}) % 4294967296) / 512 % {below})"


def _one_of(values: Sequence[Any], k: int) -> str:
    cases = " ".join(f"WHEN {n} THEN {value if isinstance(value, int) else repr(value)}" for n, value in enumerate(values))
    return f"CASE {_chance(k, len(values))} {cases} END"


class Dialect:
    """What the two engines write differently."""

    def __init__(self, vendor: str) -> None:
        self.pg = vendor == "postgresql"

    def day(self, days: str) -> str:
        """The day so many days from today."""
        today = scene.now().date()
        return f"(DATE '{today}' + ({days})::int)" if self.pg else f"date('{today}', ({days}) || ' days')"

    def moment(self, days: str) -> str:
        """Nine o'clock of that day."""
        at = (scene.now().replace(hour=1, minute=0, second=0, microsecond=0)).strftime("%Y-%m-%d %H:%M:%S")
        return f"(TIMESTAMPTZ '{at}+00' + ({days}) * INTERVAL '1 day')" if self.pg else f"datetime('{at}', ({days}) || ' days')"

    def least(self, one: str, other: str) -> str:
        return f"{'least' if self.pg else 'min'}({one}, {other})"

    def word(self, text: str) -> str:
        """One word of its own as the index keeps it."""
        return f"('''' || {text} || ''':1')::tsvector" if self.pg else f"({text})"

    def words(self, parts: Sequence[str]) -> str:
        return (" || " if self.pg else " || ' ' || ").join(parts)

    def padded(self, number: str) -> str:
        return f"lpad(({number})::text, greatest(4, length(({number})::text)), '0')" if self.pg else f"printf('%04d', {number})"


def grow(size: int) -> None:
    """From what stands to so many problems: indexes and checks of the large tables are put aside meanwhile and built again at once."""
    from django.db import connection

    from bihuan.problems.models import Problem

    have, dialect = Problem.objects.count(), Dialect(connection.vendor)
    with connection.cursor() as cursor:
        _lay_out(cursor, dialect)
        aside = list(_aside(cursor)) if dialect.pg else []
        for start in range(have, size, STEP):
            last = min(start + STEP, size)
            cuts = [start, SHARED, last] if start < SHARED < last else [start, last]
            for first, until in zip(cuts, cuts[1:], strict=False):
                _insert(cursor, dialect, first, until)
        for statement in aside:
            cursor.execute(statement)
        if dialect.pg:
            cursor.execute("SELECT setval(pg_get_serial_sequence('problems_problem', 'id'), (SELECT max(id) FROM problems_problem))")
            cursor.execute("SET session_replication_role = origin")
            _recount(cursor)
    from bench.ledger import _tidy

    _tidy()


def _recount(cursor: Any) -> None:
    """The counters of the ledger, whose triggers were off meanwhile."""
    made = import_module("bihuan.problems.migrations.0018_tallies")
    cursor.execute("DELETE FROM problems_tally")
    cursor.execute(f"{made._INTO} {made._sums('postgresql', 'problems_problem')}")


def _aside(cursor: Any) -> Iterator[str]:
    """Foreign keys unchecked for this connection, indexes dropped; yields what builds them again."""
    cursor.execute("SET session_replication_role = replica")
    cursor.execute("SET maintenance_work_mem = '512MB'")
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ('problems_problem', 'problems_problemversion')"
        " AND indexname NOT IN (SELECT conname FROM pg_constraint)"
    )
    for name, definition in cursor.fetchall():
        cursor.execute(f'DROP INDEX "{name}"')
        yield definition


def _lay_out(cursor: Any, dialect: Dialect) -> None:
    """Tables of the moment: pieces of text, and everybody who can be named, each with the words of it."""
    kind = "tsvector" if dialect.pg else "text"
    cursor.execute(f"CREATE TEMPORARY TABLE piece (kind text, slot bigint, text text, words {kind}, PRIMARY KEY (kind, slot))")
    cursor.execute(
        f"CREATE TEMPORARY TABLE who (slot bigint PRIMARY KEY, person bigint, unit bigint, doer bigint, leader bigint, middle text,"
        f" heads {kind}, words {kind})"
    )
    _pour(cursor, dialect, "piece", ((k, n, text, _cut(text, dialect)) for k, n, text in _pieces()))
    _pour(cursor, dialect, "who", list(_everybody(dialect)))  # asked before the COPY begins: it holds the line
    cursor.execute("ANALYZE")


def _pour(cursor: Any, dialect: Dialect, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    if dialect.pg:
        with cursor.copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        told = list(rows)
        cursor.executemany(f"INSERT INTO {table} VALUES ({', '.join(['%s'] * len(told[0]))})", told)


def _cut(text: str, dialect: Dialect) -> str:
    from bihuan.problems.operations.indexing import _vector
    from bihuan.problems.rules.bigrams import words_of

    words = words_of(text)
    return _vector(words) if dialect.pg else " ".join(words)


def _pieces() -> Iterator[tuple[str, int, str]]:
    rng = random.Random(5)
    subjects, faults, places = near_texts.MATTERS, near_texts.FAULTS, near_texts.PLACES
    for n in range(2_000):
        fault = rng.choice(faults).format(m=rng.randint(2, 90))
        yield "opening", n, f"{rng.choice(places)}{rng.choice(subjects)}："
        yield "ending", n, f"号事项，{fault}，{rng.choice(places)}群众反映后才处理。"
        yield "cause", n, f"对{rng.choice(subjects)}重视不够，制度执行不严，{rng.choice(places)}的{rng.choice(subjects)}没有专人跟踪。"
        yield "measures", n, f"明确专人负责{rng.choice(subjects)}，每周通报进度。\n{rng.choice(places)}公开办理时限。"
        yield "progress", n, f"已约谈经办人，{rng.choice(subjects)}已经补办{rng.randint(2, 60)}件。"


def _everybody(dialect: Dialect) -> Iterator[tuple[Any, ...]]:
    """Slots of the county's people first (the first `SHARED` rows take from all), then of the province's, by unit."""
    from bihuan.campaigns.models import RosterEntry

    rows = RosterEntry.objects.filter(to_on=None).order_by("person__number", "pk")
    told = list(rows.values_list("person_id", "person__name", "unit_id", "unit__name"))
    first: dict[int, int] = {}
    for slot, (_person, _name, unit, _u) in enumerate(told):
        first.setdefault(unit, slot)
    for slot, (person, name, unit, called) in enumerate(told):
        beside = told[slot + 1] if slot + 1 < len(told) and told[slot + 1][2] == unit else told[first[unit]]
        head = told[first[unit]]
        middle = f"{called}{name}经办第"
        heads = _cut("\n".join((called, name, beside[1], head[1])), dialect)
        yield slot, person, unit, beside[0], head[0], middle, heads, _cut(middle, dialect)


def _insert(cursor: Any, dialect: Dialect, start: int, until: int) -> None:
    """Rows start + 1 to until, their entries in the index, their open versions."""
    from bihuan.problems.models import Problem, ProblemVersion

    cursor.execute("SELECT count(*), min(slot) FROM who WHERE slot >= (SELECT count(*) - 100000 FROM who)")
    count, first = cursor.fetchone()
    everybody = start < SHARED
    slot = f"{_chance(0, count + first)}" if everybody else f"{first} + {_chance(0, count)}"
    values = _values(dialect)
    names = [str(one.column) for one in Problem._meta.concrete_fields]
    series = (
        f"generate_series({start + 1}::bigint, {until}) n(n)"
        if dialect.pg
        else f"(WITH RECURSIVE c(n) AS (SELECT {start + 1} UNION ALL SELECT n + 1 FROM c WHERE n < {until}) SELECT n FROM c) n"
    )
    join = "JOIN" if dialect.pg else "CROSS JOIN"  # SQLite takes these in the order as written: numbers, then who and what by their keys
    pieces = " ".join(
        f"{join} piece {kind} ON {kind}.kind = '{kind}' AND {kind}.slot = {_chance(k, 2000)}"
        for k, kind in enumerate(("opening", "ending", "cause", "measures", "progress"), 1)
    )
    rows = f"FROM {series} {join} who w ON w.slot = {slot} {pieces}"
    cursor.execute(f"INSERT INTO problems_problem ({', '.join(names)}) SELECT {', '.join(values[name] for name in names)} {rows}")
    key = "id" if dialect.pg else "rowid"
    cursor.execute(f"INSERT INTO problems_search ({key}, words) SELECT n.n, {values['search']} {rows}")
    kept = [str(ProblemVersion._meta.get_field(name).column) for name in ProblemVersion.columns]
    told = ", ".join("measures_text <> '' AND measures_approved_at IS NULL" if name == "proposed" else name for name in kept)
    cursor.execute(
        f"INSERT INTO problems_problemversion (row_id, valid_from, {', '.join(kept)})"
        f" SELECT id, recorded_at, {told} FROM problems_problem WHERE number > {start} AND number <= {until}"
    )


def _values(dialect: Dialect) -> dict[str, str]:
    """For each column of a problem what stands there, in SQL; a column that is not named holds what is usual."""
    from bihuan.campaigns.models import Campaign, Manifestation
    from bihuan.problems.models import Problem

    campaign, d = Campaign.objects.get(), dialect
    entries = list(Manifestation.objects.filter(needs_text=False).order_by("pk").values_list("pk", "category_id"))
    states = [word for word, share in _STATES.items() for _n in range(share)]
    # which of the hundred states, and how the days follow from it
    state, back = _one_of(states, 6), f"(2 + {_chance(7, _DAYS)})"
    n_done = sum(share for word, share in _STATES.items() if word not in ("looked_back", "closed"))
    done, far = f"{_chance(6, 100)} >= {n_done}", f"{_chance(6, 100)} >= {_STATES['recorded']}"
    due = f"CASE WHEN {done} THEN 60 - {back} WHEN {_chance(8, 100)} < 8 THEN -1 - {_chance(9, 40)} ELSE {_chance(9, 90)} END"
    usual = {str(one.column): _usual(one, d) for one in Problem._meta.concrete_fields}
    return usual | {
        "id": "n.n", "number": "n.n", "campaign_id": str(campaign.pk), "unit_id": "w.unit", "person_id": "w.person", "doer_id": "w.doer",
        "leader_id": "w.leader", "source": _one_of([*_sources()], 1), "state": state, "weight": _one_of(["general"] * 8 + ["serious", "common"], 3),
        "manifestation_id": _one_of([pk for pk, _category in entries], 2), "category_id": _one_of([category for _pk, category in entries], 2),
        "text": "opening.text || w.middle || n.n || ending.text", "external_number": "'PV' || n.n", "found_on": d.day(f"- {back}"),
        "recorded_at": d.moment(f"- {back}"), "due_on": d.day(due), "planned_due_on": d.day(due),
        "cause": f"CASE WHEN {far} THEN cause.text ELSE '' END", "cause_kind": f"CASE WHEN {far} THEN 'managerial' ELSE '' END",
        "measures_text": f"CASE WHEN {far} THEN measures.text ELSE '' END", "progress_text": f"CASE WHEN {done} THEN progress.text ELSE '' END",
        "measures_approved_at": f"CASE WHEN {far} THEN {d.moment(f'- {back}')} END", "priority": _yes(f"{_chance(4, 50)} = 0", d),
        "closed_at": f"CASE WHEN {done} THEN {d.moment(d.least(f'20 + {_chance(9, 60)} - {back}', '0'))} END",
        "awaits_sample": _yes(f"{done} AND {_chance(5, 200)} = 0", d), "evidence_count": f"CASE WHEN {done} THEN 1 ELSE 0 END",
        "search": d.words([
            d.word(d.padded("n.n")), "w.heads", "opening.words", "w.words", d.word("n.n"), "ending.words",
            *(f"CASE WHEN {on} THEN {kind}.words ELSE ''{'::tsvector' if d.pg else ''} END"
              for on, kind in ((far, "cause"), (far, "measures"), (done, "progress"))),
            d.word("'pv' || n.n"),
        ]),
    }  # fmt: skip


def _yes(condition: str, dialect: Dialect) -> str:
    return f"({condition})" if dialect.pg else f"CASE WHEN {condition} THEN 1 ELSE 0 END"


def _sources() -> Iterator[str]:
    from bihuan.problems.vocabulary import Source

    return (word.value for word in Source)


def _usual(field: Any, dialect: Dialect) -> str:
    """What stands in a column of which nothing was said."""
    if field.null:
        return "NULL"
    value = field.get_default()
    if isinstance(value, bool):
        return _yes("1 = 1" if value else "1 = 0", dialect)
    if isinstance(value, dict):
        return "'{}'"
    return str(value) if isinstance(value, int) else f"'{value or ''}'"


def told() -> str:
    """How many of each, and the largest and the smallest unit."""
    from django.db.models import Count

    from bihuan.campaigns.models import Grant
    from bihuan.organisation.models import Person, Unit
    from bihuan.problems.models import Problem

    sizes = sorted(Problem.objects.order_by().values_list("unit").annotate(n=Count("pk")).values_list("n", flat=True))
    return (
        f"{Problem.objects.count():,} problems, {Person.objects.count():,} people, {Unit.objects.count():,} units, "
        f"{Grant.objects.filter(duty='liaison').count():,} liaisons; problems of a unit: {sizes[0]} to {sizes[-1]}, median {sizes[len(sizes) // 2]}; "
        f"found in the {_DAYS + 2} days to {scene.now().date() - timedelta(days=2)}"
    )
