"""A message that was acknowledged outlives the process, however that ends."""

import signal

import pytest

from aethex_live.services.chat import page
from tests.state.chatters import chat_on, problem, say
from tests.support.database import migrated_database, scratch_directory


@pytest.mark.timeout(400)
async def test_what_was_acknowledged_is_there_after_kill_9():
    with migrated_database() as url, scratch_directory() as scratch:
        async with chat_on(url, scratch) as chat:
            owner = await chat.channel("night-owls")
            said = [f"message {number}" for number in range(4)]
            for text in said:
                await say(owner, text)
                assert problem(owner) == ""
            chat.site.process.send_signal(signal.SIGKILL)
            chat.site.process.wait()
            assert [message.text for message in await page(chat.context, "night-owls")] == said
