"""Fetch the vendored front-end files at their pinned versions and write vendor.json.

Run ``python tools/vendor.py`` after changing a version or a name below; the running product needs neither Node nor npm.
"""

import base64
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UI = Path("src/motcua/web/ui")
RECORD = ROOT / UI / "static/vendor/vendor.json"

ICONS = """
alarm-clock arrow-left arrow-right award baby badge-check bell book-open briefcase building-2 calendar
calendar-check calendar-days camera chart-column check chevron-down chevron-left chevron-right chevron-up
chevrons-up-down circle circle-alert circle-check circle-dot circle-help circle-pause circle-play circle-x
clipboard-check clipboard-list clock copy credit-card door-open download ellipsis external-link eye file file-check
file-plus file-text file-warning file-x flag flower-2 forward funnel hand hand-heart heart-handshake history
hourglass house id-card image inbox info key-round landmark languages layout-list leaf list-checks loader lock
log-in log-out mail map-pin menu message-circle message-square moon package paperclip pen-line pencil phone plus
printer qr-code receipt refresh-cw reply rotate-ccw save scan-line search send settings shield-check signature
sliders-horizontal square-pen star stamp store sun trash-2 triangle-alert truck undo-2 upload user user-check
user-plus users wallet x zap
""".split()  # noqa: SIM905 - a list of a hundred quoted words reads worse


@dataclass(frozen=True)
class Package:
    """One npm package, pinned, and the files of it we keep."""

    name: str
    version: str
    licence: str
    files: dict[str, Path]


def _fonts() -> dict[str, Path]:
    names = [
        f"be-vietnam-pro-{part}-{weight}-normal.woff2" for part in ("latin", "vietnamese") for weight in (400, 600)
    ]
    kept = {f"files/{name}": UI / "static/vendor/fonts" / name for name in names}
    return kept | {"LICENSE": UI / "static/vendor/fonts/LICENSE-be-vietnam-pro.txt"}


PACKAGES = (
    Package("@fontsource/be-vietnam-pro", "5.3.0", "OFL-1.1", _fonts()),
    Package(
        "lucide-static",
        "1.62.0",
        "ISC",
        {f"icons/{name}.svg": UI / "icons" / f"{name}.svg" for name in ICONS} | {"LICENSE": UI / "icons/LICENSE"},
    ),
    Package(
        "axe-core",
        "4.14.1",
        "MPL-2.0",
        {"axe.min.js": Path("tests/web/axe.min.js"), "LICENSE": Path("tests/web/axe.LICENSE.txt")},
    ),
)


def integrity_of(content: bytes) -> str:
    """The sub-resource integrity string of ``content``."""
    return "sha384-" + base64.b64encode(hashlib.sha384(content).digest()).decode()


def _unpack(package: Package, folder: Path) -> Path:
    command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    archive = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1]
    with tarfile.open(folder / archive) as tar:
        tar.extractall(folder, filter="data")
    return folder / "package"


def fetch(package: Package) -> list[dict[str, str]]:
    """Copy the package's files into the tree; the lines of vendor.json that describe them."""
    lines = []
    with tempfile.TemporaryDirectory() as temporary:
        source = _unpack(package, Path(temporary))
        for inside, target in package.files.items():
            content = (source / inside).read_bytes()
            (ROOT / target).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / target).write_bytes(content)
            lines.append(
                {
                    "package": package.name,
                    "version": package.version,
                    "licence": package.licence,
                    "file": str(target),
                    "integrity": integrity_of(content),
                }
            )
    return lines


def main() -> int:
    """Refresh every vendored file."""
    lines = [line for package in PACKAGES for line in fetch(package)]
    RECORD.write_text(json.dumps(lines, indent=1) + "\n")
    sys.stdout.write(f"{len(lines)} files recorded in {RECORD.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
