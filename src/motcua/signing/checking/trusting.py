"""Whom this office trusts: a folder of certificates and of lists of the revoked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

CERTIFICATES = frozenset((".pem", ".crt", ".cer", ".der"))


class Trust:
    """The folder as it is read: roots (they certify themselves), other certificates, lists of the revoked."""

    def __init__(self, folder: Path | None) -> None:
        files = sorted(folder.iterdir()) if folder and folder.is_dir() else []
        known = list(_certificates(files))
        self.roots = [one for one in known if one.self_signed in ("yes", "maybe") and one.ca]
        self.others = [one for one in known if one not in self.roots]
        self.lists = list(_lists(files))


def _certificates(files: list[Path]) -> Iterator[Any]:
    from pyhanko.keys import load_certs_from_pemder_data

    for file in files:
        if file.suffix in CERTIFICATES:
            yield from load_certs_from_pemder_data(file.read_bytes())


def _lists(files: list[Path]) -> Iterator[Any]:
    from asn1crypto import crl, pem

    for file in files:
        if file.suffix == ".crl":
            read = file.read_bytes()
            yield crl.CertificateList.load(pem.unarmor(read)[2] if pem.detect(read) else read)
