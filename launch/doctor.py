"""``./motcua doctor``: what this machine has, what is missing, and what that switches off. Changes nothing."""

import json
import os
import platform
import shutil
import socket
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from launch import packages, system
from launch.place import TOOLS, data_folder, file_keys
from launch.run import HOST
from launch.words import Parser, words

GIGABYTE = 1_000_000_000
LEAST_FREE = 2 * GIGABYTE


@dataclass(frozen=True)
class Finding:
    """One thing looked at. ``is_needed``: without it the product does not run."""

    name: str
    is_here: bool
    is_needed: bool
    found: str
    without_it: str = ""
    to_do: str = ""


OPTIONAL = (
    (
        system.Part("pdftoppm", "poppler-utils", ("pdftoppm",)),
        "Không có ảnh nhỏ của tệp PDF cạnh tờ khai; cán bộ mở tệp bằng trình duyệt.",
        "No small pictures of PDF files beside the answers; officers open the file in the browser.",
    ),
    (
        system.TESSERACT,
        "Không nhận dạng được chữ trên giấy quét; mục Số hóa chỉ nhận trang và chờ.",
        "The writing on scanned papers cannot be read; digitising only takes pages in and waits.",
    ),
    (
        system.VIETNAMESE,
        "Như trên: máy đọc chữ chưa biết tiếng Việt.",
        "As above: the reader of pages does not know Vietnamese.",
    ),
    (
        system.SOFTHSM,
        "Bản dùng thử không có thiết bị ký; lãnh đạo duyệt không ký số. Thiết bị thật không cần gói này.",
        "No signing devices in the demo; leaders approve without a digital signature. Real devices do not need it.",
    ),
    (
        system.OPENSC,
        "Như trên; và không liệt kê được nhãn của thiết bị ký thật.",
        "As above; and the labels of a real signing device cannot be listed.",
    ),
    (
        system.OFFICE,
        "Không tự tạo được bản PDF của văn bản từ mẫu; cán bộ soạn trên máy mình rồi tải bản PDF lên.",
        "No PDF is made of a document from its template; officers write on their own machine and upload a PDF.",
    ),
    (
        system.POSTGRES,
        "Chỉ dùng được SQLite (đủ cho một xã hoặc dùng thử); ./motcua test bỏ phần PostgreSQL.",
        "SQLite only (enough for a commune or a demo); ./motcua test leaves out its PostgreSQL part.",
    ),
    (
        system.CHROMIUM,
        "./motcua test bỏ phần đi qua trình duyệt.",
        "./motcua test leaves out the walks through the browser.",
    ),
    (system.WRK, "Một phần của ./motcua bench không chạy.", "A part of ./motcua bench does not run."),
)


def doctor(arguments: list[str]) -> int:
    """Look; exit code 1 when something needed is missing."""
    parser = Parser(prog="./motcua doctor", epilog=words("Ví dụ: ", "Example: ") + "./motcua doctor --json")
    parser.add_argument("--json", action="store_true", help=words("in JSON", "print JSON"))
    parser.add_argument("--data", metavar="DIR", help=words("thư mục dữ liệu (.data)", "data folder (.data)"))
    parser.add_argument("--port", type=int, default=8000, help=words("cổng (8000)", "port (8000)"))
    options = parser.parse_args(arguments)
    found = findings(data_folder(options.data), options.port)
    is_well = all(finding.is_here for finding in found if finding.is_needed)
    if options.json:
        rows = [asdict(finding) for finding in found]
        print(json.dumps({"ok": is_well, "findings": rows}, ensure_ascii=False, indent=1))
    else:
        _tell(found)
    return 0 if is_well else 1


def findings(data: Path, port: int) -> list[Finding]:
    """Everything that is looked at."""
    folder = [_disk(data), _writable(data), _file_keys(data)]
    return [_python(), _packages(), *folder, _port(port), *_optional(), *_fonts()]


def _python() -> Finding:
    is_new = sys.version_info >= (3, 11)
    return Finding(
        "python", is_new, True, f"{platform.python_version()} {sys.executable}", "", "apt-get install python3"
    )


def _packages() -> Finding:
    is_here = packages.are_ready("run")
    return Finding(
        "packages",
        is_here or (TOOLS / "bin" / "uv").exists() or _has_pip(),
        True,
        words("đủ", "complete") if is_here else words("sẽ được tải ở lần chạy đầu", "will be fetched on the first run"),
        words("Không cài đặt được.", "Nothing can be set up."),
        "sudo apt-get install python3-pip",
    )


def _has_pip() -> bool:
    return any(shutil.which(name) for name in ("pip3", "pip", "uv")) or os.geteuid() == 0


def _existing(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder


def _disk(data: Path) -> Finding:
    free = shutil.disk_usage(_existing(data)).free
    text = words(f"còn {free / GIGABYTE:.1f} GB", f"{free / GIGABYTE:.1f} GB free")
    return Finding("disk", free >= LEAST_FREE, False, text, words("Sắp hết chỗ cho giấy tờ.", "Papers may not fit."))


def _writable(data: Path) -> Finding:
    return Finding("data folder", os.access(_existing(data), os.W_OK), True, str(data), "", "--data DIR")


def _file_keys(data: Path) -> Finding:
    """Keys are needed where files were kept; others than the owner must not read them."""
    folder = file_keys(data)
    keys = sorted(folder.glob("*.key"))
    has_files = any((data / "files").glob("[0-9a-f][0-9a-f]"))
    loose = [key for key in keys if key.stat().st_mode & 0o077]
    text = words(f"{len(keys)} khóa trong {folder}", f"{len(keys)} in {folder}")
    if loose:
        what = words("Người khác trên máy đọc được khóa.", "Others on this machine can read a key.")
        return Finding("file keys", False, False, text, what, f"chmod 600 {folder}/*.key")
    lost = words("Giấy tờ đã lưu không mở được, tệp mới không nhận được.", "Papers stay locked, no new ones come.")
    to_do = words(f"Đặt lại các khóa từ bản sao lưu vào {folder}", f"Put the keys back into {folder} from their backup")
    return Finding("file keys", bool(keys) or not has_files, has_files, text, lost, to_do)


def _port(port: int) -> Finding:
    with socket.socket() as probe:
        is_taken = probe.connect_ex((HOST, port)) == 0
    text = (
        words("đang bận (có thể là Một Cửa đang chạy)", "in use (perhaps by a running motcua)") if is_taken else "free"
    )
    return Finding(f"port {port}", not is_taken, False, text, "", "./motcua run --port N")


def _optional() -> list[Finding]:
    rows = []
    for part, vi, en in OPTIONAL:
        place = part.find()
        rows.append(
            Finding(part.name, place is not None, False, place or "", words(vi, en), f"apt-get install {part.package}")
        )
    return rows


def _fonts() -> list[Finding]:
    """Prints and pages bring their own fonts; only a browser on this machine without any font at all is a trouble."""
    folders = (Path("/usr/share/fonts"), Path.home() / ".fonts", Path.home() / ".local/share/fonts")
    is_here = any(next(folder.rglob("*.[to]tf"), None) for folder in folders if folder.is_dir())
    without = words(
        "Bản in và trang web có phông riêng; chỉ ảnh chụp màn hình khi kiểm tra có thể thiếu ký hiệu.",
        "Prints and pages bring their fonts; only the pictures taken in tests may lack symbols.",
    )
    return [Finding("fonts", is_here, False, "", without, "apt-get install fonts-noto-core")]


def _tell(found: list[Finding]) -> None:
    for finding in found:
        sign = "✓" if finding.is_here else ("✗" if finding.is_needed else "–")
        print(f"  {sign} {finding.name:<12} {finding.found}".rstrip())
        if not finding.is_here:
            for text in filter(None, (finding.without_it, finding.to_do)):
                print(f"      {text}")
