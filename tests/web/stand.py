"""One small office with something behind every address: drafts, a case at every station, questions, letters, keys."""

import io
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from tests.factories import APPLICANT, PAPER, Office, make_account, make_office, make_officer
from tests.files.hostile_papers import pdf, photo
from tests.scanning.papers import PaperText, as_jpeg, paper_picture
from tests.web.stand_letters import lay_letters

from motcua.archive.actions.make_deposit import prepare_deposit
from motcua.archive.actions.set_period import load_periods
from motcua.archive.models import DestructionItem, DestructionList, Hold, RetentionPeriod
from motcua.dossiers.actions.approve_result import approve_result
from motcua.dossiers.actions.ask_opinion import ask_opinion, forward_to_agency
from motcua.dossiers.actions.assign_dossier import assign_dossier
from motcua.dossiers.actions.consent_to_supplement import request_consent
from motcua.dossiers.actions.draft_result import present_result
from motcua.dossiers.actions.extend_deadline import request_extension
from motcua.dossiers.actions.gather_supplement import gather_paper
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.record_payment import request_payment
from motcua.dossiers.actions.record_reading import record_reading
from motcua.dossiers.actions.request_supplement import request_supplement
from motcua.dossiers.actions.return_result import return_result
from motcua.dossiers.actions.reuse_paper import reuse_paper
from motcua.dossiers.actions.save_draft import attach_paper, save_draft
from motcua.dossiers.actions.start_draft import start_draft
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.actions.supplement_dossier import supplement_dossier
from motcua.dossiers.actions.suspend_dossier import suspend_dossier
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.facts import PaperAsk, Receiver
from motcua.files.actions.store_file import keep_made, store_file
from motcua.kernel import clock
from motcua.notices.models import Message
from motcua.outbox.models import Delivery, Event
from motcua.papers.actions.keep_paper import Told, keep_paper
from motcua.papers.models import Consent, Paper
from motcua.papers.rules import Holder
from motcua.people.actions.delegate_post import delegate_post
from motcua.people.actions.issue_token import issue_token
from motcua.people.actions.keep_view import keep_view
from motcua.people.models import Account
from motcua.people.queries import forget_directory
from motcua.people.rules import SYSTEM, Actor
from motcua.scanning.actions.take_scan import About, take_scan
from motcua.scanning.actions.work_scan import claim_scan, work_scan
from motcua.scanning.models import Arrival
from motcua.signing.models import Certificate
from motcua.workdays.models import SpecialDay

CODE = "9.000001"
EXEMPT = "Được miễn theo quyết định số 5."
FORM = {
    "id": "stand",
    "version": "1",
    "title": "Tờ khai",
    "schema": {
        "type": "object",
        "properties": {"line": {"$ref": "urn:motcua:eform-types#text", "title": "Nội dung"}},
        "required": ["line"],
    },
    "ui": {"pages": [{"key": "all", "title": "Nội dung", "fields": ["line"]}]},
}
FEES = {"hit": "collect", "rows": [{"key": "fee", "label": "Lệ phí", "amount": 10000}]}
DAY = date(2026, 11, 20)
ASKED = [PaperAsk("card", "Ảnh giấy tờ tùy thân", "incorrect", "Ảnh mờ.")]


SHORT = PaperText(lines=("Họ, chữ đệm, tên: Đặng Thị Ngọc Ánh", "Số định danh cá nhân: 089190990001"))


@dataclass
class Stand:
    """What the addresses of the product are filled with."""

    office: Office
    cases: dict[str, Dossier] = field(default_factory=dict)
    ids: dict[str, Any] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        return self.office.actor(name)


def build_stand() -> Stand:
    """The whole scene, made by the acts themselves."""
    office = make_office({"form": FORM, "fees": FEES})
    for name, unit, role in (("admin", "H", "administrator"), ("clerk", "X", "clerk")):
        make_officer(office, name, unit, role)
    forget_directory()
    stand = Stand(office)
    _drafts(stand)
    _stations(stand)
    _beside(stand)
    lay_letters(stand)
    _stored(stand)
    _administered(stand)
    _scanned(stand)
    _archived(stand)
    return stand


def _new(stand: Stand, who: str = "citizen", **more: Any) -> Any:
    actor, unit = stand.actor(who), stand.office.units["X"].pk
    draft = start_draft(procedure_code=CODE, actor=actor, unit_id=unit, **more)
    answers = {"line": "Nội dung"}
    save_draft(draft_id=draft.pk, actor=actor, applicant=APPLICANT, delivery={"way": "online"}, answers=answers)
    return attach_paper(draft_id=draft.pk, actor=actor, requirement_key="card", paper=PAPER)


def _file(stand: Stand, who: str, name: str, content: bytes) -> Any:
    return store_file(stream=io.BytesIO(content), name=name, actor=stand.actor(who))


def _submitted(stand: Stand, **paper: Any) -> Dossier:
    draft = _new(stand)
    if paper:
        attach_paper(draft_id=draft.pk, actor=stand.actor("citizen"), requirement_key="extra", paper={**PAPER, **paper})
    return submit_application(draft_id=draft.pk, actor=stand.actor("citizen"))


def _received(stand: Stand) -> Dossier:
    return receive_dossier(dossier_id=_submitted(stand).pk, actor=stand.actor("desk"))


def _presented(stand: Stand) -> Dossier:
    kept = _file(stand, "specialist", "ket-qua.pdf", pdf())
    return present_result(
        dossier_id=_received(stand).pk, actor=stand.actor("specialist"), outcome="granted", file_id=kept.pk
    )


def _finished(stand: Stand) -> Dossier:
    return approve_result(dossier_id=_presented(stand).pk, actor=stand.actor("leader"))


def _on_paper(stand: Stand) -> Dossier:
    told = {"actor": stand.actor("specialist"), "outcome": "granted", "on_paper": True}
    case = present_result(dossier_id=_received(stand).pk, **told)
    return approve_result(dossier_id=case.pk, actor=stand.actor("leader"))


def _answered(stand: Stand) -> Dossier:
    """A case whose papers were asked for once and came."""
    dossier = request_supplement(dossier_id=_received(stand).pk, actor=stand.actor("specialist"), asks=ASKED)
    papers = {"card": [{**PAPER, "name": "Ảnh mới"}]}
    return supplement_dossier(dossier_id=dossier.pk, actor=stand.actor("citizen"), papers=papers)


def _drafts(stand: Stand) -> None:
    stand.ids["counter"] = _new(stand, "desk", at_counter=True).pk


def _stations(stand: Stand) -> None:
    cases, specialist = stand.cases, stand.actor("specialist")
    kept = _file(stand, "citizen", "the.jpg", photo())
    cases["submitted"] = _submitted(stand, file=str(kept.pk), source="upload", kind="electronic")
    cases["received"] = _received(stand)
    cases["presented"] = _presented(stand)
    cases["finished"] = _finished(stand)
    cases["on_paper"] = _on_paper(stand)
    cases["returned"] = return_result(
        dossier_id=_finished(stand).pk,
        actor=stand.actor("desk"),
        receiver=Receiver("desk", APPLICANT["name"], confirmed_by="card", unpaid_reason=EXEMPT),
    )
    cases["asked"] = request_supplement(dossier_id=_received(stand).pk, actor=specialist, asks=ASKED)
    cases["answered"] = _answered(stand)
    post = stand.office.posts["leader"].pk
    cases["led"] = assign_dossier(dossier_id=_answered(stand).pk, actor=stand.actor("leader"), post_id=post)
    cases["wished"] = request_consent(
        dossier_id=_answered(stand).pk, actor=specialist, asks=ASKED, reason="Giấy mới bị tẩy xóa."
    )
    cases["suspended"] = suspend_dossier(
        dossier_id=_received(stand).pk, actor=specialist, reason="Chờ xác minh", review_on=DAY
    )
    cases["unpaid"] = request_payment(dossier_id=_received(stand).pk, actor=specialist)
    question = {"actor": specialist, "unit_id": stand.office.units["CA"].pk, "question": "Xác minh?", "days": 3}
    cases["forwarded"] = forward_to_agency(dossier_id=_received(stand).pk, **question)
    cases["consulted"] = ask_opinion(dossier_id=_received(stand).pk, **question)
    cases["extending"] = request_extension(
        dossier_id=_received(stand).pk, actor=specialist, new_date=DAY, reason="Chờ xác minh"
    )
    draft, kept = _new(stand), _file(stand, "citizen", "ho-khau.jpg", photo())
    paper = {**PAPER, "file": str(kept.pk), "source": "upload", "kind": "electronic"}
    attach_paper(draft_id=draft.pk, actor=stand.actor("citizen"), requirement_key="extra", paper=paper)
    stand.ids["draft"], stand.ids["draft_file"] = draft.pk, kept.pk


def _stored(stand: Stand) -> None:
    """``holder`` has proven a number: papers in the store, one in a draft, one in a case; ``APPLICANT`` has one too."""
    number, name = "089188880002", "Nguyễn Thị Thuỳ Dương"
    make_account(stand.office, "holder", identity_level=2, national_id=number)
    Account.objects.filter(pk=stand.office.accounts["holder"].pk).update(full_name=name)
    stand.office.accounts["holder"].refresh_from_db()
    holder, told = stand.actor("holder"), {"name": name, "number": number, "phone": "0912345679"}
    mine = _kept(stand, Holder("person", number, name), "1").pk
    _kept(stand, Holder("person", APPLICANT["number"], APPLICANT["name"]), "2")
    for place in ("stored_case", "stored_draft"):
        draft = start_draft(procedure_code=CODE, actor=holder, unit_id=stand.office.units["X"].pk)
        answers = {"line": "Nội dung"}
        save_draft(draft_id=draft.pk, actor=holder, applicant=told, delivery={"way": "online"}, answers=answers)
        reuse_paper(draft_id=draft.pk, actor=holder, requirement_key="card", paper_id=mine, is_agreed=True)
        stand.ids[place] = draft.pk
        if place == "stored_case":
            case = submit_application(draft_id=draft.pk, actor=holder)
            stand.cases["stored"] = receive_dossier(dossier_id=case.pk, actor=stand.actor("desk"))
    stand.ids["stored"] = mine
    stand.ids["stored_paper"] = stand.cases["stored"].papers.get(source="store").pk
    stand.ids["store_consent"] = Consent.objects.get(subject_id=stand.ids["stored_draft"]).pk


def _kept(stand: Stand, whom: Holder, origin: str) -> Paper:
    file_id = _file(stand, "desk", "giay.pdf", pdf()).pk
    told = Told(
        name="Giấy đã cấp",
        level="issued",
        source="result",
        file_id=file_id,
        origin=origin,
        procedure_code=CODE,
        requirement_key="card",
        issued_on=DAY.replace(year=2025),
    )
    return keep_paper(whom=whom, told=told, actor=SYSTEM)


def _beside(stand: Stand) -> None:
    cases, ids, office = stand.cases, stand.ids, stand.office
    ids["paper"] = cases["submitted"].papers.get(file__isnull=False).pk
    gathered = _file(stand, "citizen", "the-moi.jpg", photo())
    paper = {**PAPER, "file": str(gathered.pk), "source": "upload", "kind": "electronic"}
    gather_paper(dossier_id=cases["asked"].pk, actor=stand.actor("citizen"), requirement_key="card", paper=paper)
    ids["gathered"] = gathered.pk
    ids["receipt"] = cases["received"].forms.get(key="receipt").pk
    ids["scan"] = _file(stand, "desk", "ban-quet.pdf", pdf()).pk
    ids["result"] = cases["finished"].results.get().pk
    ids["opinion"] = cases["consulted"].opinions.get().pk
    ids["consent"] = cases["wished"].consents.get().pk
    ids["certificate"] = _certificate(office)
    ids["extension"] = cases["extending"].extensions.get().pk
    told = {"topic": "dossier.warn_holder", "text": "Hồ sơ", "link": "/can-bo/", "at": clock.now()}
    ids["message"] = Message.objects.create(key="m1", post=office.posts["specialist"], **told).pk
    ids["own_message"] = Message.objects.create(key="m2", account=office.accounts["citizen"], **told).pk
    event = Event.objects.create(topic="x.y", subject_id="1", seq=1, payload={}, created_at=clock.now(), expanded=True)
    ids["letter"] = Delivery.objects.create(
        event=event, consumer="notices", subject_id="1", state="dead", run_at=clock.now()
    ).pk
    record_reading(dossier_id=cases["received"].pk, actor=stand.actor("leader"), way="office")
    keep_view(actor=stand.actor("specialist"), place="inbox", name="Của tôi", query="lan=today")
    ids["view"] = office.accounts["specialist"].kept_views.get().pk


def _administered(stand: Stand) -> None:
    office, ids, at = stand.office, stand.ids, clock.now()
    for who in ("citizen", "holder", "desk", "desk_y", "specialist", "leader", "police"):
        token, stand.keys[who] = issue_token(account_id=office.accounts[who].pk, label="thử", actor=SYSTEM)
        ids["token"] = token.pk
    ids["delegation"] = delegate_post(
        post_id=office.posts["specialist"].pk,
        to_account_id=office.accounts["land"].pk,
        from_at=at,
        until_at=at + timedelta(days=9),
        reason="Nghỉ phép",
        actor=stand.actor("leader"),
    ).pk
    ids["holding"] = office.accounts["specialist"].holdings.get().pk
    SpecialDay.objects.create(
        date=date(2026, 9, 2), name="Quốc khánh", kind="off", type="statutory", status="law", source="Bộ luật Lao động"
    )


def _scanned(stand: Stand) -> None:
    """A paper of the counter's draft that was read, and one that a scanner left."""
    desk, ids = stand.actor("desk"), stand.ids
    about = About("draft", ids["counter"], "card")
    file = store_file(stream=io.BytesIO(as_jpeg(paper_picture(SHORT, dpi=200))), name="quet.jpg", actor=desk)
    ids["scanned"] = take_scan(file_ids=[file.pk], paper_name="Giấy xác nhận", actor=desk, about=about).pk
    claim_scan(clock.now())
    work_scan(scan_id=ids["scanned"])
    left = store_file(stream=io.BytesIO(pdf()), name="SCAN_0001.pdf", actor=SYSTEM)
    at = clock.now()
    ids["arrival"] = Arrival.objects.create(
        unit=stand.office.units["X"], file=left, name=left.name, sha256=left.sha256, scanned_at=at, came_at=at
    ).pk


def monday() -> datetime:
    """When the scene plays."""
    return datetime(2026, 11, 2, 8, 0, tzinfo=clock.VIETNAM)


def _certificate(office: Office) -> UUID:
    """The seal of the commune, as far as a page shows it."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    seal = Certificate.objects.create(
        kind="agency",
        unit=office.units["X"],
        fingerprint="f" * 64,
        der=b"",
        subject="UBND X",
        picture=keep_made(content=b"", name="con-dau.png", actor=SYSTEM, kind="png"),
        valid_from=at,
        valid_until=at + timedelta(days=1000),
        holder="server",
        registered_at=at,
    )
    return seal.pk


def _archived(stand: Stand) -> None:
    """A list that waits, one that is done with its minute, a package, a case held back, a line of the schedule."""
    case, at = stand.cases["returned"], clock.now()
    load_periods(actor=SYSTEM)
    stand.ids["period"] = RetentionPeriod.objects.get(scope="field", subject="Chứng thực").pk
    told = {"unit": stand.office.units["X"], "reason": "Hết thời hạn", "prepared_by": "Văn thư", "prepared_at": at}
    waiting = DestructionList.objects.create(state="prepared", council=["Người thứ nhất", "Người thứ hai"], **told)
    DestructionItem.objects.create(list=waiting, dossier=case, keep_until=DAY, period="20 năm; danh mục")
    kept = _file(stand, "clerk", "bien-ban.pdf", pdf())
    done = DestructionList.objects.create(state="done", number="01/2026/BB-TH", minute=kept, **told)
    stand.ids["destruction"], stand.ids["destroyed"] = waiting.pk, done.pk
    unit = stand.office.units["X"].pk
    stand.ids["deposit"] = prepare_deposit(unit_id=unit, year=at.year, actor=stand.actor("clerk")).pk
    Hold.objects.create(dossier=case, reason="Đang khiếu nại", placed_by="Lãnh đạo", placed_at=at)
