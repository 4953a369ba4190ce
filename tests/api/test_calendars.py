"""Schedules as files for calendar programs."""

import icalendar
import pytest
from httpx import AsyncClient, Response

from aethex_live.services import channel, schedule_desk
from tests.support.http import client
from tests.support.plans import plan


@pytest.fixture
async def web(context):
    async with client(context) as made:
        yield made


async def read(web: AsyncClient, url: str, **headers: str) -> Response:
    return await web.get(url, headers=headers)


async def test_a_channel_is_subscribed_to_and_an_entry_taken_along(context, ada, owls, web):
    weekly = await plan(context, ada, owls, weekdays=["sun"])
    await plan(context, ada, owls, title="Special")
    answer = await read(web, "/feeds/night-owls.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert sorted(event["SUMMARY"] for event in events) == ["Night shift", "Special"]
    assert events[0]["URL"].startswith("http://localhost:3000/schedule/")
    (one,) = icalendar.Calendar.from_ical((await read(web, f"/feeds/schedule/{weekly.id}.ics")).content).walk(
        "VEVENT"
    )
    assert one["UID"] == f"{weekly.id}@localhost"


async def test_who_has_the_newest_is_told_so(context, ada, owls, web, clock):
    entry = await plan(context, ada, owls)
    first = await read(web, "/feeds/night-owls.ics")
    tag = first.headers["etag"]
    assert "max-age=300" in first.headers["cache-control"] and "last-modified" in first.headers
    again = await read(web, "/feeds/night-owls.ics", **{"if-none-match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    clock.forward(minutes=1)
    await schedule_desk.edit(context, ada, entry.id, {"title": "Late shift"})
    assert (await read(web, "/feeds/night-owls.ics", **{"if-none-match": tag})).status_code == 200


@pytest.mark.parametrize(
    "url",
    ["/feeds/nobody-here.ics", "/feeds/%00.ics", "/feeds/schedule/00000000-0000-0000-0000-000000000000.ics"],
)
async def test_what_is_not_there_has_no_calendar(web, context, url):
    assert (await read(web, url)).status_code == 404


async def test_a_hidden_channel_has_no_calendar(context, ada, owls, web):
    entry = await plan(context, ada, owls)
    await channel.delete(context, ada, owls, "night-owls")
    for url in ("/feeds/night-owls.ics", f"/feeds/schedule/{entry.id}.ics"):
        assert (await read(web, url)).status_code == 404
