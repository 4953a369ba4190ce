"""Commands: each reads its arguments or says how it is written; who may not use one is not offered it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aethex_live.domain import chat_command
from aethex_live.domain.channel_role import ACTS, ChannelRole, may
from aethex_live.domain.chat_command import COMMANDS, Call, Name, parse
from aethex_live.errors import InvalidInput


@pytest.mark.parametrize(
    "text, call",
    [
        ("/ban @Bob being  rude", Call(Name.BAN, "Bob", None, "being rude")),
        ("/BAN bob", Call(Name.BAN, "bob")),
        ("/timeout bob", Call(Name.TIMEOUT, "bob", 600)),
        ("/timeout bob 2h", Call(Name.TIMEOUT, "bob", 7200)),
        ("/timeout bob rude", Call(Name.TIMEOUT, "bob", 600, "rude")),
        ("/timeout bob 1d rude again", Call(Name.TIMEOUT, "bob", 86_400, "rude again")),
        ("/slow", Call(Name.SLOW)),
        ("/slow 90", Call(Name.SLOW, "", 90)),
        ("/followers 0", Call(Name.FOLLOWERS, "", 0)),
        ("/clear", Call(Name.CLEAR)),
        ("  /me waves", Call(Name.ME, text="waves")),
        ("/help ban", Call(Name.HELP, text="ban")),
        ("/color", Call(Name.COLOR)),
        ("/color Teal", Call(Name.COLOR, text="Teal")),
    ],
)
def test_read(text, call):
    assert parse(text) == call


@pytest.mark.parametrize(
    "text",
    ["/", "/dance", "/ban", "/ban a", "/clear all", "/me", "/timeout bob 99w", "/slow soon", "/mod a b c"],
)
def test_refused_with_words(text):
    with pytest.raises(InvalidInput) as refused:
        parse(text)
    assert refused.value.message


@given(st.text(max_size=700))
def test_any_text_is_read_or_refused(text):
    try:
        call = parse("/" + text)
    except InvalidInput:
        return
    assert call.name in COMMANDS


@pytest.mark.parametrize(
    "text, expected", [("/ban x", True), (" /x", True), ("//x", False), ("x /y", False), ("", False)]
)
def test_what_is_a_command(text, expected):
    assert chat_command.is_command(text) is expected


@pytest.mark.parametrize("role", ChannelRole)
@pytest.mark.parametrize("staff", [False, True])
def test_offered_is_what_may_be_used(role, staff):
    for command in chat_command.offered(role, staff=staff):
        assert command.act is None or may(role, command.act, staff=staff)
    hidden = set(COMMANDS.values()) - set(chat_command.offered(role, staff=staff))
    assert all(command.act not in ACTS[role] for command in hidden)
