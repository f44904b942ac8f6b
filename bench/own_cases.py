"""Does anybody act on a case about himself, or while he keeps away? Random organisations with bodies, seats, heads, deputies and matters of every kind in
every state, against the rule said another way.

    python -m bench.own_cases                the issue's 2,000 organisations
    python -m bench.own_cases --some 200     fewer

Prints how many were tried and what processor time it took; ends with 1 at the first who could."""

import argparse
import os
import resource
import subprocess
import sys

TEST = "tests/accountability/test_random_organisations.py::test_nobody_acts_on_a_case_about_himself_or_while_he_keeps_away"


def main() -> int:
    """0 where nobody could."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--some", type=int, default=2000)
    count = parser.parse_args().some
    told = {**os.environ, "BIHUAN_ORGANISATIONS": str(count)}
    done = subprocess.run([sys.executable, "-m", "pytest", "-q", "-s", "-n0", "-o", "faulthandler_timeout=0", TEST], env=told, check=False)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    word = "0 acts" if done.returncode == 0 else "SOMEBODY COULD, or not run to the end"
    print(f"{count} organisations: {word}; {used.ru_utime + used.ru_stime:.0f} s of processor time")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
