"""What holds a key: a token, a server, a signing service. The key never leaves it; only signatures do."""

from contextlib import AbstractContextManager
from typing import Literal, Protocol

from motcua.kernel.refusals import Refused
from motcua.kernel.words import N_

Algorithm = Literal["rsa", "ec"]


class KeyRefused(Refused):
    """The key cannot be used now; ``code`` names why for the record, never the PIN."""

    WORDS = {
        "wrong_pin": N_("Mã PIN không đúng. Chưa ký tệp nào. Hãy nhập lại; nhập sai nhiều lần thiết bị sẽ bị khóa."),
        "locked": N_("Thiết bị ký đã bị khóa vì nhập sai mã PIN nhiều lần. Hãy nhờ nơi cấp thiết bị mở khóa."),
        "unplugged": N_("Không thấy thiết bị ký. Hãy cắm thiết bị, đợi vài giây rồi thử lại."),
        "no_key": N_("Thiết bị ký không có khóa của chứng thư đã đăng ký. Hãy kiểm tra có cắm đúng thiết bị không."),
        "busy": N_("Thiết bị ký đang được dùng ở một cửa sổ khác. Hãy đợi lần ký đó xong rồi thử lại."),
        "no_module": N_("Máy chủ chưa cài phần mềm của thiết bị ký. Hãy báo người quản trị."),
        "failed": N_("Thiết bị ký báo lỗi nên chưa ký được. Hãy rút ra cắm lại rồi thử lần nữa."),
        "declined": N_("Người ký đã từ chối hoặc không xác nhận kịp trên điện thoại. Chưa ký tệp nào."),
        "setup": N_("Dịch vụ ký số từ xa chưa được khai báo đúng. Chưa ký tệp nào. Hãy báo người quản trị."),
        "unreachable": N_("Không kết nối được tới dịch vụ ký số từ xa. Chưa ký tệp nào. Hãy thử lại sau ít phút."),
    }

    def __init__(self, code: str) -> None:
        self.code = code if code in self.WORDS else "failed"
        super().__init__(self.WORDS[self.code])


class OpenKey(Protocol):
    """A key that may be used until it is closed."""

    @property
    def certificate(self) -> bytes:
        """Its certificate in DER."""
        ...

    def sign(self, data: bytes) -> bytes:
        """The signature of ``data`` with SHA-256: PKCS#1 v1.5 for RSA, DER for ECDSA. Refuses with KeyRefused."""
        ...


class KeyHolder(Protocol):
    """Something with a key inside."""

    def opened(self, pin: str, *, count: int = 1) -> AbstractContextManager[OpenKey]:
        """The key, for as long as the block lasts. Refuses with KeyRefused; ``pin`` is kept nowhere.

        ``count`` is how many signatures are meant to be made: a service asks its signer once for all of them.
        """
        ...
