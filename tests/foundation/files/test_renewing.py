"""Working copies of an older maker: nobody gets one, they are made anew, and nothing of them is left lying about."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bihuan.foundation.files import workshop
from bihuan.foundation.files.keeping import name_of
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.files.operations import drop, store
from bihuan.foundation.files.queries import is_unaltered, path_of
from bihuan.foundation.files.renewing import left_over, renew
from bihuan.foundation.files.shelves import shelf
from bihuan.foundation.jobs.models import Job
from bihuan.foundation.kernel import Actor
from bihuan.interfaces.cli.doctor import content
from bihuan.interfaces.clock import table
from tests.factories.pictures import jpeg
from tests.foundation.files.telling import BYTES
from tests.foundation.files.test_shelves import bucket

__all__ = ["bucket"]
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
MACHINE = Actor(None, "系统", door="cli")
pytestmark = pytest.mark.django_db


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Iterator[Path]:
    settings.BIHUAN_FILES = tmp_path / "files"
    yield settings.BIHUAN_FILES


def _stored(seed: int) -> StoredFile:
    return store(data=jpeg(seed), name=f"{seed}.jpg", actor=MACHINE, now=NOW)


def _old(file: StoredFile, maker: int = 2) -> str:
    """What an older maker left: a copy that still tells."""
    folder = f"made/{maker}/{name_of(file.sha256)}.{file.kind}"
    for part in ("clean", "told.json"):
        shelf().keep(f"{folder}/{part}", b'{"clean": true}' + BYTES)
    return folder


def test_an_old_copy_is_never_handed_out_and_is_made_anew_when_somebody_asks(home: Path) -> None:
    file = _stored(1)
    _old(file, workshop.MAKER - 1)
    assert workshop.known(file) is None
    with workshop.made_of(file).open_copy() as copy:
        assert BYTES not in copy.read()


def _renewed_and_gone() -> None:
    files = [_stored(seed) for seed in (1, 2, 3)]
    folders = [_old(file) for file in files[:2]]
    shelf().drop(name_of(files[1].sha256))  # cannot be made any more
    nobodys = f"made/3/{name_of('ab' * 32)}.pdf"
    shelf().keep(f"{nobodys}/clean", BYTES)
    older = left_over(9)
    assert [one.folder for one in older] == [*sorted(folders), nobodys] and left_over(1) == older[:1]
    assert next(content.copies()).state == "注意" and "3 个" in next(content.copies()).said
    assert all(renew(one) for one in older)
    assert not left_over(9) and next(content.copies()).state == "正常"
    assert workshop.known(files[0]) and workshop.known(files[2]) is None, "what nobody ever looked at waits until somebody does"
    assert is_unaltered(files[0]) and is_unaltered(files[2])
    assert not shelf().has(f"{folders[0]}/clean")


def test_all_of_them_are_made_anew_and_taken_away(home: Path) -> None:
    _renewed_and_gone()
    assert sorted(one.name for one in (home / "made").iterdir()) == [str(workshop.MAKER)], "no empty folders are left"


def test_the_same_on_a_store(bucket: Any) -> None:
    _renewed_and_gone()
    assert not [one.key for one in bucket.objects.all() if "/made/2/" in one.key or "/made/3/" in one.key]


def test_the_job_goes_on_until_nothing_is_left(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in (1, 2, 3):
        _old(_stored(seed))
    monkeypatch.setattr(table, "_AT_ONCE", 2)
    assert str(table.renew_copies.call()["text"]) == "已重做 2 个文件" and len(left_over(9)) == 1
    assert Job.objects.filter(title="重做旧版工作副本").count() == 1, "asked for again"
    assert str(table.renew_copies.call()["text"]) == "已重做 1 个文件" and not left_over(9)
    assert Job.objects.filter(title="重做旧版工作副本").count() == 1


def test_one_whose_maker_was_stopped_waits(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _old(_stored(1))
    monkeypatch.setattr(workshop, "_worked", lambda *_: ({}, False))
    assert str(table.renew_copies.call()["text"]) == "已重做 0 个文件" and left_over(9)
    assert not Job.objects.exists(), "not asked for again at once"


def test_with_a_file_that_is_let_go_of_goes_all_that_was_made_of_it(home: Path, django_capture_on_commit_callbacks: Any) -> None:
    file, other = _stored(1), _stored(2)
    old = _old(file)
    for one in (file, other):
        workshop.made_of(one)
    name = f"made/{workshop.MAKER}/{name_of(file.sha256)}.jpg/clean"
    assert shelf().has(name)
    with django_capture_on_commit_callbacks(execute=True):
        drop(file, actor=MACHINE, now=NOW, reason="误传")
    assert not path_of(file).exists() and not shelf().has(name) and not shelf().has(f"{old}/clean")
    assert workshop.known(other)
