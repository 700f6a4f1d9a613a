"""Fee tables as data: rows with conditions, exemptions with their proof, copies, discount online; plain Python."""

from motcua.fees.rules.assessing import Assessment, FeeLine, assess
from motcua.fees.rules.checking import check_fee_table

__all__ = ["Assessment", "FeeLine", "assess", "check_fee_table"]
