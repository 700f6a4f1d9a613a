"""The authority of the demo keeps what it certified, and steps aside where its address is taken."""

from datetime import UTC, datetime
from urllib.request import urlopen

from motcua.adapters.pki.authority import Authority, Subject

NOW = datetime.now(UTC)


def test_what_was_certified_stays_the_same(tmp_path):
    made = Authority.create(tmp_path, "http://127.0.0.1:1", at=NOW)
    made.certify([Subject("a", "UBND", "Nguyễn Thị Ánh", "Chủ tịch", algorithm="ec")], at=NOW)
    before = made.certificate("a"), made.chain()
    made.certify([Subject("b", "UBND", algorithm="ec")], at=NOW)
    made.revoke("a", at=NOW)
    made.forget_key("a")
    again = Authority(tmp_path)
    assert (again.certificate("a"), again.chain()) == before
    arch = next(iter(again.configuration().pki_archs.values()))
    assert arch.get_cert("a").dump() == before[0]
    assert not again.key_of("a").exists()


def test_lists_are_answered_over_http(world):
    with urlopen(f"{world.authority.url}/motcua/crls/issuing/latest.crl") as answer:
        assert answer.headers["Content-Type"] == "application/pkix-crl"
