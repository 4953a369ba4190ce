"""The chat of the real site against who speaks its websocket by hand, and against a sudden end.

Everything is done over sockets, moderation too, so that nothing is told to the site by another way.
"""

import signal
from collections.abc import AsyncIterator
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio

from aethex_live.services.chat import page
from tests.state.chatters import (
    FORM,
    HISTORY,
    LIVE,
    MODS,
    PATIENCE,
    Chat,
    call,
    chat_on,
    entry,
    heard,
    is_hung_up,
    problem,
    say,
    texts,
    until_gone,
    until_seen,
)
from tests.support.database import migrated_database, scratch_directory

pytestmark = pytest.mark.timeout(300)
RATE = 5


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def shared_chat() -> AsyncIterator[Chat]:
    with migrated_database() as url, scratch_directory() as scratch:
        async with chat_on(url, scratch) as chat:
            yield chat


@pytest_asyncio.fixture(loop_scope="session")
async def chat(shared_chat: Chat) -> AsyncIterator[Chat]:
    yield shared_chat
    await shared_chat.close()


async def test_nobody_writes_as_somebody_else(chat):
    owner = await chat.channel("forged")
    forger = await chat.enter("forged", await chat.somebody("forger"))
    claims = {"author": "forged", "author_id": str(uuid4()), "username": "forged", "name": "forged"}
    claims |= {"badges": ["owner", "staff"], "kind": "announcement", "id": str(uuid4()), "colour": 7}
    claims |= {"slug": "elsewhere", "user_id": "forged", "deleted": True, "parts": [{"kind": "link"}]}
    await say(forger, "who am I", **claims)
    shown = await until_seen(owner, "who am I")
    assert (shown["author"], shown["name"], shown["kind"]) == ("forger", "forger", "user")
    assert (shown["badges"], shown["deleted"], shown["parts"]) == ([], False, [])
    assert claims["id"] != shown["id"] and claims["author_id"] != shown["author_id"]


async def test_a_guest_does_not_write(chat):
    owner = await chat.channel("guests")
    for headers in ({}, {"Cookie": "aethex_session=" + "x" * 43}):
        guest = await chat.enter("guests", headers)
        await say(guest, "from nobody")
        assert problem(guest)
    await say(owner, "from somebody")
    assert texts(await chat.enter("guests")) == ["from somebody"]


async def test_ids_of_others_messages_open_nothing(chat):
    owner, other = await chat.channel("ids"), await chat.channel("ids-elsewhere")
    stranger = await chat.enter("ids", await chat.somebody("id_thief"))
    await say(owner, "mine")
    await say(other, "told elsewhere")
    mine, elsewhere = await until_seen(owner, "mine"), await until_seen(other, "told elsewhere")
    for key in (mine["id"], elsewhere["id"], str(uuid4()), "x" * 10_000, "\x00", ""):
        for handler in ("delete", "pin"):
            await call(stranger, f"{FORM}.{handler}", message_id=key)
    await say(stranger, "an answer to another room", reply=elsewhere["id"])
    assert "gone" in problem(stranger)
    await say(stranger, "an answer to nothing", reply="x" * 100)
    await until_seen(owner, "an answer to nothing")
    assert texts(await chat.enter("ids")) == ["mine", "an answer to nothing"]
    assert texts(await chat.enter("ids-elsewhere")) == ["told elsewhere"]
    assert owner.shows(LIVE)["pinned"] is None and "told elsewhere" not in heard(stranger)


async def test_a_flood_is_stopped_and_told_why(chat):
    owner = await chat.channel("flood")
    headers = await chat.somebody("flooder")
    sockets = [await chat.enter("flood", headers) for _ in range(3)]
    for number in range(10):
        for at, socket in enumerate(sockets):
            await call(socket, f"{FORM}.send", form={"text": f"flood {number} {at}"})
    for socket in sockets:
        await socket.until(lambda socket=socket: socket.shows(FORM).get("answered") == 10, PATIENCE)
        assert "the most that people can read" in problem(socket)
    await say(owner, "quiet now")
    await until_seen(owner, "quiet now")
    assert len([text for text in texts(owner) if text.startswith("flood")]) <= RATE


async def test_who_is_banned_writes_by_no_way(chat):
    owner = await chat.channel("banned")
    headers = await chat.somebody("rude")
    first, second = await chat.enter("banned", headers), await chat.enter("banned", headers)
    witness = await chat.enter("banned")
    await say(second, "still here")
    await until_seen(witness, "still here")
    await say(owner, "/ban rude Rude again.")
    await until_gone(witness, "still here")
    third = await chat.enter("banned", headers)
    for socket in (first, second, third):
        for text in ("after the ban", "/me after the ban", "/announce after the ban"):
            await say(socket, text)
            assert problem(socket)
        await call(socket, f"{FORM}.typing")
    async with httpx.AsyncClient(base_url=chat.site.url, headers=headers) as web:
        own = {"Origin": chat.site.url, "Sec-Fetch-Site": "same-origin"}
        path = "/api/v1/channels/banned/chat/messages"
        answer = await web.post(path, json={"text": "after the ban"}, headers=own)
        assert answer.status_code == 403 and answer.json()["code"] == "chat_banned"
    await say(owner, "where were we")
    await until_seen(witness, "where were we")
    assert texts(witness) == ["where were we"]
    assert "after the ban" not in heard(witness)
    assert "rude" not in str(witness.shows(LIVE).get("typing"))


async def test_what_is_too_large_is_refused_or_ends_the_connection(chat):
    owner = await chat.channel("large")
    writer = await chat.enter("large", await chat.somebody("shouter"))
    for text in ("x" * 501, "x" * 100_000, "🜁" * 20_000, "a\u0335" * 20_000):
        await say(writer, text)
        assert "500" in problem(writer)
    await call(writer, f"{FORM}.send", form={"text": "x" * 300_000})
    await is_hung_up(writer)
    await say(owner, "small")
    assert texts(await chat.enter("large")) == ["small"]


async def test_only_the_room_where_one_is_can_be_written_to(chat):
    owner = await chat.channel("closed-door")
    stranger = await chat.connect(await chat.somebody("wanderer"))
    await call(stranger, f"{FORM}.send", at="closed-door", form={"text": "through the wall"})
    for name in ("nowhere", "../closed-door", "x" * 50_000, "\x00", "closed door"):
        await call(stranger, f"{LIVE}.enter_channel", slug=name)
        await call(stranger, f"{FORM}.send", form={"text": "through the wall"})
    await call(stranger, f"{LIVE}.enter", at="closed-door")
    await say(stranger, "through the door")
    await until_seen(owner, "through the door")
    assert texts(owner) == ["through the door"]


async def test_moderators_see_what_nobody_else_ever_gets(chat):
    owner = await chat.channel("secrets")
    writer = await chat.enter("secrets", await chat.somebody("writer"))
    guest, spy = await chat.enter("secrets"), await chat.enter("secrets", await chat.somebody("spy"))
    await call(owner, f"{MODS}.enter", at="secrets")
    await owner.until(lambda: "messages" in owner.shows(MODS), PATIENCE)
    for socket in (guest, spy):
        for handler, payload in (("enter", {}), ("enter_channel", {"slug": "secrets"}), ("send_whole", {})):
            await call(socket, f"{MODS}.{handler}", at="secrets", **payload)

    await say(writer, "held https://example.org/held-secret")
    await owner.until(lambda: len(owner.shows(MODS)["held"].entries) == 1, PATIENCE)
    await say(writer, "regretted words")
    first = await until_seen(guest, "regretted words")
    await say(writer, "an answer", reply=first["id"])
    assert (await until_seen(guest, "an answer"))["reply"]["text"] == "regretted words"
    await call(owner, f"{FORM}.delete", message_id=first["id"])
    await until_gone(guest, "regretted words")
    await guest.until(lambda: entry(guest, "an answer")["reply"]["text"] == "", PATIENCE)
    await until_seen(owner, "regretted words", MODS)
    await owner.until(lambda: entry(owner, "regretted words", MODS)["deleted"], PATIENCE)
    before = len(spy.deltas)
    await say(writer, "the end")
    end = await until_seen(spy, "the end")
    await until_seen(guest, "the end")

    newcomer = await chat.enter("secrets")
    for socket in (newcomer, spy, owner):
        await call(socket, f"{HISTORY}.older", message_id=end["id"])
        await socket.until(lambda socket=socket: socket.shows(HISTORY).get("before") == end["id"], PATIENCE)
    assert "regretted words" not in heard(newcomer) and "regretted words" not in str(spy.deltas[before:])
    assert not any("held-secret" in heard(socket) for socket in (guest, spy, newcomer))
    assert not any(socket.shows(MODS).get("messages") for socket in (guest, spy))
    older = {each["text"]: each["deleted"] for each in owner.shows(HISTORY)["entries"]}
    assert older == {"regretted words": True, "an answer": False}
    assert owner.shows(HISTORY)["entries"][0]["deleted_by"] == "secrets"


async def test_what_was_acknowledged_is_there_after_kill_9(chat):
    """The last one: it is the end of the site."""
    owner = await chat.channel("crash")
    said = [f"message {number}" for number in range(4)]
    for text in said:
        await say(owner, text)
        assert problem(owner) == ""
    chat.site.process.send_signal(signal.SIGKILL)
    chat.site.process.wait()
    assert [message.text for message in await page(chat.context, "crash")] == said
