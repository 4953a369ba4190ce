"""Files under names: whole or not there, and never outside of their folder."""

import asyncio

import pytest

from aethex_live.integrations.local_store import LocalStore


async def test_what_was_put_can_be_got_until_it_is_removed(tmp_path):
    store = LocalStore(tmp_path)
    await store.put("images/ab/1.webp", b"one")
    await store.put("images/ab/1.webp", b"two")
    await store.put("images/abc/1.webp", b"three")
    assert await store.get("images/ab/1.webp") == b"two"
    await store.remove_below("images/ab/")
    assert await store.get("images/ab/1.webp") is None
    assert await store.get("images/abc/1.webp") == b"three"
    await store.remove_below("images/nothing/")


async def test_writers_at_the_same_time_leave_one_whole_object(tmp_path):
    store = LocalStore(tmp_path)
    sent = [bytes([number]) * 200_000 for number in range(8)]
    await asyncio.gather(*(store.put("a/b", data) for data in sent))
    assert await store.get("a/b") in sent
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]


@pytest.mark.parametrize("name", ["../x", "a/../x", "/etc/passwd", "a//b", "", ".", "a/.new-1", "a\0b", "A"])
async def test_no_name_leads_outside(tmp_path, name):
    store = LocalStore(tmp_path)
    for act in (store.put(name, b""), store.get(name), store.remove_below(name + "/")):
        with pytest.raises(ValueError, match="not a name"):
            await act


async def test_only_whole_folders_are_removed(tmp_path):
    with pytest.raises(ValueError, match="slash"):
        await LocalStore(tmp_path).remove_below("images")
