"""What is handed out for installing and running fits the product: commands, settings, names; and it is hardened."""

import configparser
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.urls import reverse

from bihuan.foundation.files.rules.limits import LARGEST
from bihuan.interfaces.cli.main import FAMILIES
from tests.architecture.source import ROOT
from tools import bundle
from tools.reference import settings_read

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
SCRIPTS = sorted(DEPLOY.rglob("*.sh"))
NAME = re.compile(r"\bBIHUAN_[A-Z_0-9]+\b")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    held: dict[str, Any] = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text("utf-8"))
    return held


def test_every_setting_that_is_named_exists() -> None:
    known = set(settings_read()) | {"BIHUAN_NAME", "BIHUAN_PORT", "BIHUAN_ADDRESS"}  # the last three are the compose file's own
    for path in (one for one in DEPLOY.rglob("*") if one.is_file() and one.suffix != ".gz"):
        named = {name for name in NAME.findall(path.read_text("utf-8")) if not name.endswith("_")}
        assert named <= known, (path.name, named - known)


def _unit(path: Path) -> configparser.SectionProxy:
    parser = configparser.RawConfigParser(strict=False, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(path, encoding="utf-8")
    return parser["Service"]


@pytest.mark.parametrize("path", UNITS, ids=lambda one: one.name)
def test_units_start_what_exists_end_gracefully_and_are_hardened(path: Path) -> None:
    unit = _unit(path)
    words = unit["ExecStart"].split()
    assert words[1] in FAMILIES and int(unit["TimeoutStopSec"]) >= 10 and unit["KillMode"] == "mixed" and unit["Restart"] == "always"
    wanted = {"ProtectSystem": "strict", "NoNewPrivileges": "yes", "ProtectHome": "yes", "PrivateTmp": "yes", "PrivateDevices": "yes",
              "CapabilityBoundingSet": "", "UMask": "0077", "User": "bihuan", "RestrictSUIDSGID": "yes"}  # fmt: skip
    assert {name: unit[name] for name in wanted} == wanted
    assert unit["SystemCallErrorNumber"] == "EPERM", "a refused call is an error, not the end of the process"
    assert "StartLimitIntervalSec=0" in path.read_text("utf-8").split("[Service]")[0], "it comes again however often the database was away"


def test_the_compose_file_holds_together(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert {"primary", "standby", "prepare", "web-1", "web-2", "worker-1", "worker-2", "nginx"} == set(services)
    for name, one in services.items():
        assert "/" not in one["image"] and "@" not in one["image"] and ":latest" not in one["image"], name
        assert set(one.get("depends_on", {})) <= set(services) and set(one.get("secrets", ())) <= set(compose["secrets"])
        for volume in one["volumes"]:
            place = volume.split(":")[0]
            assert place in compose["volumes"] or (DEPLOY / "compose" / place).exists() or place in ("./tls", "./nginx.conf"), volume
    assert services["worker-1"]["command"][1] in FAMILIES and services["web-1"]["command"][1] in FAMILIES
    assert services["worker-2"]["read_only"] and services["web-2"]["cap_drop"] == ["ALL"]


def test_nginx_writes_the_clients_address_anew_and_closes_the_metrics() -> None:
    text = (DEPLOY / "nginx" / "bihuan.conf").read_text("utf-8")
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in text
    body = re.search(r"client_max_body_size (\d+)m;", text)
    assert body and int(body[1]) * 2**20 > LARGEST
    door = re.search(r"location ~ (\S+) \{\s*limit_req zone=bihuan_door", text)
    assert door and all(
        re.match(door[1], reverse(name)) for name in ("account_login", "home:activate", "administration:set_up", "documents:verify")
    )
    assert "location = /metrics { return 404; }" in text and "client_max_body_size" in text and "limit_req_zone" in text
    assert (
        "$request_uri" not in text.split("log_format")[1].split(";")[0] and "$remote_addr" not in text.split("log_format")[1].split(";")[0]
    )


def test_where_no_web_process_answers_a_page_of_ours_stands_and_needs_nothing_from_elsewhere() -> None:
    conf, page = ((DEPLOY / "nginx" / name).read_text("utf-8") for name in ("bihuan.conf", "away.html"))
    assert "error_page 502 504 @away;" in conf and "/away.html" in conf and "Retry-After" in conf
    assert "系统暂时没有应答" in page and 'lang="en"' in page and "prefers-color-scheme: dark" in page
    assert not re.search(r"src=|href=|url\(|@import|<script", page)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda one: one.name)
def test_scripts_are_sound(path: Path) -> None:
    assert subprocess.run(["sh", "-n", path], capture_output=True).returncode == 0
    assert "set -eu" in path.read_text("utf-8")


def test_a_standby_that_was_broken_off_while_it_was_copied_is_copied_anew(tmp_path: Path) -> None:
    """The script with a copying program that falls half way, then one that does not."""
    script = (DEPLOY / "compose" / "postgres" / "standby.sh").read_text("utf-8").replace("/var/lib/postgresql/data", str(tmp_path))
    script = script.replace("$(cat /run/secrets/postgres_password)", "x")
    for name, does in (("postgres", "echo started"), ("pg_basebackup", "")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{does}\n")
        (tmp_path / name).chmod(0o755)
    environment, copying = (
        {"PATH": f"{tmp_path}:/usr/bin:/bin"},
        'for a; do case $a in */copy*) mkdir -p "$a"; echo 17 > "$a/PG_VERSION";; esac; done',
    )
    for fate, code, said in (("exit 9", 9, ""), ("touch whole", 0, "started\n"), ("exit 9", 0, "started\n")):
        (tmp_path / "pg_basebackup").write_text(f"#!/bin/sh\n{copying}\n{fate}\n")
        done = subprocess.run(["sh", "-c", script], env=environment, cwd=tmp_path, capture_output=True, text=True)
        assert (done.returncode, done.stdout) == (code, said)


def test_a_damaged_bundle_installs_nothing(tmp_path: Path) -> None:
    (tmp_path / "wheels").mkdir()
    (tmp_path / "wheels" / "a-1-py3-none-any.whl").write_bytes(b"a wheel")
    (tmp_path / "install.sh").write_bytes((DEPLOY / "install.sh").read_bytes())
    bundle.write_sums(tmp_path)
    assert subprocess.run(["sha256sum", "--quiet", "-c", bundle.SUMS], cwd=tmp_path).returncode == 0
    (tmp_path / "wheels" / "a-1-py3-none-any.whl").write_bytes(b"another")
    done = subprocess.run(["sh", tmp_path / "install.sh", tmp_path / "place"], capture_output=True, text=True)
    assert done.returncode == 1 and "damaged" in done.stderr and not (tmp_path / "place").exists()


def _installing(bundle_folder: Path, *words: str) -> tuple[int, str, list[str]]:
    """`install.sh` with a Python that only notes what it is told: code, what was said, the locks that were installed in order."""
    noted, python = bundle_folder.parent / "noted", bundle_folder.parent / "python"
    python.write_text(f'#!/bin/sh\ncase "$2" in venv) mkdir -p "$3/bin"; cp "$0" "$3/bin/python";; pip) echo "$@" >> "{noted}";; esac\n')
    python.chmod(0o755)
    noted.write_text("")
    command = ["sh", str(bundle_folder / "install.sh"), *words]
    done = subprocess.run(command, env={"PATH": "/usr/bin:/bin", "PYTHON": str(python)}, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr, [line.rpartition("-r ")[2] for line in noted.read_text().splitlines()]


def test_optional_parts_come_by_name_and_a_renewal_keeps_them(tmp_path: Path) -> None:
    here, place = tmp_path / "bundle", tmp_path / "a place"
    here.mkdir()
    (here / "install.sh").write_bytes((DEPLOY / "install.sh").read_bytes())
    (here / "locks.txt").write_text("requirements.txt\n")
    for name in ("guomi", "ldap"):
        (here / f"requirements-{name}.txt").write_text("")
    bundle.write_sums(here)
    assert bundle.parts_in(here) == ["guomi", "ldap"]
    code, said, locks = _installing(here, str(place), "sm")
    assert code == 2 and "no part sm; it has: guomi ldap" in said and not locks and not place.exists()
    assert _installing(here, str(place), "ldap")[2] == ["requirements.txt", "requirements-ldap.txt", "project.txt"]
    assert _installing(here, str(place))[2] == ["requirements.txt", "requirements-ldap.txt", "project.txt"]
    assert _installing(here, str(place), "guomi")[2] == [
        "requirements.txt", "requirements-guomi.txt", "requirements-ldap.txt", "project.txt",
    ]  # fmt: skip


def test_every_optional_part_comes_along_unless_it_is_left_out() -> None:
    assert set(bundle.parts([])) >= {"guomi", "ldap", "s3"} and "ocr" not in bundle.parts(["ocr"])
    with pytest.raises(SystemExit, match="no optional part nosuch"):
        bundle.parts(["nosuch"])


def test_a_bundle_carries_no_name_of_this_machine(tmp_path: Path) -> None:
    import tarfile

    folder = tmp_path / "bihuan-0"
    folder.mkdir()
    (folder / "a.txt").write_text("a")
    bundle.pack(folder, tmp_path / "dist" / "b.tar.gz")
    with tarfile.open(tmp_path / "dist" / "b.tar.gz") as packed:
        assert {(one.uname, one.uid) for one in packed} == {("root", 0)}
        assert [one.name for one in packed] == ["bihuan-0", "bihuan-0/a.txt"]
