"""Chinese is the source language; English is complete. Works without the gettext programs.

python -m tools.translations compile    every .po becomes a .mo beside it
python -m tools.translations gather     texts that are new get an empty entry in the English catalogue, unused ones go
python -m tools.translations check      names texts without a translation; exit code 1 if there are any
"""

import ast
import re
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src" / "bihuan"
ENGLISH = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
# Which arguments of a marking function are (context, singular, plural).
MARKERS = {
    "_": "s",
    "lazy": "s",
    "noop": "s",
    "gettext": "s",
    "gettext_lazy": "s",
    "gettext_noop": "s",
    "ngettext": "sp",
    "ngettext_lazy": "sp",
    "pgettext": "cs",
    "pgettext_lazy": "cs",
    "npgettext": "csp",
    "npgettext_lazy": "csp",
}
HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""
# What templatize leaves of a template is marking calls among letters X; each call parses by itself.
CALL = re.compile(r"""(?<![\w.])(?:n?p?gettext|_)\((?:[^()"']|u?"(?:[^"\\]|\\.)*"|u?'(?:[^'\\]|\\.)*')*\)""")
# What pages show of rule packs; articles of law keep their Chinese names, an article that is a custom and no law does not.
PACK_TEXT = re.compile(r"\b(?:(?:title|note|used_for|name|effect|text): |article: (?=方案惯例|四种形态))([^,}\n]+)")
PACK_LIST = re.compile(r"^\s*principles: \[([^\]\n]+)\]", re.M)
HOLE = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


@dataclass
class Entry:
    """One text of a catalogue; `forms` are its translations, one without plural."""

    text: str
    context: str | None = None
    plural: str | None = None
    forms: list[str] = field(default_factory=list)
    fuzzy: bool = False
    places: list[str] = field(default_factory=list)

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.text

    @property
    def translated(self) -> bool:
        return bool(self.forms) and all(self.forms) and not self.fuzzy


# ---- reading a catalogue

LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[\d+\])?\s+)?(".*")\s*$')


def read_catalogue(path: Path) -> list[Entry]:
    """The entries of a .po file in their order, header included (its text is empty)."""
    blocks = re.split(r"\n\s*\n", path.read_text(encoding="utf-8")) if path.exists() else []
    return [entry for entry in map(_read_block, blocks) if entry]


def _read_block(block: str) -> Entry | None:
    parts: list[tuple[str, str]] = []
    for line in block.splitlines():
        found = LINE.match(line.strip())
        if not found or line.startswith("#"):
            continue
        if found[1]:
            parts.append((found[1], ast.literal_eval(found[2])))
        elif parts:
            parts[-1] = (parts[-1][0], parts[-1][1] + ast.literal_eval(found[2]))
    words = dict(parts)
    if "msgid" not in words:
        return None
    forms = [text for name, text in parts if name == "msgstr"]
    return Entry(words["msgid"], words.get("msgctxt"), words.get("msgid_plural"), forms, bool(re.search(r"^#,.*fuzzy", block, re.M)))


# ---- writing one


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _written(entry: Entry) -> str:
    lines = [f"#: {place}" for place in entry.places[:3]]
    lines += ["#, fuzzy"] if entry.fuzzy else []
    lines += [f"msgctxt {_quoted(entry.context)}"] if entry.context is not None else []
    lines.append(f"msgid {_quoted(entry.text)}")
    if entry.plural is None:
        return "\n".join([*lines, f"msgstr {_quoted(entry.forms[0] if entry.forms else '')}"])
    forms = (entry.forms + ["", ""])[:2]
    return "\n".join([*lines, f"msgid_plural {_quoted(entry.plural)}", *(f"msgstr[{n}] {_quoted(form)}" for n, form in enumerate(forms))])


def compile_catalogue(path: Path) -> Path:
    """Writes the machine's form of a .po file beside it: sorted originals and translations as the .mo format has them."""
    pairs = sorted((_machine_key(entry), "\0".join(entry.forms).encode()) for entry in read_catalogue(path) if entry.translated)
    start = 28 + 16 * len(pairs)
    keys = b"".join(key + b"\0" for key, _ in pairs)
    values = b"".join(value + b"\0" for _, value in pairs)
    tables = _table([key for key, _ in pairs], start) + _table([value for _, value in pairs], start + len(keys))
    target = path.with_suffix(".mo")
    target.write_bytes(struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start) + tables + keys + values)
    return target


def _machine_key(entry: Entry) -> bytes:
    text = entry.text if entry.context is None else f"{entry.context}\4{entry.text}"
    return (text if entry.plural is None else f"{text}\0{entry.plural}").encode()


def _table(texts: list[bytes], offset: int) -> bytes:
    rows = []
    for text in texts:
        rows.append(struct.pack("<2I", len(text), offset))
        offset += len(text) + 1
    return b"".join(rows)


# ---- finding the texts


def texts() -> list[Entry]:
    """Every marked text of the code and the templates, once, with its places."""
    found: dict[tuple[str | None, str], Entry] = {}
    for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"), *SOURCE.rglob("messages/*.txt"), *SOURCE.rglob("packs/*.yaml")]):
        for entry in _texts_in(path):
            found.setdefault(entry.key, entry).places.append(path.relative_to(SOURCE).as_posix())
    for entry in found.values():
        entry.places = sorted(set(entry.places))
    return list(found.values())


def _texts_in(path: Path) -> Iterator[Entry]:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".yaml":
        yield from map(Entry, PACK_TEXT.findall(source))
        yield from (Entry(one.strip()) for told in PACK_LIST.findall(source) for one in told.split(","))
    elif path.suffix in (".html", ".txt"):
        from django.utils.translation.template import templatize

        for call in CALL.findall(templatize(source)):
            yield from _marked(ast.parse(call.strip(), mode="eval"))
    else:
        yield from _marked(ast.parse(source))


def _marked(tree: ast.AST) -> Iterator[Entry]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        shape = MARKERS.get(name)
        given = [argument.value for argument in node.args[: len(shape or "")] if isinstance(argument, ast.Constant)]
        if shape and len(given) == len(shape) and all(isinstance(text, str) and text for text in given):
            words = dict(zip(shape, given, strict=True))
            yield Entry(words["s"], words.get("c"), words.get("p"))


# ---- the commands


def gather() -> int:
    """Rewrites the English catalogue: translations are kept, new texts get an empty one, unused ones go."""
    kept = {entry.key: entry for entry in read_catalogue(ENGLISH)}
    entries = texts()
    for entry in entries:
        before = kept.get(entry.key)
        entry.forms, entry.fuzzy = (before.forms, before.fuzzy) if before else ([], False)
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    ordered = sorted(entries, key=lambda entry: (entry.places[0], entry.text))
    ENGLISH.write_text(HEADER + "\n" + "\n\n".join(map(_written, ordered)) + "\n", encoding="utf-8")
    print(f"{len(entries)} texts, {sum(not entry.translated for entry in entries)} without English")
    return 0


def missing() -> list[str]:
    """One line for each text that has no English, or whose English has other holes than the Chinese."""
    english = {entry.key: entry for entry in read_catalogue(ENGLISH)}
    lines = []
    for entry in texts():
        found = english.get(entry.key)
        if not found or not found.translated:
            lines.append(f"{entry.places[0]}: no English for {entry.text!r}")
        elif any(_holes(form) - _holes(entry.text + (entry.plural or "")) for form in found.forms):
            lines.append(f"{entry.places[0]}: the English of {entry.text!r} has a hole that the Chinese lacks")
    return lines


def _holes(text: str) -> set[str]:
    return {named or braced for named, braced in HOLE.findall(text)}


def check() -> int:
    lines = missing()
    print(*lines[:60], sep="\n", end="\n" if lines else "")
    print(f"{len(lines)} texts lack an English translation (make translations)" if lines else "English is complete")
    return 1 if lines else 0


def compile_all() -> int:
    for path in sorted(SOURCE.rglob("*.po")):
        compile_catalogue(path)
    return 0


def main(arguments: list[str]) -> int:
    commands = {"compile": compile_all, "gather": gather, "check": check}
    if len(arguments) != 1 or arguments[0] not in commands:
        print(__doc__)
        return 2
    return commands[arguments[0]]()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
