"""The statutory documents as PDF: from the frozen facts of an issued form, or told from the ledger."""

from motcua.dossiers.documents.control_sheet import control_sheet_pdf
from motcua.dossiers.documents.issued import form_pdf
from motcua.dossiers.documents.register import register_pdf

__all__ = ["control_sheet_pdf", "form_pdf", "register_pdf"]
