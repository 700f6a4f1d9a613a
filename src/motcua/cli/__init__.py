"""The command line: each command prints one JSON document, errors as JSON on stderr with exit code 2.

Whoever runs a command looks after a commune's machine: help and errors are Vietnamese, keys and codes English.

How a command is added: a module of this package named like the command (``search.py`` for ``motcua search``) with

- ``register(subparsers)``: ``parser = add_command(subparsers, "search", help="…", example="motcua search khai")``,
  its arguments, and ``parser.set_defaults(run=run, needs_database=True)`` where it reads or writes data;
- ``run(arguments) -> dict``: what is printed. It raises ``Refused`` (kernel) when it cannot; nothing is printed twice.

Nothing else names the module: it is found by its file. It imports Django only inside functions, so that commands
without a database answer at once; with ``needs_database`` Django is set up before ``run``, ``--data DIR`` is honoured
and a missing database is refused. A command that creates the database leaves it out and calls ``set_up()`` itself.
``MOTCUA_TRACE=1`` shows the traceback of what nobody expected.
"""

from motcua.cli.main import main, set_up
from motcua.cli.parsing import add_command

__all__ = ["add_command", "main", "set_up"]
