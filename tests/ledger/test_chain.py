"""The chain names its first bad entry after any edit, deletion, insertion or reordering."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.ledger.rules import GENESIS, Link, digest, first_broken

START = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


def chain(length: int) -> list[Link]:
    """A sound chain of so many entries."""
    found: list[Link] = []
    prev = GENESIS
    for seq in range(1, length + 1):
        link = Link("dossier", "d1", seq, START + timedelta(hours=seq), "add_note", {"name": "Ánh"}, {"n": seq}, prev)
        link = link._replace(hash=digest(link))
        found.append(link)
        prev = link.hash
    return found


def head(links: list[Link]) -> tuple[int, str]:
    return links[-1].seq, links[-1].hash


@given(st.integers(1, 30))
def test_a_sound_chain_is_sound(length):
    links = chain(length)
    assert first_broken(links, head(links)) is None


@given(st.integers(2, 20), st.data())
def test_an_edited_entry_is_named(length, data):
    links = chain(length)
    at = data.draw(st.integers(0, length - 1))
    links[at] = links[at]._replace(facts={"n": "khác"})
    broken = first_broken(links, head(links))
    assert broken is not None
    assert (broken.seq, broken.why) == (at + 1, "edited")


@given(st.integers(2, 20), st.data())
def test_an_edited_entry_with_a_fresh_hash_breaks_the_next_one(length, data):
    links = chain(length)
    at = data.draw(st.integers(0, length - 2))
    forged = links[at]._replace(facts={"n": "khác"})
    links[at] = forged._replace(hash=digest(forged))
    broken = first_broken(links, head(links))
    assert broken is not None
    assert (broken.seq, broken.why) == (at + 2, "reordered")


@given(st.integers(2, 20), st.data())
def test_a_dropped_entry_is_missed(length, data):
    links = chain(length)
    known = head(links)
    at = data.draw(st.integers(0, length - 1))
    del links[at]
    broken = first_broken(links, known)
    assert broken is not None
    assert (broken.seq, broken.why) == (at + 1, "cut" if at == length - 1 else "missing")


def test_swapped_entries_are_seen():
    links = chain(4)
    links[1], links[2] = links[2], links[1]
    broken = first_broken(links, head(links))
    assert broken is not None
    assert broken.seq == 2


def test_an_inserted_entry_is_seen():
    links = chain(3)
    extra = links[2]._replace(seq=4, prev=links[2].hash)
    extra = extra._replace(hash=digest(extra))
    broken = first_broken([*links, extra], head(links))
    assert broken is not None
    assert broken.why == "cut"


@pytest.mark.parametrize("name", ["Đặng Thị Ngọc Ánh", "Nguyễn Thị Thuỳ Dương", "👵"])
def test_the_digest_keeps_every_letter(name):
    link = chain(1)[0]
    assert digest(link._replace(actor={"name": name})) != digest(link)
