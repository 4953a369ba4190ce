import pytest

from media_server.forward.target import TargetError, check_public, parse_target


def test_addresses_are_taken_apart():
    target = parse_target("rtmp://live.example.com/app/instance/key?auth=1")
    assert (target.host, target.port, target.encrypted) == ("live.example.com", 1935, False)
    assert (target.destination.app, target.destination.name) == ("app/instance", "key?auth=1")
    secure = parse_target("rtmps://live.example.com:8443/app/key")
    assert (secure.port, secure.encrypted) == (8443, True)
    assert secure.destination.tc_url == "rtmps://live.example.com:8443/app"
    assert parse_target("rtmp://[2001:db8::1]/a/k").destination.tc_url == "rtmp://[2001:db8::1]:1935/a"
    assert "key" not in repr(secure)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://example.com/app/key",
        "rtmp://example.com/key",
        "rtmp:///app/key",
        "rtmp://example.com:99999/app/key",
        "rtmp://user:pass@example.com/app/key",
        "rtmp://example.com/app/k\ney",
        "rtmp://example.com/app/" + "x" * 2_000,
        "rtmp://[bad/app/key",
    ],
)
def test_addresses_that_cannot_be_used_say_so_without_the_key(url):
    with pytest.raises(TargetError) as caught:
        parse_target(url)
    assert "key" not in str(caught.value).replace("/app/key", "")


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "224.0.0.1",
     "100.64.0.1", "::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "::"],
)  # fmt: skip
def test_private_networks_are_out_of_reach(address):
    with pytest.raises(TargetError, match="private"):
        check_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_public_addresses_are_not(address):
    check_public(address)
