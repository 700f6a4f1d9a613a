"""The package for the archive: a BagIt folder (RFC 8493) as a ZIP, made while it is sent, nothing kept on the way.

``sha256sum -c manifest-sha256.txt`` in the unpacked folder proves it whole, with no program of ours.
"""

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

import motcua
from motcua.archive.models import Deposit
from motcua.archive.queries import retention_of
from motcua.dossiers.documents import form_pdf
from motcua.dossiers.models import Dossier, DossierPaper, Result
from motcua.dossiers.queries import result_file
from motcua.files.models import StoredFile
from motcua.files.queries import plain_path
from motcua.kernel.clock import VIETNAM
from motcua.kernel.fold import fold
from motcua.kernel.refusals import Refused
from motcua.ledger.models import Entry
from motcua.people.queries import directory

PIECE = 1 << 18
BAGIT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
COLUMNS = (
    *("ma_ho_so", "ma_tra_cuu", "ma_thu_tuc", "ten_ho_so", "linh_vuc", "nguoi_nop", "tiep_nhan", "ket_thuc"),
    *("ket_qua", "so_tep", "giu_den_het", "can_cu_thoi_han"),
)
_UNSAFE = re.compile(r"[^a-z0-9]+")


class _Outgoing(io.RawIOBase):
    """Where the ZIP is written: what was written is taken away and sent."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: Any, /) -> int:
        self._waiting += piece
        return len(piece)

    def taken(self) -> bytes:
        """What was written since the last time."""
        piece = bytes(self._waiting)
        self._waiting.clear()
        return piece


class Bag:
    """Writes files into the ZIP and keeps the manifest."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.sums: dict[str, str] = {}
        self.octets = 0
        self._out = _Outgoing()
        self._zip = zipfile.ZipFile(self._out, "w", zipfile.ZIP_STORED)

    def add(self, path: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """One file of the folder; yields what is ready to be sent."""
        digest = hashlib.sha256()
        with self._zip.open(zipfile.ZipInfo(f"{self.name}/{path}"), "w", force_zip64=True) as file:
            for piece in pieces:
                digest.update(piece)
                file.write(piece)
                if path.startswith("data/"):
                    self.octets += len(piece)
                yield self._out.taken()
        self.sums[path] = digest.hexdigest()
        yield self._out.taken()

    def manifest(self, *, of_data: bool) -> bytes:
        """Lines as sha256sum writes and checks them."""
        chosen = sorted(path for path in self.sums if path.startswith("data/") == of_data)
        return "".join(f"{self.sums[path]}  {path}\n" for path in chosen).encode()

    def end(self) -> bytes:
        """The directory of the ZIP."""
        self._zip.close()
        return self._out.taken()


def package(deposit: Deposit, cases: list[Dossier]) -> Iterator[bytes]:
    """The whole package, case by case; memory stays at one form and a few pieces."""
    unit = directory().unit(deposit.unit_id)
    bag = Bag(bag_name(deposit))
    rows = []
    for case in cases:
        row = _Case(case)
        yield from row.added(bag)
        rows.append(row.line())
    yield from bag.add("data/ho-so.csv", [_table(rows)])
    yield from bag.add("bagit.txt", [BAGIT.encode()])
    info = {
        "Source-Organization": unit.authority_name,
        "Bagging-Date": deposit.prepared_at.astimezone(VIETNAM).date().isoformat(),
        "Bagging-Software": f"motcua {motcua.__version__}",
        "External-Identifier": str(deposit.pk),
        "External-Description": f"Hồ sơ kết thúc năm {deposit.year}: {len(cases)} hồ sơ",
        "Payload-Oxum": f"{bag.octets}.{sum(path.startswith('data/') for path in bag.sums)}",
    }
    yield from bag.add("bag-info.txt", ["".join(f"{key}: {value}\n" for key, value in info.items()).encode()])
    yield from bag.add("manifest-sha256.txt", [bag.manifest(of_data=True)])
    yield from bag.add("tagmanifest-sha256.txt", [bag.manifest(of_data=False)])
    yield bag.end()


def bag_name(deposit: Deposit) -> str:
    """The folder in the package, and with .zip the package: unit, year, and which one."""
    return f"nop-luu-{_plain(directory().unit(deposit.unit_id).name)}-{deposit.year}-{str(deposit.pk)[-6:]}"


class _Case:
    """One case: its papers, results, documents, entries, and what is known of it."""

    def __init__(self, case: Dossier) -> None:
        self.case = case
        self.folder = f"data/{_folder(str(case))}"
        self.period, self.until = retention_of(case)
        self.files: list[dict[str, Any]] = []
        self.lacking: list[dict[str, str]] = []

    def added(self, bag: Bag) -> Iterator[bytes]:
        """Everything of the case, its description last."""
        papers = DossierPaper.objects.filter(dossier=self.case, file__isnull=False).select_related("file")
        for paper in papers.order_by("id"):
            told = {"name": paper.name, "requirement": paper.requirement_key, "source": paper.source}
            yield from self._file(bag, "giay-to", stored=paper.file, told={**told, "replaced_at": paper.replaced_at})
        for result in Result.objects.filter(dossier=self.case, dropped_at=None).select_related("file"):
            told = {"name": result.name, "number": result.number, "approved_by": result.approved_by}
            yield from self._file(bag, "ket-qua", stored=result_file(result), told={**told, "text": result.text})
        for form in self.case.forms.filter(issued_at__isnull=False).order_by("id"):
            path = f"{self.folder}/bieu-mau/{len(self.files) + 1:02d}-{_plain(form.key)}.pdf"
            yield from bag.add(path, [form_pdf(form)])
            self.files.append({"path": path, "sha256": bag.sums[path], "kind": form.key, "number": form.number})
        yield from bag.add(f"{self.folder}/nhat-ky.json", [_json(list(self._entries()))])
        yield from bag.add(f"{self.folder}/ho-so.json", [_json(self._described())])

    def _file(self, bag: Bag, kind: str, *, stored: StoredFile | None, told: dict[str, Any]) -> Iterator[bytes]:
        """A paper is read to its end, and so proven, before its first byte goes out; what cannot be read is named."""
        if stored is None:
            self.lacking.append({"name": told["name"], "why": "không có tệp"})
            return
        ending = stored.name.rpartition(".")[2]
        path = f"{self.folder}/{kind}/{len(self.files) + 1:02d}-{_plain(told['name'])[:60]}.{_plain(ending)}"
        try:
            with plain_path(stored) as plain:
                yield from bag.add(path, _pieces(plain))
        except Refused as refused:
            self.lacking.append({"name": told["name"], "why": str(refused.sentence)})
            return
        self.files.append({**told, "path": path, "sha256": stored.sha256, "media_type": stored.media_type})

    def _entries(self) -> Iterator[dict[str, Any]]:
        found = Entry.objects.filter(subject_kind="dossier", subject_id=str(self.case.pk)).order_by("seq")
        for one in found.values("seq", "at", "act", "actor", "facts", "prev", "hash"):
            yield dict(one)

    def _described(self) -> dict[str, Any]:
        case = self.case
        return {
            "code": case.code,
            "reference": case.reference,
            "procedure": {"code": case.procedure_code, "name": case.title, "field": case.procedure_field},
            "applicant": case.applicant,
            "answers": case.answers,
            "state": case.state,
            "outcome": case.outcome,
            "submitted_at": case.submitted_at,
            "received_at": case.received_at,
            "due_at": case.due_at,
            "finished_at": case.finished_at,
            "closed_at": case.closed_at,
            "unit": directory().unit(case.competent_unit_id).authority_name,
            "retention": {"years": self.period.years, "source": self.period.source} if self.period else None,
            "keep_until": self.until,
            "files": self.files,
            "lacking": self.lacking,
        }

    def line(self) -> list[str]:
        """Its line in the table of the package."""
        case = self.case
        moments = (one.astimezone(VIETNAM).isoformat("T", "minutes") if one else "" for one in _span(case))
        told = [case.code or "", case.reference, case.procedure_code, case.title, case.procedure_field]
        until = self.until.isoformat() if self.until else "vĩnh viễn"
        source = self.period.source if self.period else ""
        return [*told, case.applicant_name, *moments, case.outcome, str(len(self.files)), until, source]


def _span(case: Dossier) -> tuple[Any, Any]:
    return case.received_at, case.closed_at


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder).encode()


def _table(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([COLUMNS, *rows])
    return "\ufeff".encode() + text.getvalue().encode()


def _plain(name: str) -> str:
    """A name every system can keep: letters without marks, figures, hyphens."""
    return _UNSAFE.sub("-", fold(name)).strip("-") or "tep"


def _folder(code: str) -> str:
    """The dossier code is kept as it is (LT-04), but for what no folder may be named."""
    return re.sub(r"[^A-Za-z0-9.\-]", "-", code)
