"""The rules of a case: its clock, its readable history, the trace of why."""
