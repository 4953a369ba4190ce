"""Who may import whom: rules know nobody, pages see no database, the live path loads no codec."""

import ast
from dataclasses import dataclass

import pytest

from tests.house.source import ROOT, Module, is_ours, modules

EVERYWHERE = {
    "aethex_live.errors",
    "aethex_live.clock",
    "aethex_live.log",
    "aethex_live.messages",
    "aethex_live.metrics",
}
WEB = {"fastapi", "starlette", "pydantic"}
REFLEX = {"reflex", "reflex_base", "reflex_components_core"}


@dataclass(frozen=True)
class Rule:
    """What a package may import besides the standard library, itself and EVERYWHERE."""

    ours: frozenset[str]
    theirs: frozenset[str] = frozenset()


def rule(*ours: str, theirs: set[str] = frozenset()) -> Rule:
    return Rule(frozenset(ours), frozenset(theirs))


A, M = "aethex_live.", "media_server."
CONTRACT = M + "contract"
VENDORS = {"PIL", "aiosmtplib", "authlib", "cryptography", "httpx", "joserfc", "pwdlib", "segno", "webauthn"}
VENDORS |= {"pyotp", "stripe"}

# The longest name that fits decides.
RULES = {
    A + "errors": rule(),
    A + "clock": rule(),
    A + "log": rule(),
    A + "messages": rule(theirs={"babel"}),
    A + "metrics": rule(theirs={"prometheus_client"}),
    A + "domain": rule(),
    A + "data": rule(
        A + "domain", A + "config", theirs={"sqlmodel", "sqlalchemy", "alembic", "psycopg", "psutil"}
    ),
    A + "services": rule(A + "domain", A + "data", A + "config"),
    A + "integrations": rule(A + "services.ports", A + "domain", A + "config", CONTRACT, theirs=VENDORS),
    A + "realtime": rule(A + "domain", A + "config", theirs={"redis", "socketio", "engineio"}),
    A + "jobs": rule(A + "services", A + "domain", theirs={"procrastinate"}),
    A + "api": rule(
        A + "services", A + "domain", A + "realtime", A + "config", CONTRACT, theirs=WEB | {"redis"}
    ),
    A + "state": rule(A + "services", A + "domain", A + "realtime", A + "i18n", theirs=REFLEX),
    A + "components": rule(A + "state", A + "domain", A + "i18n", A + "scripts", theirs=REFLEX),
    A + "components.ui": rule(A + "i18n", A + "scripts", theirs=REFLEX),
    A + "components.layout": rule(A + "components.ui", A + "i18n", A + "scripts", theirs=REFLEX),
    A + "pages": rule(A + "components", A + "state", A + "i18n", A + "config", theirs=REFLEX),
}
SHARED = {
    M + name for name in ("units", "errors", "contract", "json_value", "log", "keys", "signing", "config")
}
MEDIA = {
    "rtmp": rule(*SHARED),
    "packaging": rule(*SHARED),
    "hls": rule(M + "packaging", *SHARED),
    "broadcast": rule(M + "ingest", M + "packaging", M + "rtmp", *SHARED),
    "ingest": rule(M + "rtmp", *SHARED),
    "record": rule(M + "packaging", *SHARED),
    "http": rule(M + "hls", M + "packaging", M + "record", *SHARED, theirs={"aiohttp", "prometheus_client"}),
}
RULES |= {M + name: each for name, each in MEDIA.items()}


def rule_for(name: str) -> tuple[str, Rule] | None:
    """The rule of a module, and the package that it stands for."""
    parts = name.split(".")
    for length in range(len(parts), 1, -1):
        package = ".".join(parts[:length])
        if package in RULES:
            return package, RULES[package]
    return None


def within(name: str, packages: set[str] | frozenset[str]) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


def forbidden(module: Module) -> list[str]:
    """What `module` imports and may not."""
    found = rule_for(module.name)
    if found is None:
        return []
    package, allowed = found
    ours = EVERYWHERE | allowed.ours | {package}
    return sorted(
        name
        for name in module.imports
        if name != "aethex_live"  # its version
        and not (within(name, ours) if is_ours(name) else name in allowed.theirs)
    )


def test_every_layer_imports_only_what_it_may():
    assert {module.where: bad for module in modules() if (bad := forbidden(module))} == {}


@pytest.mark.parametrize(
    "where, source, bad",
    [
        ("aethex_live/domain/poll.py", "from aethex_live.data import poll", ["aethex_live.data"]),
        ("aethex_live/domain/poll.py", "import sqlalchemy.orm", ["sqlalchemy"]),
        ("aethex_live/state/poll.py", "def f():\n    from sqlmodel import select", ["sqlmodel"]),
        ("aethex_live/components/ui/poll.py", "import aethex_live.state", ["aethex_live.state"]),
        ("aethex_live/services/poll.py", "from aethex_live.errors import NotFound", []),
        ("media_server/hls/poll.py", "import av", ["av"]),
    ],
)
def test_the_rule_sees_what_it_should(where, source, bad):
    module = Module(ROOT / where)
    module.__dict__["tree"] = ast.parse(source)
    assert forbidden(module) == bad


def test_the_app_knows_the_media_server_by_its_contract_only():
    for module in modules():
        foreign = "media_server" if module.name.startswith("aethex_live") else "aethex_live"
        found = {name for name in module.imports if name.partition(".")[0] == foreign}
        assert found <= {CONTRACT}, module.where


def test_the_live_path_never_loads_a_codec():
    """Whatever the media server imports when it starts: a crash in a codec must not end all streams."""
    by_name = {module.name: module for module in modules()}
    loaded, waiting = set(), {"media_server.__main__"}
    while waiting:
        name = waiting.pop()
        loaded.add(name)
        for each in _at_start(by_name[name]):
            assert each != "av", f"{name} imports av"
            package = each.rpartition(".")[0]
            waiting |= {part for part in (each, package) if part in by_name and part not in loaded}


def _at_start(module: Module) -> set[str]:
    """What a module imports as soon as it is imported itself."""
    top = Module(module.path)
    body = [node for node in module.tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    top.__dict__["tree"] = ast.Module(body, [])
    return top.imports
