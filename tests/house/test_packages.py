"""The packages of the run are enough to run: what only the tests bring in is not leant on, also not on the way."""

import ast
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from tests.house import guards

pytestmark = pytest.mark.sqlite_only
WITHOUT = """
import importlib, sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ABSENT:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

ABSENT, asked = (set(one.split(",")) for one in sys.argv[1:])
sys.meta_path.insert(0, Absent())
for name in sorted(asked):
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as missing:
        if missing.name.partition(".")[0] in ABSENT:
            print(f"{name} needs {missing.name}")
    except Exception as other:  # some want the settings first
        print(other, file=sys.stderr)
"""


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported_from(path: Path) -> set[str]:
    """The modules of others that a file brings in, wherever in it; a name below may be a module too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return {name for name in found if name.partition(".")[0] not in {*sys.stdlib_module_names, "motcua", "django"}}


def test_what_only_the_tests_bring_in_is_not_needed_to_run():
    kept = {plain(one) for one in re.findall(r"^([\w.-]+)==", (guards.ROOT / "requirements/run.txt").read_text(), re.M)}
    absent = {
        module
        for module, makers in packages_distributions().items()
        if not kept & {plain(one) for one in makers} and module not in {"motcua", "tests"}
    }
    asked = set().union(*(imported_from(path) for path in (guards.ROOT / "src/motcua").rglob("*.py")))
    assert "pyhanko_certvalidator.fetchers.requests_fetchers" in asked
    told = subprocess.run(
        [sys.executable, "-c", WITHOUT, ",".join(absent), ",".join(asked)], capture_output=True, text=True, check=True
    )
    assert told.stdout.splitlines() == []
