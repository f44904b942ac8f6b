"""Every speed claim, full size, one after the other (`make bench`); each is also a command of its own."""

import subprocess
import sys
import time
from pathlib import Path

# In the order of the claims; pictures of pages (bench.shots) are no claim.
CLAIMS = [
    "plan_reading",
    "plan_damage",
    "ledger",
    "importing",
    "bulk",
    "disk",
    "near_duplicates",
    "demo",
    "starting",
    "audit",
    "edited_numbers",
    "kills",
    "failing_over",
    "draining",
    "clocks",
    "rights",
    "saving",
    "cockpit",
    "reporting",
]


def main() -> int:
    here = Path(__file__).parent
    failed = []
    for name in CLAIMS:
        if not (here / f"{name}.py").exists():
            continue
        print(f"\n== bench.{name}", flush=True)
        start = time.monotonic()
        done = subprocess.run([sys.executable, "-m", f"bench.{name}"], cwd=here.parent, stdin=subprocess.DEVNULL)
        print(f"== bench.{name}: {time.monotonic() - start:.0f} s", flush=True)
        failed += [name] if done.returncode else []
    print(f"\nfailed: {', '.join(failed)}" if failed else "\nall claims measured")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
