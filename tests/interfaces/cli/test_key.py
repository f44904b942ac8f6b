"""Keys by the command line: shown, renewed, made known; a file is sealed, opened, and never written over another."""

from pathlib import Path
from typing import Any

import pytest

from bihuan.foundation.seals.keys import Whose, sealing_pair, sign, whose
from bihuan.interfaces.cli.doctor import outside
from bihuan.interfaces.cli.main import main

pytestmark = pytest.mark.django_db


def test_keys_are_shown_renewed_and_known(settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings.BIHUAN_HOME = tmp_path
    old = sign(tmp_path, "ed25519", b"x")
    assert main(["key", "show"]) == 0 and old.key in capsys.readouterr().out
    assert main(["key", "renew"]) == 0 and old.fingerprint in capsys.readouterr().out
    assert whose(tmp_path, old) is Whose.EARLIER and whose(tmp_path, sign(tmp_path, "ed25519", b"x")) is Whose.OURS
    theirs = sign(tmp_path / "there", "ed25519", b"x")
    assert main(["key", "know", "ed25519", "zz"]) == 2 and "十六进制" in capsys.readouterr().err
    assert main(["key", "know", "ed25519", theirs.key]) == 0 and whose(tmp_path, theirs) is Whose.EARLIER


def test_a_file_is_sealed_to_this_installation_and_opened(settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings.BIHUAN_HOME = tmp_path
    plain, sealed, opened = tmp_path / "a.txt", tmp_path / "a.sealed", tmp_path / "b.txt"
    plain.write_text("整改")
    public = sealing_pair(tmp_path, "x25519").public.hex()
    assert main(["key", "seal", "--to", public, str(plain), str(sealed)]) == 0
    assert main(["key", "open", str(sealed), str(opened)]) == 0 and opened.read_text() == "整改"
    assert opened.stat().st_mode & 0o777 == 0o600
    for words in (["seal", "--to", public, str(plain), str(sealed)], ["open", str(sealed), str(opened)], ["open", str(plain), str(tmp_path / "c")],
                  ["open", str(tmp_path / "none"), str(tmp_path / "c")]):  # fmt: skip
        assert main(["key", *words]) == 2 and capsys.readouterr().err.strip()
    assert not (tmp_path / "c").exists()


def test_the_doctor_names_what_lies_outside_and_does_not_answer(settings: Any) -> None:
    settings.BIHUAN_LDAP = {"url": "ldap://127.0.0.1:9", "starttls": False, "ca": "", "bind_dn": "", "bind_password": "", "base": "dc=x",
                            "filter": "(uid={name})", "attribute": "uid", "match": "name"}  # fmt: skip
    settings.BIHUAN_OIDC = {
        "issuer": "http://sso.test",
        "client": "",
        "secret": "x",
        "name": "",
        "scope": "openid",
        "claim": "sub",
        "match": "name",
        "ca": "",
    }
    told = [(one.what, one.state) for one in outside.directories()]
    assert told == [("统一认证", "有问题"), ("统一认证", "有问题"), ("统一认证 LDAP", "有问题")]
    settings.BIHUAN_OIDC = settings.BIHUAN_LDAP = {}
    assert not list(outside.directories()) and not list(outside.store())
    assert [one.state for one in outside.algorithms()] == ["正常"]
    settings.BIHUAN_SEAL = "aes"
    assert [one.state for one in outside.algorithms()] == ["有问题"]
