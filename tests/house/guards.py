"""The guards of the house: each reads source and names what stands where it should not, one line each."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SRC = ROOT / "src" / "motcua"
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "services", "service", "common", "misc", "signals"}
FILE_LINES = 400
FUNCTION_LINES = 40
VIEW_LINES = 20
OF_THE_WHOLE = {"house", "journeys", "faults", "deploy", "launcher", "benchmarks"}  # tests of no single room
TEMPLATE_LINES = 300


def python_files(folder: Path = SRC) -> list[Path]:
    """Sources of people, not of machines: no migrations."""
    return [path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts]


def templates() -> list[Path]:
    """Every Jinja2 template."""
    return sorted(path for path in SRC.rglob("jinja2/**/*") if path.is_file())


def shown(path: Path) -> str:
    """The path as a person names it."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


# --- sizes and names -------------------------------------------------------------------------------------------------


def too_long(path: Path, source: str) -> Iterator[str]:
    """Files and functions beyond the limit; a function is measured without its docstring."""
    lines = source.count("\n") + 1
    if lines > FILE_LINES:
        yield f"{shown(path)}: {lines} lines"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = _body_lines(node)
            if length > FUNCTION_LINES:
                yield f"{shown(path)}:{node.lineno} {node.name}: {length} lines"


def too_long_view(path: Path, source: str) -> Iterator[str]:
    """Views beyond twenty lines: what a page shows is told beside them, what it does is an act."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and [one.arg for one in node.args.args[:1]] == ["request"]:
            length = _body_lines(node)
            if length > VIEW_LINES:
                yield f"{shown(path)}:{node.lineno} {node.name}: {length} lines"


def _body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def has_forbidden_name(path: Path) -> bool:
    """A thing that has no home is a thing not yet understood."""
    return path.stem in FORBIDDEN_NAMES or path.name in FORBIDDEN_NAMES


def without_sentence(path: Path, source: str) -> Iterator[str]:
    """A module says in one sentence what it is for."""
    tree = ast.parse(source)
    if tree.body and not ast.get_docstring(tree):
        yield f"{shown(path)}: no sentence at the top"


# --- writes ----------------------------------------------------------------------------------------------------------

WRITING = {"bulk_create", "bulk_update", "get_or_create", "update_or_create"}
ON_QUERYSETS = {"create", "update", "delete"}
WRITERS = {"actions", "demo", "migrations"}
STATEMENTS = re.compile(
    r"^\s*(INSERT\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|WITH\s.*\b(INSERT|UPDATE|DELETE)\b)", re.S
)
COMMIT = {"dossiers/commit.py", "dossiers/issue.py", "ledger/commit.py", "ledger/tally.py"}  # what writes a case
SEALING = {"ledger/sealing.py"}  # an upgrade's data migration and the administrator's act share it


def may_write(path: Path, source_folder: Path = SRC) -> bool:
    """Acts, the commit they share, and what builds the demo."""
    relative = path.relative_to(source_folder)
    return bool(WRITERS.intersection(relative.parts)) or str(relative) in COMMIT | SEALING


def writes(path: Path, source: str) -> Iterator[str]:
    """Calls that write a row."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_write(node, node.func):
            yield f"{shown(path)}:{node.lineno} .{node.func.attr}("
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and STATEMENTS.match(node.value):
            yield f"{shown(path)}:{node.lineno} {node.value.split(maxsplit=1)[0]}"


def _is_write(call: ast.Call, function: ast.Attribute) -> bool:
    if function.attr in WRITING:
        return True
    if function.attr in ON_QUERYSETS and _is_queryset(function.value):
        return True
    # A model's save() and delete() take no positional arguments; a picture's or a cache's do.
    return function.attr in {"save", "delete"} and not call.args and not _is_form(function.value)


def _is_queryset(node: ast.expr) -> bool:
    names = {part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)}
    return bool(names & {"objects", "filter", "exclude", "all", "select_for_update"}) or any(
        name.endswith("_set") for name in names
    )


def _is_form(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "session"


# --- reading ---------------------------------------------------------------------------------------------------------

AUDITED = "web/console/audit.py"  # who may audit a case is another matter than who may open it
PAST_VISIBLE = re.compile(r"\bDossier\.objects\b(?!\.none\(\))")


def reads_past_visible(path: Path, source: str) -> Iterator[str]:
    """Cases that a surface reads by itself instead of asking ``queries`` for those the person may see."""
    for match in PAST_VISIBLE.finditer(source):
        yield f"{shown(path)}:{source.count(chr(10), 0, match.start()) + 1} {match[0]}"


# --- time, text, law -------------------------------------------------------------------------------------------------

PRESENT = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("timezone", "now")}


def asks_the_present(path: Path, source: str) -> Iterator[str]:
    """The present comes from kernel.clock only."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if (owner, node.attr) in PRESENT:
                yield f"{shown(path)}:{node.lineno} {owner}.{node.attr}"
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.timezone":
            names = {alias.name for alias in node.names} & {"now", "localdate", "localtime"}
            yield from (f"{shown(path)}:{node.lineno} django.utils.timezone.{name}" for name in names)


TRANSLATING = {"_", "N_", "gettext", "gettext_lazy", "ngettext", "pgettext", "ngettext_lazy", "pgettext_lazy"}


def joined_sentences(path: Path, source: str) -> Iterator[str]:
    """A sentence to translate is one whole text with named placeholders."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or getattr(node.func, "id", "") not in TRANSLATING or not node.args:
            continue
        text = node.args[0]
        if isinstance(text, ast.JoinedStr | ast.BinOp):
            yield f"{shown(path)}:{node.lineno} a joined sentence"
        elif isinstance(text, ast.Constant) and re.search(r"(?<!%)%[sd]", str(text.value)):
            yield f"{shown(path)}:{node.lineno} a placeholder without a name"


LAW = re.compile(r"Law: ((?:[A-Z]{2,4}-\d{2,3}(?:, | and )?)+)")
LAW_ID = re.compile(r"[A-Z]{2,4}-\d{2,3}")


def law_ids(text: str) -> set[str]:
    """Ids that a text cites."""
    return {law_id for cited in LAW.findall(text) for law_id in LAW_ID.findall(cited)}


# --- templates -------------------------------------------------------------------------------------------------------

IN_TEMPLATES = {
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.I),
    "|safe": re.compile(r"\|\s*safe\b"),
    "autoescape off": re.compile(r"autoescape\s+false", re.I),
    "a javascript: address": re.compile(r"javascript:", re.I),
    "an address outside": re.compile(r"\b(?:src|action)\s*=\s*[\"']https?://", re.I),
}


def faults_of_template(path: Path, source: str) -> Iterator[str]:
    """What the content security policy would refuse, and what would let text be read as HTML."""
    source = re.sub(r"\{#.*?#\}", lambda comment: "\n" * comment[0].count("\n"), source, flags=re.S)
    for name, pattern in IN_TEMPLATES.items():
        for match in pattern.finditer(source):
            yield f"{shown(path)}:{source.count(chr(10), 0, match.start()) + 1} {name}"
    if source.count("\n") > TEMPLATE_LINES:
        yield f"{shown(path)}: {source.count(chr(10))} lines"


# --- the tree --------------------------------------------------------------------------------------------------------

LEAKS = {
    "a path of somebody's machine": re.compile(r"(?<![\w.])/(?:work|home/\w+|root|Users/\w+)/[\w.]"),
    "a registry's host": re.compile(r"\b(?:pypi\.org|pythonhosted|npmjs\.org|registry\.npmjs|deb\.debian\.org)", re.I),
    "a private key": re.compile(r"-----BEGIN (?:RSA |EC |ENCRYPTED )?PRIVATE KEY-----"),
}
PIN = re.compile(r"^[A-Za-z0-9._-]+==\S+( ; .+)? \\$")


def leaks(path: Path, text: str) -> Iterator[str]:
    """What belongs to a machine or a person, not to the product."""
    for name, pattern in LEAKS.items():
        for match in pattern.finditer(text):
            yield f"{shown(path)}:{text.count(chr(10), 0, match.start()) + 1} {name}: {match[0]}"


def faults_of_requirements(path: Path, text: str) -> Iterator[str]:
    """Every requirement is pinned with hashes and names no host."""
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    for number, line in enumerate(lines):
        follows = lines[number + 1] if number + 1 < len(lines) else ""
        if not line.startswith(" ") and not (PIN.match(line) and follows.startswith("    --hash=sha256:")):
            yield f"{shown(path)}: {line}"
        if re.search(r"https?://| @ |--(?:index|extra-index|find-links)", line):
            yield f"{shown(path)}: an address in {line}"
