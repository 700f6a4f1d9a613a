"""The bundle of a procedure as plain Python: its parts, its check, its differences."""

from motcua.procedures.rules.bundle import (
    CHANNELS,
    FORMAT,
    HANDLERS,
    ROLES,
    Bundle,
    Confirmation,
    Group,
    LegalText,
    Process,
    Requirement,
    Result,
    Step,
)
from motcua.procedures.rules.parameters import PARAMETERS, Parameter, resolved

__all__ = [
    "CHANNELS",
    "FORMAT",
    "HANDLERS",
    "PARAMETERS",
    "ROLES",
    "Bundle",
    "Confirmation",
    "Group",
    "LegalText",
    "Parameter",
    "Process",
    "Requirement",
    "Result",
    "Step",
    "resolved",
]
