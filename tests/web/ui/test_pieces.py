"""Every piece renders, says what it should, and lets no foreign markup through."""

import re
from pathlib import Path

import pytest
from django.template import engines

from motcua.kernel.answers import no, yes
from motcua.kernel.words import Sentence
from motcua.web.ui import catalogue
from motcua.web.ui.drawings import icon, qr_svg, share, spark_points

ROOM = Path(catalogue.__file__).parent / "jinja2/ui"
MACRO = re.compile(r"macro ([a-z]\w*)\(")
EVIL = '<script>alert("x")</script>'
CALLS = [
    ("turn_chip", "turn_chip('yours', evil, None, evil)"),
    ("clock", "clock(due, evil, 'late', 7, 5, evil, (), evil)"),
    ("clock", "clock_small(due, evil, 'soon', 1, 2)"),
    ("clock", "bar(1, 2, evil)"),
    ("timeline", "timeline([{'at': due, 'sentence': evil, 'by': evil, 'note': evil}], evil)"),
    (
        "paper",
        "paper_tile(evil, evil, evil, evil, evil, 'bad', evil, evil, [{'label': evil, 'url': evil, 'method': 'post'}])",
    ),
    ("paper", "upload('paper', evil, evil, None, evil, 5, evil, evil, true, evil, {'a': evil})"),
    (
        "answers",
        "answer_list([{'title': evil, 'rows': [{'label': evil, 'value_text': evil, 'page_key': 'p'}]}], {'p': evil})",
    ),
    ("answers", "answer_rows([(evil, evil)])"),
    ("fields", "text_field('a', evil, evil, evil, evil, suffix=evil, attrs={'data-x': evil})"),
    ("fields", "textarea_field('a', evil, evil, evil, evil)"),
    ("fields", "select_field('a', evil, evil, [(evil, evil)], evil, evil, evil)"),
    ("fields", "radio_field('a', evil, evil, [(evil, evil, evil)], evil, evil)"),
    ("fields", "checkbox_field('a', evil, [evil], [(evil, evil, evil)], evil, evil)"),
    ("fields", "tick_field('a', evil, true, evil, evil, evil)"),
    ("fields", "date_field('a', evil, evil, evil, evil)"),
    ("fields", "date_boxes('a', evil, evil, evil, evil, evil, evil)"),
    ("fields", "file_field('a', evil, evil, evil, evil)"),
    ("fields", "error_summary([('a', evil)], evil)"),
    ("fields", "hidden('a', evil)"),
    (
        "act_bar",
        "act_bar([{'label': evil, 'url': evil, 'primary': true, 'hidden': {'a': evil}}, {'label': evil, 'url': evil}])",
    ),
    ("confirm", "confirm_body(evil, evil, evil, evil, None, cancel_url=evil, hidden={'a': evil})"),
    ("confirm", "confirm_dialog('d', evil, evil, evil, evil, None)"),
    ("table", "filter_chips([{'label': evil, 'url': evil, 'count': 1}])"),
    ("table", "lanes([{'label': evil, 'url': evil, 'count': 1, 'tone': 'late'}])"),
    ("table", "pager(evil, evil, evil)"),
    ("table", "bulk_bar([{'label': evil, 'name': 'act', 'value': evil}], 'f')"),
    ("figures", "stat(evil, evil, evil, evil, 'late', evil, [1, 2], evil)"),
    ("figures", "sparkline([1, 3, 2], evil)"),
    ("figures", "progress(evil, 3, 7, evil)"),
    ("messages", "note(evil, evil, 'bad')"),
    ("messages", "toasts([{'message': evil, 'level_tag': 'error', 'extra_tags': ''}])"),
    ("messages", "empty(evil, evil, evil, evil)"),
    ("messages", "saved(evil)"),
    ("steps", "stepper([{'label': evil, 'state': 'current', 'note': evil}])"),
    ("steps", "tasks([{'label': evil, 'url': evil, 'state': 'todo', 'note': evil}])"),
    ("steps", "crumbs([(evil, evil), (evil, None)])"),
    ("steps", "back(evil, evil)"),
    ("search_box", "search_box(evil, evil, evil, evil, evil, help=evil)"),
    ("search_box", "hits([{'url': evil, 'title': evil, 'note': evil}])"),
    ("search_box", "hits([], nothing=evil)"),
    ("qr", "qr('abc', evil, evil)"),
    ("qr", "copy(evil, evil)"),
]


@pytest.mark.parametrize(
    ("piece", "call"), CALLS, ids=[call.split("(")[0] + f"-{at}" for at, (_, call) in enumerate(CALLS)]
)
def test_foreign_text_stays_text(draw, piece, call):
    drawn = draw(piece, call, evil=EVIL, due=catalogue.DUE)
    assert "&lt;script&gt;" in drawn
    assert "<script" not in drawn
    assert "style=" not in drawn
    assert not re.search(r"\son\w+=", drawn)


def test_the_clock_tells_why(draw):
    drawn = draw(
        "clock", "clock(due, left, 'calm', 3, 5, trace=trace)", due=catalogue.DUE, left="x", trace=catalogue.TRACE
    )
    assert "thứ Năm, 26/11/2026, trước 17:00" in drawn
    assert "Vì sao là ngày này?" in drawn
    assert "ngày thứ Năm, 26/11/2026, 17:00" in drawn
    assert 'width="60"' in drawn


def test_an_act_that_is_refused_says_why(draw):
    acts = [
        {"label": "Tiếp nhận", "url": "/a", "primary": True, "answer": yes()},
        {"label": "Gia hạn", "url": "/b", "answer": no("Hồ sơ ở bàn của %(name)s.", name="Ánh")},
        {"label": "Từ chối", "url": "/c", "danger": True, "method": "get"},
    ]
    drawn = draw("act_bar", "act_bar(acts)", acts=acts)
    assert "Hồ sơ ở bàn của Ánh." in drawn
    assert drawn.count("disabled") == 1
    assert drawn.count("is-primary") == 1


def test_a_field_is_tied_to_its_help_and_error(draw):
    drawn = draw("fields", "text_field('phone', 'Số điện thoại', '09', help='h', error='e', required=false)")
    assert 'aria-describedby="phone-help phone-error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert "không bắt buộc" in drawn


def test_errors_lead_to_their_fields(draw):
    drawn = draw("fields", "error_summary(errors)", errors={"phone": Sentence("Cần %(n)d chữ số.", {"n": 10})})
    assert '<a href="#phone">Cần 10 chữ số.</a>' in drawn
    assert draw("fields", "error_summary(errors)", errors={}).strip() == ""


def test_a_table_lets_the_page_draw_the_cells():
    source = (
        '{% from "ui/pieces/table.html" import data_table %}'
        "{% call(row) data_table(columns, rows, 'Hồ sơ', pick='id') %}<td>{{ row.person }}</td>{% endcall %}"
    )
    template = engines["jinja2"].from_string(source)
    drawn = template.render({"columns": catalogue.COLUMNS, "rows": [{"id": "7", "person": EVIL}]})
    assert 'aria-sort="ascending"' in drawn
    assert 'value="7"' in drawn
    assert "&lt;script&gt;" in drawn
    assert "Không có dòng nào." in template.render({"columns": catalogue.COLUMNS, "rows": []})


def test_small_drawings():
    assert icon("clock").count("<svg") == 1
    assert 'aria-hidden="true"' in icon("clock")
    assert qr_svg("H01.52.03-261124-0017").startswith("<svg")
    assert spark_points([]) == ""
    assert spark_points([1, 2]).count(",") == 2
    assert (share(1, 0), share(None, 5), share(9, 5), share(3, 5)) == (0, 0, 100, 60)


INSIDE = {"head", "no_row", "bar", "hidden", "confirm_body", "office"}  # parts of other pieces, or nothing to look at


def test_every_piece_is_in_the_catalogue():
    shown = "".join(file.read_text() for file in (ROOM / "catalogue").glob("*.html"))
    pieces = {name for file in (ROOM / "pieces").glob("*.html") for name in MACRO.findall(file.read_text())}
    assert {name for name in pieces - INSIDE if not re.search(rf"\b{name}\(", shown)} == set()


def test_every_turn_is_in_the_catalogue():
    looks = re.search(r"set looks = \{(.*?)\} %", (ROOM / "pieces/turn_chip.html").read_text(), re.DOTALL)
    assert looks
    assert set(re.findall(r'"(\w+)": \[', looks[1])) == {turn for turn, _, _ in catalogue.TURNS}
