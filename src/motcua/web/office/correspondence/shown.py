"""Documents and tasks as the pages show them: rows, acts, what happened, in words."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from motcua.correspondence.models import Directive, Incoming, Outgoing
from motcua.correspondence.ports import StatusCode
from motcua.correspondence.queries import history_of
from motcua.correspondence.rules.kinds import KINDS, PRIORITIES
from motcua.correspondence.rules.lateness import standing
from motcua.correspondence.rules.life import STATE_NAMES, TASK_NAMES
from motcua.correspondence.rules.statuses import SENDING_NAMES, STATUS_NAMES
from motcua.correspondence.wording import post_words
from motcua.dossiers.rules.timeline import who
from motcua.kernel import clock
from motcua.kernel.answers import Answer
from motcua.kernel.words import N_, Sentence
from motcua.ledger.models import Entry
from motcua.people.queries import directory

NAMED = re.compile(r"%\((\w+)\)s")
TONES = {"late": "late", "soon": "soon"}
LEFT = {
    "late": N_("đã quá hạn"),
    "soon": N_("sắp đến hạn"),
    "calm": N_("trong hạn"),
    "done": N_("xong đúng hạn"),
    "done_late": N_("xong trễ hạn"),
    "open": N_("không đặt hạn"),
}
CLOCKS = {"late": "late", "soon": "soon", "calm": "calm", "done": "done", "done_late": "late", "open": "stopped"}
WHAT: Mapping[str, str] = {
    "draft_outgoing": N_("Soạn dự thảo"),
    "revise_outgoing": N_("Sửa dự thảo, bản %(draft)s"),
    "submit_outgoing": N_("Trình %(to)s duyệt nội dung"),
    "approve_content": N_("Duyệt nội dung, chuyển %(to)s kiểm tra thể thức"),
    "approve_form": N_("Thể thức đúng, trình %(to)s ký"),
    "return_outgoing": N_("Trả lại người soạn: %(reason)s"),
    "withdraw_outgoing": N_("Không ban hành: %(reason)s"),
    "sign_outgoing": N_("Ký số, số %(code)s"),
    "sign_on_paper": N_("Ký trên giấy, lấy số %(code)s"),
    "seal_outgoing": N_("Đóng dấu số của cơ quan"),
    "release_outgoing": N_("Phát hành đến %(receivers)s nơi nhận"),
    "follow_delivery": N_("%(receiver)s: %(status)s"),
    "follow_recall": N_("%(receiver)s: %(status)s"),
    "recall_outgoing": N_("Thu hồi: %(reason)s"),
    "take_in": N_("Văn bản đến"),
    "register_incoming": N_("Vào sổ, số đến %(number)s"),
    "return_incoming": N_("Trả lại nơi gửi: %(reason)s"),
    "present_incoming": N_("Trình %(to)s"),
    "assign_incoming": N_("Giao %(to)s chủ trì"),
    "note_incoming": N_("Đã xem, không phải xử lý"),
    "finish_incoming": N_("Giải quyết xong: %(outcome)s"),
    "ask_change": N_("Nơi gửi đề nghị thu hồi hoặc thay đổi: %(reason)s"),
    "agree_recall": N_("Đồng ý với nơi gửi"),
    "refuse_recall": N_("Không đồng ý với nơi gửi: %(reason)s"),
    "warn_waiting": N_("Hệ thống nhắc vì chưa xử lý kịp"),
    "give_directive": N_("Giao %(to)s"),
    "accept_directive": N_("Nhận việc"),
    "hand_on_directive": N_("Giao lại cho %(to)s"),
    "report_progress": N_("Báo tiến độ"),
    "ask_more_time": N_("Xin lùi hạn đến %(until)s"),
    "decide_more_time": N_("Trả lời xin lùi hạn"),
    "report_done": N_("Báo hoàn thành"),
    "close_directive": N_("Nghiệm thu, hoàn thành"),
    "give_back_directive": N_("Yêu cầu làm tiếp"),
    "cancel_directive": N_("Hủy nhiệm vụ"),
    "remind": N_("Hệ thống nhắc hạn"),
}
ICONS = {
    "submit_outgoing": "send",
    "approve_content": "check",
    "approve_form": "check",
    "return_outgoing": "undo-2",
    "sign_outgoing": "pen-line",
    "seal_outgoing": "stamp",
    "release_outgoing": "send",
    "register_incoming": "book-open",
    "present_incoming": "forward",
    "assign_incoming": "user-plus",
    "finish_incoming": "circle-check",
    "report_done": "circle-check",
    "close_directive": "circle-check",
    "give_directive": "flag",
    "remind": "bell",
}


def out_row(one: Outgoing) -> dict[str, Any]:
    """What a list shows of an outgoing document."""
    return {
        "id": one.pk,
        "document": one,
        "kind": KINDS[one.kind].name,
        "state": STATE_NAMES[one.state],
        "holder": post_words(one.holder_post_id),
        "urgent": PRIORITIES[one.priority] if one.priority else "",  # type: ignore[index]
        "tone": "soon" if one.priority else "",
    }


def in_row(one: Incoming, at: datetime) -> dict[str, Any]:
    """What a list shows of an incoming document."""
    stands = standing(one.due_at, one.done_at, at)
    return {
        "id": one.pk,
        "document": one,
        "kind": KINDS[one.kind].name,
        "state": STATE_NAMES[one.state],
        "holder": post_words(one.holder_post_id),
        "urgent": PRIORITIES[one.priority] if one.priority else "",  # type: ignore[index]
        "left": LEFT[stands.tone],
        "clock": CLOCKS[stands.tone],
        "tone": TONES.get(stands.tone, "soon" if one.priority and not one.done_at else ""),
    }


def task_row(one: Directive, at: datetime) -> dict[str, Any]:
    """What a list shows of a task."""
    known = directory()
    done = one.done_at or (one.reported_at if one.state == "reported" else None)
    stands = standing(one.due_at, done or (one.closed_at if one.state == "cancelled" else None), at)
    return {
        "id": one.pk,
        "task": one,
        "state": TASK_NAMES[one.state],
        "lead": post_words(one.lead_post_id),
        "unit": known.unit(one.lead_unit_id).short_name,
        "left": LEFT[stands.tone],
        "clock": CLOCKS[stands.tone],
        "tone": TONES.get(stands.tone, ""),
    }


def lines(kind: str, pk: UUID) -> list[dict[str, Any]]:
    """The history, newest first."""
    return [line(entry) for entry in history_of(kind, pk)]


def line(entry: Entry) -> dict[str, Any]:
    """One entry in words."""
    facts, text = entry.facts, WHAT.get(entry.act, entry.act)
    told = {**facts, "to": post_words(facts.get("to")), "status": status_words(str(facts.get("status", "")))}
    told |= {"until": _moment(facts.get("until"))}
    words = {name: told.get(name, "") for name in NAMED.findall(text)}
    note = facts.get("note", "")
    return {
        "at": entry.at,
        "sentence": Sentence(text, words),
        "by": who(entry.actor),
        "note": note,
        "icon": ICONS.get(entry.act),
        "tone": "done" if entry.act in {"finish_incoming", "close_directive", "release_outgoing"} else None,
    }


def status_words(status: str) -> str:
    """What became of a document at a receiver."""
    return STATUS_NAMES.get(status) or SENDING_NAMES.get(status) or status


def status_tone(status: str) -> str:
    """How a chip shows it."""
    if status in {"failed", StatusCode.REFUSED, StatusCode.CHANGE_REFUSED}:
        return "overdue"
    if status in {StatusCode.COMPLETED, StatusCode.ACCEPTED, StatusCode.CHANGE_AGREED, "by_hand"}:
        return "done"
    return "elsewhere" if status in {"waiting", "sent"} else "office"


def buttons(
    offers: Iterable[tuple[str, str, Answer]], route: str, pk: UUID, *, primary: Iterable[str], danger: Iterable[str]
) -> list[dict[str, Any]]:
    """The acts of the moment as the act bar draws them; every act has a page of its own, so it works without script."""
    first = next((act for act in primary if any(act == one for one, _, answer in offers if answer)), "")
    return [
        {
            "key": act,
            "label": label,
            "url": reverse(route, args=[pk, act]),
            "method": "get",
            "primary": act == first,
            "icon": ICONS.get(act, "circle-x" if act in danger else "circle"),
            "danger": act in danger,
        }
        for act, label, answer in offers
        if answer
    ]


def _moment(value: Any) -> str:
    return datetime.fromisoformat(value).astimezone(clock.VIETNAM).strftime("%H:%M %d/%m/%Y") if value else ""
