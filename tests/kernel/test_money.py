"""Money is written, read and said as people in Vietnam do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.money import format_dong, in_words, parse_dong
from motcua.kernel.refusals import Invalid


@pytest.mark.parametrize(
    ("amount", "written", "said"),
    [
        (0, "0 đồng", "không đồng"),
        (8_000, "8.000 đồng", "tám nghìn đồng"),
        (20_000, "20.000 đồng", "hai mươi nghìn đồng"),
        (21_000, "21.000 đồng", "hai mươi mốt nghìn đồng"),
        (105_000, "105.000 đồng", "một trăm linh năm nghìn đồng"),
        (1_015_000, "1.015.000 đồng", "một triệu không trăm mười lăm nghìn đồng"),
        (16_000_000, "16.000.000 đồng", "mười sáu triệu đồng"),
        (1_000_000_001, "1.000.000.001 đồng", "một tỷ không trăm linh một đồng"),
        (-5_500, "-5.500 đồng", "âm năm nghìn năm trăm đồng"),
    ],
)
def test_money_is_written_and_said(amount, written, said):
    assert format_dong(amount) == written
    assert in_words(amount) == said


@given(st.integers(0, 10**15))
def test_what_is_written_is_read_back(amount):
    assert parse_dong(format_dong(amount)) == amount
    assert in_words(amount).endswith(" đồng")


@pytest.mark.parametrize(("text", "amount"), [("20 000", 20_000), ("20000đ", 20_000), ("20,000 VNĐ", 20_000)])
def test_money_as_people_type_it(text, amount):
    assert parse_dong(text) == amount


@pytest.mark.parametrize("text", ["", "-5", "2.50", "hai mươi", "1.0000", "20.5đ", "1" + " " * 9 + "x"])
def test_what_is_no_money_is_refused(text):
    with pytest.raises(Invalid, match="số tiền"):
        parse_dong(text)
