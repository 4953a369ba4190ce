"""What a browser needs to install the site."""

from aethex_live.frontend import ROOT
from tests.support.http import client


async def test_the_manifest_names_the_site_and_pictures_that_there_are(context):
    context.signboard.name = "Night TV"
    async with client(context, headers={"Accept-Language": "de-DE,de"}) as web:
        answer = await web.get("/manifest.webmanifest")
    assert answer.headers["content-type"] == "application/manifest+json"
    found = answer.json()
    assert (found["name"], found["display"], found["lang"]) == ("Night TV", "standalone", "de")
    assert [each["name"] for each in found["shortcuts"]] == ["Live gehen", "Mitteilungen", "Kategorien"]
    icons = found["icons"] + [icon for each in found["shortcuts"] for icon in each["icons"]]
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in icons}
    assert any(icon.get("purpose") == "maskable" for icon in icons)
    assert all((ROOT / "assets" / icon["src"].lstrip("/")).is_file() for icon in icons)
