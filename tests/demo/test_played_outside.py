"""What the demo plays of the outside is made once, and our side is set up to reach it."""

import pytest
from tests.factories import make_office

from motcua.adapters.edxml.options import read_options
from motcua.adapters.edxml.simulator.storage import Storage
from motcua.adapters.pki.authority import Authority
from motcua.config.exchange import document_exchange
from motcua.demo import load
from motcua.demo.axis import FIRST, PLAYED, load_axis
from motcua.demo.ports import free_ports
from motcua.kernel import clock
from motcua.signing.outside import services

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path):
    settings.EXCHANGE, settings.AXIS_DIR = tmp_path / "exchange.json", tmp_path / "axis"
    settings.SIGNING_DIR = tmp_path / "signing"
    make_office()
    return tmp_path


def test_the_axis_knows_our_units_and_those_that_are_played(folder):
    assert document_exchange() is None
    made = load_axis(free_ports())
    storage = Storage(folder / "axis")
    assert made == len(storage.agencies())
    assert {one.organ_id for one in storage.agencies() if not one.is_ours} == set(PLAYED)
    assert any(one.is_ours for one in storage.agencies())
    assert (folder / "axis/cong-van-mau.pdf").read_bytes().startswith(b"%PDF")


def test_documents_lie_ready_when_the_demo_begins(folder):
    load_axis(free_ports())
    found = Storage(folder / "axis").carried()
    ours = {one.organ_id for one in Storage(folder / "axis").agencies() if one.is_ours}
    assert len(found) == min(len(ours), len(FIRST))
    assert {organ for one in found for organ in one.receivers} <= ours
    assert found[0].code == "1203/VPUBND"


def test_our_side_reaches_it_and_keeps_its_secrets_to_itself(folder):
    load_axis(free_ports())
    options = read_options(folder / "exchange.json")
    assert options.url == f"http://127.0.0.1:{Storage(folder / 'axis').port}/axis"
    assert (folder / "exchange.json").stat().st_mode & 0o077 == 0
    assert document_exchange() is not None


def test_it_is_made_once(folder):
    load_axis(free_ports())
    before = (folder / "exchange.json").read_text()
    assert load_axis(free_ports()) == 0
    assert (folder / "exchange.json").read_text() == before


def test_ports_are_told_once():
    ports = free_ports()
    assert len({next(ports) for _ in range(20)}) == 20


def test_a_folder_from_before_is_loaded_while_its_authority_does_not_answer_yet(settings, monkeypatch):
    settings.TIME_STAMP_URL = "http://127.0.0.1:1/tsa"
    asked = []
    monkeypatch.setattr(load, "load_ground", lambda **_: asked.append(services().time_stamps))
    assert load.main(["--empty"]) == 0
    assert asked == [""]


def test_a_folder_that_was_moved_still_finds_the_key_of_its_machine(folder, settings, tmp_path):
    Authority.create(settings.SIGNING_DIR / "pki", "http://127.0.0.1:1", at=clock.now())
    (settings.SIGNING_DIR / "seals").mkdir()
    load_axis(free_ports())
    moved = tmp_path.with_name(f"{tmp_path.name}-moved")
    tmp_path.rename(moved)
    settings.EXCHANGE = moved / "exchange.json"
    assert document_exchange() is not None
