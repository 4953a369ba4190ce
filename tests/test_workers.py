"""Tests in several processes: whatever happens in a worker is reported as if there were only one process."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from textwrap import dedent

import pytest

from aethex_live.frontend import ROOT

PATIENCE_SECONDS = 100
CONFTEST = """
    import os, pytest, signal
    from tests.support.workers import Workers

    def pytest_configure(config):
        # As in a terminal: what is started in the background is deaf to it.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        config.addinivalue_line("markers", "browser: as ours")
        config.pluginmanager.register(Workers(4))

    @pytest.fixture(scope="session")
    def kept():
        yield
        with open("ended", "a") as file:
            file.write(f"{os.getpid()}\\n")
"""


def started(folder: Path, *arguments: str, **files: str) -> subprocess.Popen[str]:
    """Pytest with these tests, and with workers."""
    for name, text in {"conftest": CONFTEST, **files}.items():
        (folder / f"{name}.py").write_text(dedent(text))
    return subprocess.Popen(
        [sys.executable, "-m", "pytest", "-rA", "-p", "pytest_timeout", "-p", "no:cacheprovider", *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def said_by(run: subprocess.Popen[str]) -> str:
    """What it writes until its end."""
    output, _ = run.communicate(timeout=PATIENCE_SECONDS)
    return output


def wait_for(path: Path) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not path.exists():
        assert time.monotonic() < until, f"There is no {path}."
        time.sleep(0.02)


def ended(folder: Path) -> list[str]:
    """The processes in which the fixture of the session was torn down."""
    return (folder / "ended").read_text().split()


def test_what_goes_wrong_in_a_worker_is_reported(tmp_path: Path):
    run = started(
        tmp_path,
        test_failing="""
            import os, signal, warnings

            def test_warns(kept):
                warnings.warn("Mind the gap.")

            def test_fails():
                print("before the end")
                assert 1 + 1 == 3

            def test_dies(kept):
                os.kill(os.getpid(), signal.SIGKILL)

            def test_goes_on(kept):
                pass
        """,
        test_waiting="""
            import signal
            import pytest

            @pytest.mark.timeout(1, func_only=True)
            def test_takes_too_long(kept):
                signal.pause()

            def test_is_quick(kept):
                pass
        """,
    )
    said = said_by(run)
    assert run.returncode == pytest.ExitCode.TESTS_FAILED
    assert "3 failed, 3 passed, 1 warning" in said
    assert "Mind the gap." in said and "before the end" in said and "assert (1 + 1) == 3" in said
    assert "FAILED test_failing.py::test_dies" in said
    assert "The process that ran this test was ended by SIGKILL." in said
    assert "FAILED test_waiting.py::test_takes_too_long - Failed: Timeout" in said
    assert "PASSED test_failing.py::test_goes_on" in said and "PASSED test_waiting.py::test_is_quick" in said
    # One worker or two: whoever takes over from the dead one may have run all the rest by then.
    assert len(set(ended(tmp_path))) == len(ended(tmp_path)) <= 2


def test_a_worker_has_a_folder_and_a_number_of_its_own(tmp_path: Path):
    looks = """
        import os, pytest

        @pytest.mark.parametrize("time", range(2))
        def test_looks(kept, tmp_path, time):
            with open("seen", "a") as file:
                file.write(f"{os.getpid()} {os.environ['AETHEX_TEST_WORKER']} {tmp_path.parent}\\n")
    """
    run = started(tmp_path, test_one=looks, test_other=looks)
    said = said_by(run)
    assert run.returncode == pytest.ExitCode.OK and "4 passed" in said
    seen = {tuple(line.split()) for line in (tmp_path / "seen").read_text().splitlines()}
    processes, numbers, folders = zip(*seen, strict=True)
    assert len(set(numbers)) == len(set(folders)) == len(seen)
    assert sorted(ended(tmp_path)) == sorted(processes)


def test_a_run_may_end_at_the_first_failure(tmp_path: Path):
    run = started(
        tmp_path,
        "-x",
        test_failing="""
            def test_fails(kept):
                assert False

            def test_does_not_count():
                pass
        """,
    )
    said = said_by(run)
    assert run.returncode == pytest.ExitCode.TESTS_FAILED
    assert "1 failed in" in said and "stopping after 1 failures" in said
    assert len(ended(tmp_path)) == 1


def test_a_file_that_cannot_be_imported_fails_the_run(tmp_path: Path):
    run = started(tmp_path, test_broken="import nothing_of_this_name", test_good="def test_passes(): pass")
    said = said_by(run)
    assert run.returncode == pytest.ExitCode.INTERRUPTED and "ModuleNotFoundError" in said


LONG = """
    import pathlib, time

    def test_takes_long(kept):
        pathlib.Path("begun").touch()
        while not pathlib.Path("go").exists():
            time.sleep(0.02)

    def test_does_not_begin():
        pathlib.Path("too-late").touch()
"""


def test_an_interrupt_ends_all_workers(tmp_path: Path):
    run = started(tmp_path, test_long=LONG)
    wait_for(tmp_path / "begun")
    os.killpg(run.pid, signal.SIGINT)
    said = said_by(run)
    assert run.returncode == pytest.ExitCode.INTERRUPTED and "no tests ran" in said
    assert len(ended(tmp_path)) == 1


def test_workers_do_not_outlive_who_started_them(tmp_path: Path):
    run = started(tmp_path, test_long=LONG)
    wait_for(tmp_path / "begun")
    run.kill()
    run.wait()
    (tmp_path / "go").touch()
    said_by(run)  # ends when nobody is left who could write
    assert len(ended(tmp_path)) == 1 and not (tmp_path / "too-late").exists()
