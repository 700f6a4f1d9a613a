"""Parsers of the command line: mistakes become refusals, every help ends with an example."""

import argparse
import re
from typing import Any, NoReturn

from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_

USAGE = N_("Câu lệnh chưa đúng: %(why)s. Xem cách dùng: %(program)s --help")
DATA_HELP = "thư mục dữ liệu (mặc định như lệnh run)"
# What argparse says in English, and how it is said here.
SAID = (
    (r"the following arguments are required: (.+)", r"còn thiếu \1"),
    (r"one of the arguments (.+) is required", r"phải ghi một trong các mục \1"),
    (r"unrecognized arguments: (.+)", r"không hiểu “\1”"),
    (r"argument (.+): expected (?:one|at least one) argument", r"sau \1 phải ghi giá trị"),
    (r"argument (.+): not allowed with argument (.+)", r"không ghi \1 cùng với \2"),
    (r"argument (.+): invalid choice: (.+) \(choose from (.+)\)", r"\1 không nhận \2; hãy chọn một trong \3"),
    (r"argument (.+): invalid int value: (.+)", r"\1 phải là số nguyên, không phải \2"),
)


class Usage(Invalid):
    """The command line itself is wrong."""


class Parser(argparse.ArgumentParser):
    """A parser that raises where argparse would print and leave."""

    def error(self, message: str) -> NoReturn:
        """Refuse with the reason that argparse found."""
        raise Usage(USAGE, why=_in_vietnamese(message.rstrip(".")), program=self.prog)


def _in_vietnamese(message: str) -> str:
    for pattern, words in SAID:
        found = re.fullmatch(pattern, message)
        if found:
            return found.expand(words)
    return message


def add_command(subparsers: Any, name: str, *, help: str, example: str, needs_data: bool = False) -> Parser:
    """A parser of one command; with ``needs_data`` it takes ``--data DIR``."""
    parser: Parser = subparsers.add_parser(
        name,
        help=help,
        description=help,
        epilog=f"Ví dụ (example):\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    if needs_data:
        add_data_option(parser)
    return parser


def add_data_option(parser: argparse.ArgumentParser) -> None:
    """``--data DIR``: where the data of this installation is."""
    parser.add_argument("--data", metavar="DIR", help=DATA_HELP)
