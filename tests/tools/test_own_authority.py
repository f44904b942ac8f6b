"""The script that makes a certificate authority of one's own: names and addresses are in the certificate, and a second call keeps the authority."""

import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent.parent / "deploy" / "ca" / "make.sh"
pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not there")


def _made(place: Path, *names: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["sh", str(SCRIPT), str(place), *names], capture_output=True, text=True, check=False)


def _read(place: Path, *asked: str) -> str:
    return subprocess.run(["openssl", "x509", "-in", str(place), "-noout", *asked], capture_output=True, text=True, check=True).stdout


def test_a_certificate_for_names_and_addresses_by_one_authority(tmp_path: Path) -> None:
    assert _made(tmp_path / "ca", "bihuan.county.lan", "10.1.2.3").returncode == 0
    authority = (tmp_path / "ca" / "ca.crt").read_bytes()
    text = _read(tmp_path / "ca" / "bihuan.crt", "-text")
    assert "DNS:bihuan.county.lan, IP Address:10.1.2.3" in text and "CA:FALSE" in text
    assert "CA:TRUE" in _read(tmp_path / "ca" / "ca.crt", "-text") and (tmp_path / "ca" / "ca.key").stat().st_mode & 0o077 == 0
    assert _made(tmp_path / "ca", "other.lan").returncode == 0
    assert (tmp_path / "ca" / "ca.crt").read_bytes() == authority and "DNS:other.lan" in _read(tmp_path / "ca" / "bihuan.crt", "-text")


def test_what_is_no_name_is_refused(tmp_path: Path) -> None:
    for names in ((), ("x;y",), ("-subj",)):
        assert _made(tmp_path / "ca", *names).returncode == 2
    assert not (tmp_path / "ca" / "ca.key").exists()


@pytest.mark.parametrize("left", ["ca.key", "ca.crt"])
def test_a_first_try_that_was_broken_off_is_begun_again(tmp_path: Path, left: str) -> None:
    """The disk was full after the key: what lies there, whole or empty, does not stop the second try."""
    place = tmp_path / "ca"
    assert _made(place, "bihuan.lan").returncode == 0
    key = (place / "ca.key").read_bytes()
    for one in ("ca.crt", "bihuan.crt", "bihuan.key"):
        (place / one).unlink()
    if left == "ca.crt":
        (place / left).touch()
    made = _made(place, "bihuan.lan")
    assert made.returncode == 0, made.stderr
    assert (place / "ca.key").read_bytes() == key and "DNS:bihuan.lan" in _read(place / "bihuan.crt", "-text")
