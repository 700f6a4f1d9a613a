"""Parsers of the command line, in Vietnamese: mistakes become refusals, every help ends with an example."""

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_

USAGE = N_("Câu lệnh chưa đúng: %(why)s. Xem cách dùng: %(program)s --help")
DATA_HELP = "thư mục dữ liệu (mặc định như lệnh run)"
HELP_HELP = "in hướng dẫn này"
MISTAKES = (  # what argparse finds, and how it is said here
    (r"the following arguments are required: (.+)", "thiếu {0}"),
    (r"unrecognized arguments: (.+)", "không có tùy chọn {0}"),
    (r"one of the arguments (.+) is required", "phải có một trong các tùy chọn {0}"),
    (r"argument (.+?): expected one argument", "sau {0} phải ghi một giá trị"),
    (r"argument (.+?): expected at least one argument", "sau {0} phải ghi ít nhất một giá trị"),
    (r"argument (.+?): not allowed with argument (.+)", "{0} không đi cùng {1}"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", "{0} không nhận {1}; hãy chọn: {2}"),
    (r"argument (.+?): invalid int value: (.+)", "{0} phải là số nguyên, không phải {1}"),
    (r"argument (.+?): ignored explicit argument (.+)", "{0} không nhận giá trị {1}"),
    (r"ambiguous option: (.+) could match (.+)", "{0} chưa rõ: {1}"),
)


class Usage(Invalid):
    """The command line itself is wrong."""


class Help(argparse.RawDescriptionHelpFormatter):
    """Help with our words for how a command is used."""

    def add_usage(  # noqa: PLR0917 - as argparse calls it
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Begin with our word."""
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that raises where argparse would print and leave."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"formatter_class": Help, "allow_abbrev": False, **kwargs, "add_help": False})
        self._positionals.title, self._optionals.title = "phải ghi", "tùy chọn"
        self.add_argument("-h", "--help", action="help", help=HELP_HELP)

    def error(self, message: str) -> NoReturn:
        """Refuse with the reason that argparse found."""
        raise Usage(USAGE, why=told(message.rstrip(".")), program=self.prog)


def told(message: str) -> str:
    """A mistake that argparse found, in words; as it came where it has none of ours."""
    for pattern, words in MISTAKES:
        found = re.fullmatch(pattern, message)
        if found:
            return words.format(*found.groups())
    return message


def add_command(subparsers: Any, name: str, *, help: str, example: str, needs_data: bool = False) -> Parser:
    """A parser of one command; with ``needs_data`` it takes ``--data DIR``."""
    parser: Parser = subparsers.add_parser(name, help=help, description=help, epilog=f"Ví dụ (example):\n  {example}")
    if needs_data:
        parser.add_argument("--data", metavar="DIR", help=DATA_HELP)
    return parser
