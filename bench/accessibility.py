"""Every page of the product under axe (WCAG 2.2 A and AA): two widths, light and dark, Chinese and English.

    .venv/bin/python -m bench.accessibility [--look 390-dark-en …]

Besides: no page wider than a phone of 390 px. The exit is not 0 for a single finding.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOOKS = [f"{width}-{theme}-{language}" for width in (1440, 390) for theme in ("light", "dark") for language in ("zh", "en")]
TEST = "tests/browser/test_accessibility.py"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--look", nargs="+", default=LOOKS, choices=LOOKS, metavar="LOOK", help="of: " + " ".join(LOOKS))
    looks = " ".join(parser.parse_args().look)
    command = [sys.executable, "-m", "pytest", TEST, "-q", "-s", "-p", "no:randomly"]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, "BIHUAN_LOOKS": looks}).returncode


if __name__ == "__main__":
    sys.exit(main())
