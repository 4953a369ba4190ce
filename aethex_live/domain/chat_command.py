"""What can be typed after a slash in a chat: a table of commands, how each is read, who sees it offered. Pure."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from aethex_live.domain.channel_role import Act, ChannelRole, may
from aethex_live.domain.chat import TEXT_LENGTH, Message
from aethex_live.domain.moderation import USUAL, check_length
from aethex_live.errors import InvalidInput, Words

_USERNAME = re.compile(r"@?([A-Za-z0-9_]{3,25})")


class Name(StrEnum):
    """The commands."""

    ANNOUNCE = "announce"
    BAN = "ban"
    BLOCK = "block"
    CLEAR = "clear"
    COLOR = "color"
    DELETE = "delete"
    EMOTE_ONLY = "emoteonly"
    EMOTE_ONLY_OFF = "emoteonlyoff"
    FOLLOWERS = "followers"
    FOLLOWERS_OFF = "followersoff"
    HELP = "help"
    ME = "me"
    MOD = "mod"
    PIN = "pin"
    SLOW = "slow"
    SLOW_OFF = "slowoff"
    TIMEOUT = "timeout"
    UNBAN = "unban"
    UNBLOCK = "unblock"
    UNIQUE_CHAT = "uniquechat"
    UNIQUE_CHAT_OFF = "uniquechatoff"
    UNMOD = "unmod"
    UNPIN = "unpin"
    UNTIMEOUT = "untimeout"
    UNVIP = "unvip"
    VIP = "vip"


@dataclass(frozen=True, slots=True)
class Command:
    """`pattern` shows the arguments: `<needed>`, `[may be left out]`. `act`: what one must be allowed."""

    name: Name
    pattern: str
    description: str
    act: Act | None = None


COMMANDS: dict[Name, Command] = {
    command.name: command
    for command in (
        Command(Name.ME, "<text>", "Say what you do."),
        Command(Name.BLOCK, "<person>", "See nothing of somebody any more, anywhere."),
        Command(Name.UNBLOCK, "<person>", "See somebody again."),
        Command(Name.COLOR, "[colour]", "Choose the colour of your name, here and everywhere."),
        Command(Name.HELP, "[command]", "Tell what commands there are."),
        Command(
            Name.TIMEOUT,
            "<person> [length] [reason]",
            "Keep somebody from writing for a while: 30s, 10m, 2h, 7d.",
            Act.MODERATE,
        ),
        Command(Name.UNTIMEOUT, "<person>", "Let somebody write again.", Act.MODERATE),
        Command(Name.BAN, "<person> [reason]", "Keep somebody from writing for good.", Act.MODERATE),
        Command(Name.UNBAN, "<person>", "Let somebody who was banned write again.", Act.MODERATE),
        Command(Name.DELETE, "<person>", "Delete everything that somebody has written here.", Act.MODERATE),
        Command(Name.CLEAR, "", "Delete all messages.", Act.MODERATE),
        Command(Name.ANNOUNCE, "<text>", "Say something that stands out.", Act.ANNOUNCE),
        Command(Name.PIN, "<text>", "Announce something and keep it above the chat.", Act.ANNOUNCE),
        Command(Name.UNPIN, "", "Take down what is pinned.", Act.ANNOUNCE),
        Command(Name.SLOW, "[length]", "Let everybody write only so often; 30 s unless told.", Act.SET_MODES),
        Command(Name.SLOW_OFF, "", "End slow mode.", Act.SET_MODES),
        Command(
            Name.FOLLOWERS, "[length]", "Let only followers write, of at least that long.", Act.SET_MODES
        ),
        Command(Name.FOLLOWERS_OFF, "", "Let everybody write.", Act.SET_MODES),
        Command(Name.EMOTE_ONLY, "", "Let people write emoji only.", Act.SET_MODES),
        Command(Name.EMOTE_ONLY_OFF, "", "Let people write words again.", Act.SET_MODES),
        Command(Name.UNIQUE_CHAT, "", "Refuse what somebody has just said.", Act.SET_MODES),
        Command(Name.UNIQUE_CHAT_OFF, "", "Let people repeat each other again.", Act.SET_MODES),
        Command(Name.VIP, "<person>", "Make somebody a VIP.", Act.GIVE_VIP),
        Command(Name.UNVIP, "<person>", "Make a VIP a viewer again.", Act.GIVE_VIP),
        Command(Name.MOD, "<person>", "Make somebody a moderator.", Act.GIVE_ROLES),
        Command(Name.UNMOD, "<person>", "Make a moderator a viewer again.", Act.GIVE_ROLES),
    )
}


@dataclass(frozen=True, slots=True)
class Call:
    """A command as it was typed, its arguments checked. `seconds` None: none was given."""

    name: Name
    person: str = ""
    seconds: int | None = None
    text: str = field(default="")  # the reason, or what is said


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What has become of something typed.

    `message`: it is in the chat. `waits`: a moderator looks at it first. `notice`: what to tell the person, with
    the names in braces replaced by `values`. `commands`: those that they may use, when they asked.
    """

    message: Message | None = None
    waits: bool = False
    notice: str = ""
    values: dict[str, str] = field(default_factory=dict)
    commands: tuple[Command, ...] = ()


def is_command(text: str) -> bool:
    """Whether something typed is a command; `//` writes a slash."""
    text = text.lstrip()
    return text.startswith("/") and not text.startswith("//")


def unescaped(text: str) -> str:
    """Something typed that is no command, as it is said."""
    return text.replace("//", "/", 1) if text.lstrip().startswith("//") else text


def offered(role: ChannelRole, *, staff: bool = False) -> tuple[Command, ...]:
    """The commands that somebody may use, for completion."""
    return tuple(
        command for command in COMMANDS.values() if command.act is None or may(role, command.act, staff=staff)
    )


def parse(text: str) -> Call:
    """Read a command. Unknown names and missing arguments are refused with what should stand there."""
    word, _, rest = text.strip()[1 : 2 * TEXT_LENGTH].partition(" ")
    try:
        command = COMMANDS[Name(word.lower())]
    except ValueError:
        raise InvalidInput(
            "There is no such command. /help lists those that there are.",
            code="unknown_command",
            field="text",
        ) from None
    rest = " ".join(rest.split())
    person, seconds = "", None
    for argument in command.pattern.split():
        match argument.strip("<>[]"):
            case "person":
                person, rest = _person(command, rest)
            case "length":
                seconds, rest = _length(command, rest)
    if "<text>" in command.pattern and not rest:
        raise _usage(command)
    if rest and not re.search(r"text|reason|command|colour", command.pattern):
        raise _usage(command)
    return Call(command.name, person, seconds, rest)


def _person(command: Command, rest: str) -> tuple[str, str]:
    word, _, rest = rest.partition(" ")
    match = _USERNAME.fullmatch(word)
    if match is None:
        raise _usage(command)
    return match.group(1), rest


def _length(command: Command, rest: str) -> tuple[int | None, str]:
    word, _, after = rest.partition(" ")
    if not word[:1].isdigit():
        if word and "reason" not in command.pattern:
            raise _usage(command)
        return (int(USUAL.total_seconds()) if command.name is Name.TIMEOUT else None), rest
    if word.rstrip("smhdwSMHDW") == "0":
        return 0, after
    return int(check_length(word).total_seconds()), after


def _usage(command: Command) -> InvalidInput:
    usage = f"/{command.name} {command.pattern}".rstrip()
    return InvalidInput(Words("Write it so: {usage}", usage=usage), code="command_form", field="text")
