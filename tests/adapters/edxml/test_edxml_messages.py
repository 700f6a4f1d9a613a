"""What is written is read again, whole; what others write in their own ways is read too."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from tests.adapters.edxml.messages import EVERY, OURS, THEIRS, letter, letters, status, statuses

from motcua.adapters.edxml.names import NS, read_day, read_moment
from motcua.adapters.edxml.parsing import Unreadable
from motcua.adapters.edxml.reading import read
from motcua.adapters.edxml.sealing import as_bytes
from motcua.adapters.edxml.writing import written
from motcua.correspondence.ports import Letter, Priority, Purpose, Status, StatusCode, Steering

pytestmark = pytest.mark.sqlite_only
CHANCE = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def over_the_wire(message):
    return read(as_bytes(written(message)))


@CHANCE
@given(letters)
def test_a_letter_comes_back_as_it_was(sent):
    found = over_the_wire(sent)
    assert {one.name: getattr(found, one.name) for one in fields(Letter)} == vars(sent)


@CHANCE
@given(statuses)
def test_a_status_comes_back_as_it_was(sent):
    assert over_the_wire(sent) == sent


def test_every_letter_of_the_language_comes_back():
    found = over_the_wire(letter(subject=EVERY, content=EVERY))
    assert (found.subject, found.content) == (EVERY, EVERY)


def test_the_message_looks_as_the_standard_says():
    told = as_bytes(written(letter())).decode()
    root = etree.fromstring(told.encode())
    assert root.tag == f"{{{NS}}}edXML"
    assert [etree.QName(one).localname for one in root] == ["edXMLEnvelope", "AttachmentEncoded"]
    assert "<edXML:BussinessDocType>0</edXML:BussinessDocType>" in told
    assert "<edXML:PromulgationDate>2026/11/02</edXML:PromulgationDate>" in told
    assert "<edXML:Timestamp>2026/11/02 08:30:15</edXML:Timestamp>" in told  # by the clock of Vietnam
    assert "<AttachmentEncoded><Attachment><ContentType>application/pdf" in told.replace(" ", "").replace("\n", "")


def test_what_lacks_its_subject_does_not_leave():
    with pytest.raises(Unreadable, match="Subject"):
        written(letter(subject=" "))


@pytest.mark.parametrize("code", StatusCode)
def test_every_status_of_the_standard_is_read(code):
    assert over_the_wire(status(code=code)).code == code


OLD = f"""<soap-env:Envelope xmlns:soap-env="http://schemas.xmlsoap.org/soap/envelope/" xmlns:e="{NS}">
<soap-env:Header><e:MessageHeader>
<e:From><e:OrganId>000.00.18.H01</e:OrganId><e:OrganName>Sở Nội vụ</e:OrganName></e:From>
<e:To><e:OrganId>H01.52.03</e:OrganId></e:To>
<e:Code><e:CodeNumber> 7 </e:CodeNumber><e:CodeNotation>BC-SNV</e:CodeNotation></e:Code>
<e:PromulgationInfo><e:Place>An Giang</e:Place><e:PromulgationDate>02/11/2026</e:PromulgationDate></e:PromulgationInfo>
<e:Subject>Báo cáo <!-- ghi chú -->quý III</e:Subject><e:SteeringType>0</e:SteeringType>
<e:OtherInfo><e:Priority>không rõ</e:Priority><e:PageAmount/></e:OtherInfo>
</e:MessageHeader></soap-env:Header><soap-env:Body/></soap-env:Envelope>"""


def test_the_old_envelope_is_read():
    found = read(OLD.encode())
    assert isinstance(found, Letter)
    assert (found.number, found.symbol, found.subject) == ("7", "BC-SNV", "Báo cáo quý III")
    assert found.promulgated_on == date(2026, 11, 2)
    assert (found.priority, found.steering, found.pages) == (Priority.NORMAL, Steering.NONE, 0)
    assert found.document_id == "000.00.18.H01,2026,7/BC-SNV"  # it brings none of its own
    assert found.change.purpose == Purpose.NEW


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("<e:OrganId>H01.52.03</e:OrganId>", "", "OrganId"),
        ("<e:To><e:OrganId>H01.52.03</e:OrganId></e:To>", "", "nơi nhận"),
        ("02/11/2026", "hôm qua", "ngày ban hành"),
        ("Báo cáo <!-- ghi chú -->quý III", "", "Subject"),
        ("<e:CodeNumber> 7 </e:CodeNumber>", "", "DocumentId"),
        ("MessageHeader", "Header", "MessageHeader"),
    ],
)
def test_what_is_wrong_is_said(old, new, says):
    with pytest.raises(Unreadable, match=says):
        read(OLD.replace(old, new).encode())


def test_an_unknown_status_is_said():
    told = as_bytes(written(status())).replace(b">03<", b">09<")
    with pytest.raises(Unreadable, match="“09”"):
        read(told)


def test_a_status_of_one_digit_is_understood():
    told = as_bytes(written(status())).replace(b">03<", b">3<")
    found = read(told)
    assert isinstance(found, Status)
    assert found.code == StatusCode.ACCEPTED


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2026/11/02", date(2026, 11, 2)),
        ("2026-11-02T00:00:00", date(2026, 11, 2)),
        ("02/11/2026", date(2026, 11, 2)),
        ("2026/02/30", None),
        ("", None),
        ("11/2026", None),
    ],
)
def test_days_are_read_as_people_write_them(told, day):
    assert read_day(told) == day


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("2026/11/02 08:30:15", datetime(2026, 11, 2, 1, 30, 15, tzinfo=UTC)),
        ("2026-11-02T08:30:15+07:00", datetime(2026, 11, 2, 1, 30, 15, tzinfo=UTC)),
        ("2026-11-02T01:30:15Z", datetime(2026, 11, 2, 1, 30, 15, tzinfo=UTC)),
        ("02/11/2026 08:30:15", datetime(2026, 11, 2, 1, 30, 15, tzinfo=UTC)),
        ("02/11/2026 08:61:15", None),
        ("x", None),
    ],
)
def test_moments_are_read_as_people_write_them(told, moment):
    assert read_moment(told) == moment


def test_a_name_of_a_file_leads_nowhere():
    sent = letter()
    for told, kept in (
        ("../../etc/passwd", "passwd"),
        ("a\\b\\c.pdf", "c.pdf"),
        ("..", "tep-1"),
        ("x" * 300 + ".pdf", 200),
    ):
        found = over_the_wire(replace(sent, files=[replace(sent.files[0], name=told)])).files[0].name
        assert len(found) == kept if isinstance(kept, int) else found == kept
    assert (sent.receivers[0].organ_id, sent.sender.organ_id) == (OURS, THEIRS)
