"""Every published description is read whole: each non-empty field stands on the procedure's page, or is named here."""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from django.test import Client

from motcua.procedures.actions.import_catalogue import import_catalogue
from motcua.procedures.rules.description import form_names, is_time_told, link_of, paper_name
from motcua.procedures.shipped import catalogue_rows
from motcua.web.ui.words import dong

pytestmark = pytest.mark.django_db
UNITS = {"working_day": "ngày làm việc", "day": "ngày", "hour": "giờ làm việc"}
LEVELS = {"full": "toàn trình", "partial": "một phần trên mạng"}
CHANNELS = {"online": "Nộp trực tuyến", "counter": "Nộp tại quầy", "post": "Nộp qua bưu điện"}
RULES = {"free": "Không mất phí", "set_by_province": "Mức thu do tỉnh quy định", "fixed": "", "unknown": ""}
LEFT_OUT = {
    "level": "level_text says it in the words of the source",
    "handler": "said by the door of the page",
    "life_events": "a key of our own, by which the home page finds the procedure",
    "time_basis": "where the figure came from: told to the administrator; a doubtful figure is told as doubtful",
    "to_confirm": "for the administrator's list of what to confirm; never told to citizens as law",
}


@pytest.fixture(scope="module")
def pages(django_db_setup: None, django_db_blocker: Any) -> Iterator[Callable[[str], str]]:
    with django_db_blocker.unblock():
        from django.db import transaction

        with transaction.atomic():
            import_catalogue()
            client = Client()
            yield lambda code: words(client.get(f"/thu-tuc/{code}/").content.decode())
            transaction.set_rollback(True)


def words(page: str) -> str:
    kept = re.sub(r'<a [^>]*href="([^"]*)"[^>]*>', r" \1 ", page)
    return flat(html.unescape(re.sub(r"<[^>]+>", " ", kept)))


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def span(time: Mapping[str, Any]) -> str:
    if time["unit"] == "same_day":
        return "trong ngày; nhận sau 15 giờ"
    return f"{time['value']} {UNITS[time['unit']]}".replace(".", ",")


def texts_of(row: Mapping[str, Any]) -> Iterator[str]:
    """Everything that a reader must find of one row."""
    for key, value in row.items():
        if key in LEFT_OUT:
            continue
        if key in READ:
            yield from READ[key](row, value)
        else:
            yield from value if isinstance(value, list) else [value]


def of_document(_row: Mapping[str, Any], documents: list[Mapping[str, Any]]) -> Iterator[str]:
    for one in documents:
        copies = [f"{one[key]} {word}" for key, word in COPIES if one.get(key)]
        shown = ["chỉ cần xuất trình"] if one["mode"] == "present" else []
        name = paper_name(one["name"])
        yield flat(name)
        yield flat(f"{name} {'; '.join([*shown, *[', '.join(copies)][: len(copies)]])}")
        yield one.get("case", "")
        yield from form_names(one.get("form", ""))
        assert set(one) <= {"name", "mode", "case", "form", "originals", "copies"}


def of_ways(row: Mapping[str, Any], ways: list[Mapping[str, Any]]) -> Iterator[str]:
    for way in ways:
        yield CHANNELS[way["channel"]]
        if way.get("time") and is_time_told(row):
            yield span(way["time"])
        if way.get("note"):
            yield way["note"]
        for fee in way.get("fees", ()):
            yield fee.get("note", "")
            if fee.get("amount") is not None:
                yield dong(fee["amount"]) if fee["amount"] else "cổng ghi 0 đồng"
        assert set(way) <= {"channel", "time", "note", "fees"}


def of_fee(_row: Mapping[str, Any], fee: Mapping[str, Any]) -> Iterator[str]:
    yield RULES[fee["rule"]]
    yield from (dong(amount) for amount in fee["amounts"] if fee["rule"] == "fixed")


def of_2023(_row: Mapping[str, Any], old: Mapping[str, Any]) -> Iterator[str]:
    yield "Văn bản năm 2023 nói (để tham khảo)"
    yield "không phải quy định đang áp dụng"
    for key, value in old.items():
        yield from value if isinstance(value, list) else [LEVELS[value] if key == "online_level" else value]


OLD = {"information": "ô tả cũ, "}  # from its door, or from the note of the era where it has a procedure of ours
COPIES = (("originals", "bản chính"), ("copies", "bản sao"))
READ: Mapping[str, Callable[[Mapping[str, Any], Any], Iterator[str]]] = {
    "documents": of_document,
    "ways": of_ways,
    "fee": of_fee,
    "year_2023": of_2023,
    "time": lambda row, time: iter([span(time)] if is_time_told(row) else []),
    "channels": lambda _row, channels: (CHANNELS[one] for one in channels),
    "online_level": lambda row, level: iter([LEVELS[level]] if "online" in row.get("channels", ()) else []),
    "era": lambda row, era: iter([] if era == "2026" else [OLD.get(row["handler"], f"Theo văn bản thời kỳ {era}")]),
    "source_url": lambda _row, address: iter(one for one in link_of(address) if one),
}


def test_every_field_of_every_row_is_read(pages: Callable[[str], str]):
    lost = {}
    for row in catalogue_rows():
        page = pages(row["code"])
        missing = [text for text in texts_of(row) if flat(text) not in page]
        if missing:
            lost[row["code"]] = missing
    assert not lost


def test_a_doubtful_figure_is_told_as_doubtful(pages: Callable[[str], str]):
    for row in catalogue_rows():
        about = {one["about"] for one in row.get("to_confirm", ())}
        page = pages(row["code"])
        if row["time_basis"] == "assumed":
            assert "Thời hạn này chưa được xác nhận" in page, row["code"]
        for one in row.get("to_confirm", ()):
            assert one["note"] not in page, (row["code"], about)


def test_advice_is_never_a_paper_to_tick(pages: Callable[[str], str]):
    for row in catalogue_rows():
        papers = {one["name"] for one in row.get("documents", ())}
        assert not papers & set(row.get("notes", ())), row["code"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("1.001731", "Hãy hỏi bộ phận một cửa trước khi làm"),
        ("1.002755", "Thủ tục này do công an giải quyết"),
        ("1.013133", "Thủ tục này do cơ quan quân sự giải quyết"),
    ],
)
def test_who_handles_it_is_said_as_it_is(pages: Callable[[str], str], code: str, said: str):
    told = {"Hãy hỏi bộ phận một cửa trước khi làm", "do công an giải quyết", "do cơ quan quân sự giải quyết"}
    assert said in pages(code)
    assert sum(one in pages(code) for one in told) == 1


def test_a_page_that_takes_nothing_online_does_not_say_it_is_done_online(pages: Callable[[str], str]):
    assert "toàn trình" not in pages("1.012823")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Tờ khai (Mẫu CT01 theo Thông tư số 53/2025/TT-BCA).1.MuCT01banhnhkmtheo",
            "Tờ khai (Mẫu CT01 theo Thông tư số 53/2025/TT-BCA).",
        ),
        ("Văn bản đồng ý;1.MuCT01banhnhkmtheoThngts53 (3).doc", "Văn bản đồng ý"),
        ("Nghị định số 168/2025/NĐ-CP", "Nghị định số 168/2025/NĐ-CP"),
        ("Phụ lục 1.Danh mục", "Phụ lục 1.Danh mục"),
    ],
)
def test_the_name_of_a_file_is_not_part_of_the_name_of_a_paper(text: str, name: str):
    assert paper_name(text) == name


def test_only_form_names_that_can_be_read_are_shown():
    assert form_names("Mẫu số 78.DOC\nố 01.docx\nThngts53.doc") == ["Mẫu số 78.DOC"]


def test_only_an_address_is_a_link():
    assert link_of("https://dichvucong.gov.vn (ChiTiet_1.0.doc)") == ("", "ChiTiet_1.0.doc")
    assert link_of("https://dichvucong.gov.vn/p/1.html?a=b") == ("https://dichvucong.gov.vn/p/1.html?a=b", "")
