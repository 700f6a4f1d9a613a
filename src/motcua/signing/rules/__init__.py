"""What signatures say, as plain facts and sentences."""

from motcua.signing.rules.report import Report, Signature, Verdict, judged, told_of

__all__ = ["Report", "Signature", "Verdict", "judged", "told_of"]
