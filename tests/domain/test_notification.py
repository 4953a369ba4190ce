"""What is told in one sentence, and which."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from aethex_live.domain.notification import Kind, Notification, bundled, key_of, path_of, sentence

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def told(
    kind=Kind.FOLLOWER, actor="Ada", channel="Night Owls", *, read=False, at=NOW, text=""
) -> Notification:
    return Notification(
        id=uuid4(),
        kind=kind,
        at=at,
        read=read,
        text=text,
        path="/",
        channel=channel,
        channel_slug=channel.lower(),
        channel_avatar="",
        actor=actor,
        actor_username=actor.lower(),
        actor_avatar="",
    )


def sentences(*notifications) -> list[str]:
    return [str(bundle.words) for bundle in bundled(notifications)]


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_says_something_and_leads_somewhere(kind):
    each = told(kind, text="ten")
    assert sentence(each) and kind.choice and len(key_of(kind, uuid4(), uuid4(), uuid4())) <= 150
    assert path_of(kind, "", slug="night-owls", username="ada").startswith("/")
    if kind.together:
        assert "{others}" in kind.together and "2 others" in sentence(each, 2)


def test_a_path_of_its_own_comes_first():
    assert path_of(Kind.LIVE, "/elsewhere", slug="a", username="b") == "/elsewhere"


def test_people_who_do_the_same_are_told_of_together():
    several = [told(actor=name) for name in ("Ada", "Bob", "Cleo", "Dora")]
    assert sentences(*several) == ["Ada and 3 others follow Night Owls"]
    assert sentences(*several[:2]) == ["Ada and 1 other follow Night Owls"]
    assert bundled(several)[0].ids == tuple(each.id for each in several)


def test_one_person_twice_is_no_other():
    assert sentences(told(), told()) == ["Ada follows Night Owls"]


def test_channels_days_and_what_is_read_stay_apart():
    apart = [told(), told(channel="Elsewhere"), told(read=True), told(at=NOW - timedelta(days=1))]
    assert len(sentences(*apart)) == 4


def test_each_stream_is_told_by_itself():
    live = [told(Kind.LIVE, text=title) for title in ("One", "Two")]
    assert sentences(*live) == ["Night Owls is live: One", "Night Owls is live: Two"]


def test_a_stream_without_title_is_called_as_its_channel():
    assert sentence(told(Kind.LIVE)) == "Night Owls is live: Night Owls"


def test_a_role_is_a_word_that_can_be_translated():
    assert sentence(told(Kind.ROLE, text="moderator")).values["text"].template == "Moderator"
