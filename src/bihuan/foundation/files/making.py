"""Makes working copy, looks and preview of one content, as a program of its own with bounded memory and time (`workshop` starts it).

    python -m bihuan.foundation.files.making FOLDER KIND

reads FOLDER/content, writes FOLDER/clean, FOLDER/shot-N and after each step FOLDER/told.json: what a later step breaks leaves the earlier.
"""

import json
import resource
import sys
from pathlib import Path
from typing import Any

from bihuan.foundation.files.rules.cleaning import clean
from bihuan.foundation.files.rules.previewing import SHOWN, preview
from bihuan.foundation.files.rules.previewing.previewing import PICTURES
from bihuan.foundation.files.rules.refusals import TooCostly, UnreadableFile
from bihuan.foundation.files.vocabulary import FileKind

MEMORY = 1_600_000_000
SECONDS = 40
LARGEST_OUTPUT = 300_000_000


def limit() -> None:
    """From here on this process gets no more memory, time or disk than this."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_OUTPUT, LARGEST_OUTPUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class _Bench:
    """The folder on which one content is worked."""

    def __init__(self, folder: Path, kind: FileKind) -> None:
        self.folder, self.kind = folder, kind
        self.data = (folder / "content").read_bytes()
        self.told: dict[str, Any] = {}

    def step(self, name: str, work: Any) -> None:
        """One step; a refusal is told in its place."""
        try:
            self.told |= work()
        except UnreadableFile as no:
            self.told[f"no_{name}"] = {"sentence": no.template, "facts": no.facts}
        except (MemoryError, RecursionError):
            self.told[f"no_{name}"] = {"sentence": TooCostly.default, "facts": {}}
        (self.folder / "coming").write_text(json.dumps(self.told, ensure_ascii=False, default=str))
        (self.folder / "coming").replace(self.folder / "told.json")

    def clean(self) -> dict[str, Any]:
        """The working copy."""
        made = clean(self.data, self.kind)
        (self.folder / "clean").write_bytes(made.data)
        return {"clean": True, "traces": [str(one) for one in made.traces]}

    def looks(self) -> dict[str, Any]:
        """How a picture looks, upright and turned."""
        from bihuan.foundation.files.rules.likeness import look_of, turned
        from bihuan.foundation.files.rules.previewing.shots import opened

        with opened(self.data, self.kind, 256) as picture:
            look = look_of(picture)
            return {"look": look.told() if look else "", "turned": [one.told() for one in turned(picture)] if look else []}

    def preview(self) -> dict[str, Any]:
        """What the page shows."""
        made = preview(self.data, self.kind)
        for number, one in enumerate(made.shots):
            (self.folder / f"shot-{number}").write_bytes(one.data)
        return {"preview": made.told()}


def main() -> None:
    """Make what can be made."""
    limit()
    bench = _Bench(Path(sys.argv[1]), FileKind(sys.argv[2]))
    bench.step("clean", bench.clean)
    if bench.kind in PICTURES:
        bench.step("look", bench.looks)
    if bench.kind in SHOWN:
        bench.step("preview", bench.preview)


if __name__ == "__main__":
    main()
