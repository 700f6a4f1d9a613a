"""Whether the certificate of a message counts here: by the folder of trust, at that moment, without asking anybody."""

from datetime import UTC, datetime, timedelta

import pytest
from world import LEADER, OLD, REVOKED

from motcua.adapters.pki.authority import Authority, Subject
from motcua.signing.outside import is_trusted

pytestmark = pytest.mark.sqlite_only
NOW = datetime.now(UTC)


@pytest.fixture
def trusting(world, settings):
    settings.TRUST_DIR = world.lists_at(NOW)
    (settings.TRUST_DIR / "issuing.der").write_bytes(world.authority.chain()[0])
    return world.authority


def test_one_of_a_trusted_authority_counts(trusting):
    assert is_trusted(trusting.certificate(LEADER), NOW)


def test_one_that_was_revoked_does_not(trusting):
    assert not is_trusted(trusting.certificate(REVOKED), NOW)


def test_one_that_ended_counts_as_of_then_only(trusting):
    assert not is_trusted(trusting.certificate(OLD), NOW)
    assert is_trusted(trusting.certificate(OLD), NOW - timedelta(days=60))


def test_one_of_another_authority_does_not(trusting, tmp_path):
    other = Authority.create(tmp_path / "other", "http://127.0.0.1:1", at=NOW)
    other.certify([Subject("x", "Cơ quan lạ", algorithm="ec")], at=NOW)
    assert not is_trusted(other.certificate("x"), NOW)


def test_nothing_is_trusted_where_nobody_is(trusting, settings, tmp_path):
    settings.TRUST_DIR = tmp_path / "empty"
    assert not is_trusted(trusting.certificate(LEADER), NOW)
