"""How sure a paper of the store is; plain Python. Law: KG-03."""

from collections.abc import Mapping
from typing import Final

from motcua.kernel.words import N_

OWN: Final = "own"
OFFICE: Final = "office"
COMPARED: Final = "compared"
ISSUED: Final = "issued"
VERIFIED = frozenset({COMPARED, ISSUED})
LEVELS = (OWN, OFFICE, COMPARED, ISSUED)  # from the least sure
LEVEL_NAMES: Mapping[str, str] = {
    OWN: N_("Bạn tự đưa vào, chưa ai kiểm tra"),
    OFFICE: N_("Cơ quan đưa vào, không có chữ ký số"),
    COMPARED: N_("Đã đối chiếu bản chính, cán bộ ký số"),
    ISSUED: N_("Kết quả điện tử do cơ quan ký số"),
}
LEVEL_WORDS: Mapping[str, str] = {  # as an officer reads it
    OWN: N_("Từ kho, người dân tự đưa vào: chưa kiểm tra, phải đối chiếu"),
    OFFICE: N_("Từ kho, cơ quan đưa vào nhưng không có chữ ký số: nên đối chiếu"),
    COMPARED: N_("Từ kho, đã xác minh: cán bộ đã đối chiếu bản chính và ký số"),
    ISSUED: N_("Từ kho, đã xác minh: kết quả điện tử do cơ quan ký số"),
}
