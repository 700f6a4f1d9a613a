"""The whole way through LibreOffice: a template filled, made a PDF/A, numbered where it leaves room."""

from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest
from pypdfium2 import PdfDocument
from tests.correspondence.paperwork import told

from motcua.correspondence import office as libre
from motcua.correspondence.actions.draft_outgoing import draft_outgoing
from motcua.correspondence.layouts import shipped
from motcua.correspondence.office import as_pdf
from motcua.correspondence.printing import numbered, places
from motcua.files.queries import open_file
from motcua.kernel.refusals import Refused
from motcua.signing.pages import spot_for

AT = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


def test_a_draft_from_the_template_can_be_edited_and_read(office):
    letter = told(office, kind="QĐ", subject="kiện toàn Tổ công nghệ số cộng đồng", grounds="Căn cứ Luật")
    document = draft_outgoing(actor=office.actor("specialist"), letter=letter)
    version = document.versions.get()
    assert version.source.media_type.endswith("opendocument.text")
    with open_file(version.pdf) as file:
        pdf = file.read()
    with pikepdf.open(BytesIO(pdf)) as whole:
        assert b"pdfaid:part>2<" in whole.Root.Metadata.read_bytes()
        assert set(places(whole)) == {"so", "ngay", "ky"}
    text = PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert "Kiện toàn Tổ công nghệ số cộng đồng" in text
    assert "TM. ỦY BAN NHÂN DÂN" in text
    page = numbered(pdf, number="07", code="07/QĐ-UBND", dated="ngày 02 tháng 11 năm 2026", at=AT)
    told_now = PdfDocument(page)[0].get_textpage().get_text_range()
    assert "07" in told_now
    assert "ngày 02 tháng 11 năm 2026" in told_now
    assert spot_for(page, (595, 842)).page == 0


def test_what_libreoffice_cannot_read_is_refused():
    with pytest.raises(Refused, match="Chưa tạo được"):
        as_pdf(b"PK\x03\x04 no document")


def test_without_libreoffice_it_is_told(monkeypatch):
    monkeypatch.setattr(libre, "PROGRAMS", ("no-such-program",))
    with pytest.raises(Refused, match="chưa cài LibreOffice"):
        as_pdf(shipped("CV"))


def test_without_libreoffice_a_draft_is_kept_and_waits_for_its_pdf(office, monkeypatch):
    monkeypatch.setattr(libre, "PROGRAMS", ("no-such-program",))
    document = draft_outgoing(actor=office.actor("specialist"), letter=told(office))
    assert document.file_id is None
    assert document.versions.get().source_id
