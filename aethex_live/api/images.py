"""Pictures by address: `/images/KIND/ID`, in one size `.../WIDTH`, in one format `.../WIDTH.webp`.

An address never shows another picture, so browsers may keep what they got for ever.
"""

import re

from fastapi import APIRouter, Request, Response

from aethex_live.domain.image import MIME, Format
from aethex_live.errors import NotFound
from aethex_live.services import image
from aethex_live.services.context import current

router = APIRouter(include_in_schema=False)

FOR_EVER = "public, max-age=31536000, immutable"
_SIZE = re.compile(r"(\d{1,4})(?:\.(webp|avif))?")


@router.api_route("/images/{kind}/{image_id}", methods=["GET", "HEAD"])
async def middling(request: Request, kind: str, image_id: str) -> Response:
    """The picture in a size that does for most places."""
    return await _answer(request, kind, image_id, None, None)


@router.api_route("/images/{kind}/{image_id}/{size}", methods=["GET", "HEAD"])
async def sized(request: Request, kind: str, image_id: str, size: str) -> Response:
    """The picture in one of its widths; without a format the browser's best."""
    wanted = _SIZE.fullmatch(size)
    if wanted is None:
        raise NotFound("There is no such picture.")
    kept_as = Format(wanted[2]) if wanted[2] else None
    return await _answer(request, kind, image_id, int(wanted[1]), kept_as)


async def _answer(
    request: Request, kind: str, image_id: str, width: int | None, kept_as: Format | None
) -> Response:
    chosen = kept_as or _best(request)
    data = await image.read(current(), kind, image_id, width, chosen)
    headers = {"Cache-Control": FOR_EVER, "Cross-Origin-Resource-Policy": "cross-origin"}
    headers["ETag"] = f'"{image_id}-{width or ""}-{chosen}"'
    if kept_as is None:
        headers["Vary"] = "Accept"
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(data, media_type=MIME[chosen], headers=headers)


def _best(request: Request) -> Format:
    """AVIF for who says that they can read it; all others read WebP."""
    return Format.AVIF if MIME[Format.AVIF] in request.headers.get("accept", "") else Format.WEBP
