"""Uploading images, to be shown somewhere within a day."""

from typing import Annotated

from fastapi import Query, Request

from aethex_live.api.v1.asker import AccountWriter
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import problems
from aethex_live.domain.image import Crop, Image, Kind
from aethex_live.errors import InvalidInput
from aethex_live.services import image
from aethex_live.services.context import current

router = Routes(prefix="/me/images", tags=["images"], responses=problems(401, 403, 413))

_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
_SIDE = Query(ge=0, le=100_000)


@router.post("/{kind}", status_code=201, summary="Upload an image", openapi_extra=_BODY)
async def upload(
    actor: AccountWriter,
    kind: Kind,
    request: Request,
    x: Annotated[int | None, _SIDE] = None,
    y: Annotated[int | None, _SIDE] = None,
    width: Annotated[int | None, _SIDE] = None,
    height: Annotated[int | None, _SIDE] = None,
) -> Image:
    """The body is the file: JPEG, PNG, WebP, AVIF or GIF, at most 10 MB.

    `x`, `y`, `width` and `height` say in pixels which part shall be seen; without them as much as
    fits is kept from the middle.
    """
    corners = (x, y, width, height)
    if None in corners and corners != (None,) * 4:
        raise InvalidInput("Give all of x, y, width and height, or none of them.", field="x")
    crop = Crop(x, y, width, height) if x is not None else None  # type: ignore[arg-type]
    return await image.upload(current(), actor, kind, await request.body(), crop)
