"""The package for the archive holds everything of its cases and proves itself with no program of ours."""

import csv
import io
import json
import subprocess
import zipfile

import pytest

from motcua.archive.actions.make_deposit import hand_over_deposit, prepare_deposit, take_package
from motcua.archive.models import Deposit
from motcua.archive.package import bag_name, package
from motcua.archive.queries import files_of, standing_of
from motcua.files.vault import content_name
from motcua.kernel.refusals import AlreadyDone, Invalid, NotFound, NotPermitted
from motcua.ledger.models import Entry

pytestmark = pytest.mark.django_db
NOW = "2026-11-27T08:00"


def made(keepers, year: int = 2026) -> Deposit:
    return prepare_deposit(unit_id=keepers.units["X"].pk, year=year, actor=keepers.actor("clerk"))


def unpacked(keepers, found: Deposit, to):
    content = b"".join(package(*take_package(deposit_id=found.pk, actor=keepers.actor("clerk"))))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        archive.extractall(to)
    return to / bag_name(found)


def test_an_independent_check_finds_it_whole(keepers, returned_case, present, tmp_path):
    case = returned_case("2026-03-03T08:00")
    present(NOW)
    found = made(keepers)
    bag = unpacked(keepers, found, tmp_path)
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        done = subprocess.run(["sha256sum", "--strict", "-c", manifest], cwd=bag, capture_output=True, check=False)
        assert done.returncode == 0, done.stdout
    listed = {line.split("  ", 1)[1] for line in (bag / "manifest-sha256.txt").read_text().splitlines()}
    lying = {str(path.relative_to(bag)) for path in (bag / "data").rglob("*") if path.is_file()}
    assert listed == lying
    assert (bag / "bagit.txt").read_text().startswith("BagIt-Version: 1.0")
    octets = sum(path.stat().st_size for path in (bag / "data").rglob("*") if path.is_file())
    assert f"Payload-Oxum: {octets}.{len(lying)}" in (bag / "bag-info.txt").read_text()
    folder = bag / "data" / case.code
    told = json.loads((folder / "ho-so.json").read_text())
    assert (told["code"], told["lacking"]) == (case.code, [])
    assert {one["path"].split("/")[2] for one in told["files"]} == {"giay-to", "ket-qua", "bieu-mau"}
    assert {one["sha256"] for one in told["files"]} >= {one.sha256 for one in files_of(case)}
    acts = [one["act"] for one in json.loads((folder / "nhat-ky.json").read_text())]
    assert acts[0] == "submit_application"
    assert acts[-1] == "return_result"
    rows = list(csv.reader(io.StringIO((bag / "data/ho-so.csv").read_text("utf-8-sig"))))
    assert (len(rows), rows[1][0]) == (2, case.code)


def test_a_changed_byte_is_found_by_the_same_check(keepers, returned_case, present, tmp_path):
    returned_case("2026-03-03T08:00")
    present(NOW)
    bag = unpacked(keepers, made(keepers), tmp_path)
    paper = next((bag / "data").rglob("*.jpg"))
    paper.write_bytes(paper.read_bytes()[:-1] + b"?")
    done = subprocess.run(["sha256sum", "-c", "manifest-sha256.txt"], cwd=bag, capture_output=True, check=False)
    assert done.returncode == 1


def test_the_same_package_is_made_again(keepers, returned_case, present):
    returned_case("2026-03-03T08:00")
    present(NOW)
    found = made(keepers)
    cases = take_package(deposit_id=found.pk, actor=keepers.actor("clerk"))
    assert b"".join(package(*cases)) == b"".join(package(*cases))


def test_a_damaged_paper_is_named_not_hidden(keepers, returned_case, present, tmp_path, settings):
    case = returned_case("2026-03-03T08:00")
    present(NOW)
    (settings.FILES_DIR / content_name(files_of(case)[0].sha256)).write_bytes(b"x")
    bag = unpacked(keepers, made(keepers), tmp_path)
    [lacking] = json.loads(next(bag.rglob("ho-so.json")).read_text())["lacking"]
    assert "bị hư" in lacking["why"]


def test_a_case_is_handed_over_once_against_a_receipt(keepers, returned_case, present):
    case = returned_case("2026-03-03T08:00")
    present(NOW)
    found, clerk = made(keepers), keepers.actor("clerk")
    with pytest.raises(Invalid, match="không còn hồ sơ"):
        made(keepers)
    with pytest.raises(Invalid, match="biên bản giao nhận"):
        hand_over_deposit(deposit_id=found.pk, receiver="Lưu trữ lịch sử tỉnh", receipt=" ", actor=clerk)
    assert standing_of(case)["deposited"] is None
    told = {"receiver": "Lưu trữ lịch sử tỉnh An Giang", "receipt": "15/BBGN, 27/11/2026"}
    hand_over_deposit(deposit_id=found.pk, actor=clerk, **told)
    assert standing_of(case)["deposited"].deposit.receiver == told["receiver"]
    with pytest.raises(AlreadyDone):
        hand_over_deposit(deposit_id=found.pk, actor=clerk, **told)
    acts = list(Entry.objects.filter(subject_kind="archive", subject_id=str(found.pk)).values_list("act", flat=True))
    assert acts == ["prepare_deposit", "hand_over_deposit"]


def test_open_cases_and_other_years_are_not_in_it(keepers, returned_case, present):
    returned_case("2027-03-03T08:00")
    present(NOW)
    with pytest.raises(Invalid):
        made(keepers)
    assert made(keepers, 2027).items.count() == 1


def test_only_the_clerk_of_the_unit_takes_it(keepers, returned_case, present):
    returned_case("2026-03-03T08:00")
    present(NOW)
    found = made(keepers)
    with pytest.raises(NotPermitted):
        take_package(deposit_id=found.pk, actor=keepers.actor("leader"))
    with pytest.raises(NotFound):
        take_package(deposit_id=found.pk, actor=keepers.actor("specialist"))
