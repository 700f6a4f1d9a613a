"""JSON kept as text, so that the order of questions and of rows is the same on every database."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models


class OrderedJSONField(models.TextField):
    """A JSON document whose keys keep their order; PostgreSQL's own JSON type sorts them by length."""

    def from_db_value(self, value: str | None, _expression: object, _connection: object) -> Any:
        """The document as it was kept."""
        return None if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:
        """The document of a text, or the document itself."""
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError as fault:
            raise ValidationError(str(fault)) from fault

    def get_prep_value(self, value: Any) -> Any:
        """The text that is kept."""
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def value_to_string(self, obj: models.Model) -> str:
        """The text of the document, for dumps."""
        return str(self.get_prep_value(self.value_from_object(obj)))
