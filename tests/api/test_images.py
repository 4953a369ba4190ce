"""Pictures over HTTP: the browser's best format, kept for ever, and nothing that is not a picture."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from aethex_live.domain.image import Kind
from aethex_live.integrations.image_maker import ImageMaker
from aethex_live.services import image
from tests.support.http import client
from tests.support.people import create_actor
from tests.support.pictures import opened, picture

BROWSER = {"Accept": "image/avif,image/webp,image/apng,*/*;q=0.8"}


@pytest_asyncio.fixture(loop_scope="session")
async def web(context):
    async with client(context) as made:
        yield made


class Made:
    """The sizes of a picture, kept from test to test, because making them takes a second."""

    def __init__(self, kept: Path):
        self.kept = kept
        self.url = ""

    async def url_in(self, context, store: Path) -> str:
        """The address of the picture, whose sizes are in `store` now."""
        if self.url:
            shutil.copytree(self.kept, store, dirs_exist_ok=True)
        else:
            owner = await create_actor(context)
            real = replace(context, images=ImageMaker())
            self.url = (await image.upload(real, owner, Kind.AVATAR, picture())).url
            shutil.copytree(store, self.kept)
        return self.url


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Made:
    return Made(tmp_path_factory.mktemp("made") / "media")


@pytest_asyncio.fixture(loop_scope="session")
async def url(context, made: Made, tmp_path: Path) -> str:
    return await made.url_in(context, tmp_path / "media")


@pytest.mark.parametrize(
    ("path", "accept", "mime", "width"),
    [
        ("", BROWSER, "image/avif", 256),
        ("", {}, "image/webp", 256),
        ("/64", BROWSER, "image/avif", 64),
        ("/64.webp", BROWSER, "image/webp", 64),
        ("/128.avif", {}, "image/avif", 128),
    ],
)
async def test_the_size_and_the_format_that_were_asked_for(web, url, path, accept, mime, width):
    answer = await web.get(url + path, headers=accept)
    assert (answer.status_code, answer.headers["content-type"]) == (200, mime)
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert (answer.headers.get("vary") == "Accept") is ("." not in path)
    assert opened(answer.content).size == (width, width)
    again = await web.get(url + path, headers={**accept, "If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/images/avatar/" + "0" * 32,
        "/images/avatar/..%2f..%2f..%2fsecrets.env",
        "/images/../../secrets.env",
        "/images/avatar/%00",
        "/images/avatar/%C3%A9",
        "/images/svg/" + "0" * 32,
        "URL/63",
        "URL/64.png",
        "URL/-64",
        "URL/99999999999999999999",
        "URL/64.webp/x",
    ],
)
async def test_nothing_else(web, url, path):
    answer = await web.get(path.replace("URL", url))
    assert answer.status_code == 404
    assert "immutable" not in answer.headers.get("cache-control", "")


async def test_only_for_reading(web, url):
    assert (await web.head(url)).status_code == 200
    assert (await web.post(url)).status_code == 405
