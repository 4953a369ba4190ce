"""Every answer has an id and careful headers; defects tell no details; metrics are not for strangers."""

import dataclasses
import logging

import pytest
import pytest_asyncio
from fastapi import FastAPI, Request
from httpx import ASGITransport, AsyncClient, Response
from starlette.datastructures import MutableHeaders

from aethex_live import metrics
from aethex_live.api import errors
from aethex_live.api.observe import Observe
from aethex_live.api.security_headers import SecurityHeaders, page_policy
from aethex_live.config import Settings
from aethex_live.services import context as contexts
from tests.support.http import client


@pytest_asyncio.fixture(loop_scope="session")
async def web(context):
    async with client(context) as made:
        yield made


async def test_every_answer_has_an_id_and_careful_headers(web):
    answer = await web.get("/healthz")
    assert len(answer.headers["x-request-id"]) == 16
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'self'"
    assert "strict-transport-security" not in answer.headers


async def test_an_id_that_comes_with_the_request_is_kept_when_it_is_a_plain_word(web):
    kept = await web.get("/healthz", headers={"X-Request-Id": "from-the-proxy-1"})
    assert kept.headers["x-request-id"] == "from-the-proxy-1"
    forged = await web.get("/healthz", headers={"X-Request-Id": "line\tbreak attempt"})
    assert forged.headers["x-request-id"] != "line\tbreak attempt"


async def test_the_log_never_has_the_query(web, caplog):
    with caplog.at_level(logging.DEBUG, "aethex_live.access"):
        await web.get("/healthz?token=very-secret")
    assert "GET /healthz 200" in caplog.text
    assert "very-secret" not in caplog.text


async def _ask_what_is_broken(path: str, headers: dict[str, str] | None = None) -> Response:
    app, mounted = FastAPI(), FastAPI()
    app.add_middleware(Observe, headers=SecurityHeaders(Settings(base_url="https://live.example")))
    for each in (app, mounted):
        errors.install(each)

        @each.get("/broken")
        async def broken():
            raise LookupError("the inside of the house")

    app.mount("/mounted", mounted)
    async with AsyncClient(transport=ASGITransport(app), base_url="https://live.example") as web:
        return await web.get(path, headers=headers)


@pytest.mark.parametrize("path", ["/broken", "/mounted/broken"])
async def test_a_defect_is_logged_once_and_answered_without_details(path, caplog):
    answer = await _ask_what_is_broken(path)
    assert len([each for each in caplog.records if each.exc_info]) == 1
    assert answer.status_code == 500
    assert answer.json()["code"] == "internal_error" and answer.json()["error"] is True
    assert "house" not in answer.text and "the inside of the house" in caplog.text
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")


@pytest.mark.parametrize("path", ["/broken", "/mounted/broken"])
async def test_a_person_sees_a_page_when_something_breaks_in_their_language(path):
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "de-DE,de;q=0.9"}
    answer = await _ask_what_is_broken(path, browser)
    assert answer.status_code == 500 and answer.headers["content-type"].startswith("text/html")
    assert '<html lang="de">' in answer.text and "Bei uns ging etwas schief" in answer.text
    assert (
        "house" not in answer.text and "frame-ancestors 'self'" in answer.headers["content-security-policy"]
    )


async def test_ready_means_that_the_database_is_up_to_date(web, context):
    context.media.does = None
    answer = await web.get("/readyz")
    assert answer.status_code == 200
    checks = answer.json()["checks"]
    assert answer.json()["status"] == "ok" and checks["database"] and checks["migrations"]
    assert (checks["mail"], checks["media"]) == (True, False)


async def test_without_a_database_it_lives_but_is_not_ready(web, context):
    def no_database():
        raise ConnectionRefusedError

    contexts.use(dataclasses.replace(context, transaction=no_database))
    assert (await web.get("/healthz")).status_code == 200
    answer = await web.get("/readyz")
    assert answer.status_code == 503
    checks = answer.json()["checks"]
    assert (checks["database"], checks["migrations"], checks["media"]) == (False, False, True)


async def test_metrics_are_for_this_machine(web, context):
    await web.get("/healthz")
    answer = await web.get("/metrics")
    assert 'aethex_http_request_seconds_count{method="GET",route="/healthz",status="200"}' in answer.text
    proxied = await web.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"})
    assert proxied.status_code == 404
    async with client(context, address="203.0.113.9") as stranger:
        assert (await stranger.get("/metrics")).status_code == 404


async def test_metrics_for_whoever_has_the_token(context):
    secured = dataclasses.replace(
        context, settings=dataclasses.replace(context.settings, metrics_token="for-prometheus")
    )
    contexts.use(secured)
    async with client(secured, address="203.0.113.9") as prometheus:
        right = await prometheus.get("/metrics", headers={"Authorization": "Bearer for-prometheus"})
        wrong = await prometheus.get("/metrics", headers={"Authorization": "Bearer no"})
    assert (right.status_code, wrong.status_code) == (200, 404)


def test_a_page_that_a_browser_has_kept_keeps_its_policy():
    """The headers of a 304 replace those that were kept with the page."""
    headers = MutableHeaders({"etag": '"1"'})
    SecurityHeaders(Settings()).add(headers)
    assert "content-security-policy" not in headers


async def test_who_leaves_in_the_middle_of_a_body_is_no_defect(caplog):
    app = FastAPI()
    app.add_middleware(Observe, headers=SecurityHeaders(Settings()))
    app.add_api_route("/slow", _reads_the_body, methods=["POST"])
    messages = iter(({"type": "http.request", "body": b"{", "more_body": True}, {"type": "http.disconnect"}))
    scope = {"type": "http", "method": "POST", "path": "/slow", "query_string": b"", "headers": []}

    async def receive():
        return next(messages)

    sent: list = []
    before = metrics.defects.labels("http")._value.get()
    with caplog.at_level(logging.INFO):
        await app(scope, receive, sent.append)
    assert sent == [] and metrics.defects.labels("http")._value.get() == before
    assert "POST /slow 499" in caplog.text and "Traceback" not in caplog.text


async def _reads_the_body(request: Request) -> None:
    await request.body()


@pytest.mark.parametrize(
    ("settings", "targets"),
    [
        (Settings(), "'self'"),
        (Settings(github_client_id="x"), "'self' https:"),
        (
            Settings(oidc_client_id="x", oidc_issuer="http://sso.example"),
            "'self' https: http://sso.example",
        ),
    ],
    ids=["alone", "with GitHub", "with a provider of one's own"],
)
def test_forms_lead_to_us_and_to_where_people_log_in(settings, targets):
    directives = dict(part.split(" ", 1) for part in page_policy(settings).split("; "))
    assert directives["form-action"] == targets
    assert (directives["base-uri"], directives["object-src"]) == ("'self'", "'none'")
