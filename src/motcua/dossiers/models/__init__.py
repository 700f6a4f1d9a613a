"""The case and the dated records beside it."""

from motcua.dossiers.models.dossier import Dossier, DossierPaper, Draft
from motcua.dossiers.models.records import (
    UNHAPPY,
    Extension,
    HandOver,
    Note,
    Opinion,
    Rating,
    Reading,
    Result,
    StatutoryForm,
    SupplementConsent,
    SupplementRequest,
)

__all__ = [
    "UNHAPPY",
    "Dossier",
    "DossierPaper",
    "Draft",
    "Extension",
    "HandOver",
    "Note",
    "Opinion",
    "Rating",
    "Reading",
    "Result",
    "StatutoryForm",
    "SupplementConsent",
    "SupplementRequest",
]
