"""What the template of a published description needs beside the row."""

from motcua.procedures.rules import description

GLOBALS = {
    "cases_of": description.cases_of,
    "paper_name": description.paper_name,
    "form_names": description.form_names,
    "link_of": description.link_of,
    "shared_notes": description.shared_notes,
    "ways_of": description.ways_of,
    "is_time_told": description.is_time_told,
    "is_time_doubtful": description.is_time_doubtful,
    "is_fee_doubtful": description.is_fee_doubtful,
}
