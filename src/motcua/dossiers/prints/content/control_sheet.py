"""Form 06 (2018: 05): control sheet of the process."""

from collections.abc import Mapping
from typing import Any

from motcua.dossiers.prints.content.parts import case
from motcua.dossiers.prints.facts import ControlSheetFacts, HandOver
from motcua.dossiers.prints.words import moment_words

OUTCOMES: Mapping[str, str] = {"early": "Trước hạn", "on_time": "Đúng hạn", "late": "Quá hạn"}


def control_sheet(told: ControlSheetFacts) -> dict[str, Any]:
    """What form 06 prints."""
    return {
        "case": case(told.case),
        "received": moment_words(told.received_at),
        "due": moment_words(told.due_at),
        "handling": told.handling,
        "cooperating": "; ".join(told.cooperating) or "không có",
        "hand_overs": [_hand_over(one) for one in told.hand_overs],
    }


def _hand_over(one: HandOver) -> dict[str, str]:
    return {
        "giver_unit": one.giver_unit,
        "receiver_unit": one.receiver_unit,
        "at": moment_words(one.at),
        "giver": one.giver,
        "receiver": one.receiver,
        "outcome": OUTCOMES.get(one.outcome, ""),
        "note": one.note,
    }
