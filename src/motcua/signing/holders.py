"""Which adapter reaches the key of a certificate; ``config.wiring`` fills in those of the outside."""

from collections.abc import Callable

from motcua.signing.models import Certificate
from motcua.signing.ports import KeyHolder, KeyRefused

HOLDERS: dict[str, Callable[[Certificate], KeyHolder]] = {}


def holder_of(certificate: Certificate) -> KeyHolder:
    """What holds its key. Refuses with KeyRefused where this installation knows no such holder."""
    if certificate.holder not in HOLDERS:
        raise KeyRefused("no_module")
    return HOLDERS[certificate.holder](certificate)
