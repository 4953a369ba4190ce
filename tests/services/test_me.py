"""Who looks at the page."""

from aethex_live.services.context import ANONYMOUS
from aethex_live.services.me import me
from tests.support.channels import create_channel
from tests.support.people import create_actor


async def test_a_stranger_is_nobody(context):
    assert await me(context, ANONYMOUS) is None


async def test_a_person_has_a_name_and_channels(context):
    ada = await create_actor(context, "ada")
    await create_channel(context, ada, "night-owls")
    found = await me(context, ada)
    assert (found.username, [each.slug for each in found.channels]) == ("ada", ["night-owls"])
