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
from motcua.procedures.rules.check import NOT_SOUND, Problem, check_bundle
from motcua.procedures.rules.difference import Change, difference
from motcua.procedures.rules.life import LIFE_EVENTS, LifeEvent
from motcua.procedures.rules.parameters import PARAMETERS, Parameter, resolved
from motcua.procedures.rules.spans import working_minutes

__all__ = [
    "CHANNELS",
    "FORMAT",
    "HANDLERS",
    "LIFE_EVENTS",
    "NOT_SOUND",
    "PARAMETERS",
    "ROLES",
    "Bundle",
    "Change",
    "Confirmation",
    "Group",
    "LegalText",
    "LifeEvent",
    "Parameter",
    "Problem",
    "Process",
    "Requirement",
    "Result",
    "Step",
    "check_bundle",
    "difference",
    "resolved",
    "working_minutes",
]
