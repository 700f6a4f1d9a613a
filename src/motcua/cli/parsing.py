"""Parsers of the command line: mistakes become refusals, every help ends with an example."""

import argparse
from typing import Any, NoReturn

from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_

USAGE = N_("Câu lệnh chưa đúng: %(why)s. Xem cách dùng: %(program)s --help")
DATA_HELP = "thư mục dữ liệu (mặc định như lệnh run)"


class Usage(Invalid):
    """The command line itself is wrong."""


class Parser(argparse.ArgumentParser):
    """A parser that raises where argparse would print and leave."""

    def error(self, message: str) -> NoReturn:
        """Refuse with the reason that argparse found."""
        raise Usage(USAGE, why=message.rstrip("."), program=self.prog)


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
