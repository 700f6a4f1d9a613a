"""What is sealed opens to the same; whatever is changed about it is seen."""

import io
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.files import sealed
from motcua.files.sealed import HEADER, PIECE, TAG, Broken, Opened, header_of, rewrap, seal

KEYS = {"20260101T000000Z": b"1" * 32, "20270101T000000Z": b"2" * 32}
FIRST, SECOND = KEYS.items()
LONG = os.urandom(PIECE * 2 + 100)


def closed(content: bytes, address: str = "ab/cd/x", key: tuple[str, bytes] = FIRST) -> bytes:
    to = io.BytesIO()
    seal(io.BytesIO(content), len(content), to, address=address, key=key)
    return to.getvalue()


def opened(kept: bytes, address: str = "ab/cd/x") -> bytes:
    with Opened(io.BytesIO(kept), address=address, key_of=KEYS.__getitem__) as reader:
        return reader.read()


@given(st.binary(max_size=300), st.sampled_from([0, PIECE - 150, PIECE, 2 * PIECE]))
def test_any_content_comes_back(content, more):
    content += bytes(more)
    kept = closed(content)
    assert opened(kept) == content
    header = header_of(kept)
    assert (header.size, header.whole, header.key_id) == (len(content), len(kept), FIRST[0])


@given(st.integers(0, len(closed(LONG)) - 1), st.integers(1, 255))
def test_no_byte_can_be_changed_unseen(at, by):
    kept = bytearray(closed(LONG))
    kept[at] ^= by
    with pytest.raises((Broken, KeyError)):
        opened(bytes(kept))


@given(st.integers(0, len(closed(LONG)) - 1))
def test_no_end_can_be_cut_off_unseen(length):
    with pytest.raises(Broken):
        opened(closed(LONG)[:length])


def test_nothing_can_be_added_or_reordered_unseen():
    kept = closed(LONG)
    one, two = (kept[HEADER + n * (PIECE + TAG) : HEADER + (n + 1) * (PIECE + TAG)] for n in (0, 1))
    for other in (kept + b"x", kept[:HEADER] + two + one + kept[HEADER + 2 * (PIECE + TAG) :]):
        with pytest.raises(Broken):
            opened(other)


def test_a_last_piece_is_not_taken_for_one_of_the_middle():
    whole = closed(bytes(PIECE * 2))
    header = header_of(whole)
    shorter = sealed.replace(header, size=PIECE).packed() + whole[HEADER : HEADER + PIECE + TAG]
    with pytest.raises(Broken):
        opened(shorter)


def test_another_address_or_another_key_does_not_open_it():
    with pytest.raises(Broken):
        opened(closed(b"x"), "ab/cd/y")
    with pytest.raises(Broken):
        opened(closed(b"x", key=(FIRST[0], b"3" * 32)))


def test_a_new_master_key_changes_the_header_only():
    kept, to = closed(LONG), io.BytesIO()
    rewrap(io.BytesIO(kept), to, address="ab/cd/x", key_of=KEYS.__getitem__, key=SECOND)
    turned = to.getvalue()
    assert turned[HEADER:] == kept[HEADER:]
    assert header_of(turned).key_id == SECOND[0]
    assert opened(turned) == LONG


def test_equal_contents_look_different_when_sealed():
    assert closed(LONG)[HEADER:] != closed(LONG)[HEADER:]


@given(st.integers(0, len(LONG) + 5), st.integers(0, 70_000))
def test_it_can_be_read_from_anywhere(at, count):
    with io.BufferedReader(Opened(io.BytesIO(closed(LONG)), address="ab/cd/x", key_of=KEYS.__getitem__)) as reader:
        reader.seek(at)
        assert reader.read(count) == LONG[at : at + count]


def test_a_source_that_grows_or_shrinks_meanwhile_is_refused():
    for size in (len(LONG) - 1, len(LONG) + 1):
        with pytest.raises(Broken):
            seal(io.BytesIO(LONG), size, io.BytesIO(), address="a", key=FIRST)
