"""The words of the player, once for all its parts."""

import reflex as rx

from aethex_live.i18n import t


def labels() -> dict[str, rx.Var]:
    """By the names that the browser's half uses."""
    return {
        "player": t("Player"),
        "play": t("Play"),
        "pause": t("Pause"),
        "togglePlay": t("Play or pause"),
        "mute": t("Mute"),
        "unmute": t("Turn on the sound"),
        "toggleMute": t("Sound on or off"),
        "volume": t("Volume"),
        "louder": t("Louder"),
        "quieter": t("Quieter"),
        "position": t("Position"),
        "live": t("LIVE"),
        "goLive": t("Jump to live"),
        "back5": t("Back 5 s"),
        "on5": t("On 5 s, up to live"),
        "back10": t("Back 10 s"),
        "on10": t("On 10 s, up to live"),
        "frameBack": t("Back one picture, while paused"),
        "frameOn": t("On one picture, while paused"),
        "captions": t("Captions"),
        "off": t("Off"),
        "settings": t("Playback settings"),
        "pictureInPicture": t("Picture in picture"),
        "theatre": t("Theatre"),
        "chat": t("Show the chat"),
        "fullScreen": t("Full screen"),
        "help": t("Keys"),
        "close": t("Close"),
        "quality": t("Quality"),
        "automatic": t("Automatic"),
        "audioOnly": t("Audio only"),
        "lowLatency": t("Low latency"),
        "statistics": t("Statistics"),
        "latency": t("Behind the encoder"),
        "buffer": t("Buffer"),
        "picture": t("Picture"),
        "codecs": t("Codecs"),
        "bitrate": t("Bitrate"),
        "bandwidth": t("Your line"),
        "dropped": t("Dropped frames"),
        "stalls": t("Stalls"),
        "rate": t("Speed"),
        "firstFrame": t("First picture after"),
        "pictureAt": t("This picture, server's clock"),
        "newestAt": t("Newest picture, server's clock"),
        "here": t("Your clock"),
        "errors": t("Errors recovered from"),
    }
