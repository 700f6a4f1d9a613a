"""The checks of a file at the door: simple ones here and now, the rest in a child process with limits."""

from motcua.files.checks.check import check_file

__all__ = ["check_file"]
