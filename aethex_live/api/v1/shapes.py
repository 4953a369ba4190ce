"""The shapes that all endpoints share: a page of things, an error, and what may be in a request."""

from typing import Annotated, Generic, TypeVar

from fastapi import Depends, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from pydantic.json_schema import models_json_schema

from aethex_live.domain import page as domain
from aethex_live.domain.page import DEEPEST, LARGEST, PageRequest, check_page
from aethex_live.domain.user import REASON_LENGTH

T = TypeVar("T")


class Body(BaseModel):
    """What a client sends; a name that we do not know is a mistake worth telling."""

    model_config = ConfigDict(extra="forbid")


async def _page_request(
    page: Annotated[int, Query(ge=1, le=DEEPEST, description="The number of the page, from 1.")] = 1,
    limit: Annotated[int, Query(ge=1, le=LARGEST, description="How many things on a page.")] = 20,
) -> PageRequest:
    return check_page(page, limit)


Paging = Annotated[PageRequest, Depends(_page_request)]


class Page(BaseModel, Generic[T]):
    """A part of a list, and where it lies in the whole."""

    model_config = ConfigDict(populate_by_name=True)

    data: list[T]
    total: int = Field(description="How many things there are on all pages.")
    page: int
    limit: int
    has_more: bool = Field(alias="hasMore")

    @classmethod
    def of(cls, page: domain.Page[T]) -> "Page[T]":
        """A page that a use case gave."""
        return cls.model_construct(
            data=list(page.data),
            total=page.total,
            page=page.page,
            limit=page.limit,
            has_more=page.has_more,
        )


class ImageChoice(Body):
    """An image that you have uploaded, or null for none."""

    image_id: Annotated[str | None, Field(pattern="^[0-9a-f]{32}$")]


class Reasoned(Body):
    """Why staff do something; whom it concerns will read it."""

    reason: Annotated[str, Field(min_length=1, max_length=REASON_LENGTH)]


class Suspension(Reasoned):
    """Why, and until when; without `until` it is for good."""

    until: AwareDatetime | None = None


class FieldProblem(BaseModel):
    """What is wrong with one input."""

    field: str
    code: str | None = None
    message: str


class Problem(BaseModel):
    """Every error looks like this. `code` is for programs and does not change; `message` is for people."""

    error: bool = True
    code: str
    message: str
    status: int
    field: str | None = Field(None, description="The input that is wrong, or the first of them.")
    fields: list[FieldProblem] | None = Field(None, description="All inputs that are wrong.")


_REASONS = {
    401: "Nobody is logged in, or the token is no good.",
    403: "Known, but not allowed.",
    404: "Not there, or not to be seen.",
    409: "Clashes with what is there.",
    413: "The body is too large.",
    422: "An input cannot be used.",
    429: "A limit is reached; Retry-After says when to go on.",
}

_REFERENCE = "#/components/schemas/{model}"
# Named as its model, it would be worked out anew for every error of every endpoint.
_, _defined = models_json_schema([(Problem, "validation")], ref_template=_REFERENCE)
PROBLEM_SCHEMAS: dict[str, object] = _defined["$defs"]
_PROBLEM = {"application/json": {"schema": {"$ref": _REFERENCE.format(model="Problem")}}}


def problems(*statuses: int) -> dict[int | str, dict[str, object]]:
    """The errors that an endpoint may answer, for an OpenAPI document with PROBLEM_SCHEMAS."""
    return {status: {"description": _REASONS[status], "content": _PROBLEM} for status in statuses}
