"""Routes of the API, with what all of them have in common."""

from typing import Any

from fastapi import APIRouter
from fastapi.routing import APIRoute

from aethex_live.api.v1.shapes import problems


def _operation_id(route: APIRoute) -> str:
    """A name that generated clients can use: the module and the function."""
    return f"{route.endpoint.__module__.rpartition('.')[2]}_{route.name}"


class Routes(APIRouter):
    """Routes that are whole when they are declared: the app takes them as they are.

    A router that is included is worked out a second time, and asked by every request that is for one after it.
    """

    def __init__(self, *, responses: dict[int | str, dict[str, Any]] | None = None, **options: Any):
        super().__init__(
            responses=problems(422, 429) | (responses or {}),
            generate_unique_id_function=_operation_id,
            **options,
        )
