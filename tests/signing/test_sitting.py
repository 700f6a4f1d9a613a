"""A leader signs results in one sitting; whatever speaks against a signature refuses before anything is signed."""

import subprocess
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
import time_machine
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from tests.factories import make_drafts, make_office, make_officer
from world import BODY, LEADER, OLD, PIN, REVOKED, SEAL, World, letter

import motcua.config.wiring  # noqa: F401 - reaches the tokens
from motcua.dossiers.actions.approve_result import Failed, approve_result, reject_dossier
from motcua.dossiers.actions.approve_signed import approve_signed, approve_signed_batch
from motcua.dossiers.actions.draft_result import present_result
from motcua.dossiers.actions.issue_sealed import issue_sealed
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.sign_form import sign_form
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.actions.withdraw_dossier import withdraw_dossier
from motcua.dossiers.documents import form_pdf
from motcua.dossiers.models import Dossier, Result, StatutoryForm
from motcua.dossiers.queries import result_file
from motcua.files.actions.store_file import keep_made
from motcua.files.queries import open_file
from motcua.kernel import clock
from motcua.kernel.refusals import AlreadyDone, Invalid, NotPermitted, TooMany, WrongMoment
from motcua.outbox.models import Event
from motcua.outbox.registry import Happened
from motcua.people.models import Holding, Unit
from motcua.people.queries import forget_directory
from motcua.people.rules import SYSTEM
from motcua.signing.actions.register_certificate import end_certificate, register_certificate
from motcua.signing.actions.strengthen_document import strengthen_document
from motcua.signing.drawing import filling, label
from motcua.signing.keys import OneByOne
from motcua.signing.models import Certificate, SignatureMade, SignedDocument
from motcua.signing.pages import fill, labelled
from motcua.signing.ports import KeyRefused
from motcua.signing.queries import known_document
from motcua.signing.sitting import sitting
from motcua.signing.tasks import fetch_lists, renew_proofs, strengthen

pytestmark = pytest.mark.django_db


STEPS = [
    {"key": "reception", "name": "Tiếp nhận", "role": "reception"},
    {"key": "review", "name": "Thẩm tra", "role": "specialist"},
    {"key": "sign", "name": "Ký", "role": "leader"},
    {"key": "number", "name": "Vào số, đóng dấu", "role": "clerk"},
    {"key": "return", "name": "Trả kết quả", "role": "return"},
]


@pytest.fixture
def trusting(world: World, settings, tmp_path):
    settings.TRUST_DIR = tmp_path / "trust"
    settings.TRUST_DIR.mkdir()
    for name, content in zip(("issuing", "root"), world.authority.chain(), strict=True):
        (settings.TRUST_DIR / f"{name}.der").write_bytes(content)
    settings.TIME_STAMP_URL = world.authority.time_stamps


@pytest.fixture
def office(trusting, db):
    return make_office()


@pytest.fixture
def sealing(trusting, db):
    """An office whose clerk numbers and seals after the leader."""
    made = make_office({"process": {"steps": STEPS}})
    make_officer(made, "clerk", "X", "clerk")
    forget_directory()
    return made


def certified(world: World, office, label: str = LEADER, account: str | None = "leader") -> Certificate:
    token = world.tokens.token(label)
    return register_certificate(
        content=world.authority.certificate(label),
        unit_id=office.units["X"].pk,
        account_id=office.accounts[account].pk if account else None,
        holder="token",
        place=vars(token),
        actor=SYSTEM,
    )


def presented(office, count: int = 1, *, text: str = "") -> list[Dossier]:
    """Cases whose result lies before the leader, with a PDF each unless they are words."""
    made = []
    for draft_id in make_drafts(office, count):
        pk = submit_application(draft_id=draft_id, actor=office.actor("citizen")).pk
        receive_dossier(dossier_id=pk, actor=office.actor("desk"))
        specialist = office.actor("specialist")
        file = None if text else keep_made(content=letter(f"Kết quả {pk}"), name="ket-qua.pdf", actor=specialist)
        present_result(dossier_id=pk, actor=specialist, outcome="granted", text=text, file_id=file.pk if file else None)
        made.append(Dossier.objects.get(pk=pk))
    return made


def signed_pdf(dossier: Dossier) -> bytes:
    with open_file(result_file(Result.objects.get(dossier=dossier))) as file:
        return file.read()


def test_a_result_is_signed_approved_and_known(world, office):
    certificate = certified(world, office)
    (case,) = presented(office)
    with sitting(certificate.pk, PIN, actor=office.actor("leader")) as key:
        done = approve_signed(dossier_id=case.pk, sitting=key)
    assert (done.outcome, done.has_e_result) == ("granted", True)
    report = world.report(signed_pdf(done))
    assert report.verdict == "valid"
    document = known_document(report)
    made = document.signatures.get()
    assert (made.name, made.title, made.level) == ("Người leader", "Vị trí leader", "B-T")
    assert document.subject_id == str(Result.objects.get(dossier=case).pk)


def test_the_page_tells_the_code_and_where_to_check_it(world, office, tmp_path):
    certificate = certified(world, office)
    (case,) = presented(office)
    with sitting(certificate.pk, PIN, actor=office.actor("leader")) as key:
        approve_signed(dossier_id=case.pk, sitting=key)
    path = tmp_path / "a.pdf"
    path.write_bytes(signed_pdf(case))
    told = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    assert SignedDocument.objects.get().code in told
    assert f"Kết quả {case.pk}" in told


def test_words_become_a_document(world, office):
    certificate = certified(world, office)
    (case,) = presented(office, text="Đồng ý cho bà Đặng Thị Ngọc Ánh được hưởng trợ cấp.")
    with sitting(certificate.pk, PIN, actor=office.actor("leader")) as key:
        done = approve_signed(dossier_id=case.pk, sitting=key)
    assert done.has_e_result
    assert world.report(signed_pdf(done)).verdict == "valid"


def test_proof_for_the_long_term_is_added_in_the_background(world, office):
    certificate = certified(world, office)
    (case,) = presented(office)
    with sitting(certificate.pk, PIN, actor=office.actor("leader")) as key:
        approve_signed(dossier_id=case.pk, sitting=key)
    document = SignedDocument.objects.get()
    payload = {"facts": {"signed": {"document": document.code}}}
    happened = Happened("k", "dossier.approve_result", str(case.pk), 4, payload, clock.now())
    for _ in range(2):  # delivered twice
        strengthen(happened)
    report = world.report(signed_pdf(case))
    assert (report.verdict, report.signatures[0].level, report.warnings) == ("valid", "B-LTA", ())
    assert SignatureMade.objects.get().level == "B-LTA"
    assert known_document(report) == document


def test_a_failure_in_the_middle_loses_nothing(world, office):
    certificate = certified(world, office)
    cases = presented(office, 8)
    withdraw_dossier(dossier_id=cases[1].pk, actor=office.actor("citizen"), reason="Không cần nữa")
    with sitting(certificate.pk, PIN, actor=office.actor("leader")) as key:
        told = []
        for number, done in enumerate(approve_signed_batch([one.pk for one in cases], key)):
            told.append(done)
            if number == 1:
                key.key._key._child.kill()  # the token is pulled out
    failed = [one.dossier_id for one in told if isinstance(one, Failed)]
    assert [getattr(one, "dossier_id", None) or one.pk for one in told] == [one.pk for one in cases]
    assert {cases[1].pk, cases[-1].pk} < set(failed)
    assert cases[0].pk not in failed
    finished = set(Dossier.objects.filter(has_e_result=True).values_list("pk", flat=True))
    assert finished == {one.pk for one in cases} - set(failed)
    assert SignedDocument.objects.count() == len(finished)
    with sitting(certificate.pk, PIN, actor=office.actor("leader")) as key:
        assert approve_signed(dossier_id=cases[-1].pk, sitting=key).finished_at


def test_a_stack_is_put_together_while_the_device_signs(world, office):
    certificate = certified(world, office)
    cases = presented(office, 4)
    at_once, inside = [], Counter()

    class Slow:
        """A device that sees how many ask it at one time."""

        def __init__(self, key):
            self.key, self.certificate = key, key.certificate

        def sign(self, data):
            inside["now"] += 1
            at_once.append(inside["now"])
            made = self.key.sign(data)
            inside["now"] -= 1
            return made

    with sitting(certificate.pk, PIN, actor=office.actor("leader")) as key:
        slow = replace(key, key=OneByOne(Slow(key.key)))
        done = list(approve_signed_batch([one.pk for one in cases], slow))
    assert [one.pk for one in done] == [one.pk for one in cases]
    assert at_once == [1, 1, 1, 1]
    assert all(world.report(signed_pdf(one)).verdict == "valid" for one in cases)


@pytest.mark.parametrize(("label", "words"), [(OLD, "hết hạn"), (REVOKED, "thu hồi")], ids=["expired", "revoked"])
def test_a_certificate_that_no_longer_counts_signs_nothing(world, office, label, words):
    made = certified(world, office)
    facts = {"der": world.authority.certificate(label), "fingerprint": label, "place": vars(world.tokens.token(label))}
    if label == OLD:
        facts["valid_until"] = clock.now() - timedelta(days=30)
    Certificate.objects.filter(pk=made.pk).update(**facts)
    with pytest.raises(WrongMoment, match=words), sitting(made.pk, PIN, actor=office.actor("leader")):
        pass


def test_who_may_not_sign_is_told_before_the_pin_is_used(world, office):
    made = certified(world, office)
    with pytest.raises(NotPermitted), sitting(made.pk, PIN, actor=office.actor("desk")):
        pass
    Certificate.objects.filter(pk=made.pk).update(valid_from=clock.now() + timedelta(days=2))
    with pytest.raises(WrongMoment, match="mới có hiệu lực"), sitting(made.pk, PIN, actor=office.actor("leader")):
        pass


def test_an_officer_whose_post_ended_signs_nothing(world, office):
    made = certified(world, office)
    Holding.objects.filter(account=office.accounts["leader"]).update(until_on=clock.today() - timedelta(days=1))
    forget_directory()
    with pytest.raises(NotPermitted, match="không còn giữ vị trí"), sitting(made.pk, PIN, actor=office.actor("leader")):
        pass


def test_wrong_pins_stop_before_the_device_locks_itself(world, office):
    made, leader = certified(world, office), office.actor("leader")
    for _ in range(4):
        with pytest.raises(KeyRefused), sitting(made.pk, "000000", actor=leader):
            pass
    with pytest.raises(TooMany), sitting(made.pk, PIN, actor=leader):
        pass


def test_the_seal_is_the_clerks(world, office):
    make_officer(office, "clerk", "X", "clerk")
    forget_directory()
    seal = certified(world, office, SEAL, account=None)
    with pytest.raises(NotPermitted, match="văn thư"), sitting(seal.pk, PIN, actor=office.actor("leader")):
        pass
    with sitting(seal.pk, PIN, actor=office.actor("clerk")) as key:
        assert key.certificate.subject == BODY


def test_a_certificate_is_entered_once_and_ended_for_good(world, office):
    made = certified(world, office)
    with pytest.raises(AlreadyDone):
        certified(world, office)
    with pytest.raises(Invalid, match="không phải chứng thư"):
        register_certificate(
            content=b"x", unit_id=made.unit_id, account_id=None, holder="token", place=made.place, actor=SYSTEM
        )
    end_certificate(certificate_id=made.pk, reason="Mất thiết bị", actor=office.actor("leader"))
    with pytest.raises(WrongMoment), sitting(made.pk, PIN, actor=office.actor("leader")):
        pass
    with pytest.raises(AlreadyDone):
        end_certificate(certificate_id=made.pk, reason="x", actor=SYSTEM)


def test_lists_of_the_revoked_are_fetched_and_believed_when_signed(world, office, settings):
    certified(world, office)
    assert fetch_lists() == 2
    report = world.report(world.signed(letter(), REVOKED), trust=settings.TRUST_DIR)
    assert (report.verdict, report.signatures[0].why) == ("not_trusted", "revoked")
    assert world.report(world.signed(letter()), trust=settings.TRUST_DIR).verdict == "valid"


@pytest.mark.parametrize(
    ("holder", "place"),
    [
        ("token", {"module": "/tmp/anything.so", "token": "a", "key": "a"}),
        ("token", {"module": "", "token": "a", "key": "a"}),
        ("server", {"file": "seals/../../secret_key"}),
        ("server", {"file": "/etc/passwd"}),
    ],
)
def test_a_key_is_only_looked_for_where_the_installation_allows(world, office, holder, place):
    with pytest.raises(Invalid):
        register_certificate(
            content=world.authority.certificate(LEADER),
            unit_id=office.units["X"].pk,
            account_id=office.accounts["leader"].pk,
            holder=holder,
            place=place,
            actor=SYSTEM,
        )
    assert not Certificate.objects.exists()


def test_the_clerk_seals_what_the_leader_signed(world, sealing):
    personal, seal = certified(world, sealing), certified(world, sealing, SEAL, account=None)
    (case,) = presented(sealing)
    with sitting(personal.pk, PIN, actor=sealing.actor("leader")) as key:
        approve_signed(dossier_id=case.pk, sitting=key)
    with sitting(seal.pk, PIN, actor=sealing.actor("clerk")) as key:
        done = issue_sealed(dossier_id=case.pk, sitting=key, number="12/GXN-UBND")
    assert done.finished_at
    report = world.report(signed_pdf(case))
    assert report.verdict == "valid"
    assert [one.signer for one in report.signatures] == ["Nguyễn Thị Thuỳ Dương", BODY]
    document = known_document(report)
    assert (document.number, document.signatures.count()) == ("12/GXN-UBND", 2)


def test_number_and_date_are_written_in_under_the_seal(world, sealing, tmp_path):
    personal, seal = certified(world, sealing), certified(world, sealing, SEAL, account=None)
    (case,) = presented(sealing, text="Xác nhận bà Đặng Thị Ngọc Ánh chưa đăng ký kết hôn với ai.")
    with sitting(personal.pk, PIN, actor=sealing.actor("leader")) as key:
        approve_signed(dossier_id=case.pk, sitting=key)
    with sitting(seal.pk, PIN, actor=sealing.actor("clerk")) as key:
        issue_sealed(dossier_id=case.pk, sitting=key, number="12/GXN-UBND")
    report = world.report(signed_pdf(case))
    assert (report.verdict, [one.changes_after for one in report.signatures]) == ("valid", ["issued", "none"])
    file = tmp_path / "result.pdf"
    file.write_bytes(signed_pdf(case))
    words = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True).stdout
    day = clock.today()
    assert "Số: 12/GXN-UBND" in " ".join(words.split())
    assert f"ngày {day.day:02d} tháng" in words.replace("\xa0", " ")
    told = subprocess.run(["pdfsig", str(file)], capture_output=True, text=True, check=False).stdout
    assert told.count("Signature is Valid") == 2


def test_who_fills_a_place_without_signing_is_found_out(world, office):
    pdf = BytesIO()
    with pikepdf.open(BytesIO(labelled(letter(), label("http://x/ABC", "ABC", at=clock.now())))) as whole:
        field = whole.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="so"))
        whole.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
        whole.save(pdf)
    made = world.signed(pdf.getvalue())
    writer = IncrementalPdfFileWriter(BytesIO(made))
    fill(writer, {"so": filling("so", "99/QĐ-UBND", at=clock.now())})
    changed = BytesIO()
    writer.write(changed)
    report = world.report(changed.getvalue())
    assert (report.verdict, report.signatures[0].changes_after) == ("broken", "issued")


def test_nothing_is_sealed_that_nobody_signed(world, sealing):
    seal = certified(world, sealing, SEAL, account=None)
    (case,) = presented(sealing)
    approve_result(dossier_id=case.pk, actor=sealing.actor("leader"))
    with sitting(seal.pk, PIN, actor=sealing.actor("clerk")) as key, pytest.raises(Invalid, match="chưa được lãnh đạo"):
        issue_sealed(dossier_id=case.pk, sitting=key)


def test_proof_is_renewed_after_a_year(world, office):
    certificate = certified(world, office)
    (case,) = presented(office)
    with sitting(certificate.pk, PIN, actor=office.actor("leader")) as key:
        approve_signed(dossier_id=case.pk, sitting=key)
    strengthen_document(SignedDocument.objects.get())
    assert renew_proofs() == 0
    before = SignedDocument.objects.get().file_id
    SignedDocument.objects.update(proven_at=clock.now() - timedelta(days=400))
    assert renew_proofs() == 1
    assert SignedDocument.objects.get().file_id != before
    assert world.report(signed_pdf(case)).verdict == "valid"
    assert renew_proofs() == 0


def test_proof_is_renewed_before_the_time_stamps_certificate_ends(world, office):
    certificate = certified(world, office)
    (case,) = presented(office)
    with sitting(certificate.pk, PIN, actor=office.actor("leader")) as key:
        approve_signed(dossier_id=case.pk, sitting=key)
    strengthen_document(SignedDocument.objects.get())
    document = SignedDocument.objects.get()
    assert document.proof_ends_at > clock.now() + timedelta(days=365)
    SignedDocument.objects.update(proof_ends_at=clock.now() + timedelta(days=30))
    assert renew_proofs() == 0, "it was stamped today"
    SignedDocument.objects.update(proven_at=clock.now() - timedelta(days=2))
    assert renew_proofs() == 1
    assert SignedDocument.objects.get().proof_ends_at == document.proof_ends_at


def test_what_was_signed_stays_valid_when_the_post_and_the_unit_have_ended(world, office, client):
    certificate = certified(world, office)
    (case,) = presented(office)
    with sitting(certificate.pk, PIN, actor=office.actor("leader")) as key:
        approve_signed(dossier_id=case.pk, sitting=key)
    document = SignedDocument.objects.get()
    strengthen_document(document)
    with time_machine.travel(clock.now() + timedelta(days=400), tick=False):
        yesterday = clock.today() - timedelta(days=1)
        Holding.objects.update(until_on=yesterday)
        Unit.objects.filter(pk=office.units["X"].pk).update(valid_until=yesterday)
        forget_directory()
        with pytest.raises(NotPermitted), sitting(certificate.pk, PIN, actor=office.actor("leader")):
            pass
        page = client.get(f"/kiem-tra/{document.code}/").content.decode()
        assert "Người leader" in page
        assert document.signatures.get().body in page
        assert world.report(signed_pdf(case), at=clock.now()).verdict == "valid"


def test_a_rejection_goes_out_signed(world, office):
    certificate = certified(world, office)
    (case,) = presented(office)
    leader = office.actor("leader")
    reject_dossier(dossier_id=case.pk, actor=leader, reason="Không đủ điều kiện", rule="Điều 9")
    form = StatutoryForm.objects.get(dossier_id=case.pk, key="rejection")
    unsigned = form_pdf(form)
    with sitting(certificate.pk, PIN, actor=leader) as key:
        signed = sign_form(dossier_id=case.pk, form_id=form.pk, sitting=key)
    form.refresh_from_db()
    assert form.file_id == signed.file_id
    report = world.report(form_pdf(form))
    assert (report.verdict, report.signatures[0].signer) == ("valid", "Nguyễn Thị Thuỳ Dương")
    assert form_pdf(form) != unsigned
    document = known_document(report)
    assert (document.kind, document.number, document.subject_id) == ("letter", form.number, str(form.pk))
    strengthen(
        Happened("k", "form.signed", str(form.pk), 0, Event.objects.get(topic="form.signed").payload, clock.now())
    )
    assert SignatureMade.objects.get().level == "B-LTA"
    form.refresh_from_db()
    assert world.report(form_pdf(form)).signatures[0].level == "B-LTA"


def test_a_document_is_signed_once_and_by_who_gave_it_out(world, office):
    certificate = certified(world, office)
    (case,) = presented(office)
    receipt = StatutoryForm.objects.get(dossier_id=case.pk, key="receipt")
    with sitting(certificate.pk, PIN, actor=office.actor("leader")) as key:
        with pytest.raises(NotPermitted, match="chỉ người đó ký"):
            sign_form(dossier_id=case.pk, form_id=receipt.pk, sitting=key)
        reject_dossier(dossier_id=case.pk, actor=office.actor("leader"), reason="Không đủ", rule="Điều 9")
        form = StatutoryForm.objects.get(dossier_id=case.pk, key="rejection")
        sign_form(dossier_id=case.pk, form_id=form.pk, sitting=key)
        with pytest.raises(AlreadyDone):
            sign_form(dossier_id=case.pk, form_id=form.pk, sitting=key)
    assert SignedDocument.objects.count() == 1
