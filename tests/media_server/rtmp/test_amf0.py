import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_server.rtmp import amf0
from media_server.rtmp.amf0 import EcmaArray, decode, encode
from media_server.rtmp.errors import Fault, PeerError, UsageError

SCALARS = st.none() | st.booleans() | st.floats(allow_nan=False) | st.text()
NAMES = st.text(max_size=20)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(NAMES, inner, max_size=4)
        | st.dictionaries(NAMES, inner, max_size=4).map(EcmaArray)
    ),
    max_leaves=20,
)


@given(st.lists(VALUES, max_size=4))
def test_what_is_encoded_comes_back(values):
    decoded = decode(encode(*values))
    assert decoded == values
    assert [type(value) for value in decoded] == [type(value) for value in values]


@given(st.binary(max_size=300))
def test_any_bytes_give_values_or_a_peer_error(data):
    try:
        values = decode(data)
    except PeerError as error:
        assert error.fault is Fault.AMF
    else:
        encode(*values)


@pytest.mark.parametrize(
    ("wire", "value"),
    [
        ("00 7ff8000000000000", math.nan),
        ("00 7ff0000000000000", math.inf),
        ("06", None),  # undefined
        ("0d", None),  # unsupported
        ("0c 00000003 616263", "abc"),  # long string
        ("0f 00000003 616263", "abc"),  # XML
        ("0b 4042800000000000 0000", 37.0),  # date: its milliseconds
        ("10 0001 78 0001 61 0101 0000 09", {"a": True}),  # typed object
        ("08 ffffffff 0001 61 05 0000 09", {"a": None}),  # an ECMA array whose count lies
        ("03 0002 ff61 05 0000 09", {"\ufffda": None}),  # a name that is not UTF-8
    ],
)
def test_forms_that_peers_use(wire, value):
    decoded = decode(bytes.fromhex(wire.replace(" ", "")))
    assert len(decoded) == 1
    assert decoded[0] == value or (math.isnan(value) and math.isnan(decoded[0]))


@pytest.mark.parametrize(
    "wire",
    [
        "07 0000",  # reference
        "11 01",  # AMF3
        "04",  # movie clip
        "ff",
        "00 7ff8",  # half a number
        "02 ffff 61",  # a string longer than the message
        "0c ffffffff 61",
        "0a ffffffff 05",  # a strict array of 2^32-1
        "03 0001 61 05",  # an object that never ends
        "08 00000001",
    ],
)
def test_broken_values_are_the_peers_fault(wire):
    with pytest.raises(PeerError):
        decode(bytes.fromhex(wire.replace(" ", "")))


@pytest.mark.parametrize(
    "opener", [b"\x03\x00\x01a", b"\x0a\x00\x00\x00\x01", b"\x08\x00\x00\x00\x01\x00\x01a"]
)
def test_nesting_ends_far_before_the_recursion_limit(opener):
    with pytest.raises(PeerError, match="nested"):
        decode(opener * 10_000)


def test_the_number_of_values_is_bounded():
    with pytest.raises(PeerError, match="values"):
        decode(b"\x05" * (amf0.MAX_ITEMS + 1))
    with pytest.raises(PeerError, match="values"):
        decode(b"\x03" + b"\x00\x01a\x05" * (amf0.MAX_ITEMS + 1))


def test_we_cannot_encode_what_has_no_form():
    with pytest.raises(UsageError):
        encode(object())
    with pytest.raises(UsageError):
        encode({"x" * 70_000: 1})


def test_long_texts_use_the_long_form():
    text = "x" * 70_000
    assert encode(text)[0] == amf0.LONG_STRING
    assert decode(encode(text)) == [text]
