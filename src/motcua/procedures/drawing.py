"""What the template of a published description needs beside the row."""

from motcua.procedures.rules import description

GLOBALS = {
    "cases_of": description.cases_of,
    "shared_notes": description.shared_notes,
    "ways_of": description.ways_of,
    "is_time_told": description.is_time_told,
    "is_time_doubtful": description.is_time_doubtful,
    "is_fee_doubtful": description.is_fee_doubtful,
}
