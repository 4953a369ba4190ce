"""Reads an OpenAPI document for people: operations in order, kinds in words, examples made from schemas."""

from dataclasses import dataclass
from typing import Any

METHODS = ("get", "post", "put", "patch", "delete")
_EXAMPLES = {
    "uuid": "01989f6e-0000-7000-8000-000000000000",
    "date-time": "2026-11-21T12:00:00Z",
    "uri": "https://example.org/",
    "binary": "(file)",
}


@dataclass(frozen=True, slots=True)
class Operation:
    """One endpoint, as the page shows it. Rows are (name, kind, meaning)."""

    id: str
    tag: str
    method: str
    path: str
    summary: str
    description: str
    who: str
    needs_token: bool
    parameters: list[tuple[str, str, str]]
    body: list[tuple[str, str, str]]
    example_body: Any
    status: str
    answer: Any
    refusals: str


class Reader:
    """Resolves references within one document."""

    def __init__(self, document: dict[str, Any]):
        self._document = document
        self._base = document.get("servers", [{"url": ""}])[0]["url"]

    def operations(self) -> list[Operation]:
        """All of them, by tag in the document's order of tags."""
        found = [
            self._operation(path, method, item[method])
            for path, item in self._document["paths"].items()
            for method in METHODS
            if method in item
        ]
        tags = [tag["name"] for tag in self._document.get("tags", [])]
        return sorted(found, key=lambda operation: tags.index(operation.tag) if tags else 0)

    def _operation(self, path: str, method: str, found: dict[str, Any]) -> Operation:
        status, success = next((s, r) for s, r in found["responses"].items() if s < "400")
        answers = success.get("content", {})
        answer = next(iter(answers.values()))["schema"] if answers else None
        content = found.get("requestBody", {}).get("content", {})
        body = self._resolved(next(iter(content.values()))["schema"]) if content else {}
        security = {name: scopes for way in found.get("security", []) for name, scopes in way.items()}
        return Operation(
            id=found["operationId"],
            tag=found.get("tags", ["other"])[0],
            method=method.upper(),
            path=self._base + path,
            summary=found["summary"],
            description=found.get("description", ""),
            who=_who(security),
            needs_token="token" in security,
            parameters=[self._parameter(parameter) for parameter in found.get("parameters", [])],
            body=self._fields(body),
            example_body=self.example(body) if "application/json" in content else None,
            status=status,
            answer=self.example(answer) if answer is not None else None,
            refusals=", ".join(s for s in sorted(found["responses"]) if s >= "400"),
        )

    def _parameter(self, parameter: dict[str, Any]) -> tuple[str, str, str]:
        kind = self.kind(parameter["schema"]) + (", in the path" if parameter["in"] == "path" else "")
        return parameter["name"], kind, parameter.get("description", "")

    def _fields(self, schema: dict[str, Any]) -> list[tuple[str, str, str]]:
        required = schema.get("required", [])
        return [
            (
                name,
                self.kind(field) + ("" if name in required else ", optional"),
                field.get("description", ""),
            )
            for name, field in schema.get("properties", {}).items()
        ]

    def kind(self, schema: dict[str, Any]) -> str:
        """A schema in a few words."""
        schema = self._resolved(schema)
        if choices := schema.get("enum"):
            return "one of " + ", ".join(map(str, choices))
        if parts := schema.get("anyOf"):
            return " or ".join(self.kind(part) for part in parts)
        if schema.get("type") == "array":
            return f"list of {self.kind(schema['items'])}"
        words = schema.get("format") or {"object": schema.get("title", "object")}.get(
            schema.get("type", ""), schema.get("type", "anything")
        )
        return f"{words} {_range(schema)}".strip()

    def example(self, schema: dict[str, Any], depth: int = 0) -> Any:
        """A value that fits the schema."""
        schema = self._resolved(schema)
        for key in ("example", "default", "const"):
            if schema.get(key) is not None:
                return schema[key]
        if schema.get("enum"):
            return schema["enum"][0]
        if parts := schema.get("anyOf"):
            return self.example(parts[0], depth)
        kind = schema.get("type")
        if kind == "object":
            properties = schema.get("properties", {})
            return {name: self.example(field, depth + 1) for name, field in properties.items()}
        if kind == "array":
            return [self.example(schema["items"], depth + 1)] if depth < 4 and "items" in schema else []
        plain = {"integer": schema.get("minimum", 1), "number": 1.0, "boolean": True, "null": None}
        return plain.get(kind, _EXAMPLES.get(schema.get("format", ""), schema.get("title", "text").lower()))

    def _resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in schema:
            found: Any = self._document
            for part in schema["$ref"].removeprefix("#/").split("/"):
                found = found[part]
            schema = found
        return schema


def _who(security: dict[str, list[str]]) -> str:
    if not security:
        return "anybody"
    if "token" not in security:
        return "you in person, logged in; not with a token"
    scopes = ", ".join(security["token"])
    return f"you, logged in or with a token of scope {scopes}" if scopes else "you, logged in or with a token"


def _range(schema: dict[str, Any]) -> str:
    low = schema.get("minimum", schema.get("minLength"))
    high = schema.get("maximum", schema.get("maxLength"))
    unit = " characters" if "minLength" in schema or "maxLength" in schema else ""
    if low is not None and high is not None:
        return f"({low} to {high}{unit})"
    if high is not None:
        return f"(at most {high}{unit})"
    return f"(at least {low}{unit})" if low is not None else ""
