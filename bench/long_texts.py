"""Every page with texts of 4,000 letters, names of 60, words without a break, rare letters and letters from the right, at 390 and 1440 px.

    .venv/bin/python -m bench.long_texts [--everybody] [--pictures FOLDER]

Nothing may run out of its window, be cut without a way to read it, or lie upon something else; no page may fail. The exit is not 0 for a single
finding.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEST = "tests/browser/test_long_texts.py"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--everybody", action="store_true", help="each page once for everybody who may see it, not only for whoever sees most"
    )
    parser.add_argument("--pictures", default="", metavar="FOLDER", help="keep a picture of each page there")
    told = parser.parse_args()
    kept = {"BIHUAN_SHOTS": told.pictures} if told.pictures else {}
    command = [sys.executable, "-m", "pytest", TEST, "-q", "-s", "-p", "no:randomly", "-n0"]
    looks = {"BIHUAN_LONG": "everybody" if told.everybody else "once"}
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **looks, **kept}).returncode


if __name__ == "__main__":
    sys.exit(main())
