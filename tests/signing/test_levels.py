"""Every level of PAdES through a real token, held against an independent verifier."""

import subprocess
import time
from datetime import UTC, datetime, timedelta

import pytest
from world import BODY, LEADER, OLD, REVOKED, SEAL, letter

from motcua.signing.pdf import strengthened

NOW = datetime.now(UTC)


def pdfsig(world, pdf: bytes) -> list[bool]:
    """What poppler says of each signature that is no time stamp: whether it holds."""
    path = world.folder / "second-opinion.pdf"
    path.write_bytes(pdf)
    told = subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=False).stdout
    verdicts = [line.split(":")[1].strip() for line in told.splitlines() if "Signature Validation:" in line]
    return [one == "Signature is Valid." for one in verdicts if one != "Signature has not yet been verified."]


@pytest.mark.parametrize("level", ["B-B", "B-T", "B-LT", "B-LTA"])
@pytest.mark.parametrize("who", [LEADER, SEAL])
def test_each_level_is_valid_and_another_verifier_agrees(world, level, who):
    pdf = world.signed(letter(), who, level, kind="personal" if who == LEADER else "agency")
    report = world.report(pdf)
    (one,) = report.signatures
    assert (report.verdict, one.level, one.intact, one.trusted) == ("valid", level, True, True)
    assert one.organisation == BODY
    assert one.is_time_proven == (level != "B-B")
    assert abs(one.at - datetime.now(UTC)) < timedelta(minutes=5)
    assert pdfsig(world, pdf) == [True]


def test_the_leader_signs_then_the_agency_seals(world):
    pdf = world.signed(world.signed(letter(), kind="personal"), SEAL, kind="agency")
    leader, seal = world.report(pdf).signatures
    assert (leader.signer, leader.title, leader.changes_after) == ("Nguyễn Thị Thuỳ Dương", "Chủ tịch", "signatures")
    assert (seal.signer, seal.changes_after, seal.covers_whole_file) == (BODY, "none", True)
    assert world.report(pdf).verdict == "valid"
    assert pdfsig(world, pdf) == [True, True]


def test_long_term_proof_is_added_later(world):
    pdf = strengthened(world.signed(world.signed(letter()), SEAL), world.services)
    report = world.report(pdf)
    assert report.verdict == "valid"
    assert [one.level for one in report.signatures] == ["B-LTA", "B-LTA"]
    assert report.warnings == ()


def test_a_seal_that_comes_after_the_proof_and_proof_that_is_renewed_change_nothing_that_was_proven(world):
    pdf = strengthened(world.signed(letter()), world.services)
    time.sleep(1.1)  # the next answer of the issuer is another one
    pdf = strengthened(world.signed(pdf, SEAL, kind="agency"), world.services)
    time.sleep(1.1)
    report = world.report(strengthened(pdf, world.services))
    assert report.warnings == ()
    assert report.verdict == "valid"
    assert [one.level for one in report.signatures] == ["B-LTA", "B-LTA"]


def test_proof_added_before_the_seal_and_again_after_it_breaks_nothing(world):
    pdf = strengthened(world.signed(letter(), kind="personal"), world.services)
    pdf = strengthened(world.signed(pdf, SEAL, kind="agency"), world.services)
    for _ in range(2):
        report = world.report(pdf)
        assert (report.verdict, report.warnings) == ("valid", ())
        assert [one.changes_after for one in report.signatures] == ["signatures", "validation_data"]
        assert [one.trusted for one in report.signatures] == [True, True]
        assert pdfsig(world, pdf) == [True, True]
        pdf = strengthened(pdf, world.services)


@pytest.mark.parametrize("years", [1, 3, 8])
def test_signed_today_still_verifies_years_later(world, years):
    pdf = strengthened(world.signed(letter()), world.services)
    later = NOW + timedelta(days=365 * years)
    report = world.report(pdf, at=later, trust=world.lists_at(later))
    assert report.verdict == "valid"
    assert abs(report.signatures[0].at - NOW) < timedelta(minutes=10)
    assert report.warnings == ()


def test_without_fresh_lists_it_still_verifies_and_says_what_it_does_not_know(world):
    report = world.report(world.signed(letter()), at=NOW + timedelta(days=700))
    assert report.verdict == "valid"
    assert "thu hồi" in str(report.warnings[0])


def test_without_a_time_stamp_it_does_not_outlive_the_certificate(world):
    pdf = world.signed(letter(), level="B-B")
    after = NOW + timedelta(days=365 * 4)
    report = world.report(pdf, at=after, trust=world.lists_at(after))
    assert report.verdict == "not_trusted"
    assert report.signatures[0].why == "expired"


def test_a_certificate_that_had_ended_is_not_trusted(world):
    report = world.report(world.signed(letter(), OLD))
    assert (report.verdict, report.signatures[0].why) == ("not_trusted", "expired")


def test_a_revoked_certificate_is_not_trusted(world):
    report = world.report(world.signed(letter(), REVOKED), trust=world.lists_at(NOW))
    assert (report.verdict, report.signatures[0].why) == ("not_trusted", "revoked")


def test_an_unknown_authority_is_not_trusted(world, tmp_path):
    report = world.report(world.signed(letter()), trust=tmp_path)
    assert (report.verdict, report.signatures[0].intact) == ("not_trusted", True)
    assert report.signatures[0].why == "no_chain"
