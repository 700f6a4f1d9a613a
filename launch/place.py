"""Where things are: the checkout, its tools, the data folder, and the environment that every child process gets."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src"
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"
PRODUCTION_EXAMPLE = ROOT / "deploy" / "production.env.example"


def data_folder(given: str | None) -> Path:
    """``--data``, else ``MOTCUA_DATA``, else ``.data`` beside the launcher."""
    return Path(given or os.environ.get("MOTCUA_DATA") or ROOT / ".data").expanduser().resolve()


def file_keys(data: Path) -> Path:
    """Where the master keys of the files are."""
    return Path(os.environ.get("MOTCUA_FILE_KEYS_DIR") or data / "keys")


def environment(data: Path | None = None, **more: str) -> dict[str, str]:
    """The environment of a child process of the product."""
    env = dict(os.environ)
    env.setdefault("MOTCUA_PROFILE", "demo")
    env["DJANGO_SETTINGS_MODULE"] = "motcua.config.settings"
    env["PYTHONPATH"] = str(SRC)
    env["PYTHONUNBUFFERED"] = "1"
    env["PYTHONUTF8"] = "1"
    if data is not None:
        env["MOTCUA_DATA"] = str(data)
    return env | more


def read_environment_file(path: Path) -> dict[str, str]:
    """``NAME=value`` lines of an environment file; comments and empty lines are skipped."""
    lines = (line.strip() for line in path.read_text().splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name.strip(): value.strip().strip("\"'") for name, _, value in pairs}
