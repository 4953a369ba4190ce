import os

import pytest

from media_server.keys import KeyFile, KeysError


def write(path, text):
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text)
    os.utime(path, ns=(before + 10**9, before + 10**9))


def test_keys_name_channels_and_changes_are_seen(tmp_path):
    path = tmp_path / "keys.toml"
    write(path, 'secret-1 = "alpha"\n"secret 2.x" = "beta"\n')
    keys = KeyFile(path)
    assert keys.public_name("secret-1") == "alpha" and keys.public_name("secret 2.x") == "beta"
    assert keys.public_name("alpha") is None and keys.public_name("") is None
    write(path, '[keys]\nsecret-3 = "alpha"\n')
    assert keys.public_name("secret-3") == "alpha" and keys.public_name("secret-1") is None


def test_a_file_that_breaks_while_running_leaves_the_old_keys_in_force(tmp_path):
    path = tmp_path / "keys.toml"
    write(path, 'secret-1 = "alpha"\n')
    keys = KeyFile(path)
    write(path, "secret-1 = \n")
    assert keys.public_name("secret-1") == "alpha"
    path.unlink()
    assert keys.public_name("secret-1") == "alpha"


@pytest.mark.parametrize(
    "text",
    ["", "secret = ", 'secret = "../x"', 'secret = ""', "secret = 1", '[keys]\nsecret = ["x"]', "keys = 1"],
)
def test_a_file_that_cannot_be_used_says_so_without_naming_a_key(tmp_path, text):
    path = tmp_path / "keys.toml"
    path.write_text(text)
    with pytest.raises(KeysError) as caught:
        KeyFile(path)
    assert "secret" not in str(caught.value)


def test_a_missing_file(tmp_path):
    with pytest.raises(KeysError, match="cannot be read"):
        KeyFile(tmp_path / "none.toml")


def test_a_name_that_gives_the_key_away_is_warned_of(tmp_path, caplog):
    path = tmp_path / "keys.toml"
    path.write_text('alpha = "alpha"\n')
    assert KeyFile(path).public_name("alpha") == "alpha"
    assert "every viewer can read it" in caplog.text
