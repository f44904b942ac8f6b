"""The page about the machine door, written from its own OpenAPI document."""

from typing import Any


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |" for line in lines) + "\n"


def api() -> str:
    """Every operation with its scope, what it takes and what it answers; then every shape with its fields."""
    from bihuan.interfaces.api.v1.urls import api as door

    document: dict[str, Any] = door.get_openapi_schema(path_prefix="/api/v1/")
    parts = ["# API v1 接口\n", document["info"]["description"] + "\n", "怎么用：[use-the-api.md](../how-to/use-the-api.md)。\n"]
    rooms: dict[str, list[list[str]]] = {}
    for path, methods in document["paths"].items():
        for method, one in methods.items():
            rooms.setdefault(one["tags"][0], []).append(
                [f"`{method.upper()} {path}`", one["summary"], f"`{one['x-scope']}`", _takes(one), _gives(one)]
            )
    for room, rows in rooms.items():
        parts += [f"## {room}\n", _table(["operation", "事项", "scope", "takes", "answers"], rows)]
    parts.append("## Shapes 数据结构\n")
    for name, shape in sorted(document["components"]["schemas"].items()):
        parts.append(f"### {name}\n")
        parts += [shape["description"] + "\n"] if shape.get("description") else []
        parts += [_table(["field", "type", "meaning"], _fields(shape))] if shape.get("properties") else []
    return "\n".join(parts)


def _takes(one: dict[str, Any]) -> str:
    asked = [f"`{parameter['name']}`" for parameter in one.get("parameters", ()) if parameter["in"] == "query"]
    for kind, body in one.get("requestBody", {}).get("content", {}).items():
        asked.append(
            _type(body["schema"])
            if kind == "application/json"
            else "a form: " + ", ".join(f"`{name}`" for name in body["schema"]["properties"])
        )
    return ", ".join(asked)


def _gives(one: dict[str, Any]) -> str:
    return ", ".join(_type(body["schema"]) for body in one["responses"]["200"].get("content", {}).values())


def _type(shape: dict[str, Any]) -> str:
    if "$ref" in shape:
        name = shape["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in shape:
        return " or ".join(_type(one) for one in shape["anyOf"])
    if shape.get("type") == "array":
        return f"list of {_type(shape['items'])}" if "items" in shape else "list"  # places of their own: a tuple
    if isinstance(shape.get("additionalProperties"), dict):
        return f"key → {_type(shape['additionalProperties'])}"
    return str(shape.get("format") or shape.get("type") or "any")


def _fields(shape: dict[str, Any]) -> list[list[str]]:
    needed = set(shape.get("required", ()))
    return [
        [f"`{name}`{' (needed)' if name in needed else ''}", _type(one), str(one.get("description", ""))]
        for name, one in shape["properties"].items()
    ]
