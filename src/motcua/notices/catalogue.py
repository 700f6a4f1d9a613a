"""What is told to whom, in which words. One row an event; the words are for a farmer of seventy."""

from collections.abc import Mapping
from dataclasses import dataclass

from motcua.kernel.words import N_


@dataclass(frozen=True)
class Wording:
    """The audience (applicant, holder, asked, leader) and the sentence; ``%(…)s`` come from dossier and event."""

    audience: str
    text: str


def to_applicant(text: str) -> Wording:
    """A sentence for whose case it is."""
    return Wording("applicant", text)


def to_holder(text: str) -> Wording:
    """A sentence for the post that holds the case now."""
    return Wording("holder", text)


def to_leader(text: str) -> Wording:
    """A sentence for who leads: the posts that the event names, else who leads the office of the case."""
    return Wording("leader", text)


CATALOGUE: Mapping[str, tuple[Wording, ...]] = {
    "dossier.submit_application": (
        to_applicant(
            N_("Đã nhận hồ sơ “%(title)s” của bạn, mã tra cứu %(reference)s. %(unit)s sẽ trả lời trước %(until)s.")
        ),
        to_holder(N_("Hồ sơ mới chờ tiếp nhận: %(title)s của %(applicant)s, cần trả lời trước %(until)s.")),
    ),
    "dossier.receive_dossier": (
        to_applicant(
            N_("Hồ sơ “%(title)s” đã được tiếp nhận, mã %(code)s. Hẹn trả: %(due)s. Giấy hẹn ở trong trang hồ sơ.")
        ),
        to_holder(N_("Hồ sơ %(code)s (%(title)s) chuyển đến bạn xử lý, hạn %(due)s.")),
    ),
    "dossier.refuse_dossier": (to_applicant(N_("Hồ sơ “%(title)s” không được tiếp nhận. Lý do: %(reason)s")),),
    "dossier.request_door_supplement": (
        to_applicant(N_("Bạn cần bổ sung giấy tờ cho hồ sơ “%(title)s” trước %(until)s. Bấm vào đây để xem và gửi.")),
    ),
    "dossier.request_supplement": (
        to_applicant(N_("Bạn cần bổ sung giấy tờ cho hồ sơ %(code)s trước %(until)s. Bấm vào đây để xem và gửi.")),
    ),
    "dossier.request_consent": (
        to_leader(N_("Xin bạn đồng ý cho yêu cầu bổ sung lần nữa hồ sơ %(code)s: %(reason)s")),
    ),
    "dossier.decline_consent": (
        to_holder(N_("Lãnh đạo không đồng ý yêu cầu bổ sung lần nữa hồ sơ %(code)s: %(reason)s")),
    ),
    "dossier.supplement_at_door": (
        to_holder(N_("Người dân đã bổ sung giấy tờ cho hồ sơ %(title)s của %(applicant)s.")),
    ),
    "dossier.supplement_dossier": (
        to_holder(N_("Người dân đã bổ sung giấy tờ cho hồ sơ %(code)s. Thời hạn tiếp tục tính, hạn %(due)s.")),
        to_applicant(N_("Đã nhận giấy tờ bổ sung của hồ sơ %(code)s. Hẹn trả kết quả: %(due)s.")),
    ),
    "dossier.close_unanswered": (
        to_applicant(
            N_("Hồ sơ %(code)s đã dừng giải quyết vì quá hạn bổ sung. Bạn có thể nộp hồ sơ mới bất cứ lúc nào.")
        ),
    ),
    "dossier.transfer_step": (to_holder(N_("Hồ sơ %(code)s (%(title)s) chuyển đến bạn, hạn %(due)s.")),),
    "dossier.return_step": (to_holder(N_("Hồ sơ %(code)s được trả lại bước của bạn: %(reason)s")),),
    "dossier.assign_dossier": (to_holder(N_("Bạn được phân công hồ sơ %(code)s (%(title)s), hạn %(due)s.")),),
    "dossier.reseat_dossier": (
        to_holder(N_("Hồ sơ %(code)s (%(title)s) chuyển đến bạn vì vị trí trước không còn người giữ, hạn %(due)s.")),
    ),
    "dossier.move_dossier": (
        to_applicant(
            N_("Hồ sơ %(code)s từ nay do %(unit)s giải quyết tiếp, vì sắp xếp lại đơn vị. Mã và ngày hẹn không đổi.")
        ),
        to_holder(N_("Hồ sơ %(code)s (%(title)s) được bàn giao đến bạn từ đơn vị trước, hạn %(until)s.")),
    ),
    "dossier.forward_to_agency": (
        to_holder(N_("Hồ sơ %(code)s được chuyển đến cơ quan bạn để phối hợp giải quyết.")),
        to_applicant(N_("Hồ sơ %(code)s đang được chuyển lấy ý kiến cơ quan phối hợp. Ngày hẹn không đổi: %(due)s.")),
    ),
    "dossier.return_from_agency": (to_holder(N_("Cơ quan phối hợp đã trả lời và chuyển lại hồ sơ %(code)s.")),),
    "dossier.ask_opinion": (
        Wording("asked", N_("Cơ quan bạn được hỏi ý kiến về hồ sơ %(code)s (%(title)s), trả lời trước %(until)s.")),
    ),
    "dossier.chase_opinion": (
        Wording("asked", N_("Đã quá hạn %(until)s mà chưa có ý kiến của bạn về hồ sơ %(code)s. Hồ sơ đang chờ bạn.")),
        to_leader(N_("Quá hạn %(until)s mà nơi bạn chưa cho ý kiến về hồ sơ %(code)s, nên hồ sơ phải chờ.")),
        to_holder(N_("Quá hạn %(until)s mà chưa có ý kiến cho hồ sơ %(code)s. Đã nhắc nơi được hỏi, hồ sơ phải chờ.")),
    ),
    "dossier.give_opinion": (to_holder(N_("Đã có ý kiến phối hợp cho hồ sơ %(code)s.")),),
    "dossier.lapse_opinion": (
        to_holder(N_("Hết hạn mà cơ quan phối hợp không trả lời hồ sơ %(code)s: coi như đồng ý.")),
    ),
    "dossier.request_payment": (
        to_applicant(N_("Hồ sơ %(code)s cần nộp %(amount)s đồng phí, lệ phí trước %(until)s để được giải quyết tiếp.")),
    ),
    "dossier.resume_after_payment": (
        to_applicant(N_("Đã nhận tiền phí, lệ phí của hồ sơ %(code)s. Hẹn trả kết quả: %(due)s.")),
        to_holder(N_("Hồ sơ %(code)s đã nộp đủ phí, lệ phí, tiếp tục xử lý, hạn %(due)s.")),
    ),
    "dossier.suspend_dossier": (to_applicant(N_("Hồ sơ %(code)s tạm dừng giải quyết. Lý do: %(reason)s")),),
    "dossier.resume_dossier": (to_applicant(N_("Hồ sơ %(code)s được tiếp tục giải quyết. Hẹn trả kết quả: %(due)s.")),),
    "dossier.request_extension": (to_leader(N_("Có đề nghị gia hạn hồ sơ %(code)s: %(reason)s")),),
    "dossier.decide_extension": (to_holder(N_("Lãnh đạo đồng ý gia hạn hồ sơ %(code)s. Hạn hiện nay: %(due)s.")),),
    "dossier.apologise": (
        to_applicant(N_("Xin lỗi bạn: hồ sơ %(code)s chưa thể trả đúng hẹn. Lý do: %(reason)s Ngày hẹn mới: %(due)s.")),
    ),
    "dossier.draft_apology": (
        to_leader(N_("Hồ sơ %(code)s có thể trễ hẹn. Thư xin lỗi đã soạn sẵn, chờ bạn xem và gửi.")),
    ),
    "dossier.approve_result": (
        to_applicant(N_("Hồ sơ %(code)s đã có kết quả. Mời bạn nhận kết quả theo cách đã chọn.")),
        to_holder(N_("Kết quả hồ sơ %(code)s đã duyệt, chờ trả cho người dân.")),
    ),
    "dossier.sign_result": (to_holder(N_("Lãnh đạo đã duyệt kết quả hồ sơ %(code)s, chờ bạn làm bước tiếp theo.")),),
    "dossier.issue_result": (
        to_applicant(N_("Hồ sơ %(code)s đã có kết quả. Mời bạn nhận kết quả theo cách đã chọn.")),
        to_holder(N_("Kết quả hồ sơ %(code)s đã phát hành, chờ trả cho người dân.")),
    ),
    "dossier.reject_dossier": (
        to_applicant(
            N_("Hồ sơ %(code)s không được giải quyết. Lý do: %(reason)s Văn bản trả lời ở trong trang hồ sơ.")
        ),
        to_holder(N_("Hồ sơ %(code)s bị từ chối giải quyết, chờ trả văn bản trả lời cho người dân.")),
    ),
    "dossier.attach_result": (
        to_applicant(N_("Bản điện tử của kết quả hồ sơ %(code)s đã có trong trang hồ sơ, mời bạn tải về.")),
    ),
    "dossier.return_result": (
        to_applicant(N_("Đã trả kết quả hồ sơ %(code)s. Mời bạn đánh giá một chạm về cách phục vụ.")),
    ),
    "dossier.withdraw_dossier": (to_applicant(N_("Hồ sơ %(code)s đã được rút theo yêu cầu của bạn.")),),
    "dossier.stop_dossier": (to_applicant(N_("Hồ sơ %(code)s đã dừng giải quyết. Lý do: %(reason)s")),),
    "dossier.warn_holder": (to_holder(N_("Hồ sơ %(code)s sắp đến hạn: %(until)s.")),),
    "dossier.escalate": (
        to_holder(N_("Hồ sơ %(code)s đã quá hạn từ %(until)s.")),
        to_leader(N_("Hồ sơ %(code)s (%(title)s) đã quá hạn từ %(until)s, đang ở %(holder)s.")),
    ),
    "dossier.remind_applicant": (
        to_applicant(N_("Nhắc bạn: hồ sơ %(code)s đang chờ bạn. Bấm vào đây để xem việc cần làm.")),
    ),
}
OUTSIDE: Mapping[str, tuple[Wording, ...]] = {  # where the other body works in a system of its own
    "dossier.forward_to_agency": (
        to_holder(N_("Hồ sơ %(code)s đã chuyển cho %(holder)s. Hãy theo dõi và ghi câu trả lời trước %(until)s.")),
        to_applicant(N_("Hồ sơ %(code)s đang được chuyển lấy ý kiến cơ quan phối hợp. Ngày hẹn không đổi: %(due)s.")),
    ),
    "dossier.chase_opinion": (
        to_holder(N_("Quá hạn %(until)s mà hồ sơ %(code)s chưa có ý kiến được hỏi. Hãy nhắc nơi đó, hồ sơ phải chờ.")),
    ),
}
ON_PAPER: tuple[Wording, ...] = (  # where nothing of the result can be downloaded
    to_applicant(
        N_(
            "Hồ sơ %(code)s đã có kết quả là bản giấy. Mời bạn đến bộ phận một cửa nhận, hoặc gọi bộ phận một cửa để "
            "được gửi qua bưu điện."
        )
    ),
    to_holder(N_("Kết quả hồ sơ %(code)s (bản giấy) đã duyệt, chờ trả cho người dân.")),
)
DECLINED_EXTENSION = to_holder(N_("Lãnh đạo không đồng ý gia hạn hồ sơ %(code)s: %(reason)s"))
APOLOGY_AFTER_EXTENSION = to_applicant(
    N_("Xin lỗi bạn: hồ sơ %(code)s chưa thể trả đúng hẹn. Lý do: %(reason)s Ngày hẹn mới: %(due)s.")
)

DELEGATIONS: Mapping[str, tuple[Wording, ...]] = {  # stand_in: who acts in the post; away: whose post it is
    "delegation.given": (
        Wording(
            "stand_in",
            N_(
                "Bạn làm thay %(absent)s ở vị trí “%(post)s” từ %(first)s đến %(last)s. Hồ sơ ở đó hiện trong hộp việc "
                "của bạn. Lý do: %(reason)s"
            ),
        ),
        Wording("away", N_("%(substitute)s làm thay bạn ở vị trí “%(post)s” từ %(first)s đến %(last)s.")),
    ),
    "delegation.revoked": (
        Wording(
            "stand_in",
            N_("Bạn thôi làm thay %(absent)s ở vị trí “%(post)s”: việc làm thay kết thúc sớm lúc %(ended)s."),
        ),
        Wording(
            "away",
            N_("%(substitute)s thôi làm thay bạn ở vị trí “%(post)s”, sớm, từ %(ended)s. Hồ sơ ở đó lại chờ bạn."),
        ),
    ),
    "delegation.ended": (
        Wording("stand_in", N_("Đã hết thời gian bạn làm thay %(absent)s ở vị trí “%(post)s”.")),
        Wording(
            "away",
            N_("Đã hết thời gian %(substitute)s làm thay bạn ở vị trí “%(post)s”. Hồ sơ ở đó lại chờ bạn."),
        ),
    ),
}
