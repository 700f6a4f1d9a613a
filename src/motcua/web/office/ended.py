"""How a case ended: who took the result and by what proof, and how the citizen found the service."""

from collections.abc import Mapping
from typing import Any

from motcua.dossiers.actions.rate_service import REASONS, SCORES
from motcua.dossiers.models import Dossier, HandOver, Rating
from motcua.kernel.lifecycle import State
from motcua.kernel.words import N_

WAYS: Mapping[str, str] = {
    "desk": N_("Trả tại quầy"),
    "post": N_("Gửi qua bưu điện"),
    "online": N_("Tải về trực tuyến"),
}
PROOFS: Mapping[str, str] = {
    "card": N_("Thẻ căn cước"),
    "signature": N_("Chữ ký nhận"),
    "post": N_("Phiếu gửi bưu điện"),
    "download": N_("Người nhận tự tải về"),
}


def ended(found: Dossier) -> dict[str, Any]:
    """The hand-over and the rating in words; nothing of a case whose result is not handed over."""
    if found.state != State.RETURNED:
        return {"handed": None, "rating": None}
    over = HandOver.objects.filter(dossier_id=found.pk).first()
    rating = Rating.objects.filter(dossier_id=found.pk).first()
    return {
        "handed": over and {"record": over, "way": WAYS[over.way], "proof": PROOFS.get(over.confirmed_by)},
        "rating": rating
        and {
            "score": SCORES[rating.score],
            "reasons": [REASONS[one] for one in rating.reasons if one in REASONS],
            "comment": rating.comment,
            "at": rating.at,
        },
    }
