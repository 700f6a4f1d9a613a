"""Reading a bundle from a file that somebody wrote, and writing one that can be read again."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_

MOST_BYTES = 5_000_000
NO_FILE = N_("Không đọc được tệp “%(file)s”.")
TOO_BIG = N_("Tệp “%(file)s” nặng quá 5 MB; một gói thủ tục chỉ vài trăm KB.")
NOT_TEXT = N_("Tệp “%(file)s” không phải chữ UTF-8. Hãy lưu lại với bảng mã UTF-8.")
NOT_JSON = N_("Tệp “%(file)s” không đúng dạng JSON: dòng %(line)s, cột %(column)s.")
TOO_DEEP = N_("Tệp “%(file)s” lồng quá nhiều tầng hoặc có con số không dùng được.")
KEY_TWICE = N_("Trong tệp “%(file)s”, mục “%(key)s” được viết hai lần trong cùng một nhóm.")


class _KeyTwiceError(ValueError):
    """A key that stands twice: JSON would silently keep the last."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _KeyTwiceError(key)
        found[key] = value
    return found


def read_bundle(path: Path) -> Any:
    """What the file holds, not yet checked; refuses with Invalid what cannot be read at all."""
    name = path.name
    try:
        with path.open("rb") as opened:
            raw = opened.read(MOST_BYTES + 1)
    except OSError:
        raise Invalid(NO_FILE, file=name) from None
    if len(raw) > MOST_BYTES:
        raise Invalid(TOO_BIG, file=name)
    try:
        return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_once)
    except UnicodeDecodeError:
        raise Invalid(NOT_TEXT, file=name) from None
    except json.JSONDecodeError as fault:
        raise Invalid(NOT_JSON, file=name, line=fault.lineno, column=fault.colno) from None
    except _KeyTwiceError as fault:
        raise Invalid(KEY_TWICE, file=name, key=str(fault)[:60]) from None
    except (ValueError, RecursionError):
        raise Invalid(TOO_DEEP, file=name) from None


def written(bundle: Mapping[str, Any]) -> str:
    """The bundle as a file for people: one thing a line, letters as they are."""
    return json.dumps(bundle, ensure_ascii=False, indent=1) + "\n"
