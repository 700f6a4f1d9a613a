"""The statutory documents as PDF: from the frozen facts of an issued form, or told from the ledger."""

from motcua.dossiers.documents.control_sheet import control_sheet_pdf
from motcua.dossiers.documents.issued import form_pdf
from motcua.dossiers.documents.register import register_pdf
from motcua.dossiers.documents.result_draft import has_result_draft, result_draft_pdf

__all__ = ["control_sheet_pdf", "form_pdf", "has_result_draft", "register_pdf", "result_draft_pdf"]
