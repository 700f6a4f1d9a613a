"""The statutory documents of a dossier as PDF/A: facts in, bytes out."""

from motcua.dossiers.prints.press import render, render_result
from motcua.dossiers.prints.qr import QrContent, read_qr
from motcua.dossiers.prints.sets import NoSuchForm, form_on, form_sets

__all__ = ["NoSuchForm", "QrContent", "form_on", "form_sets", "read_qr", "render", "render_result"]
