"""Sets the project up: `.venv`, locked packages, front-end files, translations. Does nothing where nothing changed.

    python3 tools/install.py            what the product needs
    python3 tools/install.py --dev      and what its tests need
    python3 tools/install.py --extra ocr      and one optional part (`make extra NAME=ocr`)

Only the standard library is used: this runs before anything is installed.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "stamps"
VENDOR = ROOT / "src/bihuan/interfaces/web/static/vendor"
AXE = ROOT / "build/axe.min.js"
# The only front-end files that are used, out of some hundred that npm brings.
FRONT_END = {
    "node_modules/htmx.org/dist/htmx.min.js": "htmx.min.js",
    "node_modules/echarts/dist/echarts.common.min.js": "echarts.common.min.js",
}
FONTS = ROOT / "src/bihuan/foundation/files/fonts"
FREE_FONTS = {
    "node_modules/@expo-google-fonts/noto-sans-sc/LICENSE_FONT": "NotoSansSC.txt",  # whoever passes a font on passes its licence on
    "node_modules/@expo-google-fonts/noto-serif-sc/LICENSE_FONT": "NotoSerifSC.txt",
    "node_modules/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf": "NotoSansSC.ttf",
    "node_modules/@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf": "NotoSerifSC.ttf",
}
# 0 where a PDF would find a font for Chinese among those of the system
HAS_CHINESE = """
import runpy, sys, typst
known = ",".join(runpy.run_path("src/bihuan/documents/rendering/docx/fonts.py")["ALTERNATIVES"].values()).split(",")
sys.exit(set(known).isdisjoint(map(str, typst.Fonts().families())))
"""


def stop(sentence: str) -> None:
    """Ends with one clear line and exit code 1."""
    sys.exit(f"bihuan: {sentence}")


def run(*command: str | Path, quiet: bool = False) -> None:
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE if quiet else None, text=True)
    if done.returncode:
        print(done.stdout or "", end="", file=sys.stderr)
        stop(f"this command failed with exit code {done.returncode}: {' '.join(map(str, command))}")


def once(name: str, sources: Iterable[Path], step: Callable[[], None], result: Path | None = None) -> None:
    """Runs a step unless it ran before on the same content of `sources` (a stamp keeps their hash) and `result` still exists."""
    digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()
    stamp = STAMPS / name
    if stamp.exists() and stamp.read_text() == digest and (result is None or result.exists()):
        return
    print(f"install: {name}", flush=True)
    step()
    STAMPS.mkdir(exist_ok=True)
    stamp.write_text(digest)


def is_root_on_debian() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(*packages: str) -> None:
    """Installs Debian packages without a question."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        done = subprocess.run(["apt-get", *command], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        if done.returncode and command[0] == "install":
            stop(f"apt-get could not install {' '.join(packages)}")


def make_venv() -> None:
    """Makes `.venv`; bare Debian has no ensurepip, which its package python3-venv brings."""
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        if not is_root_on_debian():
            stop("Python lacks ensurepip; install it (Debian: apt-get install python3-venv) and run this again")
        apt_install("python3-venv")
    run(sys.executable, "-m", "venv", "--clear", VENV)


def pip_install(*arguments: str) -> None:
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", *arguments)


def install_lock(name: str) -> None:
    """Installs the packages of one lock file, wheels only, every one checked against its hash."""
    once(name, [ROOT / name], lambda: pip_install("--require-hashes", "--only-binary", ":all:", "-r", name))


def install_project() -> None:
    once(
        "project",
        [ROOT / "pyproject.toml"],
        lambda: pip_install("--no-deps", "--no-build-isolation", "--no-index", "--editable", "."),
        VENV / "bin" / "bihuan",
    )


def npm() -> list[str | Path]:
    """The npm command: the machine's own, else the one out of the Node.js wheel."""
    if shutil.which("node") and shutil.which("npm"):
        return ["npm"]
    install_lock("requirements-node.txt")
    os.environ["PATH"] = f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return [VENV / "bin" / "npm"]


def npm_ci(*more: str) -> None:
    """Fetches the locked front-end packages."""
    quietly = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")
    run(*npm(), "ci", *quietly, *more, quiet=True)


def copy_front_end() -> None:
    """Fetches the packages and copies the files used, without references to source maps we do not ship."""
    npm_ci("--omit=dev", "--omit=optional")
    VENDOR.mkdir(parents=True, exist_ok=True)
    for source, name in FRONT_END.items():
        lines = (ROOT / source).read_text(encoding="utf-8").splitlines(keepends=True)
        (VENDOR / name).write_text("".join(line for line in lines if "sourceMappingURL=" not in line), encoding="utf-8")


def copy_axe() -> None:
    """Fetches the checker of accessibility that browser tests put into pages."""
    npm_ci("--omit=optional")
    AXE.parent.mkdir(exist_ok=True)
    shutil.copy(ROOT / "node_modules/axe-core/axe.min.js", AXE)


def install_front_end(dev: bool) -> None:
    sources = [ROOT / "package.json", ROOT / "package-lock.json", Path(__file__)]
    once("front-end", sources, copy_front_end, VENDOR / "echarts.common.min.js")
    if dev:
        once("accessibility", sources, copy_axe, AXE)


def copy_fonts() -> None:
    """Fetches two free Chinese fonts."""
    npm_ci("--omit=dev")
    FONTS.mkdir(exist_ok=True)
    for source, name in FREE_FONTS.items():
        shutil.copy(ROOT / source, FONTS / name)


def install_fonts() -> None:
    """Where this machine has no Chinese font at all, every sign of a PDF would be an empty box."""
    last = FONTS / "NotoSerifSC.ttf"
    if last.exists() or not subprocess.run([PYTHON, "-c", HAS_CHINESE], cwd=ROOT).returncode:
        return
    try:
        once("fonts", [ROOT / "package-lock.json"], copy_fonts, last)
    except SystemExit as fault:
        print(f"{fault}\nbihuan: no Chinese font on this machine: PDF files will show empty boxes until one is installed", file=sys.stderr)


def install_translations() -> None:
    catalogues = sorted((ROOT / "src").rglob("*.po"))
    compiled = catalogues[0].with_suffix(".mo") if catalogues else None
    once("translations", catalogues, lambda: run(PYTHON, "-m", "tools.translations", "compile"), compiled)


def extras() -> list[str]:
    """The optional parts: each has a lock file of its own beside those of the house."""
    ours = {"dev", "node", "postgres"}
    return sorted({path.stem.removeprefix("requirements-") for path in ROOT.glob("requirements-*.txt")} - ours)


def wanted_extra(arguments: list[str]) -> str | None:
    """The optional part that is asked for; stops where there is none of that name."""
    if "--extra" not in arguments:
        return None
    name = "".join(arguments[arguments.index("--extra") + 1 :][:1])
    if name not in extras():
        stop(f"say which optional part to install: {', '.join(f'make extra NAME={one}' for one in extras())}")
    return name


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 an older Python must hear why it will not do
        stop(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]} (choose another one: make PYTHON=python3.12 …)")
    extra = wanted_extra(sys.argv[1:])
    if not PYTHON.exists() or not (VENV / "bin" / "pip").exists():
        make_venv()
    install_lock("requirements.txt")
    dev = "--dev" in sys.argv[1:]
    if dev:
        install_lock("requirements-dev.txt")
    if extra:
        install_lock(f"requirements-{extra}.txt")
    install_project()
    install_front_end(dev)
    install_fonts()
    install_translations()


if __name__ == "__main__":
    main()
