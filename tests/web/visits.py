"""Every route of the product as somebody opens it, with the most statements it may ask of the database.

A new route without a row here fails ``test_every_route``. Where an address serves several people or acts it has
several rows. ``@case:received`` and the like stand for what the scene of ``stand.py`` holds.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.urls import NoReverseMatch, reverse
from tests.factories import APPLICANT
from tests.web.stand import CODE, EXEMPT, Stand

CASE = {"dossier_id": "@case:received"}
DRAFT = {"draft_id": "@id:draft"}
COUNTER = {"draft_id": "@id:counter"}
SCANNED = {"scan_id": "@id:scanned"}
UNIT = {"unit_id": "@unit:X"}
OFFICER = {"account_id": "@account:specialist"}
PROCEDURE = {"code": CODE}
NEW_DAY = {"new_date": "2026-11-25", "reason": "Chờ xác minh"}
REASON = {"reason": "Lý do"}
CONSULT = {"unit": "@unit:CA", "question": "Xác minh?", "days": 3}
ASKS = {"asks": [{"requirement": "card", "name": "Ảnh thẻ", "reason": "missing", "explain": "Thiếu mặt sau"}]}
HAND_OVER = {"way": "desk", "name": APPLICANT["name"], "number": APPLICANT["number"], "confirmed_by": "card"}
HAND_OVER |= {"unpaid_reason": EXEMPT}
# What a process that keeps nothing yet asks beside the page itself.
LINES = 1  # what was set about where one applies online
FRONT = LINES + 1  # that, and what the procedures themselves state
RULES = 4  # whether a draft's rules are new since, and whether its unit still takes it
OPENED = 2  # the case behind a wish or a question is opened first: what one may not see is not found
ASKED = 1  # the questions of other bodies
TALLY = 1  # the entry counted in its bucket (adr/0016); on PostgreSQL that is part of the one statement
NOT_OURS = 4  # for a desk of elsewhere: whether it was asked about the case, for each act that hangs on seeing it
TRIES = 1  # wrong tries before this one, counted in the database so that two at one instant are two
RECORDED = 2  # an entry that is of no case: its tally, on PostgreSQL under a lock
WISHES = 1  # the leader's second kind of question: papers asked for once more
SCANS = 1  # the scans of its papers
SIGNED = 1  # the newest file of a result that was signed
KEYS = 1  # the certificates that the reader signs with
NEWS = 1  # the special days that an upgrade put forward, of every year
GIVEN = 2  # documents and tasks on the case
DRAFTED = {"approve_result": 1, "apologise": 1}  # the drafted result or letter, shown before it is sent
DAYS = dict.fromkeys(("suspend_dossier", "request_extension", "apologise"), 2)  # a working day to propose: the calendar
LOCKED = 3  # whether a file needs a key that is not here, between the names of two keys; whether any is bad
ROTTEN = 1  # how many kept files are no longer whole
KEPT = 5  # how the kept files stand: keys and who needs them, what is bad, what waits to be turned or read
LOOK = 1  # which columns and how many rows the officer chose for every list
DRAWN = 2  # a row that no list drew before: its calendar
LATE = 1  # who was asked for an opinion and has not answered in time
OTHERS = 1  # what the unit took in for others, in the same register
BACK = {"present_result": 1}  # why the leader gave the draft back, told where it is presented again
LETTER = {"reject_dossier": 2}  # a rejection is a letter: its number, and the letter among the documents
SPAN = "received_from=2026-11-01&received_until=2026-11-30"
PROVEN = 1  # whose number the account has proven
STORE = 2  # what of their store fits, the kinds of papers that were set here
TAKEN = 2  # the papers of a case or draft that came from a store, and the kinds of papers set here
LOOKED = 2  # how the paper came into the case, and the look that the owner of the store sees
OPENING = 5  # at a counter also whose store, whether it was looked at before, the look, the consent, the kinds
PAYMENT = {"amount": 10000, "way": "cash", "receipt": "01"}


@dataclass(frozen=True)
class Visit:
    """One opening of one route."""

    name: str
    who: str
    most: int
    route: Mapping[str, Any] = field(default_factory=dict)
    sent: Mapping[str, Any] | None = None  # a POST when given
    query: str = ""
    status: int = 200
    method: str = ""

    @property
    def key(self) -> str:
        """The route that this row covers."""
        return f"{self.name}/{self.route['act']}" if self.name == "api:endpoint" else self.name

    def __str__(self) -> str:
        act = self.route.get("act", "")
        return " ".join(filter(None, [self.name, act, self.query, f"({self.who})", self.method]))

    def address(self, stand: Stand) -> str:
        """Where it is."""
        route = {key: filled(stand, value) for key, value in self.route.items()}
        if self.name == "api:endpoint":
            return f"/api/v1/dossiers/{route['dossier_id']}/acts/{route['act']}"
        try:
            query = re.sub(r"@\w+:\w+", lambda found: str(filled(stand, found[0])), self.query)
            return reverse(self.name, kwargs=route) + query
        except NoReverseMatch as wrong:
            raise AssertionError(f"{self}: {wrong}") from wrong

    def open(self, client: Client, stand: Stand) -> Any:
        """The answer."""
        method = self.method or ("get" if self.sent is None else "post")
        sent = {key: filled(stand, value) for key, value in (self.sent or {}).items()}
        more: dict[str, Any] = {}
        if self.name.startswith("api:") and self.who in stand.keys:
            more["headers"] = {"Authorization": f"Bearer {stand.keys[self.who]}", "Idempotency-Key": "abcdefgh-1"}
        if self.name.startswith("api:") and method != "get":
            more["content_type"] = "application/json"
        return getattr(client, method)(self.address(stand), sent, **more)


def filled(stand: Stand, value: Any) -> Any:
    """What a name of the scene stands for."""
    if not isinstance(value, str) or not value.startswith("@"):
        return value
    kind, _, name = value[1:].partition(":")
    if kind == "id":
        return stand.ids[name]
    if kind == "code":
        return stand.cases[name].code
    places = {
        "case": stand.cases,
        "unit": stand.office.units,
        "post": stand.office.posts,
        "account": stand.office.accounts,
    }
    return places[kind][name].pk


V = Visit
PUBLIC = [
    V("live", "", 0),
    V("ready", "", 2 + LOCKED, status=503),  # no worker here
    V("account_login", "", 2),
    V("account_signup", "", 2),
    V("account_inactive", "", 2),
    V("account_reset_password", "", 2),
    V("ui:set_language", "", 0, sent={"language": "en"}, status=302),
    V("ui:keep", "citizen", 3, sent={}, status=204),
    V("ui:catalogue", "", 2),
    V("ui:office", "", 2),
    V("ui:paper", "", 2),
    V("ui:hits", "", 0),
    V("ui:uploaded", "", 0, sent={}),
    V("citizen:home", "", 4 + LINES),
    V("citizen:help", "", 2 + LINES),
    V("citizen:communes", "", 4),
    V("citizen:procedures", "", 4 + FRONT),
    V("citizen:procedures", "", 6 + FRONT, query="?q=xac+nhan"),
    V("citizen:procedure", "", 5 + FRONT, PROCEDURE),
    V("citizen:life_event", "", 3, {"key": "birth"}),
    V("citizen:lookup", "", 7),
    V("citizen:lookup", "", 7 + TRIES + LATE, sent={"code": "@code:received", "digits": "5678"}),
    V("citizen:check", "", FRONT),
    V("citizen:verify", "", 0, status=302),
    V("citizen:check_code", "", FRONT, {"code": "khong-phai-ma"}, status=422),
    V("api:openapi-json", "", 0),
    V("api:api-root", "", 2, status=404),
    V("api:procedures", "", 1, query="?q=xac+nhan"),
    V("api:procedures", "", 1, query="?limit=1"),
    V("api:procedure", "", 2, PROCEDURE),
    V("api:units", "", 2),
    V("api:track", "", 6 + TRIES, query="?code=@code:received&digits=5678"),
]
ACCOUNTS = [
    V("account_profile", "citizen", 6),
    V("account_logout", "citizen", 5),
    V("account_change_password", "citizen", 5),
    V("account_keys", "desk", 5),
    V("account_end_key", "police", 14, {"token_id": "@id:token"}, {}, status=302),
    V("account_reauthenticate", "citizen", 11),
    V("mfa_index", "citizen", 7),
    V("mfa_authenticate", "", 0, status=302),
    V("mfa_reauthenticate", "citizen", 5, status=302),
    V("mfa_activate_totp", "citizen", 9, status=302),
    V("mfa_deactivate_totp", "citizen", 5, status=404),
    V("mfa_view_recovery_codes", "citizen", 5, status=404),
    V("mfa_generate_recovery_codes", "citizen", 8, status=302),
    V("mfa_download_recovery_codes", "citizen", 5, status=404),
]
CITIZEN = [
    V("citizen:start", "citizen", 8, PROCEDURE, {}, status=302),
    V("citizen:draft", "citizen", 8 + FRONT, DRAFT),
    V("citizen:draft_unit", "citizen", 8, DRAFT),
    V("citizen:draft_standing", "citizen", 8, DRAFT),
    V("citizen:draft_applicant", "citizen", 8, DRAFT),
    V("citizen:draft_page", "citizen", 8, {**DRAFT, "page_key": "all"}),
    V("citizen:draft_page", "citizen", 8, {**DRAFT, "page_key": "all"}, {"line": "Khác"}, status=302),
    V("citizen:draft_papers", "citizen", 7 + PROVEN, DRAFT),
    V("citizen:draft_papers", "holder", 8 + PROVEN + STORE + TAKEN + 1, {"draft_id": "@id:stored_draft"}),
    V("citizen:draft_reuse", "holder", 10, {"draft_id": "@id:stored_draft"}, {}, status=404),
    V("citizen:draft_delivery", "citizen", 6, DRAFT),
    V("citizen:draft_check", "citizen", 8 + FRONT, DRAFT),  # and whether the rules are new since
    V("citizen:draft_submit", "citizen", 17 + TALLY, DRAFT, {}, status=302),
    V("citizen:draft_discard", "citizen", 6, DRAFT),
    V("citizen:mine", "citizen", 8 + LINES),
    V("citizen:dossier", "citizen", 13 + LATE, CASE),  # and its messages, which count as read
    V(
        "citizen:done", "citizen", 10, CASE
    ),  # and the papers to bring, and when the desk is open (its hours, their days)
    V("citizen:supplement", "citizen", 9 + PROVEN, {"dossier_id": "@case:asked"}),
    V("citizen:supplement_reuse", "citizen", 6, {"dossier_id": "@case:asked"}, status=302),
    V("citizen:withdraw", "citizen", 6, CASE),
    V("citizen:rate", "citizen", 7, {"dossier_id": "@case:returned"}),  # and whether it was rated
    V("citizen:collect", "citizen", 6, {"dossier_id": "@case:finished"}),
    V("citizen:paper", "citizen", 4, {"dossier_id": "@case:submitted", "paper_id": "@id:paper"}),
    V("citizen:picture", "citizen", 4, {"dossier_id": "@case:submitted", "paper_id": "@id:paper"}),
    V("citizen:draft_file", "citizen", 4, {**DRAFT, "file_id": "@id:draft_file"}),
    V("citizen:draft_picture", "citizen", 4, {**DRAFT, "file_id": "@id:draft_file"}),
    V("citizen:gathered_file", "citizen", 5, {"dossier_id": "@case:asked", "file_id": "@id:gathered"}),
    V("citizen:gathered_picture", "citizen", 5, {"dossier_id": "@case:asked", "file_id": "@id:gathered"}),
    V("citizen:form", "citizen", 4, {**CASE, "form_id": "@id:receipt"}),
    V("citizen:result", "citizen", 5 + SIGNED, {"dossier_id": "@case:finished", "result_id": "@id:result"}),
    V("citizen:store", "citizen", 6 + PROVEN),
    V("citizen:store", "holder", 11),
    V("citizen:store", "holder", 11, query="?q=giay"),
    V("citizen:store_add", "holder", 8),
    V("citizen:store_record", "holder", 11),
    V("citizen:store_paper", "holder", 10, {"paper_id": "@id:stored"}),
    V("citizen:store_file", "holder", 7, {"paper_id": "@id:stored"}),
    V("citizen:store_picture", "holder", 6, {"paper_id": "@id:stored"}),
    V("citizen:messages", "citizen", 6),
    V("citizen:message", "citizen", 4, {"message_id": "@id:own_message"}, status=302),
]
OFFICE = [
    *(V("office:inbox", who, 13) for who in ("desk", "specialist", "leader", "police", "clerk", "inspector")),
    V("office:inbox", "specialist", 9, query="?lan=today&xep=-han"),
    V("office:inbox", "specialist", 9, query="?xep=nguoi"),
    V("office:columns", "specialist", 8, {}, {"column": ["person", "clock"]}, status=302),
    V("office:export", "specialist", 10 + TALLY),
    V("office:bulk", "leader", 6, sent={"act": "transfer_step", "dossier": "@case:received"}),
    V("office:keep_view", "specialist", 8, sent={"name": "Mới", "query": ""}, status=302),
    V("office:drop_view", "specialist", 6, {"view_id": "@id:view"}, {}, status=302),
    *(V("office:messages", who, 6) for who in ("desk", "specialist", "leader")),
    V("office:message", "specialist", 6, {"message_id": "@id:message"}, status=302),
    *(V("office:search", who, 11 + LOOK, query="?q=ngoc+anh") for who in ("desk", "specialist", "leader", "inspector")),
    V("office:search", "inspector", 9 + LOOK, query="?q=0912345678"),
    V("office:search", "inspector", 7 + LOOK, query="?q=@code:received"),
    V("office:standing", "leader", 7 + LOOK + DRAWN),
    *(V("office:standing", who, 7 + LOOK) for who in ("inspector", "desk")),
    *(V("office:standing", "inspector", 7 + LOOK, query=f"?muc={one}") for one in ("overdue", "today", "calm")),
    V("office:standing", "inspector", 7 + LOOK, query="?muc=waiting"),
    V("office:standing", "inspector", 7 + LOOK, query="?don-vi=@unit:X"),
    *(V("office:register", who, 6 + LOOK) for who in ("desk", "leader", "clerk", "inspector")),
    V("office:register", "desk", 6 + LOOK, query="?phan=ho"),
    V("office:register", "leader", 9 + OTHERS + RECORDED, query="?dang=csv"),
    V("office:register", "leader", 9 + OTHERS + RECORDED, query="?dang=pdf"),
    V("office:archive", "clerk", 10),
    V("office:archive", "leader", 10),
    V("office:new_destruction", "clerk", 7, {"unit_id": "@unit:X"}),
    V("office:destruction", "leader", 7, {"list_id": "@id:destruction"}),
    V("office:minute", "leader", 5, {"list_id": "@id:destroyed"}),
    V("office:new_deposit", "clerk", 3 + RECORDED, {"unit_id": "@unit:X"}, sent={"nam": "2001"}, status=422),
    V("office:deposit", "clerk", 7, {"deposit_id": "@id:deposit"}),
    V("office:package", "clerk", 16 + RECORDED, {"deposit_id": "@id:deposit"}),
    V("office:hold", "leader", 11, {"dossier_id": "@case:returned"}),
    V("office:approvals", "leader", 11 + WISHES + KEYS),
    V("office:sign", "leader", 11 + WISHES + KEYS, sent={"pin": "1"}, status=422),
    *(V("office:scans", who, 9 + KEYS) for who in ("desk", "specialist", "clerk")),
    V("office:scans_progress", "desk", 7),
    V("office:scan_new", "desk", 8),
    V("office:scan_new", "desk", 9, query="?nhap=@id:counter&giay=card"),
    V("office:scan_new", "desk", 9, query="?ma=@code:received"),
    V("office:scan_check", "desk", 5, sent={}),
    V("office:scans_sign", "desk", 9 + KEYS, sent={"pin": "1"}, status=422),
    V("office:arrival", "desk", 6, {"arrival_id": "@id:arrival"}),
    V("office:arrival_aside", "desk", 8, {"arrival_id": "@id:arrival"}, {}, status=302),
    V("office:scan", "desk", 12, SCANNED),
    V("office:scan_fill", "desk", 10, SCANNED),
    V("office:scan_file", "desk", 7, SCANNED),
    V("office:scan_page", "desk", 7, {**SCANNED, "number": 1}),
    V("office:scan_drop", "desk", 12 + TALLY, SCANNED, {"drop_reason": "Quét nhầm"}, status=302),
    V("office:scan_retry", "desk", 7, SCANNED, {}, status=409),
    V("office:opinion", "police", 7, {"opinion_id": "@id:opinion"}),
    V("office:consent", "leader", 8, {"consent_id": "@id:consent"}),
    V("office:extension", "leader", 7, {"extension_id": "@id:extension"}),
    *(V("office:dossier", who, 18 + WISHES + GIVEN, CASE) for who in ("specialist", "leader", "inspector")),
    V("office:dossier", "desk", 18 + WISHES + GIVEN + KEYS, CASE),  # who gave the receipt out may sign it
    V("office:dossier", "police", 18 + WISHES + GIVEN, {"dossier_id": "@case:forwarded"}),
    V("office:dossier", "desk", 18 + WISHES + GIVEN + KEYS + TAKEN, {"dossier_id": "@case:stored"}),
    V("office:brief", "specialist", 10, CASE),
    V("office:paper", "desk", 7, {"dossier_id": "@case:submitted", "paper_id": "@id:paper"}),
    V("office:paper", "desk", 7 + LOOKED, {"dossier_id": "@case:stored", "paper_id": "@id:stored_paper"}),
    V("office:thumbnail", "desk", 6, {"dossier_id": "@case:submitted", "paper_id": "@id:paper"}),
    V("office:result", "leader", 7 + SIGNED, {"dossier_id": "@case:finished", "result_id": "@id:result"}),
    V("office:form", "specialist", 7, {**CASE, "form_id": "@id:receipt"}),
    V("office:sign_form", "desk", 7 + KEYS, {**CASE, "form_id": "@id:receipt"}),
    V("office:control_sheet", "specialist", 11, CASE),
    V("office:result_draft", "specialist", 8, CASE),
    V("office:supplement", "desk", 7, {"dossier_id": "@case:asked"}),
    V("office:elsewhere", "desk", 6 + TRIES, {}, {"code": "x", "digits": "1234"}, status=302),
    V("office:counter", "desk", 8),
    V("office:counter_done", "desk", 9, CASE),
    V("office:counter_applicant", "desk", 8, COUNTER),
    V("office:counter_applicant", "desk", 8, COUNTER, {**APPLICANT}, status=302),
    V("office:counter_page", "desk", 6, {**COUNTER, "page_key": "all"}),
    V("office:counter_papers", "desk", 6 + STORE + OPENING + SCANS, COUNTER),
    V("office:counter_reuse", "desk", 6, COUNTER, {}, status=302),
    V("office:counter_finish", "desk", 8, COUNTER),
    V("office:counter_card_photo", "desk", 6, COUNTER, {}, status=422),
    V("office:counter_discard", "desk", 6, COUNTER, {}, status=302),
]
ACT_PAGES = {
    "receive_dossier": ("desk", "submitted"),
    "refuse_dossier": ("desk", "submitted"),
    "request_supplement": ("specialist", "received"),
    "transfer_step": ("specialist", "received"),
    "present_result": ("specialist", "received"),
    "return_step": ("leader", "presented"),
    "assign_dossier": ("leader", "received"),
    "ask_opinion": ("specialist", "received"),
    "forward_to_agency": ("specialist", "received"),
    "return_from_agency": ("police", "forwarded"),
    "request_payment": ("specialist", "received"),
    "record_payment": ("desk", "unpaid"),
    "suspend_dossier": ("specialist", "received"),
    "resume_dossier": ("specialist", "suspended"),
    "request_extension": ("specialist", "received"),
    "apologise": ("leader", "received"),
    "approve_result": ("leader", "presented"),
    "reject_dossier": ("leader", "presented"),
    "issue_result": ("specialist", "received"),
    "attach_result": ("desk", "on_paper"),
    "return_result": ("desk", "finished"),
    "withdraw_dossier": ("desk", "received"),
    "stop_dossier": ("specialist", "received"),
    "add_note": ("specialist", "received"),
}
OFFICE += [
    V(
        "office:act",
        who,
        6 + DRAFTED.get(act, 0) + DAYS.get(act, 0) + BACK.get(act, 0),
        {"dossier_id": f"@case:{case}", "act": act},
    )
    for act, (who, case) in ACT_PAGES.items()
]
OUT, CAME, TASK = {"outgoing_id": "@id:drafted"}, {"incoming_id": "@id:assigned"}, {"directive_id": "@id:task"}
KIND = {"kind": "TB"}
LETTERS = [
    *(V("office:letters", who, 8) for who in ("specialist", "leader", "clerk")),
    V("office:letters_sign", "leader", 7),
    V("office:letters_sign", "leader", 7, sent={"pin": "1"}, status=422),
    *(V("office:outgoing_list", who, 6, query="?q=tuyen+truyen") for who in ("specialist", "leader", "inspector")),
    V("office:outgoing_new", "specialist", 5),
    V("office:outgoing_new", "specialist", 6, query="?ho-so=@case:received"),
    V("office:outgoing_new", "specialist", 6, query="?tra-loi=@id:assigned"),
    V("office:outgoing_new", "specialist", 7, query="?thay=@id:released"),
    V("office:outgoing", "specialist", 13, OUT),
    V("office:outgoing", "clerk", 13, {"outgoing_id": "@id:released"}),
    V("office:outgoing_edit", "specialist", 7, OUT),
    V("office:outgoing_compare", "specialist", 8, OUT),
    V("office:outgoing_file", "specialist", 7, OUT),
    V("office:version_file", "specialist", 6, {**OUT, "number": 1, "kind": "pdf"}),
    V("office:outgoing_act", "specialist", 6, {**OUT, "act": "submit_outgoing"}),
    V("office:outgoing_act", "clerk", 6, {"outgoing_id": "@id:to_sign", "act": "sign_on_paper"}),
    V("office:recipient", "clerk", 7, {"recipient_id": "@id:recipient"}),
    *(V("office:incoming_list", who, 6, query="?q=ra+soat") for who in ("specialist", "leader", "clerk")),
    V("office:incoming_new", "clerk", 5),
    *(V("office:incoming", who, 11, CAME) for who in ("specialist", "leader", "clerk")),
    V("office:incoming_file", "specialist", 7, {**CAME, "place": 0}),
    V("office:incoming_act", "specialist", 7, {**CAME, "act": "finish_incoming"}),
    V("office:incoming_act", "clerk", 6, {"incoming_id": "@id:arrived", "act": "register_incoming"}),
    *(V("office:letter_register", who, 7, query=f"?so={so}") for who in ("clerk", "leader") for so in ("di", "den")),
    *(
        V("office:letter_register", "clerk", 10 + RECORDED, query=f"?so=di&dang={one}") for one in ("csv", "pdf")
    ),  # one more under the lock
    V("office:letter_templates", "clerk", 7),
    V("office:letter_book", "clerk", 6),
    V("office:template_new", "clerk", 5, KIND),
    V("office:template_file", "clerk", 5, KIND),
    V("office:template_drop", "clerk", 5, KIND, {}, status=404),
    *(V("office:directives", who, 9) for who in ("specialist", "leader", "clerk")),
    V("office:directives", "leader", 10, query="?phan=tre"),
    V("office:directive_new", "leader", 5),
    V("office:directive_new", "leader", 6, query="?den=@id:assigned"),
    V("office:directive_new", "leader", 6, query="?ho-so=@case:received"),
    V("office:directive_meeting", "leader", 5),
    *(V("office:directive", who, 10, TASK) for who in ("specialist", "leader")),
    V("office:directive_act", "specialist", 6, {**TASK, "act": "report_done"}),
    V("office:directive_file", "leader", 7, {**TASK, "report_id": "@id:report"}),
]
WHOLE = ("admin", "inspector")
CONSOLE = [
    *(V("console:home", who, 17 + ROTTEN) for who in WHOLE),
    *(V("console:units", who, 6) for who in WHOLE),
    V("console:new_unit", "admin", 5),
    V("console:unit", "admin", 10, UNIT),
    V("console:edit_unit", "admin", 5, UNIT),
    V("console:hand_over", "admin", 10, UNIT),
    V("console:end_unit", "admin", 5, UNIT),
    V("console:new_post", "admin", 6, UNIT),
    V("console:hours", "admin", 10, UNIT),
    V("console:set_hours", "admin", 7, UNIT),
    V("console:unit_procedures", "admin", 7, UNIT),
    V("console:switch_unit", "admin", 4, UNIT, {}, status=302),
    V("console:appoint", "admin", 7, {"post_id": "@post:specialist"}),
    V("console:reseat", "admin", 8, {"post_id": "@post:specialist"}),
    V("console:close_post", "admin", 6, {"post_id": "@post:specialist"}),
    V("console:end_appointment", "admin", 6, {"holding_id": "@id:holding"}),
    *(V("console:officers", who, 7) for who in WHOLE),
    V("console:officers", "admin", 8, query="?q=desk"),
    V("console:new_officer", "admin", 5),
    V("console:officer", "admin", 11, OFFICER),
    V("console:new_password", "admin", 6, OFFICER),
    V("console:lock", "admin", 10, OFFICER),  # and what waits at their posts: held, on its way back, asked
    V("console:unlock", "admin", 6, OFFICER),
    V("console:end_token", "admin", 7, {**OFFICER, "token_id": "@id:token"}),
    V("console:delegations", "admin", 8),
    V("console:delegate", "leader", 7),
    V("console:delegate", "leader", 10, query="?vi-tri=@post:desk"),
    V("console:revoke", "leader", 6, {"delegation_id": "@id:delegation"}),
    V("console:away", "specialist", 8),
    V("console:certificates", "admin", 7),
    V("console:register_certificate", "admin", 8),
    V("console:register_remote", "admin", 8),
    V("console:end_certificate", "admin", 7, {"certificate_id": "@id:certificate"}),
    V("console:picture_certificate", "admin", 7, {"certificate_id": "@id:certificate"}),
    V("console:certificate_picture", "admin", 7, {"certificate_id": "@id:certificate"}),
    *(V("console:paper_types", who, 6) for who in WHOLE),
    V("console:new_paper_type", "admin", 6),
    V("console:set_paper_type", "admin", 6, {"key": "marital_status"}),
    V("console:retention", "admin", 7),
    V("console:retention", "inspector", 7),
    V("console:new_period", "admin", 5),
    V("console:set_period", "admin", 6, {"period_id": "@id:period"}),
    V("console:drop_period", "admin", 6, {"period_id": "@id:period"}),
    V("console:hold", "admin", 5),
    V("console:lift", "admin", 5, {"dossier_id": "@case:returned"}),
    V("console:calendar", "admin", 7 + NEWS),
    V("console:set_day", "admin", 5),
    V("console:swap", "admin", 5),
    V("console:remove_day", "admin", 6, {"text": "2026-09-02"}),
    V("console:try_due", "admin", 5),
    *(V("console:procedures", who, 9) for who in WHOLE),
    V("console:fronts", "admin", 7),
    V("console:change_front", "admin", 7),
    V("console:change_front_of", "admin", 8, PROCEDURE),
    V("console:matrix", "admin", 7),
    V("console:import", "admin", 5),
    V("console:procedure", "admin", 9 + FRONT, PROCEDURE),
    V("console:edit", "admin", 8, PROCEDURE),
    V("console:export", "admin", 6, PROCEDURE),
    V("console:of_procedure", "admin", 7, PROCEDURE),
    V("console:switch_procedure", "admin", 4, PROCEDURE, {}, status=302),
    V("console:version", "admin", 8, {**PROCEDURE, "number": 1}),
    *(V("console:audit", who, 7) for who in WHOLE),
    V("console:audit", "admin", 9, query="?nguoi=desk&viec=receive_dossier&don-vi=@unit:X&loai=dossier"),
    V("console:check", "admin", 7),
    V("console:check", "admin", 7, sent={}, status=302),
    V("console:find_dossier", "admin", 5, query="?ma=@code:received", status=302),
    V("console:dossier", "admin", 9, CASE),
    V("console:system", "admin", 13 + LINES + KEPT),
    V("console:letters", "admin", 6),
    V("console:send_again", "admin", 5, {"delivery_id": "@id:letter"}),
]
API = [
    V("api:new_draft", "citizen", 9, sent={"procedure": CODE, "unit": "@unit:X"}, status=201),
    V("api:read_draft", "citizen", 3 + RULES, DRAFT),
    V("api:change_draft", "citizen", 4 + RULES, DRAFT, {"answers": {"line": "Khác"}}, method="patch"),
    V("api:discard", "citizen", 4, DRAFT, method="delete", status=204),
    V("api:upload", "citizen", 2, sent={}, status=422),
    V("api:attach", "citizen", 2, DRAFT, {}, status=422),
    V("api:drafts", "citizen", 3 + RULES),
    V("api:move", "citizen", 3 + RULES, DRAFT, {}),
    V("api:offers", "holder", 10, {"draft_id": "@id:stored_draft"}),
    V(
        "api:reuse",
        "holder",
        6,
        {"draft_id": "@id:stored_draft"},
        {"requirement": "x", "paper": "@id:stored"},
        status=404,
    ),
    V("api:consent", "holder", 9, {"draft_id": "@id:stored_draft"}, {}, status=201),
    V("api:papers", "holder", 6),
    V("api:record", "holder", 8),
    V("api:file", "holder", 7, {"paper_id": "@id:stored"}),
    V("api:withdraw", "holder", 14, {"consent_id": "@id:store_consent"}, {}, status=204),
    V("api:detach", "citizen", 5 + RULES, {**DRAFT, "requirement": "card", "index": 0}, method="delete"),
    V("api:submit", "citizen", 18 + TALLY, DRAFT, {}),
    V("api:listed", "citizen", 5),
    *(V("api:listed", who, 6) for who in ("desk", "specialist", "leader")),
    V("api:listed", "leader", 6, query="?lane=today&unit=@unit:X&sort=-submitted_at"),
    V("api:listed", "leader", 6, query=f"?unit=@unit:X&{SPAN}"),
    *(V("api:listed", who, 6, query=f"?{SPAN}") for who in ("desk", "leader")),
    V("api:posts", "leader", 5, query="?unit=@unit:X"),
    V("api:read_dossier", "specialist", 22, CASE),  # as its page
    V("api:read_dossier", "citizen", 16, {"dossier_id": "@case:returned"}),
    V("api:read_dossier", "desk", 22, {"dossier_id": "@code:received"}),
    V("api:paper_file", "desk", 9, {"dossier_id": "@case:submitted", "paper_id": "@id:paper"}),
    V("api:result_file", "leader", 9, {"dossier_id": "@case:finished", "result_id": "@id:result"}),
    V("api:document_file", "specialist", 9, {**CASE, "form_id": "@id:receipt"}),
    V("api:open_dossier", "desk_y", 22 + TRIES + NOT_OURS, sent={"code": "@code:asked", "digits": "5678"}),
    V("api:history", "specialist", 8, CASE),
    V("api:found", "specialist", 9, query="?q=ngoc+anh"),
    V("api:inbox", "specialist", 6 + ASKED),
    V("api:opinion", "police", 11 + OPENED + ASKED + TALLY, {"opinion_id": "@id:opinion"}, {"answer": "Đồng ý"}),
    V("api:consents", "specialist", 7, {"dossier_id": "@case:wished"}),
    V("api:grant_consent", "leader", 21 + OPENED + TALLY, {"consent_id": "@id:consent"}, {}),
    V("api:decline_consent", "leader", 17 + OPENED, {"consent_id": "@id:consent"}, REASON),
    # the wish is read anew under the case's version, and a drafted form is looked for
    V("api:extension", "leader", 19 + OPENED + TALLY, {"extension_id": "@id:extension"}, {}, query="?is_granted=true"),
]
API_ACTS: dict[str, tuple[str, str, Mapping[str, Any]]] = {
    "receive_dossier": ("desk", "submitted", {}),
    "refuse_dossier": ("desk", "submitted", REASON),
    "request_supplement": ("specialist", "received", ASKS),
    "request_consent": ("specialist", "answered", {**ASKS, **REASON}),
    "consent_to_supplement": ("leader", "led", {**ASKS, **REASON}),
    "supplement_dossier": ("citizen", "asked", {"answer": "Không còn giấy này"}),
    "transfer_step": ("specialist", "received", {}),
    "return_step": ("leader", "presented", REASON),
    "assign_dossier": ("leader", "received", {"post": "@post:specialist"}),
    "reseat_dossier": ("leader", "received", {"from_post_id": "@post:specialist", "to_post_id": "@post:land"}),
    "ask_opinion": ("specialist", "received", CONSULT),
    "forward_to_agency": ("specialist", "received", CONSULT),
    "return_from_agency": ("police", "forwarded", {"answer": "Đã xác minh"}),
    "request_payment": ("specialist", "received", {}),
    "record_payment": ("desk", "unpaid", PAYMENT),
    "suspend_dossier": ("specialist", "received", {"review_on": "2026-11-20", **REASON}),
    "resume_dossier": ("specialist", "suspended", {}),
    "request_extension": ("specialist", "received", NEW_DAY),
    "apologise": ("leader", "received", NEW_DAY),
    "present_result": ("specialist", "received", {"on_paper": True}),
    "approve_result": ("leader", "presented", {}),
    "issue_result": ("specialist", "received", {}),
    "reject_dossier": ("leader", "presented", {**REASON, "rule": "Điều 9"}),
    "attach_result": ("desk", "on_paper", {"file": "@id:scan"}),
    "return_result": ("desk", "finished", HAND_OVER),
    "withdraw_dossier": ("citizen", "received", REASON),
    "stop_dossier": ("specialist", "received", REASON),
    "add_note": ("specialist", "received", {"note": "Ghi chú"}),
    "rate_service": ("citizen", "returned", {"score": 3}),
}
API += [
    V(
        "api:endpoint",
        who,
        20 + TALLY + LETTER.get(act, 0),
        {"dossier_id": f"@case:{case}", "act": act},
        sent,
        status=409 if act == "issue_result" else 200,
    )
    for act, (who, case, sent) in API_ACTS.items()
]
VISITS = [*PUBLIC, *ACCOUNTS, *CITIZEN, *OFFICE, *LETTERS, *CONSOLE, *API]
