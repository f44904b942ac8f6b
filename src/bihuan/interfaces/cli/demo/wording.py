"""Words and sentences of the demo, read from the texts in `words/`, and the way a sentence is put together."""

from collections.abc import Iterator
from functools import cache
from importlib import resources
from random import Random

FEW = [str(n) for n in range(2, 10)]
MANY = [str(n) for n in range(12, 61)]
OF_PERSONS = ("self_check", "critique", "talk")
DIGITS = "一二三四五六七八九十"


def _lines(name: str) -> Iterator[str]:
    text = resources.files(__package__).joinpath("words", f"{name}.txt").read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def blocks(name: str) -> dict[str, list[str]]:
    """The blocks of a words file: `[key]`, then one entry a line."""
    found: dict[str, list[str]] = {}
    for line in _lines(name):
        if line.startswith("["):
            block = found.setdefault(line.strip("[]"), [])
        else:
            block.append(line)
    return found


@cache
def trades() -> dict[str, dict[str, list[str]]]:
    """What each trade deals with: letter of a slot → its words."""
    return {name: {line[0]: line[2:].strip().split("、") for line in lines} for name, lines in blocks("trades").items()}


@cache
def patterns() -> list[list[str]]:
    """The sentences of each manifestation, in the catalogue's order (index 0 is manifestation 1)."""
    return list(blocks("patterns").values())


@cache
def corrections() -> list[list[str]]:
    """How each manifestation is put right at once, in the same order."""
    return list(blocks("corrections").values())


class Slots(dict[str, str]):
    """Fills the places of a sentence: what is not settled is chosen from the trade's words, and stays chosen for the sentence."""

    def __init__(self, rng: Random, trade: dict[str, list[str]], **settled: str) -> None:
        super().__init__(settled)
        self.rng, self.trade, self.settled = rng, trade, settled

    def afresh(self) -> "Slots":
        """The same places, with everything that was chosen by chance open again."""
        return Slots(self.rng, self.trade, **self.settled)

    def __missing__(self, slot: str) -> str:
        choice = self.rng.choice
        if slot == "n":
            return choice(FEW)
        if slot == "N":
            return choice(MANY)
        value = choice(blocks("phrases")["time"]).format_map(self) if slot == "t" else choice(self.trade[slot])
        self[slot] = value
        return value


def months_before(month: int) -> dict[str, str]:
    """`M` and `L`: a month two or three back and the last one, as an official writes them."""
    names = [f"{(month - back - 1) % 12 + 1}月" for back in (3, 1)]
    return {"M": ("去年" if month <= 3 else "") + names[0], "L": names[1]}


class Writer:
    """Writes the sentences of one demo; no problem text is used twice."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.seen: set[str] = set()
        self.phrases = blocks("phrases")

    def problem(self, source: str, manifestation: int, slots: Slots) -> tuple[str, Slots]:
        """A finding that was not written before, and the words chosen for it, so that cause and measures speak of the same matter."""
        text = self._sentence(source, manifestation, slots)
        while text in self.seen:
            slots = slots.afresh()
            text = self._sentence(source, manifestation, slots)
        self.seen.add(text)
        return text, slots

    def _sentence(self, source: str, manifestation: int, slots: Slots) -> str:
        """Who says it of whom, what was seen, and in more than half of the cases what came of it."""
        start, what = self.rng.choice(self.phrases[source]), self.rng.choice(patterns()[manifestation - 1])
        whose = "of_person" if source in OF_PERSONS else "of_unit"
        link = self.rng.choice(self.phrases.get(f"{whose}.{what[1]}", [""])) if what.startswith("{") else ""
        text = start.format_map(slots) + link + what.format_map(slots)
        if self.rng.random() < 0.6:
            text += "，" + self.rng.choice(self.phrases[f"after.{(manifestation - 1) // 6 + 1}"]).format_map(slots)
        return text + "。"

    def line(self, kind: str, slots: Slots) -> str:
        """One line of the kind: a cause, a measure, a note, a reason."""
        return self.rng.choice(self.phrases[kind]).format_map(slots)

    def correction(self, manifestation: int, slots: Slots) -> str:
        """One sentence how it was put right."""
        return self.rng.choice(corrections()[manifestation - 1]).format_map(slots)

    def lines(self, kind: str, count: int, slots: Slots) -> tuple[str, ...]:
        """Several different lines of the kind."""
        return tuple(line.format_map(slots) for line in self.rng.sample(self.phrases[kind], count))
