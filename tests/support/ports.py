"""Ports for servers that tests start: below those that the system gives to connections, apart for each worker."""

import os
import random
import socket

WORKER = "AETHEX_TEST_WORKER"  # in the environment: which of several processes this is
_FIRST, _EACH, _WORKERS = 16_000, 2_000, 8
_next = random.randrange(_EACH)  # test runs beside this one begin elsewhere


def free_ports(number: int) -> list[int]:
    """Ports that nobody listens on now. None is given twice soon."""
    global _next
    first = _FIRST + int(os.environ.get(WORKER, 0)) % _WORKERS * _EACH
    found: list[int] = []
    while len(found) < number:
        port = first + _next
        _next = (_next + 1) % _EACH
        if _is_free(port):
            found.append(port)
    return found


def free_port() -> int:
    """One such port."""
    return free_ports(1)[0]


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0", port))
        except OSError:
            return False
    return True
