"""Who looks at the page."""

from aethex_live.domain.stream import Event
from aethex_live.services.context import ANONYMOUS
from aethex_live.services.me import me
from tests.support.channels import create_channel
from tests.support.people import create_actor
from tests.support.streams import Teller


async def test_a_stranger_is_nobody(context):
    assert await me(context, ANONYMOUS) is None


async def test_a_person_has_a_name_and_channels(context):
    ada = await create_actor(context, "ada")
    await create_channel(context, ada, "night-owls")
    found = await me(context, ada)
    assert (found.username, [each.slug for each in found.channels]) == ("ada", ["night-owls"])


async def test_a_channel_is_live_while_everybody_can_watch_it(context):
    ada = await create_actor(context, "ada")
    await create_channel(context, ada, "night-owls")
    await create_channel(context, ada, "day-owls")
    teller = Teller(context)

    async def live() -> list[str]:
        return [each.slug for each in (await me(context, ada)).channels if each.live]

    assert await live() == []
    await teller.tell(Event.STARTED)
    assert await live() == ["night-owls"]
    await teller.tell(Event.ENDED)
    assert await live() == []
