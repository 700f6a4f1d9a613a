"""Fee tables as data: rows with conditions, exemptions with their proof, copies, discount online; plain Python."""

from motcua.fees.rules.assessing import Assessment, FeeLine, assess
from motcua.fees.rules.checking import check_fee_table
from motcua.fees.rules.telling import ToldFee, told_fees

__all__ = ["Assessment", "FeeLine", "ToldFee", "assess", "check_fee_table", "told_fees"]
