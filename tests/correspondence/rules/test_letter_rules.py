"""The rules of documents and tasks, by table and by property: numbers, who signs how, what follows what, names."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.correspondence.rules.comparing import compared
from motcua.correspondence.rules.kinds import KINDS, kind_named, kind_of, refuse_secret
from motcua.correspondence.rules.lateness import reminder_level, standing
from motcua.correspondence.rules.life import DIRECTIVES, INCOMING, OUTGOING, STATE_NAMES, Out, step
from motcua.correspondence.rules.numbering import (
    DEFAULT_SERIES,
    checked_series,
    code_of,
    parted,
    series_of,
    symbol_for,
    written_date,
)
from motcua.correspondence.rules.placeholders import NAMES, lacking, plain_name, unknown
from motcua.correspondence.rules.signers import MODES, Mandate, may_sign_so, signing_lines, usual_mode
from motcua.correspondence.rules.statuses import is_news
from motcua.kernel.refusals import Invalid, WrongMoment

pytestmark = pytest.mark.sqlite_only
HEAD, DEPUTY, ACTING = "Chủ tịch Ủy ban nhân dân", "Phó Chủ tịch Ủy ban nhân dân", "Quyền Chủ tịch"
AT = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


def test_the_decree_names_twenty_nine_kinds():
    assert len(KINDS) == 29
    assert [code for code, kind in KINDS.items() if not kind.abbreviation] == ["CV", "TCg"]


@pytest.mark.parametrize(
    ("kind", "symbol", "code"),
    [("QĐ", "QĐ-UBND", "05/QĐ-UBND"), ("CV", "UBND-VP", "05/UBND-VP"), ("TTr", "TTr-UBND", "05/TTr-UBND")],
)
def test_a_symbol_bears_kind_and_body_a_letter_body_and_section(kind, symbol, code):
    assert symbol_for(kind_of(kind), "UBND", "VP") == symbol
    assert code_of(5, symbol) == code


def test_a_symbol_of_other_letters_is_refused():
    with pytest.raises(Invalid):
        symbol_for(kind_of("QĐ"), "UB ND/x")


@given(st.integers(1, 99_999))
def test_a_code_can_be_parted_again(number):
    first, symbol = parted(code_of(number, "QĐ-UBND"))
    assert (int(first), symbol) == (number, "QĐ-UBND")


@pytest.mark.parametrize(("code", "told"), [("12/SNV-CCHC", ("12", "SNV-CCHC")), ("không số", ("", "không số"))])
def test_codes_of_others_are_read_as_far_as_they_go(code, told):
    assert parted(code) == told


def test_no_kind_stands_in_two_series():
    assert series_of("QĐ", DEFAULT_SERIES) == "QĐ"
    assert series_of("TB", DEFAULT_SERIES) == series_of("CV", DEFAULT_SERIES) == "chung"
    with pytest.raises(Invalid, match="hai dãy"):
        checked_series({"a": ["QĐ"], "b": ["QĐ"]})
    with pytest.raises(Invalid, match="XYZ"):
        checked_series({"a": ["XYZ"]})


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 2, 3), "ngày 03 tháng 02 năm 2026"),
        (date(2026, 3, 10), "ngày 10 tháng 3 năm 2026"),
        (date(2026, 11, 27), "ngày 27 tháng 11 năm 2026"),
    ],
)
def test_days_below_ten_and_the_first_two_months_have_a_nought(on, words):
    assert written_date(on) == words


@pytest.mark.parametrize(
    ("mode", "title", "allowed"),
    [
        ("tm", HEAD, True),
        ("head", HEAD, True),
        ("tm_kt", HEAD, False),
        ("kt", DEPUTY, True),
        ("tm_kt", DEPUTY, True),
        ("tm", DEPUTY, False),
        ("tl", "Chánh Văn phòng", True),
        ("tuq", "Chánh Văn phòng", False),
        ("q", ACTING, True),
        ("q", HEAD, False),
        ("x", HEAD, False),
    ],
)
def test_who_signs_how(mode, title, allowed):
    assert may_sign_so(mode, title, Mandate(), on=date(2026, 11, 2)).allowed is allowed


@pytest.mark.parametrize(("until", "allowed"), [(date(2026, 11, 2), True), (date(2026, 11, 1), False)])
def test_a_mandate_holds_to_its_last_day(until, allowed):
    mandate = Mandate("số 3/GUQ-UBND", until)
    assert may_sign_so("tuq", "Chánh Văn phòng", mandate, on=date(2026, 11, 2)).allowed is allowed


def test_the_usual_way_of_each_post_is_one_it_may_use():
    for title in (HEAD, DEPUTY, "Chánh Văn phòng"):
        for is_collective in (True, False):
            mode = usual_mode(title, is_collective=is_collective)
            assert may_sign_so(mode, title, Mandate(), on=date(2026, 11, 2))


def test_the_lines_above_a_signature():
    lines = signing_lines("tm_kt", body="Ủy ban nhân dân", head="Chủ tịch", own="Phó Chủ tịch")
    assert lines == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    assert all(signing_lines(mode, body="a", head="b", own="c") for mode in MODES)


@pytest.mark.parametrize("table", [OUTGOING, INCOMING, DIRECTIVES])
def test_every_state_of_a_table_has_its_words_and_can_be_reached(table):
    reached = {way.target for way in table.values()}
    named = {state for way in table.values() for state in way.sources if state} | reached
    assert named <= set(STATE_NAMES)
    assert {state for way in table.values() for state in way.sources if state} <= reached


def test_no_number_before_review_and_no_release_before_the_seal():
    for state in (Out.DRAFT, Out.CONTENT, Out.FORM):
        with pytest.raises(WrongMoment):
            step(OUTGOING, "sign_outgoing", state)
    with pytest.raises(WrongMoment, match="chờ đóng dấu"):
        step(OUTGOING, "release_outgoing", Out.SIGNED)


@pytest.mark.parametrize(
    ("before", "told", "news"),
    [
        ("waiting", "01", True),
        ("sent", "01", True),
        ("03", "01", False),
        ("03", "03", False),
        ("04", "06", True),
        ("02", "03", False),
        ("06", "15", True),
        ("15", "05", False),
    ],
)
def test_a_status_that_comes_late_changes_nothing(before, told, news):
    assert is_news(before, told) is news


def test_secret_is_refused_in_every_degree():
    refuse_secret("")
    for degree in "ABC":
        with pytest.raises(Invalid):
            refuse_secret(degree)


@pytest.mark.parametrize("name", ["Công văn", "công văn", "CV"])
def test_kinds_are_known_by_code_and_by_name(name):
    assert kind_named(name).code == "CV"


# --- placeholders ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["trich_yeu", "Trích yếu", " TRÍCH  YẾU ", "trich-yeu"])
def test_a_place_may_be_written_as_people_write(written):
    assert plain_name(written) == "trich_yeu"


def test_an_unknown_place_is_named_with_what_was_meant():
    assert unknown(["trich_yeu", "trich_yue", "neu_do_khan", "het", "neu_zzz"]) == {
        "trich_yue": "trich_yeu",
        "neu_zzz": None,
    }
    assert unknown(NAMES) == {}


def test_a_template_without_number_date_or_signer_is_lacking():
    assert lacking(["so", "trich_yeu"]) == ["ngay_ban_hanh", "nguoi_ky"]


# --- comparing -------------------------------------------------------------------------------------------------------


def test_two_versions_show_what_went_and_what_came():
    lines = compared("Kính gửi\nHạn ngày 5", "Kính gửi\nHạn ngày 7\nTrân trọng")
    pieces = [piece for line in lines for piece in line.pieces]
    assert ("same", "Kính gửi") in pieces
    assert any(kind == "gone" and "5" in words for kind, words in pieces)
    assert ("new", "Trân trọng") in pieces


TEXTS = st.text(alphabet="aăâđ b\n", max_size=60)


@given(TEXTS, TEXTS)
def test_both_versions_can_be_read_out_of_the_comparison(before, after):
    lines = compared(before, after)

    def read(kinds):
        found = ("".join(words for kind, words in line.pieces if kind in kinds) for line in lines)
        return [one.strip() for one in found if one.strip()]

    assert [one.split() for one in read({"same", "gone"})] == [
        one.split() for one in before.splitlines() if one.strip()
    ]
    assert [one.split() for one in read({"same", "new"})] == [one.split() for one in after.splitlines() if one.strip()]


# --- lateness --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "done", "tone"),
    [
        (-1, None, "late"),
        (1, None, "soon"),
        (5, None, "calm"),
        (-1, -2, "done"),
        (-2, -1, "done_late"),
        (None, None, "open"),
    ],
)
def test_how_a_task_stands(due, done, tone):
    def moment(days):
        return None if days is None else AT + timedelta(days=days)

    assert standing(moment(due), moment(done), AT).tone == tone


def test_reminders_come_before_at_and_after_the_due_moment():
    given_at, due = AT, AT + timedelta(days=5)
    levels = [reminder_level(given_at, due, due + timedelta(hours=hours)) for hours in (-72, -48, -4, 0, 71, 72, 144)]
    assert levels == [0, 1, 2, 3, 3, 4, 5]


@given(st.integers(0, 400), st.integers(1, 400), st.integers(0, 400))
def test_reminders_never_go_back(first, span, later):
    due = AT + timedelta(hours=span)
    now = AT + timedelta(hours=first)
    assert reminder_level(AT, due, now) <= reminder_level(AT, due, now + timedelta(hours=later))
