"""The contract with the app: what goes over comes back the same, everything else is refused."""

import json
from dataclasses import fields
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_server import contract
from media_server.contract import (
    AuthorisePublish,
    ContractError,
    CreateClip,
    Envelope,
    ForwardTarget,
    MetadataChanged,
    PublishAnswer,
    Rung,
    SetLadder,
    SignatureError,
    Started,
    TrackInfo,
    decode,
    encode,
)

SECRET = b"a secret of the two servers"
EXAMPLES = [
    AuthorisePublish("key", "192.0.2.1", "OBS", False),
    Started("alpha", "b1", 1.5, (TrackInfo("video", 0, "avc1"),), "192.0.2.1", "OBS", None),
    MetadataChanged("alpha", "b1", 1.5, (), {"fps": 30.0}),
    CreateClip("c1", "r1", 1.0, 2.0, exact=True),
    SetLadder("alpha", (Rung("720p", 720, 2_800_000), Rung("audio", 0))),
]


@pytest.mark.parametrize("message", EXAMPLES, ids=lambda message: message.type)
def test_messages_survive_the_way(message):
    envelope = Envelope(message, "server", 7)
    assert decode(encode(envelope)) == envelope


def test_an_answer_survives_the_way():
    answer = PublishAnswer(
        True, stream="alpha", ladder=(Rung("720p", 720),), forwards=(ForwardTarget("t", "rtmp://x/y/z"),)
    )
    assert PublishAnswer.parse(answer.to_bytes()) == answer


@given(
    st.recursive(st.none() | st.booleans() | st.floats() | st.text() | st.integers(), st.lists, max_leaves=5)
)
def test_any_json_is_a_message_or_a_contract_error(value):
    for name in [item.name for item in fields(CreateClip)]:
        document = json.loads(encode(Envelope(EXAMPLES[3], "server", 7)))
        document["data"][name] = value
        try:
            decode(json.dumps(document).encode())
        except ContractError:
            pass


@given(st.binary(max_size=200))
def test_any_bytes_are_refused(data):
    with pytest.raises(ContractError):
        decode(data)


@pytest.mark.parametrize(
    ("name", "value"), [("version", 2), ("type", "unknown"), ("id", 1), ("sequence", 1.5), ("data", [])]
)
def test_a_message_of_another_make_is_refused(name, value):
    document = json.loads(encode(Envelope(EXAMPLES[0], "server", 7)))
    document[name] = value
    with pytest.raises(ContractError):
        decode(json.dumps(document).encode())
    with pytest.raises(ContractError):
        decode(b"[" * 100_000)


def test_a_signature_holds_for_its_body_its_secret_and_five_minutes():
    headers = contract.sign(SECRET, b"body", 1_000.0)
    contract.verify(SECRET, headers, b"body", 1_299.0)
    for secret, body, now in (
        (b"other", b"body", 1_000.0),
        (SECRET, b"bodies", 1_000.0),
        (SECRET, b"body", 1_400.0),
        (SECRET, b"body", 600.0),
    ):
        with pytest.raises(SignatureError):
            contract.verify(secret, headers, body, now)


@pytest.mark.parametrize("time", ["", "now", "-1", "1e3", "٣", "9" * 100])
def test_times_that_are_none_are_refused(time):
    headers = {contract.TIMESTAMP_HEADER: time, contract.SIGNATURE_HEADER: "é"}
    with pytest.raises(SignatureError):
        contract.verify(SECRET, headers, b"", 1_000.0)


def test_every_message_type_has_a_name_of_its_own():
    names = [kind.type for kind in get_args(contract.Message)]
    assert len(names) == len(set(names))


def test_secrets_are_in_no_representation():
    assert "key-1" not in repr(AuthorisePublish("key-1", "a", "b", False))
    assert "key-2" not in repr(ForwardTarget("t", "rtmp://host/app/key-2"))
