"""Settings come from the environment; where the media server is follows from its own settings."""

import pytest

from aethex_live import config


def test_the_defaults_are_those_of_the_fields():
    assert config.load({}) == config.Settings()


def test_the_media_server_is_where_its_own_settings_put_it():
    moved = {
        "BASE_URL": "https://live.example",
        "MEDIA_RTMP": "127.0.0.1:19361",
        "MEDIA_HTTP": "0.0.0.0:18011",
    }
    found = config.load(moved)
    assert found.media_rtmp_url == "rtmp://live.example:19361/live"
    assert found.media_http_url == "http://live.example:18011"
    assert found.media_control_url == "http://127.0.0.1:18011/control"
    assert config.load(moved | {"MEDIA_HTTP_URL": "https://media.example"}).media_http_url == (
        "https://media.example"
    )


def test_what_cannot_be_read_is_named():
    with pytest.raises(ValueError, match="PORT"):
        config.load({"PORT": "three thousand"})
    with pytest.raises(ValueError, match="PRODUCTION"):
        config.load({"PRODUCTION": "perhaps"})


@pytest.mark.parametrize(
    "name, text",
    [
        ("PORT", "99999"),
        ("PORT", "0"),
        ("BASE_URL", ""),
        ("BASE_URL", "live.example"),
        ("BASE_URL", "https://live.example:port"),
        ("BASE_URL", "https://live.example/tv"),
        ("MEDIA_RTMP", "everywhere"),
        ("MEDIA_HTTP", "0.0.0.0:80000"),
    ],
)
def test_what_could_not_work_is_refused_by_name(name, text):
    with pytest.raises(ValueError, match=rf"^{name} must be .*{text}"):
        config.load({name: text})


def test_the_address_of_the_site_has_no_slash_at_its_end():
    assert config.load({"BASE_URL": "https://live.example/"}).base_url == "https://live.example"
