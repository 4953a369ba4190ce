"""The service worker (assets/sw.js): the page that is seen offline, and what is pushed."""

import reflex as rx


class _ServiceWorker(rx.Component):
    library = rx.asset("service_worker.jsx", shared=True).importable_path
    tag = "ServiceWorker"


def service_worker() -> rx.Component:
    """Put it on a page, and the browser lets the service worker in."""
    return _ServiceWorker.create()
