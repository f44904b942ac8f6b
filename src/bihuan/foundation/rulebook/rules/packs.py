"""Rule packs are data files; several entries with one id are its versions, each in force from its own day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from bihuan.foundation.kernel import Missing, _
from bihuan.foundation.rulebook.rules.rule import Rule, Setting
from bihuan.foundation.rulebook.vocabulary import Confidence, Unit

FOLDER = Path(__file__).resolve().parent.parent / "packs"


@dataclass(frozen=True)
class Book:
    """All versions of all rules, oldest first, and what this installation set on top, oldest first."""

    rules: tuple[Rule, ...]
    settings: tuple[Setting, ...] = ()

    def rule(self, rule_id: str, on: date) -> Rule:
        """The rule in force on a day. Raises Missing for an id nobody knows, and for a day before the rule."""
        versions = [one for one in self.rules if one.id == rule_id and one.effective_on <= on]
        if not versions:
            known = any(one.id == rule_id for one in self.rules)
            raise Missing(
                _("规则 %(id)s 在 %(day)s 还没有生效。") if known else _("没有编号为 %(id)s 的规则。"), id=rule_id, day=on.isoformat()
            )
        found = max(versions, key=lambda one: one.effective_on)
        ours = [one for one in self.settings if one.rule == rule_id and one.from_on <= on]
        return found.with_value(ours[-1].value) if ours else found

    def all_on(self, on: date) -> list[Rule]:
        """Every rule in force on a day, in the order of the packs."""
        ids = dict.fromkeys(one.id for one in self.rules if one.effective_on <= on)
        return [self.rule(rule_id, on) for rule_id in ids]


def read_packs(folder: Path = FOLDER) -> tuple[Rule, ...]:
    """The rules of all packs of a folder."""
    return tuple(rule for path in sorted(folder.glob("*.yaml")) for rule in _of(yaml.safe_load(path.read_text(encoding="utf-8"))))


def _of(pack: dict[str, object]) -> Iterable[Rule]:
    entries = pack["rules"]
    assert isinstance(entries, Sequence)  # noqa: S101 (the packs are ours; a test reads them all)
    for entry in entries:
        words = {"unit": Unit(entry["unit"]), "confidence": Confidence(entry["confidence"]), "pack": f"{pack['title']} {pack['version']}"}
        yield Rule(**{**entry, **words})
