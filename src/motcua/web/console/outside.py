"""What this installation reaches outside, as far as files tell: the axis of documents, remote signing services."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from motcua.kernel.words import N_
from motcua.signing.remote import remote_services, remote_settings

AXIS = N_("Trục liên thông văn bản")


@dataclass(frozen=True)
class Outside:
    """One system outside; ``page`` leads to where it is played, in a demo only."""

    name: str
    host: str
    page: str = ""


def systems_outside() -> list[Outside]:
    """Those that are set up. Secrets stay in their files."""
    found = [_axis()] if Path(settings.EXCHANGE).exists() else []
    titles = remote_services()
    found += [_told(titles[name], told, "phone") for name, told in remote_settings().items() if name in titles]
    return found


def _axis() -> Outside:
    try:
        told = json.loads(Path(settings.EXCHANGE).read_text())
    except (OSError, ValueError):
        told = {}
    return _told(AXIS, told if isinstance(told, dict) else {}, "page")


def _told(name: str, told: dict[str, Any], page: str) -> Outside:
    address = str(told.get(page, "")) if settings.PROFILE != "production" else ""
    parts = urlsplit(address)
    home = f"{parts.scheme}://{parts.netloc}/" if parts.scheme in {"http", "https"} else ""
    return Outside(name, urlsplit(str(told.get("url", ""))).netloc, home)
