"""Secrets are generated once, kept to their owner, and never overrule the operator."""

from aethex_live import secret_file


def test_first_start_generates_and_later_starts_keep(tmp_path):
    first: dict[str, str] = {}
    second: dict[str, str] = {}
    path = secret_file.provide(tmp_path / "data", first)
    secret_file.provide(tmp_path / "data", second)
    assert first == second
    assert set(first) == set(secret_file.GENERATED)
    assert len(set(first.values())) == len(first)
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_the_operator_has_set_wins(tmp_path):
    environ = {"SECRET_KEY": "mine"}
    secret_file.provide(tmp_path, environ)
    assert environ["SECRET_KEY"] == "mine"
    assert environ["MEDIA_SECRET"]
