"""A backup brings everything back, elsewhere too; a foreign, broken or newer file changes nothing."""

import dataclasses
import errno
import io
import json
import os
import tarfile
from pathlib import Path

import psycopg
import pytest

from aethex_live.commands import archive, backup
from aethex_live.commands.archive import BackupRefused, Manifest
from aethex_live.config import Settings
from aethex_live.data import dump, migrations
from tests.support.channels import create_channel
from tests.support.people import actor_of, create_user
from tests.support.streams import past_stream


def installation(folder: Path, settings: Settings) -> Settings:
    """One with images and secrets."""
    data_dir = folder / "here"
    for name, text in {
        "media/avatars/ada.webp": "an avatar",
        "streams/0199/part.m4s": "a recording",
        "secrets.env": "SECRET_KEY=the-old-one\n",
    }.items():
        (data_dir / name).parent.mkdir(parents=True, exist_ok=True)
        (data_dir / name).write_text(text)
    return dataclasses.replace(settings, data_dir=data_dir)


@pytest.fixture
def here(context, tmp_path) -> Settings:
    """An installation that is in use."""
    return installation(tmp_path, context.settings)


@pytest.fixture(scope="module")
def backup_of_nobody(database_url, tmp_path_factory) -> bytes:
    """A backup of an installation in which nobody is."""
    folder = tmp_path_factory.mktemp("nobody")
    file = folder / "site.backup"
    backup.back_up(installation(folder, Settings(database_url=database_url)), file)
    return file.read_bytes()


@pytest.fixture
def saved(backup_of_nobody, tmp_path) -> Path:
    """The same as a file."""
    file = tmp_path / "site.backup"
    file.write_bytes(backup_of_nobody)
    return file


def usernames(settings: Settings) -> list[str]:
    with psycopg.connect(settings.database_url) as connection:
        return [row[0] for row in connection.execute("SELECT username FROM users ORDER BY 1").fetchall()]


async def test_round_trip_to_another_installation(context, here, elsewhere, tmp_path):
    await create_user(context, "ada", bio="first\nsecond — ünïcode \\. 'quoted'")
    file = tmp_path / "site.backup"
    backup.back_up(here, file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert not list(tmp_path.glob(".aethex-*")) and not list(tmp_path.glob("*.part"))

    backup.bring_back(elsewhere, file, replace=False)
    assert usernames(elsewhere) == ["ada"]
    assert migrations.current(elsewhere.database_url) == migrations.newest()
    assert migrations.differences(elsewhere.database_url) == []
    assert (elsewhere.data_dir / "media/avatars/ada.webp").read_text() == "an avatar"
    assert (elsewhere.data_dir / "secrets.env").read_text() == "SECRET_KEY=the-old-one\n"
    assert not (elsewhere.data_dir / "streams").exists()
    with psycopg.connect(elsewhere.database_url) as connection:
        bio = connection.execute("SELECT bio FROM users").fetchone()[0]
    assert bio == "first\nsecond — ünïcode \\. 'quoted'"


async def test_what_is_there_is_only_replaced_when_that_is_said(context, here, elsewhere, tmp_path):
    file = tmp_path / "before.backup"
    await create_user(context, "ada")
    backup.back_up(here, file, recordings=True)
    backup.bring_back(elsewhere, file, replace=False)
    with psycopg.connect(elsewhere.database_url) as connection:
        connection.execute("UPDATE users SET username = 'bob'")
    with pytest.raises(BackupRefused, match="say --replace"):
        backup.bring_back(elsewhere, file, replace=False)
    assert usernames(elsewhere) == ["bob"]
    backup.bring_back(elsewhere, file, replace=True)
    assert usernames(elsewhere) == ["ada"]
    assert (elsewhere.data_dir / "streams/0199/part.m4s").read_text() == "a recording"


async def test_streams_are_not_offered_again_whose_recordings_are_not_here(
    context, here, elsewhere, tmp_path
):
    owner = await create_user(context, "ada")
    made = await create_channel(context, actor_of(owner.id))
    for name in ("kept", "lost"):
        await past_stream(context, made.channel.id, broadcast=name, recording=name, recording_seconds=60)
    file = tmp_path / "site.backup"
    backup.back_up(here, file)
    (elsewhere.data_dir / "streams/recordings/kept").mkdir(parents=True)
    said: list[str] = []
    backup.bring_back(elsewhere, file, replace=False, say=said.append)
    with psycopg.connect(elsewhere.database_url) as connection:
        left = connection.execute(
            "SELECT recording FROM streams WHERE recording_seconds IS NOT NULL"
        ).fetchall()
    assert left == [("kept",)] and said[-1].startswith("Streams that cannot be watched again: 1")


def test_a_running_app_is_not_pulled_from_under(elsewhere, saved):
    name = {"application_name": "aethex-live"}
    with (
        psycopg.connect(elsewhere.database_url, **name),
        pytest.raises(BackupRefused, match="The app is running"),
    ):
        backup.bring_back(elsewhere, saved, replace=True)


def rewritten(file: Path, change) -> Path:
    """`file` again, each (name, content) as `change` gives it, None to leave it out."""
    new = file.with_suffix(".changed")
    with tarfile.open(file) as old, tarfile.open(new, "w") as tar:
        for member in old:
            name, content = change(member.name, old.extractfile(member).read()) or (None, b"")
            if name:
                info = tarfile.TarInfo(name)
                info.size = len(content)
                tar.addfile(info, io.BytesIO(content))
    return new


def with_manifest(**values):
    def change(name: str, content: bytes) -> tuple[str, bytes]:
        if name == "manifest.json":
            content = json.dumps(json.loads(content) | values).encode()
        return name, content

    return change


def cut_off(file: Path) -> Path:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    return file


def not_a_tar(file: Path) -> Path:
    file.write_text("SELECT 1; -- a dump by hand\n" * 100)
    return file


SPOILED = {
    "not a tar": (not_a_tar, "not a backup of AeThex LIVE"),
    "cut off": (cut_off, "broken|not complete"),
    "a changed byte": (
        lambda f: rewritten(f, lambda n, c: (n, c[:-1] + b"!") if n.startswith("media") else (n, c)),
        "media/avatars/ada.webp is not what was saved",
    ),
    "a part missing": (
        lambda f: rewritten(f, lambda n, c: None if n.startswith("media") else (n, c)),
        "is not what was saved",
    ),
    "a path that leads out": (
        lambda f: rewritten(f, lambda n, c: ("media/../../x", c) if n.startswith("media") else (n, c)),
        "it contains 'media/../../x'",
    ),
    "another product": (lambda f: rewritten(f, with_manifest(product="forum")), "a backup of 'forum'"),
    "a later format": (
        lambda f: rewritten(f, with_manifest(format=2, version="9.0", clips=["a part that is unknown here"])),
        "made by version 9.0, which is newer. Update first",
    ),
    "a part of a later format": (
        lambda f: rewritten(
            f,
            lambda n, c: ("clips/one.mp4", c) if n.startswith("media") else with_manifest(format=2)(n, c),
        ),
        "which is newer. Update first",
    ),
    "a later schema": (
        lambda f: rewritten(f, with_manifest(schema="ffffffffffff", version="9.0")),
        "made by version 9.0, which is newer",
    ),
}


@pytest.mark.parametrize("spoil, reason", SPOILED.values(), ids=SPOILED)
def test_a_file_that_is_not_right_changes_nothing(untouched, saved, spoil, reason):
    before = {path: path.read_bytes() for path in untouched.data_dir.rglob("*") if path.is_file()}
    with pytest.raises(BackupRefused, match=reason):
        backup.bring_back(untouched, spoil(saved), replace=True)
    assert migrations.current(untouched.database_url) is None
    assert {p: p.read_bytes() for p in untouched.data_dir.rglob("*") if p.is_file()} == before


def tree(settings: Settings) -> dict[str, str]:
    files = [path for path in settings.data_dir.rglob("*") if path.is_file()]
    return {str(path.relative_to(settings.data_dir)): path.read_text() for path in files}


@pytest.fixture
def disk(elsewhere, monkeypatch) -> list[Path]:
    """Folders that are disks of their own, as the operating system treats them; the images lie on one."""
    media = elsewhere.data_dir / "media"
    (media / "avatars").mkdir(parents=True)
    (media / "avatars" / "old.webp").write_text("an old avatar")
    (media / "lost+found").mkdir()
    disks, rename = [media], os.rename

    def refusing(source, target) -> None:
        source, target = Path(source), Path(target)
        if source in disks or target in disks:
            raise OSError(errno.EBUSY, "Device or resource busy", str(source))
        if [disk in source.parents for disk in disks] != [disk in target.parents for disk in disks]:
            raise OSError(errno.EXDEV, "Invalid cross-device link", str(source))
        rename(source, target)

    monkeypatch.setattr(os, "rename", refusing)
    return disks


def test_images_on_a_disk_of_their_own_are_exchanged_and_the_disk_stays(elsewhere, disk, saved):
    backup.bring_back(elsewhere, saved, replace=False)
    assert tree(elsewhere) == {
        "media/avatars/ada.webp": "an avatar",
        "secrets.env": "SECRET_KEY=the-old-one\n",
    }
    assert (elsewhere.data_dir / "media" / "lost+found").is_dir()
    assert not list(elsewhere.data_dir.rglob(".restore-*"))


def test_what_cannot_be_exchanged_is_told_before_anything_is_changed(elsewhere, disk, saved):
    (elsewhere.data_dir / "media" / "art").mkdir()
    disk.append(elsewhere.data_dir / "media" / "avatars")
    before = tree(elsewhere)
    with pytest.raises(BackupRefused, match=r"Nothing was changed: .*avatars: Device or resource busy"):
        backup.bring_back(elsewhere, saved, replace=False)
    assert tree(elsewhere) == before
    assert (elsewhere.data_dir / "media" / "art").is_dir()
    assert not list(elsewhere.data_dir.rglob(".restore-*"))
    assert migrations.current(elsewhere.database_url) is None


def test_a_database_that_cannot_be_restored_leaves_the_images_too(untouched, saved, monkeypatch):
    def fail(*_) -> None:
        raise dump.DumpFailed("no more memory")

    before = tree(untouched)
    monkeypatch.setattr(dump, "restore", fail)
    with pytest.raises(
        BackupRefused, match="Nothing was changed, because PostgreSQL refused: no more memory"
    ):
        backup.bring_back(untouched, saved, replace=False)
    assert tree(untouched) == before and not (untouched.data_dir / "media").exists()


def test_a_dump_that_fails_half_way_leaves_the_database_as_it_was(elsewhere, saved, tmp_path):
    with psycopg.connect(elsewhere.database_url) as connection:
        connection.execute("CREATE TABLE users AS SELECT 'ada' AS username")
    half = tmp_path / "half"
    half.mkdir()
    with tarfile.open(saved) as tar:
        tar.extractall(half)
    dumped = half / "database.dump"
    dumped.write_bytes(dumped.read_bytes()[:-2000])

    with pytest.raises(dump.DumpFailed):
        dump.restore(elsewhere.database_url, dumped)
    assert usernames(elsewhere) == ["ada"]


def test_a_file_that_is_there_is_never_written_over(here, tmp_path):
    (tmp_path / "precious").write_text("mine")
    with pytest.raises(BackupRefused, match="is there already"):
        backup.back_up(here, tmp_path / "precious")
    assert (tmp_path / "precious").read_text() == "mine"


def test_a_place_that_cannot_be_written_is_told_in_a_sentence(here, tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device", "site.backup.part")

    monkeypatch.setattr(backup.archive, "write", full)
    with pytest.raises(
        BackupRefused, match=r"Nothing was saved: site\.backup\.part: No space left on device"
    ):
        backup.back_up(here, tmp_path / "site.backup")
    assert not list(tmp_path.glob(".aethex-*"))


def test_a_list_of_very_many_files_is_read_to_its_end(tmp_path):
    files = {f"recordings/{number:0100}": "0" * 64 for number in range(8000)}
    manifest = Manifest(version="1", schema="", made_at="", files=files)
    archive.write(tmp_path / "site.backup", [], manifest)
    with pytest.raises(BackupRefused, match="is damaged: recordings/"):
        archive.unpack(tmp_path / "site.backup", tmp_path / "out")


def test_what_is_taken_away_meanwhile_is_left_out(tmp_path):
    stays = tmp_path / "stays.webp"
    stays.write_text("a picture")
    parts = [("media/gone.webp", tmp_path / "gone.webp"), ("media/stays.webp", stays)]
    made = archive.write(tmp_path / "site.backup", parts, Manifest(version="1", schema="", made_at=""))
    assert list(made.files) == ["media/stays.webp"]
    assert archive.unpack(tmp_path / "site.backup", tmp_path / "out") == made
