"""Why a file is no usable template, in words for a clerk."""

from collections.abc import Mapping

from motcua.kernel.words import N_

WORDS: Mapping[str, str] = {
    "no_odt": N_("Đây không phải tệp ODT. Trong LibreOffice, hãy chọn Lưu thành, kiểu “Văn bản ODF (.odt)”."),
    "damaged": N_("Tệp này bị hỏng hoặc chưa được gửi hết. Hãy mở lại trong LibreOffice, lưu và gửi lại."),
    "locked": N_("Tệp này bị khóa bằng mật khẩu. Hãy bỏ mật khẩu rồi gửi lại."),
    "too_big": N_("Tệp này quá lớn hoặc quá phức tạp, máy không kiểm tra được. Hãy bỏ bớt ảnh rồi gửi lại."),
    "macros": N_("Tệp này có macro (lệnh tự chạy), không an toàn. Hãy xóa macro rồi lưu lại."),
    "embedded": N_("Trong tệp này có đối tượng nhúng (bảng tính, biểu đồ, tệp khác). Hãy thay bằng bảng hoặc ảnh."),
    "outside": N_("Tệp này lấy ảnh hoặc nội dung từ bên ngoài. Hãy chèn thẳng vào tệp rồi lưu lại."),
    "unclosed": N_("Có chỗ “{{nếu …}}” mà không có “{{hết}}” sau nó trong cùng phần. Hãy sửa lại."),
}


class Unusable(Exception):
    """The file cannot be used; ``code`` is one of WORDS."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)
