"""Frozen dataclasses that travel as JSON objects, read back with every type checked."""

import json
from dataclasses import MISSING, fields
from types import UnionType
from typing import Any, Self, Union, get_args, get_origin, get_type_hints


class ContractError(Exception):
    """What came is not of the contract: the text says where."""


def read_json(body: bytes) -> Any:
    """Whatever the body says, or ContractError."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ContractError("The message is not JSON.") from error


class JsonValue:
    """A frozen dataclass that travels as a JSON object."""

    def to_json(self) -> dict[str, Any]:
        """Shares what cannot be changed: `asdict` would copy all of it, every second for every stream."""
        return {item.name: _plain(getattr(self, item.name)) for item in fields(self)}  # type: ignore[arg-type]

    def to_bytes(self) -> bytes:
        return json.dumps(self.to_json(), separators=(",", ":")).encode()

    @classmethod
    def parse(cls, body: bytes) -> Self:
        return cls.from_json(read_json(body))

    @classmethod
    def from_json(cls, data: object) -> Self:
        if not isinstance(data, dict):
            raise ContractError(f"{cls.__name__} must be an object.")
        hints = get_type_hints(cls)
        values = {}
        for item in fields(cls):  # type: ignore[arg-type]
            if item.name in data:
                values[item.name] = _read(hints[item.name], data[item.name], f"{cls.__name__}.{item.name}")
            elif item.default is MISSING and item.default_factory is MISSING:
                raise ContractError(f"{cls.__name__}.{item.name} is missing.")
        return cls(**values)


def _plain(value: Any) -> Any:
    if isinstance(value, JsonValue):
        return value.to_json()
    if isinstance(value, (tuple, list)):
        return type(value)(_plain(item) for item in value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _read(kind: Any, value: Any, where: str) -> Any:
    """`value` as `kind`, or ContractError. Knows the few types that this file uses."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        if value is None:
            return None
        return _read(next(option for option in get_args(kind) if option is not type(None)), value, where)
    if origin is tuple:
        if not isinstance(value, list):
            raise ContractError(f"{where} must be a list.")
        return tuple(_read(get_args(kind)[0], item, where) for item in value)
    if origin is dict:
        if not isinstance(value, dict):
            raise ContractError(f"{where} must be an object.")
        return value
    if isinstance(kind, type) and issubclass(kind, JsonValue):
        return kind.from_json(value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise ContractError(f"{where} must be of type {kind.__name__}.")
    return value
