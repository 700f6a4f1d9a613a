"""The case and the dated records beside it."""

from motcua.dossiers.models.dossier import Dossier, DossierPaper, Draft
from motcua.dossiers.models.records import (
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
