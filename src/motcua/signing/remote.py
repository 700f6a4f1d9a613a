"""The remote signing services that the operator set up, as far as the house must know them: names and what to ask."""

import json
from pathlib import Path
from typing import Any, Literal

from django.conf import settings

from motcua.signing.models import Certificate

Asks = Literal["pin", "otp", "phone"]
ASKS: tuple[Asks, ...] = ("phone", "pin", "otp")


def remote_services() -> dict[str, str]:
    """The title of each by its name; empty where none is set up, or the file cannot be read."""
    return {name: str(told.get("title") or name) for name, told in remote_settings().items()}


def phone_of(certificate: Certificate) -> str:
    """In the demo: where the phone of its signer is played. Empty anywhere else."""
    address = str(remote_settings().get(certificate.place.get("service", ""), {}).get("phone", ""))
    is_here = settings.PROFILE != "production" and certificate.holder == "remote" and address
    return f"{address}/{certificate.place['credential']}" if is_here else ""


def asks_of(certificate: Certificate) -> Asks:
    """What its holder wants before it signs: a PIN, a one-time code, or a yes on the phone."""
    asked = certificate.place.get("asks") if certificate.holder == "remote" else None
    return asked if asked in ASKS else "pin"


def remote_settings() -> dict[str, dict[str, Any]]:
    """What the operator wrote of each, secrets among it: for whoever asks a service, never for a page."""
    path = Path(settings.REMOTE_SIGNING)
    try:
        found = json.loads(path.read_text()) if path.exists() else {}
    except (OSError, ValueError):
        return {}
    return {name: told for name, told in found.items() if isinstance(told, dict)} if isinstance(found, dict) else {}
