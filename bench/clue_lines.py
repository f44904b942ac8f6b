"""Does anybody in the line of whomever a clue is about learn of it? Random organisations against the rule said another way.

    python -m bench.clue_lines                the issue's 2,000 organisations
    python -m bench.clue_lines --some 200     fewer

Prints how many were tried and what processor time it took; ends with 1 at the first leak.
"""

import argparse
import os
import resource
import subprocess
import sys

TEST = "tests/clues/test_lines.py::test_in_random_organisations_nobody_sees_what_he_must_not_and_everybody_else_does"


def main() -> int:
    """0 where nobody saw what he must not, and everybody else saw it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--some", type=int, default=2000)
    count = parser.parse_args().some
    told = {**os.environ, "BIHUAN_ORGANISATIONS": str(count)}
    done = subprocess.run([sys.executable, "-m", "pytest", "-q", "-n0", "-o", "faulthandler_timeout=0", TEST], env=told, check=False)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    word = "0 leaks" if done.returncode == 0 else "LEAKS, or not run to the end"
    print(f"{count} organisations: {word}; {used.ru_utime + used.ru_stime:.0f} s of processor time")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
