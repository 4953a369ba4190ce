"""The service worker (assets/sw.js): the page that is seen offline, and what is pushed."""

import reflex as rx

from aethex_live.scripts import beside


class _ServiceWorker(rx.Component):
    library = beside(__name__, "service_worker.jsx")
    tag = "ServiceWorker"


def service_worker() -> rx.Component:
    """Put it on a page, and the browser lets the service worker in."""
    return _ServiceWorker.create()
