"""Files on disk and in the book."""

import contextlib
from datetime import UTC, datetime
from threading import Event
from typing import Any

import pytest

from bihuan.foundation.audit.changing import one_write
from bihuan.foundation.audit.models import Record
from bihuan.foundation.files import operations
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.files.operations import drop, store
from bihuan.foundation.files.queries import altered, is_unaltered, open_content, path_of
from bihuan.foundation.files.rules.refusals import SecretMark
from bihuan.foundation.files.shelves import shelf
from bihuan.foundation.kernel import Actor, Missing, NotAllowed
from tests.problems.test_at_once import at_once

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
MACHINE = Actor(None, "系统", door="cli")


def _stored(text: str = "整改完成情况说明") -> StoredFile:
    return store(data=text.encode(), name="说明.txt", actor=MACHINE, now=NOW)


@pytest.mark.django_db
def test_a_file_is_kept_under_its_hash_and_recorded(settings, tmp_path):
    settings.BIHUAN_FILES = tmp_path
    file = _stored()
    assert path_of(file) == tmp_path / file.sha256[:2] / file.sha256[2:4] / file.sha256
    with open_content(file) as content:
        assert content.read().decode() == "整改完成情况说明"
    record = Record.objects.get(kind="stored_file", row=file.pk)
    assert record.changes["sha256"] == file.sha256
    assert "说明" not in record.label


@pytest.mark.django_db
def test_equal_content_lies_once_on_disk(settings, tmp_path):
    settings.BIHUAN_FILES = tmp_path
    assert path_of(_stored()) == path_of(_stored())
    assert sum(path.is_file() for path in tmp_path.rglob("*")) == 1


@pytest.mark.django_db
def test_an_altered_or_lost_content_is_noticed(settings, tmp_path):
    settings.BIHUAN_FILES = tmp_path
    first, second = _stored("甲"), _stored("乙")
    path_of(first).write_bytes(b"other")
    path_of(second).unlink()
    assert not is_unaltered(first)
    assert altered() == [first, second]
    with pytest.raises(Missing):
        open_content(second)


@pytest.mark.django_db
def test_what_the_gate_refuses_leaves_no_trace(settings, tmp_path):
    settings.BIHUAN_FILES = tmp_path
    with pytest.raises(SecretMark):
        _stored("机密★10年\n关于某事的通知")
    assert not StoredFile.objects.exists()
    assert not list(tmp_path.iterdir())


@pytest.mark.django_db
def test_an_administrator_of_the_three_stores_nothing(settings, tmp_path):
    settings.BIHUAN_FILES = tmp_path
    with pytest.raises(NotAllowed):
        store(data="证明".encode(), name="a.txt", actor=Actor(1, "管理员", administrator="system"), now=NOW)


@pytest.mark.django_db
def test_a_write_that_is_refused_later_leaves_no_content(settings, tmp_path):
    settings.BIHUAN_FILES = tmp_path
    with pytest.raises(NotAllowed), one_write():
        _stored("方案全文")
        raise NotAllowed()
    with one_write():
        with contextlib.suppress(NotAllowed), one_write():
            _stored("被退回的一步")
            raise NotAllowed()
        kept = _stored("办成的一步")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [kept.sha256]
    assert StoredFile.objects.count() == 1


@pytest.mark.django_db
def test_a_content_that_cannot_be_kept_undoes_the_write(settings, tmp_path):
    settings.BIHUAN_FILES = tmp_path / "blocked"
    settings.BIHUAN_FILES.write_text("a file where the folder should be")
    with pytest.raises(OSError, match="blocked"):
        _stored()
    assert not StoredFile.objects.exists() and not Record.objects.filter(kind="stored_file").exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_handed_in_while_the_same_is_let_go_of_keeps_its_content(settings, tmp_path, monkeypatch):
    """Who hands it in between the look at the rows and the taking away finds the content there, and would keep nothing."""
    settings.BIHUAN_FILES = tmp_path
    old, looked, handed_in = _stored(), Event(), Event()

    class Slow:
        def __getattr__(self, name: str) -> Any:
            return getattr(shelf(), name)

        def drop(self, name: str) -> None:
            looked.set()
            handed_in.wait(0.5)
            shelf().drop(name)

    def again() -> StoredFile:
        looked.wait(5)
        try:
            return _stored()
        finally:
            handed_in.set()

    monkeypatch.setattr(operations, "shelf", Slow)
    _gone, fresh = at_once(lambda: drop(old, actor=MACHINE, now=NOW, reason="误传"), again)
    assert StoredFile.objects.get() == fresh and is_unaltered(fresh)
