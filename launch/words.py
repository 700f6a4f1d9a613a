"""What the launcher says: Vietnamese on a Vietnamese terminal, else English; steps with their seconds."""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn, TextIO


class Parser(argparse.ArgumentParser):
    """Options of one of the launcher's own commands; a mistake is one sentence, and ends like every other."""

    def error(self, message: str) -> NoReturn:
        """Stop with where to look."""
        raise Stop(
            f"Câu lệnh chưa đúng. Xem cách dùng: {self.prog} --help",
            f"The command is not right: {message}. See {self.prog} --help",
        )


class Stop(Exception):
    """End with this sentence and exit code."""

    def __init__(self, vi: str, en: str, code: int = 2) -> None:
        super().__init__(words(vi, en))
        self.code = code


def is_vietnamese() -> bool:
    """Does the person's terminal speak Vietnamese?"""
    for name in ("MOTCUA_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return os.environ[name].lower().startswith("vi")
    return False


def words(vi: str, en: str) -> str:
    """The one of the two that this terminal's person reads."""
    return vi if is_vietnamese() else en


def say(vi: str, en: str, *, to: TextIO | None = None) -> None:
    """One line."""
    print(words(vi, en), file=to or sys.stdout, flush=True)


@contextmanager
def step(vi: str, en: str, *, to: TextIO | None = None) -> Iterator[None]:
    """Say what begins, and the seconds it took when it is done."""
    out = to or sys.stdout
    is_live = out.isatty()
    title = words(vi, en)
    if is_live:
        print(f"  … {title}", end="\r", file=out, flush=True)
    began = time.monotonic()
    try:
        yield
    except BaseException:
        print(f"  ✗ {title}" + " " * 8, file=out, flush=True)
        raise
    print(f"  ✓ {title} ({time.monotonic() - began:.1f} s)" + " " * 8 * is_live, file=out, flush=True)
