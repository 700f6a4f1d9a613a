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
from motcua.procedures.rules.front import (
    AS_LOCALITY,
    EVERYWHERE,
    NATIONAL,
    OWN,
    FrontChange,
    FrontLine,
    front_change,
    front_on,
    line_on,
)
from motcua.procedures.rules.life import LIFE_EVENTS, LifeEvent
from motcua.procedures.rules.parameters import PARAMETERS, Parameter, resolved
from motcua.procedures.rules.schema import ABOUTS
from motcua.procedures.rules.templates import KNOWN, Templates, filled

__all__ = [
    "ABOUTS",
    "AS_LOCALITY",
    "CHANNELS",
    "EVERYWHERE",
    "FORMAT",
    "HANDLERS",
    "KNOWN",
    "LIFE_EVENTS",
    "NATIONAL",
    "NOT_SOUND",
    "OWN",
    "PARAMETERS",
    "ROLES",
    "Bundle",
    "Change",
    "Confirmation",
    "FrontChange",
    "FrontLine",
    "Group",
    "LegalText",
    "LifeEvent",
    "Parameter",
    "Problem",
    "Process",
    "Requirement",
    "Result",
    "Step",
    "Templates",
    "check_bundle",
    "difference",
    "filled",
    "front_change",
    "front_on",
    "line_on",
    "resolved",
]
