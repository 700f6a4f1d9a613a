"""Facts laid out as the plain values a form template prints."""

from collections.abc import Callable, Mapping
from typing import Any

from motcua.dossiers.prints import facts
from motcua.dossiers.prints.content.apology import apology
from motcua.dossiers.prints.content.control_sheet import control_sheet
from motcua.dossiers.prints.content.receipt import receipt
from motcua.dossiers.prints.content.refusal import refusal
from motcua.dossiers.prints.content.register import register
from motcua.dossiers.prints.content.rejection import rejection
from motcua.dossiers.prints.content.stop import stop
from motcua.dossiers.prints.content.supplement import supplement

CONTENT: Mapping[str, tuple[type, Callable[[Any], dict[str, Any]]]] = {
    "receipt": (facts.ReceiptFacts, receipt),
    "supplement": (facts.SupplementFacts, supplement),
    "refusal": (facts.RefusalFacts, refusal),
    "apology": (facts.ApologyFacts, apology),
    "stop": (facts.StopFacts, stop),
    "rejection": (facts.RejectionFacts, rejection),
    "control_sheet": (facts.ControlSheetFacts, control_sheet),
    "register": (facts.RegisterFacts, register),
}
