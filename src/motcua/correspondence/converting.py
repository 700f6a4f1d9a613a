"""The child that runs LibreOffice once: bounded by the limits it inherits, stopped with everything it started."""

import json
import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

from motcua.files.bounded import serve
from motcua.files.rules.limits import Limits
from motcua.printing import FONTS

SECONDS = 60  # less than whoever asks waits
EXPORT = {
    "SelectPdfVersion": {"type": "long", "value": "2"},
    "ExportBookmarksToPDFDestination": {"type": "boolean", "value": "true"},
    "ExportBookmarks": {"type": "boolean", "value": "false"},
}
FONT_CONF = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>{fonts}</dir><dir>/usr/share/fonts</dir><cachedir>{cache}</cachedir>
<match target="pattern"><test name="family"><string>Times New Roman</string></test>
<edit name="family" mode="assign" binding="strong"><string>Tinos</string></edit></match></fontconfig>"""


def answer(request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """``{"ok"}``: whether ``document.pdf`` lies in the folder now."""
    folder = Path(request["folder"])
    conf = folder / "fonts.conf"
    conf.write_text(FONT_CONF.format(fonts=FONTS, cache=folder / "cache"))
    told = f"pdf:writer_pdf_Export:{json.dumps(EXPORT)}"
    command = [request["office"], "--headless", "--norestore", "--nolockcheck", "--nodefault"]
    command += [f"-env:UserInstallation=file://{folder}/profile", "--convert-to", told, "--outdir", str(folder)]
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "FONTCONFIG_FILE": str(conf),
        "SAL_USE_VCLPLUGIN": "svp",
    }
    running = subprocess.Popen(
        [*command, str(folder / "document.odt")],
        env=environment,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        running.wait(SECONDS)
    except subprocess.TimeoutExpired:
        pass
    finally:
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
    return {"ok": (folder / "document.pdf").exists()}


if __name__ == "__main__":
    serve(answer)
