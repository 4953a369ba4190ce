"""Composition root: the Reflex app, our HTTP beside it, and what lives as long as the process. No logic."""

import reflex as rx

from aethex_live import dev_pages, frontend, pages, wiring  # noqa: F401  (importing a page registers it)
from aethex_live.api import root
from aethex_live.components import layout, site, ui
from aethex_live.state import answer, event_check, event_log, page_errors, tabs

app = rx.App(
    html_lang="en",
    stylesheets=layout.STYLESHEETS,
    head_components=layout.head_components(),
    app_wraps={**layout.app_wraps(), **site.app_wraps()},
    toaster=ui.toaster(),
    api_transformer=dev_pages.around(
        lambda built: root.create(built=built), frontend.web_dir() / "build" / "client"
    ),
    backend_exception_handler=answer.on_exception,
    frontend_exception_handler=page_errors.note,
)
tabs.install(app)
app.add_middleware(event_log.EventLog())
app.add_middleware(event_check.EventCheck())
app.register_lifespan_task(wiring.lifespan, sio=app.sio)
