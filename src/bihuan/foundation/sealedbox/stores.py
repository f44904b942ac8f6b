"""The two engines the box may lie in: one SQLite file beside the door, or a PostgreSQL database. Plain SQL, no framework: a process that serves
one visitor opens it, writes and ends.

Rows carry random keys and a day, nothing else that tells when they came. On SQLite the tables are kept in the order of their keys (no rowid),
what is deleted is overwritten, temporary things stay in memory; `Store.rewrite` puts the rest in order (see `box.Box.rewrite`).
"""

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import psycopg

TABLES = ("envelope", "answer", "published", "sent", "came", "line")
"""The last three are for boxes that parcels travel between (`crossing`): keys of what was packed, of what came by parcel, and how far the two
streams are."""
FORGET = "forget."
"""Before a place in the name of a `line`: an order for the door that waits (no value) or went in the parcel of that number."""
_MEMORY = 64 * 1024
_COLUMNS = {
    "envelope": "key {bytes} NOT NULL PRIMARY KEY, place {bytes} NOT NULL, kind TEXT NOT NULL, day TEXT NOT NULL, body {bytes} NOT NULL",
    "answer": "key {bytes} NOT NULL PRIMARY KEY, place {bytes} NOT NULL, day TEXT NOT NULL, body {bytes} NOT NULL",
    "published": "name TEXT NOT NULL PRIMARY KEY, body {bytes} NOT NULL",
    "sent": "key {bytes} NOT NULL PRIMARY KEY",
    "came": "key {bytes} NOT NULL PRIMARY KEY",
    "line": "name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL",
}
_PLACES = ("envelope", "answer")

Rows = list[tuple[Any, ...]]


class Transaction(Protocol):
    """What happens together or not at all."""

    def rows(self, statement: str, values: Sequence[object] = ()) -> Rows:
        """Asks, with `?` for each value."""

    def do(self, statement: str, many: Sequence[Sequence[object]]) -> None:
        """Writes, once for each of many."""


class Store(Protocol):
    """An engine."""

    def prepare(self) -> None:
        """Makes the tables where there are none."""

    def reading(self) -> AbstractContextManager[Transaction]:
        """One that sees one moment and keeps nobody from writing."""

    def writing(self) -> AbstractContextManager[Transaction]:
        """One that is committed and on the disk when it is left."""

    def rewrite(self) -> None:
        """Puts all rows into an order that says nothing, and lets the old copies go."""

    def size(self) -> int:
        """Bytes that it takes up."""

    def free(self) -> int | None:
        """Bytes left on its disk; None where that is another machine's."""


class _OnSqlite:
    def __init__(self, line: sqlite3.Connection) -> None:
        self._line = line

    def rows(self, statement: str, values: Sequence[object] = ()) -> Rows:
        return self._line.execute(statement, tuple(values)).fetchall()

    def do(self, statement: str, many: Sequence[Sequence[object]]) -> None:
        self._line.executemany(statement, many)


class SqliteStore:
    """One file, readable by its owner only. `lasting`: the line to it stays open between two doings, as long as it is the same file."""

    def __init__(self, path: Path, lasting: bool = False) -> None:
        self._path, self._lasting = path, lasting
        self._held: tuple[sqlite3.Connection, tuple[int, int]] | None = None

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        if self._lasting:
            try:
                yield self._kept()
            except sqlite3.Error:  # whatever it is, the next one begins with a line of its own
                self._let_go()
                raise
        else:
            with closing(self._connect()) as line:
                yield line

    def _connect(self) -> sqlite3.Connection:
        line = sqlite3.connect(self._path, timeout=60, isolation_level=None)
        for setting in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "temp_store=MEMORY", f"cache_size=-{_MEMORY}"):
            line.execute(f"PRAGMA {setting}")
        return line

    def _kept(self) -> sqlite3.Connection:
        """Another file at the same place is a box that was brought back or begun anew: what went into the old one would be lost."""
        if self._held and self._held[1] != self._file():
            self._let_go()
        if not self._held:
            line = self._connect()
            self._held = line, self._file()
        return self._held[0]

    def _let_go(self) -> None:
        if self._held:
            self._held[0].close()
        self._held = None

    def _file(self) -> tuple[int, int]:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return 0, 0
        return found.st_dev, found.st_ino

    def prepare(self) -> None:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path.touch(mode=0o600, exist_ok=True)
        with self._open() as line:
            for name in TABLES:
                line.execute(f"CREATE TABLE IF NOT EXISTS {name} ({_COLUMNS[name].format(bytes='BLOB')}) WITHOUT ROWID")
            for name in _PLACES:
                line.execute(f"CREATE INDEX IF NOT EXISTS {name}_of_place ON {name} (place)")

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        with self._open() as line:
            line.execute("BEGIN")
            try:
                yield _OnSqlite(line)
            finally:
                line.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        with self._open() as line:
            line.execute("BEGIN IMMEDIATE")  # the one lock for writing is waited for here, so nothing fails half way
            try:
                yield _OnSqlite(line)
            except BaseException:
                line.execute("ROLLBACK")
                raise
            line.execute("COMMIT")

    def rewrite(self) -> None:
        with self._open() as line:
            line.execute("VACUUM")  # writes each table anew in the order of its random keys
            line.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def size(self) -> int:
        found = 0
        for end in ("", "-wal"):
            with suppress(FileNotFoundError):
                found += self._path.with_name(self._path.name + end).stat().st_size
        return found

    def free(self) -> int | None:
        return shutil.disk_usage(self._path.parent).free


class _OnPostgres:
    def __init__(self, line: "psycopg.Connection[Any]") -> None:
        self._line = line

    def rows(self, statement: str, values: Sequence[object] = ()) -> Rows:
        answer = self._line.execute(statement.replace("?", "%s").encode(), values)
        return answer.fetchall() if answer.description else []

    def do(self, statement: str, many: Sequence[Sequence[object]]) -> None:
        with self._line.cursor() as cursor:
            cursor.executemany(statement.replace("?", "%s").encode(), many)


class PostgresStore:
    """A database of its own. Its account needs no other. The driver is loaded where there is one: it is half as large as the rest of the door."""

    def __init__(self, address: str, lasting: bool = False) -> None:
        self._address, self._lasting = address, lasting
        self._held: psycopg.Connection[Any] | None = None

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        import psycopg

        line = self._held or psycopg.connect(self._address, connect_timeout=10)
        self._held = None
        try:
            with line.transaction():  # commits when it is left, rolls back on a fault
                yield _OnPostgres(line)
        except BaseException:
            line.close()
            raise
        if self._lasting:
            self._held = line
        else:
            line.close()

    reading = writing

    def prepare(self) -> None:
        import psycopg

        with psycopg.connect(self._address) as line:
            line.execute("SELECT pg_advisory_xact_lock(7120245)")  # two processes that begin at once
            for name in TABLES:
                line.execute(f"CREATE TABLE IF NOT EXISTS {name} ({_COLUMNS[name].format(bytes='BYTEA')})".encode())
            for name in _PLACES:
                line.execute(f"CREATE INDEX IF NOT EXISTS {name}_of_place ON {name} (place)".encode())

    def rewrite(self) -> None:
        """Copies each table by chance into a new one: rows moved by CLUSTER or VACUUM would still carry the number of the transaction that
        brought them, and that number is an order."""
        import psycopg
        from psycopg import sql

        with psycopg.connect(self._address) as line:
            for name in TABLES:
                old, new = sql.Identifier(name), sql.Identifier(f"{name}_anew")
                line.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(old))
                line.execute(sql.SQL("CREATE TABLE {} (LIKE {} INCLUDING ALL)").format(new, old))
                line.execute(sql.SQL("INSERT INTO {} SELECT * FROM {} ORDER BY random()").format(new, old))
                line.execute(sql.SQL("DROP TABLE {}").format(old))
                line.execute(sql.SQL("ALTER TABLE {} RENAME TO {}").format(new, old))

    def size(self) -> int:
        with self.reading() as reading:
            return int(reading.rows("SELECT pg_database_size(current_database())")[0][0])

    def free(self) -> int | None:
        return None


def troubles(address: str | Path) -> tuple[type[Exception], ...]:
    """What its engine raises where the box is full, away, or being restored."""
    if isinstance(store(address), SqliteStore):
        return OSError, sqlite3.Error
    import psycopg

    return OSError, psycopg.Error


def store(address: str | Path, lasting: bool = False) -> Store:
    """The engine of an address: a PostgreSQL address, or else the path of a file."""
    if isinstance(address, str) and address.startswith(("postgresql://", "postgres://")):
        return PostgresStore(address, lasting)
    return SqliteStore(Path(address), lasting)
