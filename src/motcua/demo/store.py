"""The store of the demo's first citizen: an old result, a new one that the leader signed, a paper of her own."""

from datetime import datetime, timedelta
from importlib import import_module
from io import BytesIO

import pikepdf
from typst import Compiler

from motcua.demo.driver import Driver, applicant_facts
from motcua.demo.signatures import PIN
from motcua.dossiers.actions.approve_signed import approve_signed
from motcua.dossiers.actions.reuse_paper import reuse_paper
from motcua.dossiers.actions.save_draft import save_draft
from motcua.dossiers.actions.start_draft import start_draft
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.keeping import keep_results_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.way import is_decided_here
from motcua.files.actions.store_file import store_file
from motcua.kernel import clock
from motcua.kernel.refusals import Refused
from motcua.papers.actions.keep_paper import Told, keep_paper
from motcua.papers.actions.own_papers import put_in_own
from motcua.papers.models import Paper
from motcua.papers.rules import Holder
from motcua.papers.rules.levels import OFFICE
from motcua.people.directory import UnitRef
from motcua.people.models import Account
from motcua.people.queries import actor_of, directory
from motcua.people.rules import SYSTEM
from motcua.signing.queries import certificates_of
from motcua.signing.sitting import sitting

WHO, MARITAL = "dan", "1.004873"
FAMILY, LAND = "Giấy khai sinh (bản sao trích lục)", "Giấy chứng nhận quyền sử dụng đất"
WORDS = "Xác nhận tình trạng hôn nhân hiện tại: chưa đăng ký kết hôn với ai. Dùng để làm thủ tục kết hôn."
PAGE = """#set page(paper: "a5", margin: 1.5cm)
#set text(lang: "vi")
#align(center)[= {title}]
{lines}

_Bản mẫu của dữ liệu trình diễn, không có giá trị pháp lý._
"""


def load_store() -> int:
    """Papers of the first citizen, once; how many. For the newest she gave the old one from the store."""
    account = Account.objects.filter(username=WHO, is_demo=True).first()
    unit = directory().unit_by_code((account.address or {}).get("commune_code", "")) if account else None
    if account is None or unit is None or Paper.objects.exists():
        return 0
    now = clock.now()
    old = _kept(account, unit, ("Giấy xác nhận tình trạng hôn nhân", "marital_status"), at=now - timedelta(days=410))
    _kept(account, unit, (FAMILY, "extract_copy"), at=now - timedelta(days=300))
    with clock.moved_to(now - timedelta(days=40)):
        actor = actor_of(account, clock.now())
        mine = store_file(stream=BytesIO(_pdf(LAND, account.full_name)), name="giay-dat.pdf", actor=actor)
        put_in_own(actor=actor, file_id=mine.pk, told={"name": LAND, "type": "land_certificate"})
    keep_results_of(_renewed(account, unit, old))
    return Paper.objects.count()


def _kept(account: Account, unit: UnitRef, what: tuple[str, str], *, at: datetime) -> Paper:
    """A result from before there were signatures: kept as what it is."""
    name, kind = what
    with clock.moved_to(at):
        content = BytesIO(_pdf(name, account.full_name, unit.authority_name))
        file = store_file(stream=content, name=f"{kind}.pdf", actor=SYSTEM)
        told = Told(
            name=name,
            type=kind,
            level=OFFICE,
            source="result",
            origin=f"demo/{kind}",
            file_id=file.pk,
            issuer=unit.authority_name,
            issued_on=at.date(),
            number=f"{at.day}/{at.year}",
            unit_id=unit.id,
            kept_by=unit.authority_name,
        )
        return keep_paper(whom=_holder(account), told=told, actor=SYSTEM)


def _holder(account: Account) -> Holder:
    return Holder("person", account.national_id, account.full_name)


def _renewed(account: Account, unit: UnitRef, old: Paper) -> Dossier:
    """A new certificate, asked for two days ago with the old one; signed now, by the leader's token if there is one."""
    now, driver = clock.now(), Driver(MARITAL, unit.id, account)
    with clock.moved_to(now - timedelta(days=2)):
        actor = actor_of(account, clock.now())
        draft = start_draft(procedure_code=MARITAL, actor=actor, unit_id=unit.id)
        save_draft(
            draft_id=draft.pk,
            actor=actor,
            answers=driver.answers(),
            applicant=applicant_facts(account),
            delivery={"way": "online"},
        )
        key = "previous_certificate"
        reuse_paper(draft_id=draft.pk, actor=actor, requirement_key=key, paper_id=old.pk, is_agreed=True)
        dossier = submit_application(draft_id=draft.pk, actor=actor)
    with clock.moved_to(now - timedelta(days=1, hours=20)):
        dossier = driver.receive(dossier)
        while not is_decided_here(dossier):
            dossier = driver.work(dossier, text=WORDS)
    dossier = _signed(dossier, driver)
    while dossier.finished_at is None:
        dossier = driver.work(dossier)
    return dossier


def _signed(dossier: Dossier, driver: Driver) -> Dossier:
    import_module("motcua.config.wiring")  # who holds keys is said there alone
    leader = driver.holder(dossier)
    try:
        with sitting(certificates_of(leader, "personal")[0].pk, PIN, actor=leader) as key:
            return approve_signed(dossier_id=dossier.pk, sitting=key)
    except (IndexError, Refused):  # a machine without tokens
        return driver.approve(dossier)


def _pdf(title: str, *lines: str) -> bytes:
    page = Compiler(PAGE.format(title=title, lines="\n\n".join(lines)).encode()).compile(format="pdf")
    assert isinstance(page, bytes)
    clean = BytesIO()
    with pikepdf.open(BytesIO(page)) as pdf:
        pdf.save(clean)
    return clean.getvalue()
