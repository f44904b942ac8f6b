"""A receipt that its holder checks offline: two files he kept, the office's public key, and no line to anybody (M70)."""

import json
import os
import re
import shutil
import subprocess
import sys
from base64 import b64decode
from hashlib import sha256
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client

from bihuan.foundation.sealedbox import receipts
from tests.interfaces.portal.office import TODAY, Office
from tests.interfaces.portal.visits import filed, said

PHOTO = b"\xff\xd8" + b"photo" * 1000


def _link(answer: HttpResponse, name: str) -> bytes:
    found = re.search(rf'href="data:[a-z/-]+;base64,([^"]+)" download="{name}"', answer.content.decode())
    assert found, said(answer)
    return b64decode(found[1])


def _kept(door: Client, office: Office, place: Path) -> tuple[Path, Path]:
    """What a reporter keeps: the content when he filed it, the receipt when he read it."""
    code, done = filed(door, files=[("门口.jpg", PHOTO)], text="窗口收了钱，不开票。")
    kept = _link(done, "receipt-content.bin")
    digest = sha256(kept).hexdigest()
    office.answer(code, receipts.receipt(digest, TODAY, office.sign(receipts.told(digest, TODAY)), "n"))
    read = _link(door.post("/read/", {"code": str(code)}), "receipt.json")
    (place / "kept.bin").write_bytes(kept)
    (place / "receipt.json").write_bytes(read)
    return place / "receipt.json", place / "kept.bin"


def _verify(*words: object) -> tuple[int, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BIHUAN_", "DJANGO_"))}
    command = [sys.executable, "-m", "bihuan.interfaces.cli.main", "portal", "verify", *map(str, words)]
    done = subprocess.run(command, env={**kept, "BIHUAN_HOME": "/nowhere/at/all"}, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout + done.stderr


def test_its_holder_checks_it_anywhere(door: Client, office: Office, tmp_path: Path) -> None:
    receipt, kept = _kept(door, office, tmp_path)
    files = tmp_path / "files"
    files.mkdir()
    (files / "renamed.jpg").write_bytes(PHOTO)
    code, told = _verify(receipt, "--kept", kept, "--files", files, "--key", office.trust)
    assert code == 0 and "窗口收了钱，不开票。" in told and f"{TODAY}" in told and "附件 门口.jpg：相符" in told
    (files / "renamed.jpg").write_bytes(PHOTO + b"x")
    assert _verify(receipt, "--kept", kept, "--files", files, "--key", office.trust)[0] == 1
    assert _verify(receipt, "--key", "00" * 32)[0] == 2
    kept.write_bytes(kept.read_bytes() + b"x")
    assert _verify(receipt, "--kept", kept, "--key", office.trust)[0] == 2


@pytest.mark.skipif(not shutil.which("openssl"), reason="as the page tells it, with openssl")
def test_the_page_tells_how_to_check_it_without_our_programs(door: Client, office: Office, tmp_path: Path) -> None:
    receipt, _kept_content = _kept(door, office, tmp_path)
    page = door.get("/receipt/")
    assert office.trust in said(page) and "<script" not in page.content.decode()
    pem = re.search(r"-----BEGIN PUBLIC KEY-----.*?-----END PUBLIC KEY-----", page.content.decode().replace("&#x2B;", "+"), re.DOTALL)
    assert pem
    held = json.loads(receipt.read_bytes())
    (tmp_path / "office.pem").write_text(pem[0] + "\n")
    (tmp_path / "told.txt").write_text(held["told"])
    (tmp_path / "told.sig").write_bytes(bytes.fromhex(held["value"]))
    command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "office.pem", "-rawin", "-in", "told.txt", "-sigfile", "told.sig"]
    assert " ".join(command) in said(page)
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    (tmp_path / "told.txt").write_text(held["told"].replace("2026", "2025"))
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode != 0
