"""Telling officers what happened to documents and directives; may run twice and tells once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.kernel import clock
from motcua.kernel.words import N_
from motcua.notices.actions.leave_message import Audience, leave_message
from motcua.outbox.registry import Happened

LINKS = {"outgoing": "/can-bo/van-ban/di/", "incoming": "/can-bo/van-ban/den/", "directive": "/can-bo/nhiem-vu/"}


@dataclass(frozen=True)
class Told:
    """Which posts hear of it, by the names of the event's facts, in which words."""

    facts: tuple[str, ...]
    text: str


CATALOGUE: Mapping[str, tuple[Told, ...]] = {
    "outgoing.submit_outgoing": (Told(("to",), N_("Dự thảo “%(subject)s” chờ bạn duyệt nội dung.")),),
    "outgoing.approve_content": (Told(("to",), N_("Dự thảo “%(subject)s” chờ bạn kiểm tra thể thức.")),),
    "outgoing.approve_form": (Told(("to",), N_("Văn bản “%(subject)s” chờ bạn ký.")),),
    "outgoing.return_outgoing": (Told(("to",), N_("Dự thảo “%(subject)s” được trả lại: %(reason)s")),),
    "outgoing.sign_outgoing": (Told(("to",), N_("Văn bản %(code)s đã ký, chờ bạn đóng dấu số và phát hành.")),),
    "incoming.take_in": (Told(("to",), N_("Văn bản mới đến: %(subject)s (%(author)s). Chờ bạn vào sổ.")),),
    "incoming.ask_change": (Told(("to",), N_("%(author)s đề nghị thu hồi hoặc thay đổi văn bản %(code)s.")),),
    "incoming.present_incoming": (Told(("to",), N_("Văn bản đến “%(subject)s” chờ bạn cho ý kiến chỉ đạo.")),),
    "incoming.assign_incoming": (
        Told(("to",), N_("Bạn được giao chủ trì giải quyết văn bản “%(subject)s”, hạn %(due)s.")),
        Told(("helpers",), N_("Bạn được giao phối hợp giải quyết văn bản “%(subject)s”, hạn %(due)s.")),
    ),
    "incoming.finish_incoming": (Told(("leader",), N_("Văn bản “%(subject)s” đã giải quyết xong: %(outcome)s")),),
    "directive.give_directive": (
        Told(("to",), N_("Bạn được giao nhiệm vụ “%(text)s”, hạn %(due)s.")),
        Told(("helpers",), N_("Bạn phối hợp làm nhiệm vụ “%(text)s”, hạn %(due)s.")),
    ),
    "directive.hand_on_directive": (Told(("to",), N_("Nhiệm vụ “%(text)s” được giao lại cho bạn, hạn %(due)s.")),),
    "directive.ask_more_time": (Told(("to",), N_("Có đề nghị lùi hạn nhiệm vụ “%(text)s”: %(note)s")),),
    "directive.report_done": (Told(("to",), N_("Nhiệm vụ “%(text)s” đã báo hoàn thành, chờ bạn xem.")),),
    "directive.close_directive": (Told(("to",), N_("Nhiệm vụ “%(text)s” đã được nghiệm thu.")),),
    "directive.give_back_directive": (Told(("to",), N_("Nhiệm vụ “%(text)s” cần làm tiếp: %(note)s")),),
    "directive.cancel_directive": (Told(("to",), N_("Nhiệm vụ “%(text)s” đã hủy: %(note)s")),),
}
WARNED: Mapping[str, tuple[Told, ...]] = {
    "not_presented": (Told(("to",), N_("Văn bản đến “%(subject)s” chưa được trình trong ngày. Hãy trình ngay.")),),
    "late": (Told(("to", "leader"), N_("Văn bản đến “%(subject)s” đã quá hạn giải quyết.")),),
}
REMINDED: Mapping[bool, tuple[Told, ...]] = {
    False: (Told(("to",), N_("Nhiệm vụ “%(text)s” sắp đến hạn: %(due)s.")),),
    True: (Told(("to", "leader"), N_("Nhiệm vụ “%(text)s” đã quá hạn từ %(due)s.")),),
}
DECIDED: Mapping[bool, tuple[Told, ...]] = {
    True: (Told(("to",), N_("Nhiệm vụ “%(text)s” được lùi hạn đến %(until)s.")),),
    False: (Told(("to",), N_("Nhiệm vụ “%(text)s” không được lùi hạn: %(note)s")),),
}


def tell_of_letters(happened: Happened) -> None:
    """Leave the messages that the catalogue has for this event."""
    facts: dict[str, Any] = dict(happened.payload.get("facts", {}))
    link = f"{LINKS[happened.topic.partition('.')[0]]}{happened.subject_id}/"
    params = _params(facts)
    for number, told in enumerate(_wordings(happened.topic, facts)):
        for post_id in _posts(told, facts):
            audience = Audience(post_id=post_id, link=link)
            key = f"{happened.key}/{number}/{audience.key}"
            leave_message(
                key=key, audience=audience, topic=happened.topic, text=told.text, params=params, at=happened.at
            )


def _wordings(topic: str, facts: Mapping[str, Any]) -> tuple[Told, ...]:
    if topic == "incoming.warn_waiting":
        return WARNED.get(str(facts.get("why")), ())
    if topic == "directive.remind":
        return REMINDED[bool(facts.get("is_late"))]
    if topic == "directive.decide_more_time":
        return DECIDED[bool(facts.get("granted"))]
    return CATALOGUE.get(topic, ())


def _posts(told: Told, facts: Mapping[str, Any]) -> Iterator[int]:
    seen: set[int] = set()
    for name in told.facts:
        value = facts.get(name)
        for one in value if isinstance(value, list) else [value]:
            if one and int(one) not in seen:
                seen.add(int(one))
                yield int(one)


def _params(facts: Mapping[str, Any]) -> dict[str, str]:
    plain = {name: str(facts.get(name) or "") for name in ("subject", "code", "author", "text", "outcome")}
    told = {"reason": str(facts.get("reason") or ""), "note": str(facts.get("note") or "")}
    return {**plain, **told, "due": _moment(facts.get("due_at")), "until": _moment(facts.get("until"))}


def _moment(value: Any) -> str:
    return datetime.fromisoformat(value).astimezone(clock.VIETNAM).strftime("%H:%M %d/%m/%Y") if value else ""
