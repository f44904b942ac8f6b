"""Contents on an S3-compatible store: the same as in a folder, whole or not at all, and a store that is away is told in one sentence."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from bihuan.foundation.backups.taking import _copy
from bihuan.foundation.files import shelves, workshop
from bihuan.foundation.files.keeping import is_whole, name_of
from bihuan.foundation.files.operations import store
from bihuan.foundation.files.queries import altered, is_unaltered, open_content, path_of, read
from bihuan.foundation.files.shelves import Folder, StoreAway, shelf, try_store
from bihuan.foundation.kernel import Actor, Missing
from tests.factories.pictures import jpeg
from tests.foundation.files.telling import BYTES

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
MACHINE = Actor(None, "系统", door="cli")
TOLD = {"bucket_name": "bihuan", "endpoint_url": None, "region_name": "us-east-1", "access_key": "a", "secret_key": "b", "location": "evidence",
        "verify": None, "addressing_style": "path"}  # fmt: skip


@pytest.fixture
def bucket(settings: Any, tmp_path: Path) -> Iterator[Any]:
    settings.BIHUAN_FILES, settings.BIHUAN_S3 = tmp_path / "files", TOLD
    shelves._storage.cache_clear()
    with mock_aws():
        made = boto3.resource("s3", region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b").Bucket("bihuan")
        made.create()
        yield made
    shelves._storage.cache_clear()


@pytest.mark.django_db
def test_a_file_comes_goes_and_is_worked_on_from_a_store(bucket: Any, tmp_path: Path) -> None:
    file, again = (store(data=jpeg(), name="现场.jpg", actor=MACHINE, now=NOW) for _time in range(2))
    assert [one.key for one in bucket.objects.all()] == [f"evidence/{name_of(file.sha256)}"] and not path_of(file).exists()
    assert read(again) == jpeg() and is_unaltered(file)
    with workshop.made_of(file).open_copy() as copy:
        assert BYTES not in copy.read()
    assert workshop.known(file)
    _copy(file.sha256, tmp_path / "backup" / file.sha256)
    assert is_whole(tmp_path / "backup" / file.sha256, file.sha256)


@pytest.mark.django_db
def test_what_is_altered_or_lost_on_a_store_is_noticed(bucket: Any) -> None:
    file, other = (store(data=text.encode(), name="说明.txt", actor=MACHINE, now=NOW) for text in ("甲", "乙"))
    bucket.put_object(Key=f"evidence/{name_of(file.sha256)}", Body=b"other")
    bucket.Object(f"evidence/{name_of(other.sha256)}").delete()
    assert altered() == [file, other]
    with pytest.raises(Missing):
        open_content(other)


@pytest.mark.django_db
def test_what_lay_in_the_folder_before_is_still_found(bucket: Any, settings: Any) -> None:
    settings.BIHUAN_S3 = {}
    file = store(data="旧".encode(), name="旧.txt", actor=MACHINE, now=NOW)
    settings.BIHUAN_S3 = TOLD
    assert read(file) == "旧".encode() and shelf().has(name_of(file.sha256))
    assert try_store() == "" and not list(bucket.objects.all())


def test_a_store_that_is_away_is_told_in_a_sentence(bucket: Any, settings: Any) -> None:
    settings.BIHUAN_S3 = {**TOLD, "bucket_name": "nothere"}
    with pytest.raises(StoreAway, match="文件存储"):
        shelf().keep("aa/x", b"x")
    assert "文件存储" in try_store()


def test_both_shelves_do_the_same(bucket: Any, tmp_path: Path) -> None:
    for one in (shelf(), Folder(tmp_path / "plain")):
        assert not one.has("aa/bb/x")
        with pytest.raises(FileNotFoundError):
            one.open("aa/bb/x")
        one.keep("aa/bb/x", b"1")
        one.keep("aa/bb/x", b"22")
        with one.open("aa/bb/x") as held:
            assert io.BytesIO(held.read()).read() == b"22"
        assert one.has("aa/bb/x")
