"""Who may change calendars; each answer carries its reason."""

from motcua.kernel.answers import Answer
from motcua.people.directory import Directory
from motcua.people.policies import may_manage_everything, may_manage_unit
from motcua.people.rules import Actor


def may_set_special_day(actor: Actor, known: Directory) -> Answer:
    """Days off and make-up days hold for everyone: only the administrator of the whole installation."""
    return may_manage_everything(actor, known)


def may_set_office_hours(actor: Actor, unit_path: str) -> Answer:
    """The administrator of the unit or of one above it."""
    return may_manage_unit(actor, unit_path)
