"""Một Cửa: the electronic one-stop shop of a Vietnamese locality."""

__version__ = "0.1.0"
