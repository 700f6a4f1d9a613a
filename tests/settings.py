"""Settings of the tests: the product's own, with a data folder that lives as long as the run."""

import os
import tempfile
from pathlib import Path

RUN_DIR = Path(tempfile.mkdtemp(prefix=f"motcua-test-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}-"))
os.environ["MOTCUA_PROFILE"] = "test"
os.environ["MOTCUA_DATA"] = str(RUN_DIR)
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop in the thread of the test
os.environ.pop("MOTCUA_NOW", None)
for name in ("static", "files", "cache", "mail"):
    (RUN_DIR / name).mkdir()

from motcua.config.settings import *  # noqa: E402, F403
from motcua.config.settings import DATABASES  # noqa: E402

if "sqlite3" in str(DATABASES["default"]["ENGINE"]):
    # A file, not memory: threads and processes meet here as they do in service. A lost test needs no disk flush.
    DATABASES["default"]["TEST"] = {"NAME": str(RUN_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;"  # type: ignore[index]
