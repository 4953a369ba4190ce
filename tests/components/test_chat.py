"""What a chat does in the browser by itself: which lines it keeps, what it completes, which emoji it finds."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CHAT = Path("assets/chat").resolve()
MADE = "const lines = new m.Lines(3); const of = (...ids) => ids.map((id) => ({ id }));"
# Works out one expression a line.
PROGRAM = """
    import { createInterface } from "node:readline";
    for await (const line of createInterface({ input: process.stdin })) {
        const { module, expression } = JSON.parse(line);
        const work = new Function("m", `return ${expression}`);
        console.log(JSON.stringify(await work(await import(module))));
    }
"""


@pytest.fixture(scope="module")
def run() -> Iterator[Callable[[str, str], Any]]:
    """Gives the value of an expression in which `m` is a module of the chat, worked out by Node."""
    node = str(Path(sys.executable).with_name("node"))
    command = [node, "--input-type=module", "--no-warnings", "-e", PROGRAM]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:

        def value(module: str, expression: str) -> Any:
            asked = {"module": (CHAT / module).as_uri(), "expression": expression}
            print(json.dumps(asked), file=process.stdin, flush=True)
            return json.loads(process.stdout.readline())

        yield value


@pytest.fixture
def lines(run) -> Callable[..., list[str]]:
    """Gives the ids that are shown after some steps with `lines`, which keeps three."""

    def shown(steps: str, reading: bool = False) -> list[str]:
        ids = f"return lines.trim({json.dumps(reading)}).map((entry) => entry.id);"
        return run("lines.js", f"(() => {{ {MADE} {steps}; {ids} }})()")

    return shown


def test_a_reader_at_the_end_sees_the_newest(lines) -> None:
    assert lines("lines.take(of('1','2'), {}); lines.take(of('2','3','4','5'), {})") == ["3", "4", "5"]


def test_nothing_goes_while_somebody_reads(lines) -> None:
    steps = "lines.take(of('1','2'), {}); lines.take(of('4','5','6'), {})"
    assert lines(steps, reading=True) == ["1", "2", "4", "5", "6"]


def test_what_is_taken_away_goes(lines) -> None:
    assert lines("lines.take(of('1','2'), {}); lines.take(of('2'), { gone: ['1'] })") == ["2"]


def test_a_list_that_stands_still_loses_what_is_taken_away_and_gets_nothing_new(run) -> None:
    steps = "lines.take(of('1','2'), {}); const shown = lines.trim(false);"
    steps += "lines.take([{ id: '2', deleted: true }, { id: '3' }], { gone: ['1'] });"
    assert run("lines.js", f"(() => {{ {MADE} {steps} return lines.still(shown); }})()") == [
        {"id": "2", "deleted": True}
    ]


def test_a_cleared_chat_is_empty(lines) -> None:
    assert lines("lines.take(of('1','2'), {}); lines.take([], { all: [] })") == []


def test_a_whole_list_takes_away_what_is_missing_in_it(lines) -> None:
    steps = "lines.take(of('1','2','3'), {}); lines.take(of('1','3'), { all: of('1','3') })"
    assert lines(steps) == ["1", "3"]


def test_older_pages_come_first_and_can_be_let_go(lines) -> None:
    steps = "lines.take(of('5'), {}); lines.prepend(of('3','4','5'))"
    assert lines(steps, reading=True) == ["3", "4", "5"]
    assert lines(f"{steps}; lines.forgetOlder()", reading=True) == ["5"]


def test_a_storm_is_counted_and_a_calm_is_read_out(run) -> None:
    entry = "{ name: 'Ada', text: 'hi' }"
    assert run("lines.js", f"m.spoken([{entry}], '{{n}} new')") == "Ada: hi"
    assert run("lines.js", f"m.spoken(Array(9).fill({entry}), '{{n}} new')") == "9 new"


def test_names_and_commands_are_completed_where_they_may_stand(run) -> None:
    given = "{ people: [{ username: 'noor', name: 'Noor' }], commands: [{ name: 'slow', usage: '/slow', help: '' }] }"

    def offered(text: str) -> list[str]:
        found = run("complete.js", f"m.proposals(m.wordAt({text!r}, {len(text)}), {given})")
        return [each["insert"] for each in found]

    assert offered("hello @no") == ["@noor"]
    assert offered("/sl") == ["/slow"]
    assert offered("or /sl") == []
    assert offered("mail@no") == []


def test_a_completion_keeps_what_stands_after_it(run) -> None:
    found = run("complete.js", "m.completed('hi @no there', { text: '@no', at: 3 }, '@noor')")
    assert found == {"text": "hi @noor there", "at": 9}


def test_emoji_are_found_in_both_languages(run) -> None:
    for word in ("fire", "feuer", "Feuer"):
        assert "🔥" in run("emoji.js", f"m.findEmoji({word!r}, 5).map((each) => each.mark)")
    assert run("emoji.js", "m.findEmoji('nosuchthing')") == []
    assert run("emoji.js", "m.EMOJI.length === new Set(m.EMOJI.map((each) => each.name)).size")


def test_a_few_emoji_alone_are_large(run) -> None:
    assert run("text.js", "['🔥🔥', 'hi 🔥', '123', ''].map(m.onlyEmoji)") == [True, False, False, False]
