"""The verdict follows from what was found about each signature."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.signing.rules import Report, Signature, judged
from motcua.signing.rules.report import CHANGES, VERDICTS, WHY

FACTS = {
    "organisation": "UBND xã",
    "title": "Chủ tịch",
    "issuer": "CA",
    "serial": "1",
    "fingerprint": "f",
    "at": datetime(2026, 2, 16, tzinfo=UTC),
    "is_time_proven": True,
    "level": "B-T",
}


def one(**told) -> Signature:
    usual = {"signer": "Ánh", "intact": True, "covers_whole_file": True, "changes_after": "none", "trusted": True}
    return Signature(**FACTS, **(usual | told))


@pytest.mark.parametrize(
    ("signatures", "verdict"),
    [
        ([], "unsigned"),
        ([one()], "valid"),
        ([one(trusted=False, why="no_chain")], "not_trusted"),
        ([one(intact=False)], "broken"),
        ([one(changes_after="validation_data")], "valid"),
        ([one(changes_after="form")], "broken"),
        ([one(changes_after="content")], "broken"),
        ([one(changes_after="appended")], "broken"),
        ([one(changes_after="signatures"), one()], "valid"),
        ([one(changes_after="form"), one()], "valid"),
        ([one(changes_after="content"), one()], "broken"),
        ([one(changes_after="signatures"), one(trusted=False)], "not_trusted"),
        ([one(changes_after="signatures", intact=False), one()], "broken"),
    ],
)
def test_the_verdict(signatures, verdict):
    assert judged(signatures).verdict == verdict


def test_a_signature_nobody_can_check_is_not_trusted():
    assert judged([], unchecked=1).verdict == "not_trusted"
    assert judged([one()], unchecked=1).verdict == "not_trusted"


SIGNATURES = st.builds(
    Signature,
    **{name: st.text(max_size=5) for name in ("signer", "organisation", "title", "issuer", "serial", "fingerprint")},
    at=st.none() | st.datetimes(timezones=st.just(UTC)),
    is_time_proven=st.booleans(),
    level=st.sampled_from(["B-B", "B-LTA"]),
    intact=st.booleans(),
    covers_whole_file=st.booleans(),
    changes_after=st.sampled_from(sorted(CHANGES)),
    trusted=st.booleans(),
    why=st.sampled_from(["", *WHY]),
    is_status_known=st.booleans(),
)


@given(st.lists(SIGNATURES, max_size=4), st.integers(0, 1))
def test_a_report_comes_back_from_json(signatures, unchecked):
    report = judged(signatures, unchecked=unchecked, sha256="s")
    assert Report.from_json(report.as_json()) == report
    assert report.verdict in VERDICTS
    assert all(str(warning) for warning in report.warnings)


@given(st.lists(SIGNATURES, min_size=1, max_size=4))
def test_nothing_is_valid_that_has_one_bad_signature(signatures):
    if judged(signatures).verdict == "valid":
        assert all(one.intact and one.trusted for one in signatures)
        assert signatures[-1].changes_after in ("none", "validation_data")
