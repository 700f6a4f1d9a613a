"""What may follow what: outgoing and incoming documents and directives, each as one table.

Law: VB-02 (the way of an outgoing document), VB-06 and VB-07 (an incoming one).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from motcua.kernel.refusals import WrongMoment
from motcua.kernel.words import N_, Sentence

WRONG = N_("Văn bản đang ở bước “%(state)s” nên chưa làm được việc này. Hãy tải lại trang để xem hiện trạng.")


class Out(StrEnum):
    """Where an outgoing document stands."""

    DRAFT = "draft"
    CONTENT = "content_review"
    FORM = "form_review"
    TO_SIGN = "to_sign"
    SIGNED = "signed"
    SEALED = "sealed"
    RELEASED = "released"
    RECALLED = "recalled"
    WITHDRAWN = "withdrawn"


class In(StrEnum):
    """Where an incoming document stands."""

    ARRIVED = "arrived"
    REGISTERED = "registered"
    PRESENTED = "presented"
    ASSIGNED = "assigned"
    DONE = "done"
    RETURNED = "returned"
    RECALLED = "recalled"


class Task(StrEnum):
    """Where a directive stands."""

    GIVEN = "given"
    ACCEPTED = "accepted"
    REPORTED = "reported"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Way:
    """An act: from which states, to which."""

    sources: frozenset[str]
    target: str


def _way(target: str, *sources: str) -> Way:
    return Way(frozenset(sources), target)


_BEFORE = (Out.DRAFT, Out.CONTENT, Out.FORM, Out.TO_SIGN)
OUTGOING: Mapping[str, Way] = {
    "draft_outgoing": _way(Out.DRAFT, ""),
    "revise_outgoing": _way(Out.DRAFT, Out.DRAFT),
    "submit_outgoing": _way(Out.CONTENT, Out.DRAFT),
    "approve_content": _way(Out.FORM, Out.CONTENT),
    "approve_form": _way(Out.TO_SIGN, Out.FORM),
    "return_outgoing": _way(Out.DRAFT, Out.CONTENT, Out.FORM, Out.TO_SIGN),
    "withdraw_outgoing": _way(Out.WITHDRAWN, *_BEFORE),
    "sign_outgoing": _way(Out.SIGNED, Out.TO_SIGN),
    "sign_on_paper": _way(Out.SEALED, Out.TO_SIGN),
    "seal_outgoing": _way(Out.SEALED, Out.SIGNED),
    "release_outgoing": _way(Out.RELEASED, Out.SEALED),
    "recall_outgoing": _way(Out.RECALLED, Out.RELEASED),
    "follow_delivery": _way(Out.RELEASED, Out.RELEASED),
    "follow_recall": _way(Out.RECALLED, Out.RECALLED),
}
INCOMING: Mapping[str, Way] = {
    "take_in": _way(In.ARRIVED, ""),
    "register_incoming": _way(In.REGISTERED, In.ARRIVED),
    "return_incoming": _way(In.RETURNED, In.ARRIVED),
    "present_incoming": _way(In.PRESENTED, In.REGISTERED, In.ASSIGNED),
    "assign_incoming": _way(In.ASSIGNED, In.PRESENTED, In.ASSIGNED),
    "note_incoming": _way(In.DONE, In.PRESENTED),
    "finish_incoming": _way(In.DONE, In.ASSIGNED),
    "agree_recall": _way(In.RECALLED, In.ARRIVED, In.REGISTERED, In.PRESENTED, In.ASSIGNED, In.DONE),
}
DIRECTIVES: Mapping[str, Way] = {
    "give_directive": _way(Task.GIVEN, ""),
    "accept_directive": _way(Task.ACCEPTED, Task.GIVEN),
    "report_progress": _way(Task.ACCEPTED, Task.ACCEPTED),
    "ask_more_time": _way(Task.ACCEPTED, Task.ACCEPTED),
    "decide_more_time": _way(Task.ACCEPTED, Task.ACCEPTED),
    "hand_on_directive": _way(Task.GIVEN, Task.GIVEN, Task.ACCEPTED),
    "report_done": _way(Task.REPORTED, Task.ACCEPTED),
    "close_directive": _way(Task.DONE, Task.REPORTED),
    "give_back_directive": _way(Task.ACCEPTED, Task.REPORTED),
    "cancel_directive": _way(Task.CANCELLED, Task.GIVEN, Task.ACCEPTED, Task.REPORTED),
}
STATE_NAMES: Mapping[str, str] = {
    Out.DRAFT: N_("Đang soạn"),
    Out.CONTENT: N_("Chờ duyệt nội dung"),
    Out.FORM: N_("Chờ kiểm tra thể thức"),
    Out.TO_SIGN: N_("Chờ ký"),
    Out.SIGNED: N_("Đã ký, chờ đóng dấu"),
    Out.SEALED: N_("Chờ phát hành"),
    Out.RELEASED: N_("Đã phát hành"),
    Out.RECALLED: N_("Đã thu hồi"),
    Out.WITHDRAWN: N_("Không ban hành"),
    In.ARRIVED: N_("Mới đến, chờ vào sổ"),
    In.REGISTERED: N_("Đã vào sổ, chờ trình"),
    In.PRESENTED: N_("Chờ chỉ đạo"),
    In.ASSIGNED: N_("Đang giải quyết"),
    In.DONE: N_("Đã giải quyết"),
    In.RETURNED: N_("Đã trả lại"),
    Task.GIVEN: N_("Chờ nhận việc"),
    Task.ACCEPTED: N_("Đang làm"),
    Task.REPORTED: N_("Chờ nghiệm thu"),
    Task.CANCELLED: N_("Đã hủy"),
}
TASK_NAMES: Mapping[str, str] = {**STATE_NAMES, Task.DONE: N_("Đã hoàn thành")}
OPEN_OUT = frozenset({*_BEFORE, Out.SIGNED, Out.SEALED})
OPEN_IN = frozenset({In.ARRIVED, In.REGISTERED, In.PRESENTED, In.ASSIGNED})
OPEN_TASK = frozenset({Task.GIVEN, Task.ACCEPTED, Task.REPORTED})


def step(table: Mapping[str, Way], act: str, state: str) -> str:
    """The state after the act; refuses with WrongMoment where the table has no such way."""
    way = table[act]
    if state not in way.sources:
        raise WrongMoment(WRONG, state=Sentence(STATE_NAMES.get(state, state)))
    return way.target


def steps_from(table: Mapping[str, Way], state: str) -> list[str]:
    """The acts that a state allows."""
    return [act for act, way in table.items() if state in way.sources]
