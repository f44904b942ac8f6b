"""Gathers everything that an installation needs into one archive, for machines without the internet, and tries it out.

    python -m tools.bundle                                    for this machine's Python and system
    python -m tools.bundle --python 3.12 --platform manylinux_2_28_x86_64      for another one (not tried out here)
    python -m tools.bundle --without ocr                      without an optional part; all of them come along, install.sh installs those named

Run where the registries can be reached, after `make install`. Every wheel is checked against the hash of its lock when it is fetched, and
once more when it is installed. The archive comes to dist/.
"""

import argparse
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
import tomllib
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from tools.install import FONTS, copy_fonts, extras

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.egg-info", ".mypy_cache", "*.pyc")
BESIDE = ("deploy", "docs", "LICENSE", "README.md", "README.zh-CN.md", "CHANGELOG.md")
SUMS = "SHA256SUMS"


def version() -> str:
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])


def pip(*words: str | Path, python: str | Path = sys.executable, **more: str) -> None:
    command = [python, "-m", "pip", "--disable-pip-version-check", "--no-input", *words]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **more}, stdin=subprocess.DEVNULL)
    if done.returncode:
        sys.exit(f"bihuan: this did not work: pip {' '.join(map(str, words))}")


def build_project(wheels: Path) -> Path:
    """The project as a wheel with front-end files and translations, built from a clean copy: an old build/ would slip in what is gone."""
    vendor = ROOT / "src/bihuan/interfaces/web/static/vendor"
    if not list(vendor.glob("*.js")) or not list((ROOT / "src").rglob("*.mo")):
        sys.exit("bihuan: front-end files or translations are missing; run make install first")
    if not FONTS.is_dir():  # whoever unpacks the archive may have none, and no internet to fetch them from
        copy_fonts()
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "bihuan"
        shutil.copytree(ROOT / "src", copy / "src", ignore=LEFT_OUT)
        for one in ("pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(ROOT / one, copy)
        pip("wheel", "--quiet", "--no-deps", "--no-index", "--find-links", wheels, "--wheel-dir", wheels, copy)
    return next(wheels.glob("bihuan-*.whl"))


def fetch(wheels: Path, locks: Sequence[str], target: Sequence[str]) -> None:
    """Every package of the locks, wheels only, each checked against its hash."""
    for lock in locks:
        pip("download", "--quiet", "--require-hashes", "--only-binary", ":all:", "--no-deps", *target, "--dest", wheels, "-r", lock)


def parts(left_out: Sequence[str]) -> list[str]:
    """The optional parts that come along."""
    unknown = set(left_out) - set(extras())
    if unknown:
        sys.exit(f"bihuan: there is no optional part {', '.join(sorted(unknown))}; there are {', '.join(extras())}")
    return [name for name in extras() if name not in left_out]


def fetch_parts(wheels: Path, names: Sequence[str], target: Sequence[str]) -> list[str]:
    """The packages of optional parts. For another system some have no wheel: such a part is left out and told."""
    fetched = []
    for name in names:
        lock = lock_of(name)
        if target and not _has_wheels(lock, target):
            print(f"left out, since it has no wheels for that system: {name}")
            continue
        fetch(wheels, [lock], target)
        fetched.append(name)
    return fetched


def _has_wheels(lock: str, target: Sequence[str]) -> bool:
    with tempfile.TemporaryDirectory() as tried:
        words = ["download", "--quiet", "--require-hashes", "--only-binary", ":all:", "--no-deps", *target, "--dest", tried, "-r", lock]
        return not subprocess.run([sys.executable, "-m", "pip", *words], cwd=ROOT, capture_output=True).returncode


def lock_of(part: str) -> str:
    return f"requirements-{part}.txt"


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def gather(folder: Path, locks: Sequence[str], target: Sequence[str], names: Sequence[str] = ()) -> None:
    """Wheels, locks, deploy/, docs and the installer into a folder, with a sum for each file."""
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    fetch(wheels, locks, target)
    fetched = fetch_parts(wheels, names, target)
    project = build_project(wheels)  # with the builder out of the lock
    (folder / "project.txt").write_text(f"bihuan=={version()} --hash=sha256:{digest(project)}\n", "ascii")
    for name in (*locks, *map(lock_of, fetched)):
        shutil.copy(ROOT / name, folder)
    (folder / "locks.txt").write_text("".join(f"{name}\n" for name in locks), "ascii")
    for name in BESIDE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=LEFT_OUT)
        else:
            shutil.copy(ROOT / name, folder)
    shutil.copy(ROOT / "deploy" / "install.sh", folder)
    write_sums(folder)


def write_sums(folder: Path) -> None:
    """One line a file, as `sha256sum -c` reads it."""
    files = sorted(one for one in folder.rglob("*") if one.is_file() and one.name != SUMS)
    (folder / SUMS).write_text("".join(f"{digest(one)}  {one.relative_to(folder)}\n" for one in files), "utf-8")


def pack(folder: Path, archive: Path) -> None:
    """The folder as one archive, without names of this machine's users."""

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        return entry

    archive.parent.mkdir(exist_ok=True)
    with tarfile.open(archive, "w:gz", compresslevel=6) as packed:
        packed.add(folder, folder.name, filter=plain)


def try_out(archive: Path) -> float:
    """Unpack, install without any network into a fresh place, start, and ask whether it is ready. Seconds it took."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bihuan-bundle-") as name:
        here = Path(name)
        with tarfile.open(archive) as packed:
            packed.extractall(here, filter="data") if hasattr(tarfile, "data_filter") else packed.extractall(here)  # noqa: S202  our own
        folder, place = next(one for one in here.iterdir() if one.is_dir()), here / "place"
        closed = {"HTTP_PROXY": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9", "PIP_CONFIG_FILE": os.devnull}
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LC_ALL")}
        done = subprocess.run(
            ["sh", folder / "install.sh", place, *parts_in(folder)],
            env={**kept, **closed, "HOME": name, "PYTHON": sys.executable},
            cwd=here,
        )
        if done.returncode:
            sys.exit("bihuan: the bundle could not be installed")
        _serves(place / "bin" / "bihuan", {**kept, **closed, "HOME": name, "BIHUAN_HOME": str(here / "home")})
    return time.monotonic() - begun


def parts_in(folder: Path) -> list[str]:
    """The optional parts of an unpacked bundle."""
    return sorted(one.stem.removeprefix("requirements-") for one in folder.glob("requirements-*.txt"))


def _serves(command: Path, environment: dict[str, str]) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{probe.getsockname()[1]}"
    server = subprocess.Popen([command, "run", "--no-demo"], env={**environment, "BIHUAN_BIND": bind}, cwd="/", stdin=subprocess.DEVNULL)
    try:
        _asked(f"http://{bind}/health/ready/", b"ok\n")
        _asked(f"http://{bind}/static/vendor/htmx.min.js", b"htmx")
        _asked(f"http://{bind}/set-up/", "三员".encode())
    finally:
        server.terminate()
        server.wait(timeout=30)


def _asked(address: str, wanted: bytes) -> None:
    end, told = time.monotonic() + 90, b""
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310  our own address
                told = answer.read()
            break
        except OSError:
            time.sleep(0.2)
    if wanted not in told:
        sys.exit(f"bihuan: the installed bundle does not serve {address}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", default="", help="for another Python than this one, such as 3.12")
    parser.add_argument("--platform", default="", help="for another system, such as manylinux_2_28_aarch64")
    parser.add_argument("--without", action="append", default=[], metavar="PART", help="an optional part to leave out, such as ocr")
    told = parser.parse_args()
    target = [*(["--python-version", told.python] if told.python else []), *(["--platform", told.platform] if told.platform else [])]
    name = "-".join(filter(None, ["bihuan", version(), "offline", told.python and f"py{told.python}", told.platform]))
    archive = ROOT / "dist" / f"{name}.tar.gz"
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / name
        gather(folder, ["requirements.txt"], target, parts(told.without))
        pack(folder, archive)
    print(f"{archive.relative_to(ROOT)}: {archive.stat().st_size / 1e6:.0f} MB")
    print("for another machine, not tried out here" if target else f"installed without a network and ready, {try_out(archive):.0f} s")


if __name__ == "__main__":
    main()
