"""The leader's key is at a signing service: confirmed once on the phone for the whole stack, told while it waits."""

import json

import pytest
from tests.adapters.csc.service import PIN, answering, make_service, on_the_phone, options
from tests.correspondence.paperwork import to_sign, with_writers
from tests.web.office.conftest import words

import motcua.config.wiring  # noqa: F401 - reaches the service
from motcua.correspondence.models import Outgoing
from motcua.dossiers.actions.approve_result import reject_dossier
from motcua.dossiers.actions.draft_result import present_result
from motcua.dossiers.models import Dossier, StatutoryForm
from motcua.kernel.lifecycle import State
from motcua.kernel.refusals import Invalid
from motcua.people.rules import SYSTEM
from motcua.signing.actions.register_certificate import register_certificate
from motcua.signing.models import Certificate, SignatureMade

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_service(tmp_path_factory.mktemp("csc"))


@pytest.fixture
def server(made, settings, tmp_path):
    settings.TRUST_DIR = tmp_path / "trust"
    settings.TRUST_DIR.mkdir()
    for name, content in zip(("issuing", "root"), made[0].chain(), strict=True):
        (settings.TRUST_DIR / f"{name}.der").write_bytes(content)
    settings.TIME_STAMP_URL = ""
    settings.REMOTE_SIGNING = tmp_path / "remote.json"
    with answering(made[1]) as serving:
        told = {**vars(options(serving)), "extra": {}, "phone": f"http://127.0.0.1:{serving.server_port}/dien-thoai"}
        settings.REMOTE_SIGNING.write_text(json.dumps({"dv": told}))
        yield serving


def entered(made, office, name="phone", asks="phone", **place) -> Certificate:
    return register_certificate(
        content=made[0].certificate(name),
        unit_id=office.units["X"].pk,
        account_id=office.accounts["leader"].pk,
        holder="remote",
        place={"service": "dv", "user": name, "credential": name, "asks": asks, **place},
        actor=SYSTEM,
    )


@pytest.fixture
def stack(office, make_case):
    return [
        present_result(
            dossier_id=make_case().pk, actor=office.actor("specialist"), outcome="granted", text="Căn cứ Điều 5"
        )
        for _ in range(3)
    ]


def sent(stack, certificate, pin=""):
    return {"dossier": [str(one.pk) for one in stack], "certificate": str(certificate.pk), "pin": pin}


def posted(client, stack, certificate, pin=""):
    answer = client.post("/can-bo/duyet/ky/", sent(stack, certificate, pin))
    return answer, words(answer) if not answer.streaming else b"".join(answer.streaming_content).decode()


def states(stack):
    return [Dossier.objects.get(pk=one.pk).state for one in stack]


def test_one_yes_signs_the_stack(at_desk, office, made, server, stack):
    certificate = entered(made, office)
    with on_the_phone(server, "phone") as asked:
        _, shown = posted(at_desk("leader"), stack, certificate)
    assert asked == [3]
    assert "xác nhận ký 3 văn bản" in shown
    assert "Đã xác nhận trên điện thoại" in shown
    assert "Đã ký và duyệt tất cả 3 kết quả." in shown
    assert states(stack) == [State.FINISHED] * 3
    assert SignatureMade.objects.filter(certificate=certificate).count() == 3


def test_the_page_tells_that_it_waits(at_desk, office, made, server, stack, monkeypatch):
    monkeypatch.setattr("motcua.signing.sitting.BEAT_SECONDS", 0.01)
    certificate = entered(made, office)
    answer = at_desk("leader").post("/can-bo/duyet/ky/", sent(stack, certificate), headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "identity"  # a browser that takes gzip sees each piece when it is written
    pieces = iter(answer.streaming_content)
    assert "xác nhận ký 3 văn bản" in next(pieces).decode()
    assert "Đang chờ xác nhận trên điện thoại" in next(pieces).decode()
    with on_the_phone(server, "phone"):
        assert "Đã ký và duyệt tất cả 3 kết quả." in b"".join(pieces).decode()


def test_a_no_signs_nothing(at_desk, office, made, server, stack):
    certificate = entered(made, office)
    with on_the_phone(server, "phone", answer=False) as asked:
        _, shown = posted(at_desk("leader"), stack, certificate)
    assert asked == [3]
    assert "Người ký đã từ chối hoặc không xác nhận kịp trên điện thoại. Chưa ký tệp nào." in shown
    assert "Về trang duyệt" in shown
    assert shown.rstrip().endswith("</html>")
    assert State.FINISHED not in states(stack)
    assert not SignatureMade.objects.exists()


def test_a_page_that_is_closed_while_it_waits_signs_nothing(at_desk, office, made, server, stack):
    answer = at_desk("leader").post("/can-bo/duyet/ky/", sent(stack, entered(made, office)))
    next(iter(answer.streaming_content))
    answer._iterator.close()
    with on_the_phone(server, "phone"):
        pass
    assert State.FINISHED not in states(stack)


def test_a_service_that_is_away_is_told_on_the_page(at_desk, office, made, server, stack):
    certificate = entered(made, office)
    server.shutdown()
    server.server_close()
    _, shown = posted(at_desk("leader"), stack, certificate)
    assert "Không kết nối được tới dịch vụ ký số từ xa." in shown
    assert State.FINISHED not in states(stack)


def test_a_service_that_was_taken_away_is_told(at_desk, office, made, server, stack, settings):
    certificate = entered(made, office)
    settings.REMOTE_SIGNING.write_text("{}")
    _, shown = posted(at_desk("leader"), stack, certificate)
    assert "chưa được khai báo đúng" in shown


def test_a_pin_of_the_service_is_asked_for_on_the_page(at_desk, office, made, server, stack):
    certificate = entered(made, office, "rsa", "pin")
    client = at_desk("leader")
    assert "Hãy nhập mã PIN" in posted(client, stack, certificate)[1]
    answer, shown = posted(client, stack, certificate, "000000")
    assert answer.status_code == 409
    assert "Mã PIN không đúng." in shown
    assert "Đã ký và duyệt tất cả 3 kết quả." in posted(client, stack, certificate, PIN)[1]


def test_a_one_time_code_is_asked_for_by_its_name(at_desk, office, made, server, stack):
    certificate = entered(made, office, "otp", "otp")
    client = at_desk("leader")
    assert "Mã xác nhận dùng một lần (OTP)" in words(client.get("/can-bo/duyet/"))
    assert "Hãy nhập mã xác nhận dùng một lần." in posted(client, stack, certificate)[1]
    signer = next(one for one in server.app.vault.signers() if one.credential == "otp")
    code = server.app.vault.code_for(signer)
    assert "Đã ký và duyệt tất cả 3 kết quả." in posted(client, stack, certificate, code)[1]


def test_who_signs_by_phone_is_asked_for_no_pin(at_desk, office, made, server, stack):
    entered(made, office)
    shown = words(at_desk("leader").get("/can-bo/duyet/"))
    assert "bạn xác nhận một lần trên điện thoại" in shown
    assert "Mã PIN" not in shown


def test_who_has_both_is_told_when_the_field_stays_empty(at_desk, office, made, server, stack):
    entered(made, office)
    entered(made, office, "rsa", "pin")
    shown = words(at_desk("leader").get("/can-bo/duyet/"))
    assert "Để trống nếu chứng thư đã chọn được xác nhận trên điện thoại." in shown


def test_the_certificate_of_another_asks_nobody(at_desk, office, made, server, stack):
    certificate = entered(made, office)
    with on_the_phone(server, "phone") as asked:
        answer, _ = posted(at_desk("leader_y"), stack, certificate)
    assert asked == []
    assert answer.status_code >= 400
    assert State.FINISHED not in states(stack)


@pytest.mark.parametrize("place", [{"service": "khac"}, {"user": ""}, {"credential": ""}, {"asks": "mail"}])
def test_a_place_that_cannot_be_reached_is_not_entered(office, made, server, place):
    with pytest.raises(Invalid):
        entered(made, office, **place)
    assert not Certificate.objects.exists()


def test_a_letter_is_signed_by_phone_too(at_desk, office, made, server, stack):
    entered(made, office)
    case = stack[0]
    reject_dossier(dossier_id=case.pk, actor=office.actor("leader"), reason="Không đủ điều kiện", rule="Điều 9")
    form = StatutoryForm.objects.get(dossier_id=case.pk, key="rejection")
    address, client = f"/can-bo/ho-so/{case.pk}/mau/{form.pk}/ky/", at_desk("leader")
    assert "bạn xác nhận trên điện thoại" in words(client.get(address))
    with on_the_phone(server, "phone", answer=False):
        assert "Chưa ký tệp nào" in b"".join(client.post(address, {}).streaming_content).decode()
    with on_the_phone(server, "phone") as asked:
        shown = b"".join(client.post(address, {}).streaming_content).decode()
    assert asked == [1]
    assert "Đã ký số văn bản." in shown
    assert SignatureMade.objects.count() == 1
    assert "Chưa ký tệp nào" not in shown


LETTERS = "/can-bo/van-ban/ky/"


def test_official_documents_are_signed_by_phone_too(at_desk, office, made, server):
    certificate = entered(made, office)
    document = to_sign(with_writers(office))
    client, given = at_desk("leader"), {"document": str(document.pk), "certificate": str(certificate.pk)}
    page = words(client.get(LETTERS))
    assert "xác nhận một lần trên điện thoại" in page
    assert 'name="pin"' not in page
    with on_the_phone(server, "phone") as asked:
        shown = b"".join(client.post(LETTERS, given).streaming_content).decode()
    assert asked == [1]
    assert "Đã ký 1 văn bản." in shown
    assert Outgoing.objects.get().number == 1


def test_a_no_on_the_phone_signs_no_document(at_desk, office, made, server):
    certificate = entered(made, office)
    document = to_sign(with_writers(office))
    with on_the_phone(server, "phone", answer=False):
        given = {"document": str(document.pk), "certificate": str(certificate.pk)}
        shown = b"".join(at_desk("leader").post(LETTERS, given).streaming_content).decode()
    assert f'href="{LETTERS}"' in shown
    assert Outgoing.objects.get().state == "to_sign"
