"""How a citizen rated a case, in words."""

from typing import Any

from motcua.dossiers.actions.rate_service import REASONS, SCORES
from motcua.dossiers.models import Dossier, Rating
from motcua.kernel.lifecycle import State


def rating_words(found: Dossier) -> dict[str, Any] | None:
    """The score, the reasons and the remark; nothing while there is no rating."""
    rating = Rating.objects.filter(dossier_id=found.pk).first() if found.state == State.RETURNED else None
    if rating is None:
        return None
    return {
        "score": SCORES[rating.score],
        "reasons": [REASONS[one] for one in rating.reasons if one in REASONS],
        "comment": rating.comment,
        "is_unexplained": rating.is_unexplained,
        "at": rating.at,
    }
