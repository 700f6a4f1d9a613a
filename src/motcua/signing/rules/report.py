"""The verdict on a file from what stands in it: who signed, whether it still holds, whether it covers everything."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from motcua.kernel.words import N_, Sentence

Verdict = Literal["valid", "not_trusted", "broken", "unsigned", "unreadable"]
Change = Literal["none", "validation_data", "signatures", "issued", "form", "content", "appended"]
Level = Literal["B-B", "B-T", "B-LT", "B-LTA"]

VERDICTS: Mapping[Verdict, str] = {
    "valid": N_("Chữ ký số hợp lệ, tệp còn nguyên vẹn."),
    "not_trusted": N_("Tệp còn nguyên vẹn từ khi ký, nhưng chưa xác minh được người ký là ai."),
    "broken": N_("Chữ ký số không còn đúng, hoặc không bao trùm toàn bộ tệp. Đừng tin nội dung tệp này."),
    "unsigned": N_("Tệp này không có chữ ký số."),
    "unreadable": N_("Không đọc được tệp này như một văn bản PDF."),
}
WHY: Mapping[str, str] = {
    "no_chain": N_("Chứng thư số không do tổ chức chứng thực mà cơ quan này tin cậy cấp."),
    "expired": N_("Chứng thư số đã hết hạn khi ký, hoặc không chứng minh được là đã ký trước khi hết hạn."),
    "not_yet_valid": N_("Chứng thư số chưa có hiệu lực khi ký."),
    "revoked": N_("Chứng thư số đã bị thu hồi."),
    "weak": N_("Chữ ký dùng thuật toán không còn an toàn."),
    "wrong_use": N_("Chứng thư số này không dùng để ký văn bản."),
    "bad_time_stamp": N_("Dấu thời gian không đúng."),
    "unproven": N_("Chưa đủ bằng chứng để xác minh chữ ký tại thời điểm này."),
}
CHANGES: Mapping[Change, str] = {  # since the signature was made
    "none": N_("Không."),
    "validation_data": N_("Chỉ được ghi thêm dữ liệu xác thực lâu dài."),
    "signatures": N_("Có thêm chữ ký khác."),
    "issued": N_("Có thêm số, ngày ban hành và chữ ký khác, đúng chỗ để trống từ trước."),
    "form": N_("Sau khi ký, có ô trong biểu mẫu được điền thêm."),
    "content": N_("Nội dung đã bị sửa sau khi ký."),
    "appended": N_("Cuối tệp có phần ghi thêm mà chữ ký không bao trùm."),
}
ALLOWED_LAST = ("none", "validation_data")
ALLOWED_BEFORE = ("none", "validation_data", "signatures", "issued", "form")
UNCHECKED = N_("Tệp có chữ ký kiểu cũ mà máy không kiểm tra được.")
NO_STATUS = N_("Chưa kiểm tra được chứng thư có bị thu hồi hay không.")
NO_TIME_STAMP = N_("Không có dấu thời gian: giờ ký là giờ trên máy của người ký.")


@dataclass(frozen=True)
class Signature:
    """One signature as it was found; moments with their offset.

    ``at`` is the proven moment where a time stamp proves one (``is_time_proven``), else what the signer's machine said.
    """

    signer: str
    organisation: str
    title: str
    issuer: str
    serial: str
    fingerprint: str
    at: datetime | None
    is_time_proven: bool
    level: Level
    intact: bool
    covers_whole_file: bool
    changes_after: Change
    trusted: bool
    why: str = ""
    is_status_known: bool = True
    revision: str = ""  # SHA-256 of the file up to the end of what this signature covers

    @property
    def changed(self) -> Sentence:
        """What happened to the file since."""
        return Sentence(CHANGES[self.changes_after])

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {**asdict(self), "at": self.at.isoformat() if self.at else None}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Signature":
        """What ``as_json`` told."""
        return cls(**{**kept, "at": datetime.fromisoformat(kept["at"]) if kept["at"] else None})


@dataclass(frozen=True)
class Report:
    """Everything a check found in one file."""

    verdict: Verdict
    signatures: tuple[Signature, ...] = ()
    warnings: tuple[Sentence, ...] = ()
    sha256: str = ""
    unchecked: int = 0

    @property
    def sentence(self) -> Sentence:
        """The verdict in one sentence."""
        return Sentence(VERDICTS[self.verdict])

    def as_json(self) -> dict[str, Any]:
        """Plain values; warnings are told again from them."""
        return {
            "verdict": self.verdict,
            "signatures": [one.as_json() for one in self.signatures],
            "unchecked": self.unchecked,
            "sha256": self.sha256,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Report":
        """What ``as_json`` told."""
        if not kept["signatures"] and not kept["unchecked"]:
            return cls(kept["verdict"], sha256=kept["sha256"])
        signatures = [Signature.from_json(one) for one in kept["signatures"]]
        return judged(signatures, unchecked=kept["unchecked"], sha256=kept["sha256"])


def judged(signatures: Sequence[Signature], *, unchecked: int = 0, sha256: str = "") -> Report:
    """The verdict on a readable file; ``unchecked`` signatures are of a kind that nobody here can check."""
    warnings = [Sentence(UNCHECKED)] if unchecked else []
    for one in signatures:
        warnings += told_of(one)
    told = tuple(one for place, one in enumerate(warnings) if one not in warnings[:place])
    return Report(_verdict(signatures, unchecked), tuple(signatures), told, sha256, unchecked)


def _verdict(signatures: Sequence[Signature], unchecked: int) -> Verdict:
    if not signatures:
        return "not_trusted" if unchecked else "unsigned"
    *before, last = signatures
    holds = last.changes_after in ALLOWED_LAST and all(one.changes_after in ALLOWED_BEFORE for one in before)
    if not holds or not all(one.intact for one in signatures):
        return "broken"
    return "valid" if all(one.trusted for one in signatures) and not unchecked else "not_trusted"


def told_of(one: Signature) -> list[Sentence]:
    """What should be known about one signature, beyond that it is there."""
    found = []
    if one.changes_after in ("form", "content", "appended"):
        found.append(Sentence(CHANGES[one.changes_after]))
    if not one.trusted and one.why:
        found.append(Sentence(WHY[one.why]))
    if one.trusted and not one.is_status_known:
        found.append(Sentence(NO_STATUS))
    if one.intact and not one.is_time_proven:
        found.append(Sentence(NO_TIME_STAMP))
    return found
