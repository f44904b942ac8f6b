"""The gallery: every component rendered in its states, from invented samples. A component without samples is a failing test."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import override

from bihuan.interfaces.web.components.samples import sample

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Piece:
    """One component as the gallery shows it: (name of the state, HTML) pairs."""

    name: str
    about: str
    states: list[tuple[str, SafeString]]


def names() -> list[str]:
    """Every component: the folders that hold a template of their own name."""
    return sorted(folder.name for folder in FOLDER.iterdir() if (folder / f"{folder.name}.html").exists())


@lru_cache(16)
def remembered_pieces(language: str) -> tuple[Piece, ...]:
    """All components in a language, drawn once for everybody, as for somebody who is not signed in: three hundred templates."""
    nobody = HttpRequest()
    nobody.path = nobody.path_info = "/gallery/"
    with override(language):
        return tuple(pieces(nobody))


def states(name: str, request: HttpRequest | None = None) -> Iterator[tuple[str, SafeString]]:
    """Each sample of a component, rendered."""
    for state, given in sample(name).states.items():
        template = given.pop("_template", name)
        yield state, SafeString(render_to_string(f"components/{name}/{template}.html", given, request))


def pieces(request: HttpRequest | None = None, name: str = "") -> list[Piece]:
    """All components, or the one with this name (none where there is no such)."""
    return [Piece(one, sample(one).about, list(states(one, request))) for one in names() if name in ("", one)]
