"""Files on their whole way: sealed at the door, opened at the desk. The original comes out byte for byte, the working copy without a trace (P12)."""

from collections.abc import Iterator
from typing import Any

import pytest

from bihuan.clues.models import Clue, Tip
from bihuan.clues.operations import read_clue, read_file, register_tip, take
from bihuan.clues.operations.copies import working_copy
from bihuan.clues.operations.door import office_box
from bihuan.clues.operations.registering import About
from bihuan.clues.queries import sealing_keys
from bihuan.foundation.files.rules.refusals import UnreadableFile
from bihuan.foundation.files.vocabulary import FileKind as K
from tests.clues.ground import HANDLER, INTAKE, Desk
from tests.clues.reporting import Reporter
from tests.factories import pictures
from tests.factories.town import NOW, OFFICIAL, TODAY
from tests.foundation.files import telling
from tests.foundation.files.test_cleaning import laid_open

pytestmark = pytest.mark.django_db
AT_ONCE = 18
MARKS = ("SECRETMARK", "SECRETM002", "SECRETM003")


@pytest.fixture
def open_desk(desk: Desk) -> Desk:
    desk.all_keys()
    office_box().prepare()
    return desk


def _planted(monkeypatch: Any) -> Iterator[tuple[str, bytes]]:
    """Every kind that is taken, three times, each time with another mark in all its properties; the names of the files tell it, too."""
    for mark in MARKS:
        for module, name, value in (
            (pictures, "MARK", mark), (telling, "MARK", mark), (telling, "BYTES", mark.encode()), (telling, "WIDE", mark.encode("utf-16-le")),
        ):  # fmt: skip
            monkeypatch.setattr(module, name, value)
        for kind, made in telling.SAMPLES.items():
            yield f"{mark} {kind}.{kind}", made()


def _reported(desk: Desk, files: dict[str, bytes]) -> Clue:
    reporter = Reporter.new()
    reporter.sends(office_box(), sealing_keys(), TODAY, "见附件", files=files)
    take(now=NOW)
    tip = Tip.objects.get(place=reporter.keys.place.hex())
    return register_tip(tip, about=About(persons=[desk.town.people[OFFICIAL]]), **desk.by(INTAKE))


def _tells(data: bytes) -> bool:
    there = laid_open(data)
    return any(mark.encode() in there or mark.encode("utf-16-le") in there for mark in MARKS)


@pytest.mark.mechanism("P12")
def test_no_planted_mark_survives_in_a_working_copy_and_every_original_is_as_it_was(open_desk: Desk, monkeypatch: Any) -> None:
    """60 files of 15 formats are asked for (issue 6); these are all formats that are taken, three times."""
    planted = list(_planted(monkeypatch))
    assert len(planted) >= 60 and len(telling.SAMPLES) >= 15 and all(_tells(data) for _name, data in planted)
    told, survived, changed = 0, [], []
    for start in range(0, len(planted), AT_ONCE):
        files = dict(planted[start : start + AT_ONCE])
        clue = _reported(open_desk, files)
        found = read_clue(clue, **open_desk.by(HANDLER))
        for note in found.contents[0].files:
            file = found.values["files"][note.digest]["file"]
            if read_file(clue, file=file, **open_desk.by(HANDLER)) != files[note.name]:
                changed.append(note.name)
            copy = working_copy(clue, file=file, **open_desk.by(HANDLER))
            if _tells(copy.data) or _tells(copy.name.encode()) or not copy.traces:
                survived.append(note.name)
            told += 1
    assert (told, survived, changed) == (len(planted), [], [])


def test_what_cannot_be_cleaned_has_no_working_copy(open_desk: Desk) -> None:
    clue = _reported(open_desk, {"a.zip": b"PK\x03\x04" + b"x" * 100, "b.jpg": b"\xff\xd8\xff no picture"})
    for one in read_clue(clue, **open_desk.by(HANDLER)).values["files"].values():
        with pytest.raises(UnreadableFile):
            working_copy(clue, file=one["file"], **open_desk.by(HANDLER))


def test_a_plain_text_is_its_own_working_copy_under_another_name(open_desk: Desk) -> None:
    clue = _reported(open_desk, {"张三的手机.txt": "说明".encode()})
    (one,) = read_clue(clue, **open_desk.by(HANDLER)).values["files"].values()
    copy = working_copy(clue, file=one["file"], **open_desk.by(HANDLER))
    assert copy.data == "说明".encode() and "张三" not in copy.name and copy.name.endswith(f".{K.TXT}")
