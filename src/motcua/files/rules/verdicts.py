"""What a check says about a file, in words for somebody who has never heard of file formats."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from motcua.files.rules.kinds import KINDS
from motcua.kernel.words import N_, Sentence

Signature = Literal["none", "intact", "broken", "untrusted"]


@dataclass(frozen=True)
class Words:
    """The sentence of a verdict and what the person should do; msgids for gettext."""

    sentence: str
    advice: str | None = None


SCAN_AGAIN = N_("Hãy chụp hoặc quét lại giấy tờ, rồi gửi tệp mới.")
PRINT_TO_PDF = N_("Hãy mở tệp, chọn In, chọn “Lưu thành PDF”, rồi gửi tệp PDF mới đó.")
SEND_ONE_OF = N_("Hãy gửi một trong các loại tệp: %(accepted)s. Cách dễ nhất là chụp ảnh tờ giấy bằng điện thoại.")
SEND_NO_PICTURE = N_(
    "Chỗ này chỉ nhận tệp: %(accepted)s. Hãy mở tệp hoặc ảnh của mình, chọn In, chọn “Lưu thành PDF”, rồi gửi tệp "
    "PDF mới đó."
)
OPEN_AND_LOOK = N_(
    "Hãy mở thử tệp trên máy của mình. Nếu không xem được, hãy chụp hoặc quét lại giấy tờ rồi gửi tệp mới."
)
ASK_ISSUER = N_("Hãy xin lại bản gốc từ nơi đã ký và gửi nguyên tệp đó, không sửa, không lưu lại.")

WORDS: Mapping[str, Words] = {
    "readable": Words(N_("Tệp xem được.")),
    "empty": Words(N_("Tệp này trống, bên trong không có gì."), OPEN_AND_LOOK),
    "too_large": Words(
        N_("Tệp này nặng quá %(limit)s MB."),
        N_("Hãy chụp lại với cỡ ảnh nhỏ hơn, hoặc chia giấy tờ thành nhiều tệp rồi gửi từng tệp."),
    ),
    "unknown_kind": Words(N_("Máy không nhận ra đây là loại tệp gì."), SEND_ONE_OF),
    "wrong_kind": Words(N_("Chỗ này không nhận tệp loại %(kind)s."), SEND_ONE_OF),
    "heic": Words(
        N_("Đây là ảnh HEIC của iPhone, nhiều máy không xem được."),
        N_(
            "Trên iPhone, hãy vào Cài đặt, chọn Camera, chọn Định dạng, chọn “Tương thích nhất”, rồi chụp lại. "
            "Hoặc chụp màn hình tấm ảnh và gửi ảnh chụp màn hình."
        ),
    ),
    "name_mismatch": Words(
        N_("Tên tệp có đuôi %(extension)s nhưng bên trong lại là tệp %(kind)s."),
        N_("Hãy gửi tệp gốc, đừng đổi đuôi tên tệp."),
    ),
    "program": Words(N_("Đây là tệp chương trình hoặc trang web, không phải giấy tờ."), SEND_ONE_OF),
    "archive": Words(
        N_("Đây là tệp nén (%(kind)s)."), N_("Hãy giải nén, rồi gửi từng giấy tờ bên trong thành từng tệp riêng.")
    ),
    "old_office": Words(N_("Đây là tệp Word, Excel hoặc PowerPoint kiểu cũ."), PRINT_TO_PDF),
    "polyglot": Words(N_("Tệp này trộn lẫn nhiều loại tệp trong một, không an toàn."), SCAN_AGAIN),
    "trailing_bytes": Words(N_("Sau phần cuối của tệp còn có dữ liệu lạ."), PRINT_TO_PDF),
    "malformed": Words(N_("Tệp này bị hỏng hoặc chưa được gửi hết, không mở được."), OPEN_AND_LOOK),
    "too_complex": Words(N_("Tệp này quá phức tạp, máy không thể kiểm tra được."), SCAN_AGAIN),
    "encrypted": Words(N_("Tệp này bị khoá bằng mật khẩu."), N_("Hãy bỏ mật khẩu của tệp rồi gửi lại.")),
    "restricted": Words(
        N_("Tệp này bị khoá, không cho in hoặc sao chép."),
        N_("Hãy xin bản không bị khoá, hoặc in ra giấy rồi chụp lại và gửi ảnh."),
    ),
    "no_pages": Words(N_("Tệp PDF này không có trang nào."), OPEN_AND_LOOK),
    "blank_pages": Words(N_("Tệp này chỉ có trang trắng."), OPEN_AND_LOOK),
    "too_many_pages": Words(
        N_("Tệp này có %(pages)s trang, nhiều hơn %(limit)s trang cho phép."),
        N_("Hãy chia thành nhiều tệp nhỏ hơn, hoặc chỉ gửi những trang cần thiết."),
    ),
    "active_content": Words(N_("Tệp này có lệnh tự chạy bên trong, không an toàn."), PRINT_TO_PDF),
    "embedded_files": Words(
        N_("Bên trong tệp này còn đính kèm tệp khác."), N_("Hãy lấy các tệp đính kèm ra và gửi từng tệp riêng.")
    ),
    "dynamic_form": Words(N_("Đây là mẫu PDF động, nhiều máy không xem được."), PRINT_TO_PDF),
    "macros": Words(
        N_("Tệp Word hoặc Excel này có macro (lệnh tự chạy), không an toàn."),
        N_("Hãy lưu lại thành tệp không có macro (.docx, .xlsx) hoặc thành PDF, rồi gửi lại."),
    ),
    "image_too_big": Words(
        N_("Ảnh này có quá nhiều điểm ảnh (%(width)s x %(height)s)."),
        N_("Hãy chụp lại với cỡ ảnh nhỏ hơn trong phần cài đặt của máy ảnh."),
    ),
    "image_too_small": Words(
        N_("Ảnh này quá nhỏ (%(width)s x %(height)s điểm), không đọc được chữ."),
        N_("Hãy gửi ảnh gốc chụp bằng điện thoại, đừng gửi ảnh thu nhỏ."),
    ),
    "image_blank": Words(N_("Ảnh này trống, chỉ có một màu."), N_("Hãy chụp lại cho rõ tờ giấy rồi gửi ảnh mới.")),
    "image_too_dark": Words(
        N_("Ảnh này quá tối, không nhìn thấy gì."), N_("Hãy đặt tờ giấy nơi sáng, chụp lại rồi gửi ảnh mới.")
    ),
    "not_text": Words(N_("Tệp chữ này có ký tự lạ, không đọc được."), PRINT_TO_PDF),
    "broken_signature": Words(N_("Chữ ký số trong tệp này không còn đúng: tệp đã bị thay đổi."), ASK_ISSUER),
    "changed_after_signing": Words(N_("Tệp này đã bị sửa sau khi ký số."), ASK_ISSUER),
    "check_unavailable": Words(
        N_("Lúc này máy chưa kiểm tra được tệp."), N_("Hãy thử gửi lại sau ít phút. Những gì đã điền vẫn được giữ.")
    ),
}

# Things worth saying about a file that is good enough to be accepted.
REMARKS: Mapping[str, str] = {
    "signature_intact": N_("Chữ ký số còn nguyên vẹn."),
    "signature_untrusted": N_("Tệp có chữ ký số còn nguyên vẹn, nhưng máy chưa xác minh được ai đã ký."),
    "signature_unchecked": N_("Tệp có chữ ký số kiểu cũ, máy chưa kiểm tra được chữ ký này."),
    "updated_after_signing": N_("Sau chữ ký số đầu tiên, tệp có phần được ghi thêm hợp lệ."),
    "some_blank_pages": N_("Trong tệp có trang trắng. Hãy xem lại đã đủ các trang chưa."),
    "looks_blurred": N_("Ảnh có vẻ bị mờ. Nếu không đọc được chữ, hãy chụp lại."),
    "converted": N_("Ảnh WEBP đã được đổi sang JPG để máy nào cũng xem được."),
    "renamed": N_("Tên tệp ghi là PDF nhưng đây là ảnh; máy đã nhận như một ảnh và sửa lại đuôi tên tệp."),
    "location_removed": N_("Vị trí chụp đã được bỏ khỏi ảnh để giữ riêng tư cho ông/bà."),
}


@dataclass(frozen=True)
class Verdict:
    """The answer about one file; ``params`` fill the sentence, the other fields are facts for the office."""

    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    media_type: str = ""
    pages: int | None = None
    width: int | None = None
    height: int | None = None
    signature: Signature = "none"
    signers: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """The file may be handed in."""
        return self.code == "readable"

    @property
    def sentence(self) -> Sentence:
        """What is the matter, in one sentence."""
        return Sentence(WORDS[self.code].sentence, self.params)

    @property
    def advice(self) -> Sentence | None:
        """What the person should do now; nothing when the file is fine."""
        advice = WORDS[self.code].advice
        if advice == SEND_ONE_OF and KINDS["jpeg"].label not in str(self.params.get("accepted")):
            advice = SEND_NO_PICTURE
        return Sentence(advice, self.params) if advice else None

    @property
    def notes(self) -> tuple[Sentence, ...]:
        """Sentences worth showing beside an accepted file."""
        return tuple(Sentence(REMARKS[remark]) for remark in self.remarks)

    @property
    def is_signed(self) -> bool:
        """The file carries a digital signature, good or bad."""
        return self.signature != "none"

    @property
    def extension(self) -> str:
        """The extension its content deserves; empty for a kind we do not know."""
        return next((kind.extension for kind in KINDS.values() if kind.media_type == self.media_type), "")

    def as_json(self) -> dict[str, Any]:
        """The verdict as plain JSON values, without words, so that it can be spoken in any language later."""
        return {
            **asdict(self),
            "signers": list(self.signers),
            "remarks": list(self.remarks),
            "params": dict(self.params),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Verdict":
        """The verdict that ``as_json`` kept; raises KeyError, TypeError or ValueError for anything else."""
        code = kept["code"]
        if code not in WORDS or not set(kept.get("remarks", ())) <= set(REMARKS):
            raise ValueError(code)
        known = {name: kept[name] for name in cls.__dataclass_fields__ if name in kept}
        return cls(**{**known, "signers": tuple(kept.get("signers", ())), "remarks": tuple(kept.get("remarks", ()))})
