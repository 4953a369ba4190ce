"""Tests in several processes: one imports and collects everything, then forks workers, who run what it hands out.

A worker gets a file at a time, and the next before it runs the last test of it: then pytest knows which fixtures are
needed on. It sends back what pytest reports, so that to all other plugins the run looks like one in one process.
Why not something ready-made: `docs/decisions/test-workers.md`.
"""

import os
import signal
import sys
import threading
import warnings
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, pairwise
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from typing import Any

import pytest
from _pytest.config import create_terminal_writer

from tests.support.order import Group, grouped, taken_by
from tests.support.ports import WORKER

MORE = "more"  # what a worker says that has one test left
FORK = get_context("fork")


@dataclass
class Worker:
    """A worker, as the process sees it that started it."""

    number: int
    process: ForkProcess
    connection: Connection
    todo: deque[int] = field(default_factory=deque)

    def end(self) -> str:
        """How it ended, once it has."""
        self.process.join()
        code = self.process.exitcode or 0
        return f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with status {code}"


class Workers:
    """The plugin of the process that was started: it collects and reports, and runs no test itself."""

    def __init__(self, number: int):
        self._number = number
        self._workers: list[Worker] = []
        self._waiting: list[Group] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Have workers run everything, if there is something to run."""
        options = session.config.option
        if session.testsfailed or options.collectonly or options.usepdb:
            return None  # pytest itself knows what to do then
        if threading.active_count() > 1:
            raise RuntimeError(f"A thread began while tests were collected: {threading.enumerate()}")
        if reporter := session.config.pluginmanager.get_plugin("terminalreporter"):
            reporter.showfspath = False  # the files take turns
        session.config._tmp_path_factory.getbasetemp()  # in which each worker has its own
        self._waiting = grouped(session.items)
        try:
            for number in range(min(self._number, len(self._waiting))):
                self._start(session, number)
            while self._workers:
                self._listen(session)
        finally:
            self._stop()
        return True

    def _start(self, session: pytest.Session, number: int) -> None:
        ours, theirs = FORK.Pipe()
        not_theirs = [ours, *(worker.connection for worker in self._workers)]
        process = FORK.Process(target=_work, args=(session, number, theirs, not_theirs))
        process.start()
        theirs.close()
        self._workers.append(Worker(number, process, ours))

    def _listen(self, session: pytest.Session) -> None:
        talking = wait([worker.connection for worker in self._workers])
        for worker in [worker for worker in self._workers if worker.connection in talking]:
            try:
                said = worker.connection.recv()
                if said == MORE:
                    worker.connection.send(self._more_for(worker))
                    continue
            except (EOFError, OSError):
                self._mourn(session, worker)
            else:
                worker.todo.popleft()
                _repeat(session.config, said)
            if session.shouldfail:
                raise session.Failed(session.shouldfail)
            if session.shouldstop:
                raise session.Interrupted(session.shouldstop)

    def _more_for(self, worker: Worker) -> list[int]:
        """What it runs next; nothing if it may go home."""
        group = taken_by(worker.number, self._waiting)
        worker.todo += group.tests
        return group.tests

    def _mourn(self, session: pytest.Session, worker: Worker) -> None:
        """Say which test it died of, if it did; what it leaves undone is for another one."""
        self._workers.remove(worker)
        worker.connection.close()
        end = worker.end()
        if not worker.todo:
            if worker.process.exitcode:
                raise RuntimeError(f"A worker {end}, with no test left that could be the reason.")
            return
        _report_death(session.items[worker.todo.popleft()], end)
        if worker.todo:
            self._waiting.insert(0, Group(list(worker.todo)))
        if self._waiting:
            self._start(session, worker.number)

    def _stop(self) -> None:
        """Have workers end: each when it has run the test that it is at."""
        for worker in self._workers:
            worker.connection.close()
        for worker in self._workers:
            worker.process.join()


def _report_death(item: pytest.Item, end: str) -> None:
    report = pytest.TestReport(
        nodeid=item.nodeid,
        location=item.location,
        keywords={},
        outcome="failed",
        longrepr=f"The process that ran this test {end}.",
        when="call",
    )
    item.config.hook.pytest_runtest_logreport(report=report)


def _repeat(config: pytest.Config, said: list[dict[str, Any]]) -> None:
    """Report here what was reported in a worker."""
    for data in said:
        if text := data.pop("warning", None):
            category = type(data.pop("category"), (Warning,), {})
            place = (data.pop("filename"), data.pop("lineno"))
            data["warning_message"] = warnings.WarningMessage(text, category, *place)
            config.hook.pytest_warning_recorded.call_historic(kwargs=data)
        else:
            report = config.hook.pytest_report_from_serializable(config=config, data=data)
            config.hook.pytest_runtest_logreport(report=report)


class Inside:
    """The plugin of a worker: keeps what is reported until it is sent."""

    def __init__(self, config: pytest.Config):
        self._config = config
        self.said: list[dict[str, Any]] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.said.append(self._config.hook.pytest_report_to_serializable(config=self._config, report=report))

    def pytest_warning_recorded(
        self,
        warning_message: warnings.WarningMessage,
        when: str,
        nodeid: str,
        location: tuple[str, int, str] | None,
    ) -> None:
        what = {"warning": str(warning_message.message), "category": warning_message.category.__name__}
        where = {"filename": warning_message.filename, "lineno": warning_message.lineno}
        self.said.append({**what, **where, "when": when, "nodeid": nodeid, "location": location})


class Stderr:
    """Stands in for what writes to the terminal: the output belongs to the test, where it is captured."""

    def __init__(self, config: pytest.Config):
        self._tw = create_terminal_writer(config, sys.stderr)


def _work(session: pytest.Session, number: int, main: Connection, not_ours: list[Connection]) -> None:
    """The life of a worker. It ends when there is nothing more to do, or nobody to listen."""
    for connection in not_ours:
        connection.close()
    os.environ[WORKER] = str(number)
    inside = _settle(session.config, number)
    items = (session.items[place] for place in _given(main))
    try:
        for item, following in pairwise(chain(items, [None])):
            session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            main.send(inside.said)
            inside.said = []
            if main.poll():  # nothing was asked: this is the end
                break
    except (KeyboardInterrupt, EOFError, ConnectionError):
        pass
    finally:
        session._setupstate.teardown_exact(None)


def _settle(config: pytest.Config, number: int) -> Inside:
    """Have for ourselves what processes cannot share."""
    paths, plugins = config._tmp_path_factory, config.pluginmanager
    paths._basetemp = paths.mktemp(f"worker{number}-")
    capture = plugins.get_plugin("capturemanager")
    capture.stop_global_capturing()
    capture.start_global_capturing()
    capture.suspend_global_capture()
    if plugins.has_plugin("terminalreporter"):
        plugins.unregister(name="terminalreporter")
        plugins.register(Stderr(config), "terminalreporter")
    inside = Inside(config)
    plugins.register(inside)
    inside.said.clear()  # pytest repeats the warnings of the collection, for whoever was not there
    return inside


def _given(main: Connection) -> Iterator[int]:
    """The places of the tests that we are given."""
    while True:
        main.send(MORE)
        places = main.recv()
        if not places:
            return
        yield from places
