"""The exchange of official documents as this installation is set up to use it."""

from functools import partial
from pathlib import Path

from django.conf import settings

from motcua.adapters.edxml.client import AxisClient
from motcua.adapters.edxml.options import Machine, read_options
from motcua.adapters.edxml.port import Axis, Seal
from motcua.correspondence.ports import Exchange
from motcua.signing.held import FileKey
from motcua.signing.outside import is_trusted


def document_exchange() -> Exchange | None:
    """The axis, as ``MOTCUA_EXCHANGE`` tells; None where none is set up. Raises ValueError for wrong settings."""
    options = read_options(settings.EXCHANGE)
    if options is None:
        return None
    return Axis(AxisClient(options), trusts=is_trusted, seal=_seal(options.machine) if options.machine else None)


def _seal(machine: Machine) -> Seal:
    """The key of this system, which signs messages as a whole; never the seal of an agency, which its clerk applies.

    Its files are told from where the settings lie, so that a folder that was restored elsewhere still works.
    """
    place = Path(settings.EXCHANGE).parent
    key = FileKey(place / machine.key, (place / machine.certificate).read_bytes())
    return partial(key.opened, machine.passphrase)
