"""Inputs that our OpenAPI document allows, and some that it does not: no defect, answers as described."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from secrets import randbits
from typing import TYPE_CHECKING

import httpx
from hypothesis import HealthCheck, Phase, given, seed, settings
from sqlalchemy import text

from aethex_live.data.database import create_engine, transactions
from aethex_live.services import context as contexts
from tests.api.v1.world import World, build
from tests.support.http import app_of, cookie_of, described

if TYPE_CHECKING:
    from schemathesis import Case

# The same few examples in every run: whoever looks for new ones asks for the profile "search".
SEARCHING = settings.get_current_profile_name() == "search"
KNOWN, ANY = (60, 30) if SEARCHING else (3, 1)  # of an endpoint, with ids that are there and with any
CHECKED = ("not_a_server_error", "status_code_conformance", "content_type_conformance")
CHECKED += ("response_schema_conformance",)


class Site:
    """The app on an event loop of its own, with a world in it: Hypothesis calls it like a blocking client."""

    def __init__(self, context, database_url: str):
        self._loop = asyncio.new_event_loop()
        self._engine = create_engine(database_url, pool_size=2)
        self.context = replace(context, transaction=transactions(self._engine, context.publisher.publish))
        contexts.use(self.context)
        transport = httpx.ASGITransport(app_of(context.settings), raise_app_exceptions=False)
        self.web = httpx.AsyncClient(transport=transport, base_url=context.settings.base_url, verify=False)
        self.world: World = self.wait(build(self.context, self.web))

    def wait(self, coroutine):
        return self._loop.run_until_complete(coroutine)

    def send(self, case: "Case") -> httpx.Response:
        """Call an endpoint as an admin who owns everything."""
        sent = case.as_transport_kwargs(base_url="http://localhost:3000/api/v1")
        content = {
            "content" if name == "data" else name: sent[name] for name in ("json", "data") if name in sent
        }
        headers = {**sent.get("headers", {}), **self.headers}
        return self.wait(
            self.web.request(
                sent["method"], sent["url"], params=sent.get("params"), headers=headers, **content
            )
        )

    def restore(self) -> None:
        """Make ada an admin and log her in, whatever has been done to her."""
        self.headers = self.wait(self._ada())

    async def _ada(self) -> dict[str, str]:
        async with self.context.transaction() as uow:
            found = await uow.session.execute(
                text(
                    "UPDATE users SET role = 'admin', suspended_at = NULL, suspended_until = NULL,"
                    " suspension_reason = '' WHERE username = 'ada' RETURNING id, role"
                )
            )
            user = found.one()
        return await cookie_of(self.context, user)

    def close(self) -> None:
        self.wait(self.web.aclose())
        self.wait(self._engine.dispose())
        self._loop.close()


@contextmanager
def running(context, database_url: str) -> Iterator[Site]:
    site = Site(context, database_url)
    try:
        yield site
    finally:
        site.close()


def test_never_a_defect_and_always_as_described(context, database_url):
    # Only here: it takes long to import, and every worker imports this file.
    import schemathesis
    from schemathesis.checks import CHECKS

    with running(context, database_url) as site:
        schema = schemathesis.openapi.from_dict(site.wait(described(site.web)))
        # The door refuses made-up tokens before an endpoint is asked: few runs need to see it.
        schema.config.generation.update(with_security_parameters=SEARCHING)
        checks = [CHECKS.get_one(name) for name in CHECKED]
        changed = True
        for result in schema.get_all_operations():
            operation = result.ok()
            if changed:
                site.restore()
            _fuzz(site, operation, checks)
            changed = operation.method.upper() != "GET"


def _fuzz(site: Site, operation, checks) -> None:
    """Call one endpoint, with ids that are there and then with any."""
    number = count()
    known = KNOWN if SEARCHING or _takes_more(operation, site.world.ids) else 1

    @seed(randbits(32) if SEARCHING else 0)
    @settings(
        max_examples=known + ANY,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def once(case: "Case") -> None:
        if next(number) < known:
            for name in case.path_parameters or {}:
                case.path_parameters[name] = site.world.ids.get(name, case.path_parameters[name])
        case.validate_response(site.send(case), checks=checks)

    once()


def _takes_more(operation, ids: dict[str, str]) -> bool:
    """Whether it is sent anything besides these ids."""
    return bool(operation.query or operation.body) or any(
        parameter.name not in ids for parameter in operation.path_parameters
    )
