"""A figure is one computed number with its definition and the address of its rows (promise 2)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One number. `value` None means: the records it counts come with a later part of the product; `reason` says which.

    `code` is its id (N01 …, O01 …, or a cockpit's own), `rows` the address of the list it counts, `unit` the counter word.
    """

    code: str
    value: int | float | None
    definition: str
    rows: str = ""
    unit: str = ""
    reason: str = ""

    def to_json(self) -> dict[str, object]:
        """`{value, definition, rows}` and, for a missing value, the `reason`."""
        told: dict[str, object] = {"value": self.value, "definition": self.definition, "rows": self.rows}
        if self.value is None:
            told["reason"] = self.reason
        return told
