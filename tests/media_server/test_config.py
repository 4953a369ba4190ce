from pathlib import Path

import pytest

from media_server.config import ConfigError, Settings, host_and_port

GUIDE = Path(__file__).parents[2] / "docs" / "media-server.md"


def test_settings_come_from_the_environment_and_the_command_line_wins():
    settings = Settings.from_environment(
        {"MEDIA_GRACE": "15", "MEDIA_RECORD": "no", "MEDIA_RTMP": "127.0.0.1:1", "MEDIA_PUBLISHERS": " 7 "},
        rtmp="127.0.0.1:2",
        http=None,
    )
    assert settings.grace_s == 15.0 and settings.record is False and settings.publishers == 7
    assert settings.rtmp == "127.0.0.1:2" and settings.http == "0.0.0.0:8000"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MEDIA_GRACE", "soon"),
        ("MEDIA_GRACE", "-1"),
        ("MEDIA_GRACE", "nan"),
        ("MEDIA_RECORD", "perhaps"),
        ("MEDIA_PUBLISHERS", "1.5"),
        ("MEDIA_RTMP", "1935"),
        ("MEDIA_HTTP", "host:70000"),
        ("MEDIA_RTMPS", "0.0.0.0:1936"),
        ("MEDIA_TRUSTED_PROXIES", "10.0.0.1/8"),
    ],
)
def test_a_setting_that_cannot_be_is_named(name, value):
    with pytest.raises(ConfigError, match=name if name != "MEDIA_HTTP" and name != "MEDIA_RTMP" else "PORT"):
        Settings.from_environment({name: value})


def test_addresses():
    assert host_and_port("[::1]:1935") == ("::1", 1935)
    assert host_and_port(":1935") == ("0.0.0.0", 1935)


def test_secrets_are_in_no_representation():
    assert "hush" not in repr(Settings.from_environment({"MEDIA_APP_SECRET": "hush"}))


def test_the_environment_is_read_in_one_place_only():
    package = GUIDE.parents[1] / "media_server"
    readers = [path.name for path in package.rglob("*.py") if '"MEDIA_' in path.read_text()]
    assert readers == ["config.py"]
