"""Which remote signing services this installation uses: a JSON file of the operator's, a name for each."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class ServiceOptions:
    """One service. ``extra`` is added to what is sent to authorize and to sign, for fields beyond the standard.

    ``wait_seconds`` is how long the signer may take on the phone, ``seconds`` how long any other answer may.
    """

    title: str
    url: str
    client_id: str
    client_secret: str = field(repr=False)
    profile_id: str = ""
    login: str = "/adss/service/ras/v1/login"
    api: str = "/adss/service/ras/csc/v1"
    extra: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: NOTHING)
    seconds: float = 20.0
    wait_seconds: float = 120.0
    phone: str = ""  # in the demo: where the phone is played


def read_services(path: Path) -> dict[str, ServiceOptions]:
    """Every service by its name; empty where none is set up. Raises ValueError naming what is wrong."""
    if not path.exists():
        return {}
    found = {}
    for name, told in json.loads(path.read_text()).items():
        unknown = sorted(set(told) - {one.name for one in fields(ServiceOptions)})
        if unknown:
            raise ValueError(f"{path.name}: {name}: unknown {', '.join(unknown)}")
        if not str(told.get("url", "")).startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
            raise ValueError(f"{path.name}: {name}: url must begin with https://")
        found[name] = ServiceOptions(**told)
    return found
