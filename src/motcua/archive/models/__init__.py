"""Periods, holds, lists of what is destroyed, packages that are handed over."""

from motcua.archive.models.deposits import Deposit, DepositItem
from motcua.archive.models.destruction import DestructionItem, DestructionList
from motcua.archive.models.retention import Hold, RetentionPeriod

__all__ = ["Deposit", "DepositItem", "DestructionItem", "DestructionList", "Hold", "RetentionPeriod"]
