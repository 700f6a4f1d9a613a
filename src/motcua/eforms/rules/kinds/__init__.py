"""The kinds of questions, by the name that a schema gives them."""

from collections.abc import Mapping

from motcua.eforms.rules.form import Field
from motcua.eforms.rules.kinds.base import Kind
from motcua.eforms.rules.kinds.choices import Choice, ChoiceOrText, Choices, Confirm, YesNo
from motcua.eforms.rules.kinds.days import Day, DayOrYear, Moment, Year
from motcua.eforms.rules.kinds.figures import Integer, Money
from motcua.eforms.rules.kinds.fixed import Filled, Signature
from motcua.eforms.rules.kinds.identity import IdentityDocument
from motcua.eforms.rules.kinds.places import Address, Spot
from motcua.eforms.rules.kinds.rows import Group, Repeat
from motcua.eforms.rules.kinds.words import Email, LongText, Name, Phone, Text

KINDS: Mapping[str, Kind] = {
    "text": Text(),
    "long_text": LongText(),
    "name": Name(),
    "phone": Phone(),
    "email": Email(),
    "date": Day(),
    "date_or_year": DayOrYear(),
    "year": Year(),
    "datetime": Moment(),
    "integer": Integer(),
    "money": Money(),
    "choice": Choice(),
    "choices": Choices(),
    "choice_or_text": ChoiceOrText(),
    "boolean": YesNo(),
    "confirm": Confirm(),
    "identity_document": IdentityDocument(),
    "address": Address(),
    "place": Spot(),
    "group": Group(),
    "repeat": Repeat(),
    "authority": Filled(),
    "computed": Filled(),
    "signature": Signature(),
}


def kind_for(one: Field) -> Kind:
    """What the question's kind can do."""
    return KINDS[one.kind]
