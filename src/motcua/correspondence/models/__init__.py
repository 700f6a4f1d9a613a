"""Official documents in and out, what they are made from, and directives."""

from motcua.correspondence.models.directive import Directive, DirectiveHelper, DirectiveReport
from motcua.correspondence.models.incoming import Assignment, Incoming, IncomingFile
from motcua.correspondence.models.outgoing import DraftVersion, Outgoing, Recipient
from motcua.correspondence.models.template import LetterTemplate, OfficeBook

__all__ = [
    "Assignment",
    "Directive",
    "DirectiveHelper",
    "DirectiveReport",
    "DraftVersion",
    "Incoming",
    "IncomingFile",
    "LetterTemplate",
    "OfficeBook",
    "Outgoing",
    "Recipient",
]
