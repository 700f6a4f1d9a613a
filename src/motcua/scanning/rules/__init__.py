"""What a scan is worth, says, and is called; plain Python."""

from motcua.scanning.rules.measured import Fault, Measured, all_faults, faults_of
from motcua.scanning.rules.naming import file_name
from motcua.scanning.rules.proposals import Line, Proposal, best_of, proposals
from motcua.scanning.rules.states import NAMES, OPEN, State, may_step, step

__all__ = [
    "NAMES",
    "OPEN",
    "Fault",
    "Line",
    "Measured",
    "Proposal",
    "State",
    "all_faults",
    "best_of",
    "faults_of",
    "file_name",
    "may_step",
    "proposals",
    "step",
]
