"""A text with places filled in that can still be said in another language."""

from collections.abc import Callable, Mapping
from typing import Any

Kept = tuple[str, Mapping[str, Any]]
"""The template and what stands in its places: plain values, and texts that were kept themselves."""


class Told(str):
    """The Chinese text; it knows its template with `%(name)s` places and what fills them. Elsewhere – as JSON, in a row – it is its text."""

    template: str
    facts: Mapping[str, Any]

    def __new__(cls, template: str, /, **facts: Any) -> "Told":
        told = super().__new__(cls, template % facts if facts else template)
        told.template, told.facts = template, {name: _plain(one) for name, one in facts.items()}
        return told

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        return str, (str(self),)

    @property
    def kept(self) -> Kept:
        """What has to be kept of it to say it again."""
        return self.template, self.facts


def _plain(fact: Any) -> Any:
    """A fact as it can be kept: a text that is said again keeps its template, too."""
    if isinstance(fact, Told):
        return fact.kept
    return fact if isinstance(fact, int | float) else str(fact)


def said(text: str, translate: Callable[[str], str]) -> str:
    """A text in the reader's language: one that knows its template by that, any other as it stands."""
    if isinstance(text, Told):
        return said_again(text.kept, translate) or str(text)
    return translate(text) if text else ""


def said_again(kept: Any, translate: Callable[[str], str]) -> str:
    """What was kept, in the reader's language; nothing where it is not what is kept of a text."""
    try:
        template, facts = kept
        told = {name: said_again(one, translate) if isinstance(one, list | tuple) else one for name, one in facts.items()}
        return translate(template) % told if told else translate(template) if template else ""
    except (TypeError, ValueError, KeyError, AttributeError):
        return ""
