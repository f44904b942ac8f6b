"""All units of a text with their role, each once per item."""

from collections.abc import Iterator

from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import ResponsibleUnit, Span
from bihuan.plan_import.rules.units import labels, prose
from bihuan.plan_import.rules.units.labels import Claim


def read_units(doc: Document) -> list[ResponsibleUnit]:
    labelled = [*labels.table_claims(doc.text, doc.tables), *labels.claims(doc.text)]
    told = [
        claim
        for claim in prose.claims(doc.text)
        if not any(known.at < claim.until and claim.at < known.until for known in _near(labelled, claim))
    ]
    units = [_unit(doc, claim) for claim in sorted([*labelled, *told], key=lambda claim: claim.at)]
    return list(_once(units))


def _near(claims: list[Claim], claim: Claim) -> list[Claim]:
    return [known for known in claims if known.at < claim.until and claim.at < known.until]


def _unit(doc: Document, claim: Claim) -> ResponsibleUnit:
    return ResponsibleUnit(claim.name, claim.role, claim.item or item_at(doc, claim.at), Span(claim.at, claim.until))


def item_at(doc: Document, at: int) -> str | None:
    """The heading that a fact stands under, skipping numbered labels such as 1.责任单位."""
    node = doc.node_at(at)
    while node is not None and (node.label or not node.heading or (not node.named and node.parent is not None)):
        node = node.parent
    return node.heading if node is not None else None


def _once(units: list[ResponsibleUnit]) -> Iterator[ResponsibleUnit]:
    seen = set()
    for unit in units:
        key = (unit.name, unit.role, unit.item)
        if key not in seen:
            seen.add(key)
            yield unit
