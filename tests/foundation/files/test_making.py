"""Working copy, looks and preview of a content: made once, in bounds, with refusals that speak; nothing of a file becomes markup."""

import io
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PIL import Image

from bihuan.foundation.files import making, workshop
from bihuan.foundation.files.looks import alike, look_over, not_looked_at
from bihuan.foundation.files.models import Look, StoredFile
from bihuan.foundation.files.operations import store
from bihuan.foundation.files.queries import path_of
from bihuan.foundation.files.rules.previewing import preview
from bihuan.foundation.files.rules.refusals import DamagedFile, TooManyPixels, UnreadableFile
from bihuan.foundation.files.vocabulary import FileKind as K
from bihuan.foundation.kernel import Actor
from tests.factories.pictures import jpeg, photo
from tests.foundation.files.telling import BYTES, SAMPLES, docx_with_people
from tests.plan_import.readers.made import docx, pdf, shown, zipped

RUN = subprocess.run
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
MACHINE = Actor(None, "系统", door="cli")


@pytest.fixture
def shelf(settings: Any, tmp_path: Path) -> Path:
    settings.BIHUAN_FILES = tmp_path / "files"
    return settings.BIHUAN_FILES


def _stored(data: bytes, name: str) -> StoredFile:
    return store(data=data, name=name, actor=MACHINE, now=NOW)


@pytest.mark.django_db
def test_a_photograph_is_made_once_and_the_original_stays(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = _stored(jpeg(), "现场.jpg")
    made = workshop.made_of(file)
    with made.open_copy() as copy, made.open_shot(0) as shot:
        clean, small = copy.read(), shot.read()
    assert BYTES in path_of(file).read_bytes() and BYTES not in clean
    assert Image.open(io.BytesIO(small)).format == "WEBP" and Image.open(io.BytesIO(small)).size == (480, 640), "turned upright"
    assert made.told["clean_sha256"] and made.look and len(made.turned) == 4
    monkeypatch.setattr(workshop, "_make", lambda *_: pytest.fail("made a second time"))
    assert workshop.made_of(file).told == made.told


@pytest.mark.django_db
def test_an_altered_original_is_never_worked_on(shelf: Path) -> None:
    file = _stored(jpeg(), "现场.jpg")
    path_of(file).write_bytes(jpeg(2))
    with pytest.raises(DamagedFile):
        workshop.made_of(file)


@pytest.mark.django_db
def test_what_cannot_be_made_says_why_and_the_rest_is_there(shelf: Path) -> None:
    broken = _stored(b"\xff\xd8\xff\xe0" + bytes(64), "坏.jpg")
    made = workshop.made_of(broken)
    assert made.refusal("preview") and not made.preview and not made.look
    with pytest.raises(UnreadableFile):
        made.open_copy()
    page = io.BytesIO()
    Image.new("1", (14_000, 14_000)).save(page, "PNG")  # 196 million pixels in some kilobytes
    huge = workshop.made_of(_stored(page.getvalue(), "大.png"))
    assert "像素" in str(huge.refusal("preview")) and huge.told["clean"]


def test_too_many_pixels_are_refused_before_they_are_decoded() -> None:
    """A header that promises 2,500 million pixels, with nothing behind it."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    size = (50_000).to_bytes(4, "big")
    data = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", size + size + b"\x08\x02\0\0\0")
        + chunk(b"IDAT", zlib.compress(bytes(99)))
        + chunk(b"IEND", b"")
    )
    with pytest.raises(TooManyPixels):
        preview(data, K.PNG)


def test_the_maker_has_less_memory_and_time_than_the_machine() -> None:
    told = "from bihuan.foundation.files import making; import resource; making.limit(); print(resource.getrlimit(resource.RLIMIT_AS)[0]); "
    told += "x = bytearray(3_000_000_000)"
    ended = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, cwd=Path(__file__).parents[3])
    assert ended.stdout.split() == [str(making.MEMORY)] and "MemoryError" in ended.stderr
    assert resource.getrlimit(resource.RLIMIT_CPU)[0] != making.SECONDS, "only the maker is bounded"


def test_the_processor_time_of_the_maker_has_an_end() -> None:
    """After 40 seconds; here after one."""
    told = "from bihuan.foundation.files import making; making.SECONDS = 1; making.limit(); n = 0\nwhile True: n += 1"
    ended = subprocess.run([sys.executable, "-c", told], capture_output=True, cwd=Path(__file__).parents[3])
    assert ended.returncode == -signal.SIGXCPU and (making.MEMORY, making.SECONDS) == (1_600_000_000, 40)


@pytest.mark.django_db
def test_the_maker_is_told_no_secret(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[dict[str, str]] = []
    monkeypatch.setenv("BIHUAN_SECRET_KEY", "geheim")
    monkeypatch.setattr(workshop.subprocess, "run", lambda command, **more: (told.append(more["env"]), RUN(command, **more))[1])
    assert workshop.made_of(_stored(jpeg(), "现场.jpg")).told.get("clean")
    assert len(told) == 1 and set(told[0]) <= {"PATH", "PYTHONPATH", "TMPDIR", "PYTHONUTF8"}


@pytest.mark.django_db
def test_a_making_that_takes_too_long_is_given_up(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "PATIENCE", 0.01)
    made = workshop.made_of(_stored(jpeg(), "现场.jpg"))
    assert "时间" in str(made.refusal("clean")) and not made.preview


@pytest.mark.django_db
def test_a_making_that_was_stopped_with_the_service_begins_anew(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = _stored(jpeg(), "现场.jpg")
    with monkeypatch.context() as stopped:
        stopped.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], -signal.SIGTERM))
        assert workshop.made_of(file).refusal("clean")
    with workshop.made_of(file).open_copy() as copy:
        assert copy.read()


@pytest.mark.django_db
def test_a_picture_whose_making_was_stopped_with_the_service_is_looked_at_again(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = _stored(jpeg(), "现场.jpg")
    with monkeypatch.context() as stopped:
        stopped.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], -signal.SIGTERM))
        look_over(file)
    assert not_looked_at([file.sha256]) == {file.sha256}
    look_over(file)
    assert not not_looked_at([file.sha256]) and Look.objects.get(sha256=file.sha256).bits


@pytest.mark.django_db
def test_what_a_killed_service_left_on_the_bench_is_taken_away(shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It holds the original of somebody's evidence."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    old, fresh = tmp_path / "bihuan-making-old", tmp_path / "bihuan-making-now"
    for one in (old, fresh):
        one.mkdir()
        (one / "content").write_bytes(BYTES)
    os.utime(old, (1, 1))
    workshop.made_of(_stored(jpeg(), "现场.jpg"))
    assert not old.exists() and fresh.exists()


def test_pages_of_a_pdf_become_pictures() -> None:
    made = preview(pdf([shown("整改", 72, 700)] * 23), K.PDF)
    assert (len(made.shots), made.total, made.more) == (20, 23, True)
    assert Image.open(io.BytesIO(made.shots[0].data)).format == "WEBP"


def test_a_word_file_becomes_words_and_pictures_never_markup() -> None:
    told = preview(docx_with_people(), K.DOCX)
    words = "".join(text for block in told.blocks for text, _mark in block.runs)
    assert "整改情况说明" in words and "新增一句" in words and len(told.shots) == 1
    hostile = docx(
        "<w:p><w:r><w:t>&lt;script&gt;alert(1)&lt;/script&gt;</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    blocks = preview(hostile, K.DOCX).blocks
    assert blocks[0].runs == (("<script>alert(1)</script>", ""),) and blocks[1].rows == (("甲",),)


def test_a_workbook_becomes_rows_with_an_end() -> None:
    book, held = openpyxl.Workbook(), io.BytesIO()
    for number in range(300):
        book.active.append([number, 1.5, "=1+1", '=HYPERLINK("x")'])
    book.create_sheet("底稿").sheet_state = "hidden"
    book.save(held)
    first, second = preview(held.getvalue(), K.XLSX).sheets
    assert len(first.rows) == 200 and first.more and first.rows[7][:2] == ("7", "1.5")
    assert second.hidden and not first.hidden and json.dumps(preview(held.getvalue(), K.XLSX).told())


def test_a_swelling_package_is_refused() -> None:
    parts = {"[Content_Types].xml": "<a/>", "word/document.xml": b"<a>" + b"x" * 60_000_000 + b"</a>"}
    with pytest.raises(UnreadableFile):
        preview(zipped(parts), K.DOCX)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [K.JPG, K.PNG, K.GIF, K.TIF, K.HEIC, K.PDF, K.DOCX, K.XLSX, K.PPTX], ids=str)
def test_a_damaged_file_is_shown_or_refused_and_never_breaks(kind: K) -> None:
    data = SAMPLES[kind]()
    for part in (len(data) // 3, len(data) - 40):
        for spoilt in (data[:part], data[:part] + b"\xff\0" * 9 + data[part + 18 :]):
            try:
                preview(spoilt, kind)
            except UnreadableFile:
                continue


@pytest.mark.django_db
def test_the_same_photograph_is_found_again_among_others(shelf: Path) -> None:
    held = io.BytesIO()
    photo(1).resize((400, 300)).transpose(Image.Transpose.ROTATE_90).save(held, "JPEG", quality=60)
    files = [
        _stored(jpeg(1, exif=b""), "甲.jpg"),
        _stored(held.getvalue(), "乙.jpg"),
        _stored(jpeg(2), "丙.jpg"),
        _stored("字".encode(), "丁.txt"),
    ]
    hashes = [one.sha256 for one in files]
    assert not_looked_at(hashes) == set(hashes)
    for one in files:
        look_over(one)
    assert not not_looked_at(hashes) and Look.objects.get(sha256=hashes[3]).bits == ""
    among = StoredFile.objects.values("sha256")
    assert {one: [like.other for like in likes] for one, likes in alike(hashes, among).items()} == {
        hashes[0]: [hashes[1]],
        hashes[1]: [hashes[0]],
    }
    assert alike(hashes[:1], among)[hashes[0]][0].turned
    assert alike(hashes, StoredFile.objects.none().values("sha256")) == {}


def test_a_picture_of_a_newer_telephone_is_shown_or_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Image.open(io.BytesIO(preview(SAMPLES[K.HEIC](), K.HEIC).shots[0].data)).format == "WEBP"
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    with pytest.raises(UnreadableFile, match="make extra NAME=heic"):
        preview(SAMPLES[K.HEIC](), K.HEIC)
