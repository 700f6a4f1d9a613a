"""What a break of the ledger means, in words for whoever has to act on it."""

from motcua.kernel.words import N_, Sentence

WHY = {
    "edited": N_("nội dung đã bị sửa sau khi ghi"),
    "missing": N_("mục bị mất"),
    "reordered": N_("thứ tự bị đổi"),
    "cut": N_("phần cuối bị cắt"),
    "no_subject": N_("không còn đối tượng của mục"),
    "forged": N_("mục này không do hệ thống ghi, hoặc đã bị thay cùng mã kiểm tra của nó"),
    "row": N_("hồ sơ không còn như mục này đã ghi (cột %(what)s bị sửa thẳng)"),
    "lost": N_("mục này, hoặc các mục cuối, hoặc cả hồ sơ đã bị xoá"),
    "lost_unnamed": N_(
        "%(what)s mục đã bị xoá cùng dấu của chúng ở đối tượng (thường cả đối tượng cũng bị xoá) nên máy không gọi tên "
        "được. Hãy so với bản sao lưu gần nhất để biết là mục nào; phục hồi từ bản ấy, hoặc lập biên bản rồi chạy "
        "“motcua ledger reseal”"
    ),
    "extra": N_("có mục thừa không do hệ thống ghi"),
    "exchanged": N_("có mục đã bị thay bằng mục khác"),
    "tally": N_("số đếm các mục đã bị xoá hoặc làm lại"),
    "other_key": N_("sổ được niêm bằng khoá khác; hãy đặt lại tệp ledger_key (hoặc MOTCUA_LEDGER_KEY) đúng như trước"),
}


def why(code: str, what: str = "") -> Sentence:
    """The reason as a sentence; a code of a newer version stands for itself."""
    if code == "lost" and what:  # only their number is known, as nothing is left that bears their name
        code = "lost_unnamed"
    return Sentence(WHY.get(code, code), {"what": what})
