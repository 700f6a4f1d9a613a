"""How long finished cases are kept, and when they are due; plain Python."""

from motcua.archive.rules.retention import Ended, Period, is_due, keep_until, period_for, years_words

__all__ = ["Ended", "Period", "is_due", "keep_until", "period_for", "years_words"]
