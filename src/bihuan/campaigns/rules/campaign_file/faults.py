"""What is wrong in a campaign file, and where: every fault is gathered with its line, so that a person corrects a file once."""

import difflib
from dataclasses import dataclass, field

from bihuan.foundation.kernel import BadInput, _

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to put right: the line (from 1, None for the file as a whole), the place, what is wrong, the nearest match."""

    line: int | None
    place: str
    message: str
    nearest: str = ""

    def __str__(self) -> str:
        where = "".join((_("第 %d 行") % self.line if self.line else "", f" {self.place}" if self.place else "")).strip()
        hint = _("（最接近的是“%s”）") % self.nearest if self.nearest else ""
        return f"{where}：{self.message}{hint}" if where else f"{self.message}{hint}"


class BadCampaignFile(BadInput):
    """The file cannot be taken; `errors` holds every `Fault`, the sentence names the first three."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        first = "；".join(str(fault) for fault in faults[:3])
        sentence = _("专项行动文件有 %(count)d 处要改：%(first)s。改好后再导入，现在什么都没有写入。")
        super().__init__(sentence, faults, count=len(faults), first=first)


@dataclass(slots=True)
class Reading:
    """What is gathered while a file is read: its faults, and on which line each place stands."""

    faults: list[Fault] = field(default_factory=list)
    lines: dict[Path, int] = field(default_factory=dict)
    blamed: set[Path] = field(default_factory=set)

    def blame(self, path: Path, message: str, nearest: str = "", line: int | None = None) -> None:
        """Note a fault at `path`, on its own line or that of the nearest place around it."""
        around = (self.lines.get(path[:n]) for n in range(len(path), -1, -1))
        line = line or next((found for found in around if found), None)
        self.faults.append(Fault(line, place_name(path), message, nearest))
        self.blamed.update(path[:n] for n in range(1, len(path) + 1))


def place_name(path: Path) -> str:
    """`stages › 第2项 › start`: a path as a person reads it."""
    return " › ".join(_("第%d项") % (step + 1) if isinstance(step, int) else step for step in path)


def nearest_word(word: str, words: list[str]) -> str:
    """The word of the list that was probably meant, or nothing."""
    return next(iter(difflib.get_close_matches(word, words, 1, 0.5)), "")
