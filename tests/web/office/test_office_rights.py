"""Who gets in: other communes' officers see nothing, citizens are told kindly, strangers are sent to sign in."""

from uuid import uuid4

import pytest
from django.test import Client
from tests.web.office.conftest import words

from motcua.dossiers.actions.ask_opinion import ask_opinion
from motcua.dossiers.models import Dossier, DossierPaper

pytestmark = pytest.mark.django_db
OPEN_PAGES = ["", "tin/", "tim/", "hien-trang/", "so-theo-doi/", "duyet/", "tiep-nhan/"]


def pages_of(dossier):
    paper = DossierPaper.objects.filter(dossier=dossier).first()
    form = dossier.forms.first()
    below = ["", "tom-tat/", "viec/transfer_step/", f"giay/{paper.pk}/", f"giay/{paper.pk}/anh/", "phieu-kiem-soat/"]
    return [f"/can-bo/ho-so/{dossier.pk}/{one}" for one in [*below, f"mau/{form.pk}/"]]


@pytest.mark.parametrize("page", OPEN_PAGES)
def test_a_stranger_signs_in_first_and_comes_back(client, office, page):
    response = client.get(f"/can-bo/{page}?x=1")
    assert response.status_code == 302
    assert response["Location"] == f"/tai-khoan/dang-nhap/?next=/can-bo/{page}%3Fx%3D1"


@pytest.mark.parametrize("page", OPEN_PAGES)
def test_a_citizen_is_told_kindly(at_desk, page):
    response = at_desk("citizen").get(f"/can-bo/{page}")
    assert response.status_code == 403
    assert "Trang này dành cho cán bộ." in words(response)


@pytest.mark.parametrize("name", ["desk_y", "specialist_y", "leader_y", "police", "land"])
def test_who_has_nothing_to_do_with_a_dossier_does_not_find_it(at_desk, received, name):
    client = at_desk(name)
    for address in pages_of(received):
        response = client.get(address)
        assert response.status_code == 404, address
        assert "Đặng Thị Ngọc Ánh" not in words(response)


@pytest.mark.parametrize("act", ["transfer_step", "add_note", "stop_dossier"])
def test_another_commune_does_nothing_to_it(at_desk, received, act):
    address = f"/can-bo/ho-so/{received.pk}/viec/{act}/"
    assert at_desk("leader_y").post(address, {"reason": "x", "note": "x"}).status_code == 404
    assert Dossier.objects.get(pk=received.pk).version == received.version


def test_the_applicant_reads_it_on_their_own_pages_not_here(at_desk, received):
    for address in pages_of(received):
        assert at_desk("citizen").get(address).status_code == 403


def test_a_dossier_that_is_not_there(at_desk):
    for name in ("desk", "leader", "inspector"):
        assert at_desk(name).get(f"/can-bo/ho-so/{uuid4()}/").status_code == 404


def test_the_inspector_above_reads_it(at_desk, received):
    client = at_desk("inspector")
    assert client.get(f"/can-bo/ho-so/{received.pk}/").status_code == 200
    assert "Chưa thể:" in words(client.get(f"/can-bo/ho-so/{received.pk}/"))


def test_who_is_asked_reads_it_until_answered(at_desk, office, received):
    address = f"/can-bo/ho-so/{received.pk}/"
    unit_id = office.units["CA"].pk
    actor = office.actor("specialist")
    ask_opinion(dossier_id=received.pk, actor=actor, unit_id=unit_id, question="Còn cư trú?", days=2)
    client = at_desk("police")
    assert client.get(address).status_code == 200
    client.post(f"/can-bo/y-kien/{received.opinions.get().pk}/", {"agrees": "yes", "answer": "Còn"})
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("page", "name"),
    [("duyet/", "specialist"), ("tiep-nhan/", "leader"), ("hien-trang/", "specialist"), ("so-theo-doi/", "specialist")],
)
def test_a_page_of_other_posts_says_so(at_desk, page, name):
    response = at_desk(name).get(f"/can-bo/{page}")
    assert response.status_code == 403
    assert "Trang này dành cho cán bộ" in words(response)


def test_without_a_token_of_the_page_nothing_is_done(office, received):
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.accounts["specialist"])
    assert client.post(f"/can-bo/ho-so/{received.pk}/viec/transfer_step/").status_code == 403
    assert Dossier.objects.get(pk=received.pk).version == received.version
