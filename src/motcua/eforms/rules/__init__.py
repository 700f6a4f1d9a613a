"""E-forms: definitions as data, and the engine that reads, checks, fills and tells answers; plain Python."""

from motcua.eforms.rules.answering import (
    add_row,
    carry_over,
    compute,
    drop_row,
    prefill,
    read_post,
    validate,
    validate_page,
)
from motcua.eforms.rules.asking import newly_asked, steering
from motcua.eforms.rules.checking import check_form
from motcua.eforms.rules.extras import form_with_extra
from motcua.eforms.rules.form import Field, Form, Option, Page, visible_answers, visible_fields
from motcua.eforms.rules.sample import example_answers
from motcua.eforms.rules.telling import SummaryGroup, SummaryRow, changes, summary

__all__ = [
    "Field",
    "Form",
    "Option",
    "Page",
    "SummaryGroup",
    "SummaryRow",
    "add_row",
    "carry_over",
    "changes",
    "check_form",
    "compute",
    "drop_row",
    "example_answers",
    "form_with_extra",
    "newly_asked",
    "prefill",
    "read_post",
    "steering",
    "summary",
    "validate",
    "validate_page",
    "visible_answers",
    "visible_fields",
]
