"""How the axis is reached: a JSON file of the operator's. Names of headers are assumed, so they are settings."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

# Assumed: the names were not in any public source. A deployment sets those of its axis.
HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "system": "X-SystemId",
        "secret": "X-SecretKey",
        "organ": "X-OrganId",
        "service": "serviceType",
        "kind": "messageType",
        "document": "docId",
        "status": "status",
        "once": "X-Request-Id",
    }
)
PATHS: Mapping[str, str] = MappingProxyType(
    {
        "send": "/sendEdoc",
        "received": "/getReceivedEdocList",
        "sent": "/getSentEdocList",
        "get": "/getEdoc",
        "status": "/updateStatus",
        "agencies": "/getAgenciesList",
        "register": "/registerAgency",
        "forget": "/deleteAgency",
        "units": "/getSynchronizeUnit",
    }
)


@dataclass(frozen=True)
class Machine:
    """The certificate that signs messages as a whole: its key file, what opens it, the certificate itself."""

    key: str
    passphrase: str
    certificate: str


@dataclass(frozen=True)
class AxisOptions:
    """Address, how this system names itself, how long to wait (seconds); ``machine`` signs where it is given."""

    url: str
    system: str = ""
    secret: str = field(default="", repr=False)
    seconds: float = 30.0
    headers: Mapping[str, str] = field(default_factory=lambda: HEADERS)
    paths: Mapping[str, str] = field(default_factory=lambda: PATHS)
    machine: Machine | None = None
    page: str = ""  # where a tester sees what the simulator carried


def read_options(path: Path) -> AxisOptions | None:
    """What the operator wrote; None where nothing is set up. Raises ValueError naming what is wrong."""
    if not path.exists():
        return None
    told: dict[str, Any] = json.loads(path.read_text())
    unknown = sorted(set(told) - {one.name for one in fields(AxisOptions)})
    if unknown:
        raise ValueError(f"{path.name}: unknown {', '.join(unknown)}")
    if not str(told.get("url", "")).startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise ValueError(f"{path.name}: url must begin with https://")
    told["headers"] = {**HEADERS, **told.get("headers", {})}
    told["paths"] = {**PATHS, **told.get("paths", {})}
    told["machine"] = Machine(**told["machine"]) if told.get("machine") else None
    return AxisOptions(**told)
