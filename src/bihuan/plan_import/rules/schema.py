"""The JSON Schema of what `PlanFacts.to_json` gives; printed by `bihuan plan schema`."""

from typing import Any

from bihuan.plan_import.vocabulary import DocumentKind, OrganisationRole, QuestionAbout, RepairKind, UnitRole

TEXT = {"type": "string"}
MAYBE = {"type": ["string", "null"]}
TEXTS = {"type": "array", "items": TEXT}
COUNT = {"type": "integer", "minimum": 0}
DAY = {
    "type": ["string", "null"],
    "pattern": r"^(\d{4}|(\d{4}|-)-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)[EML]?$",
    "description": "YYYY-MM-DD, YYYY-MM, YYYY, --MM-DD or --MM; a last E, M, L marks 上旬/初, 中旬, 下旬/底",
}
SOURCE = {"$ref": "#/$defs/source"}


def _record(**properties: Any) -> dict[str, Any]:
    properties["source"] = SOURCE
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _list(**properties: Any) -> dict[str, Any]:
    return {"type": "array", "items": _record(**properties)}


def _or_null(record: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [record, {"type": "null"}]}


def _one_of(terms: Any) -> dict[str, Any]:
    return {"type": "string", "enum": [term.value for term in terms]}


QUOTES = _list(text=TEXT)
MANIFESTATIONS = _list(number=MAYBE, text=TEXT, strict_check={"type": "boolean"})
CHANNELS = {
    "type": "object",
    "properties": {"phones": TEXTS, "emails": TEXTS, "urls": TEXTS, "other": TEXTS, "sources": QUOTES},
    "required": ["phones", "emails", "urls", "other", "sources"],
    "additionalProperties": False,
}
KIND = {
    "type": "object",
    "properties": {"kind": _one_of(DocumentKind), "label": TEXT, "reason": TEXT},
    "required": ["kind", "label", "reason"],
    "additionalProperties": False,
}
PROPERTIES: dict[str, Any] = {
    "title": MAYBE,
    "outline": _list(level={"type": "integer", "minimum": 1}, number=MAYBE, heading=TEXT),
    "basis": QUOTES,
    "doc_numbers": QUOTES,
    "decided_by": _or_null(_record(text=TEXT)),
    "period": _or_null(_record(start=DAY, end=DAY, as_written=TEXT)),
    "goals": QUOTES,
    "principles": QUOTES,
    "phrases": QUOTES,
    "scope": _or_null(_record(text=TEXT, units=TEXTS, ranks=TEXTS)),
    "stages": _list(name=TEXT, start=DAY, end=DAY, as_written=MAYBE, tasks=TEXTS),
    "problem_categories": _list(
        **{"name": TEXT, "raise": MAYBE, "dimension": MAYBE, "manifestations": MANIFESTATIONS},
        responsible_units=TEXTS,
        deadline=MAYBE,
        measures=TEXTS,
    ),
    "responsible_units": _list(name=TEXT, role=_one_of(UnitRole), item=MAYBE),
    "deadlines": _list(as_written=TEXT, start=DAY, end=DAY, recurring=MAYBE, item=MAYBE),
    "measures": _list(text=TEXT, category=MAYBE, units=TEXTS, deadline=MAYBE),
    "organisation": _list(body=TEXT, role=_one_of(OrganisationRole), members_as_written=MAYBE),
    "channels": CHANNELS,
    "ladder": _list(ladder={"type": "integer", "minimum": 1}, step={"type": "integer", "minimum": 1}, trigger=TEXT, measures=TEXTS),
    "reporting": _list(what=TEXT, to=MAYBE, rhythm=MAYBE, deadline=MAYBE),
    "numbers": _list(value=TEXT, unit=TEXT, what=TEXT),
    "announced": _list(text=TEXT, count=COUNT, found={"type": ["integer", "null"], "minimum": 0}),
    "repairs": _list(kind=_one_of(RepairKind), as_read=TEXT, repaired=TEXT),
    "questions": _list(about=_one_of(QuestionAbout), text=TEXT),
    "document_kind": KIND,
}
PLAN_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Facts read from a plan",
    "description": "Missing is an empty list or null, never a guess. Offsets point into the cleaned text.",
    "type": "object",
    "properties": PROPERTIES,
    "required": list(PROPERTIES),
    "additionalProperties": False,
    "$defs": {
        "source": {
            "type": "object",
            "properties": {"start": COUNT, "end": COUNT},
            "required": ["start", "end"],
            "additionalProperties": False,
        },
    },
}
