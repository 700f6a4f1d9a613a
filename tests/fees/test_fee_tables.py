"""Fee tables: what is paid, that every line explains itself, and what a faulty table is told."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.fees.rules import assess, check_fee_table, told_fees
from motcua.kernel.refusals import Invalid

POOR = {
    "key": "poor",
    "label": "hộ nghèo",
    "when": {"field": "household", "is": "poor"},
    "proof": "Giấy chứng nhận hộ nghèo",
}
NEAR = {"key": "near", "label": "hộ cận nghèo", "percent": 50, "when": {"field": "household", "is": "near_poor"}}
TABLE = {
    "hit": "collect",
    "rows": [
        {"key": "registration", "label": "Lệ phí đăng ký", "amount": 20_000, "kind": "fee"},
        {
            "key": "copy",
            "label": "Phí cấp bản sao",
            "amount": 8_000,
            "kind": "charge",
            "per": "copies",
            "free": 1,
            "when": {"field": "copies", "at_least": 1},
        },
    ],
    "exemptions": [POOR, {**NEAR, "rows": ["registration"]}],
    "online": {"percent": 50, "rows": ["registration"]},
}
PAGES = {
    "rows": [
        {
            "key": "page",
            "label": "Phí chứng thực bản sao",
            "amount": 2_000,
            "kind": "charge",
            "per": "pages",
            "unit": "trang",
            "tiers": [{"from": 3, "amount": 1_000}],
            "at_most": 200_000,
            "times": "copies",
        }
    ]
}


def words(table, facts) -> str:
    return " ".join(str(reason) for line in assess(table, facts).lines for reason in line.reasons)


@pytest.mark.parametrize(
    ("facts", "amounts"),
    [
        ({}, [20_000]),
        ({"copies": 0}, [20_000]),
        ({"copies": 1}, [20_000, 0]),
        ({"copies": 3}, [20_000, 16_000]),
        ({"copies": 3, "household": "poor"}, [0, 0]),
        ({"copies": 3, "household": "near_poor"}, [10_000, 16_000]),
        ({"copies": 3, "channel": "online"}, [10_000, 16_000]),
        ({"copies": 3, "household": "near_poor", "channel": "online"}, [5_000, 16_000]),
    ],
)
def test_what_is_paid(facts, amounts):
    found = assess(TABLE, facts)
    assert [line.amount for line in found.lines] == amounts
    assert found.total == sum(amounts)


@pytest.mark.parametrize(
    ("pages", "copies", "total"),
    [(1, 1, 2_000), (2, 1, 4_000), (5, 1, 7_000), (5, 3, 21_000), (900, 2, 400_000), ("4", 1, 6_000)],
)
def test_pages_in_steps_with_a_cap_and_copies(pages, copies, total):
    assert assess(PAGES, {"pages": pages, "copies": copies}).total == total


def test_every_line_explains_itself():
    told = words(TABLE, {"copies": 3, "household": "poor"})
    assert "Mức thu: 20.000 đồng." in told
    assert "Không thu tiền 1 bản đầu tiên." in told
    assert "2 bản, mỗi bản 8.000 đồng: 16.000 đồng." in told
    assert "Được miễn: hộ nghèo. Giấy tờ chứng minh: Giấy chứng nhận hộ nghèo." in told
    assert "Phải nộp: 0 đồng." in told
    assert "Được giảm 50%: hộ cận nghèo." in words(TABLE, {"household": "near_poor"})
    assert "trực tuyến được giảm 50%" in words(TABLE, {"channel": "online"})
    assert "Thu nhiều nhất 200.000 đồng." in words(PAGES, {"pages": 900})


def test_who_has_not_applied_yet_reads_the_cap_and_the_price_online():
    assert [str(one) for one in told_fees(PAGES)[0].more] == [
        "Từ trang thứ 3: 1.000 đồng mỗi trang.",
        "Thu nhiều nhất 200.000 đồng mỗi bản.",
    ]
    registration, copy = told_fees(TABLE)
    assert [str(one) for one in registration.more] == ["Nộp hồ sơ trực tuyến được giảm 50%, còn 10.000 đồng."]
    assert [str(one) for one in copy.more] == ["Không thu tiền 1 bản đầu tiên."]
    free = {"rows": [{"key": "a", "label": "A", "amount": 5, "at_most": 9}], "online": {"percent": 100}}
    assert [str(one) for one in told_fees(free)[0].more] == [
        "Thu nhiều nhất 9 đồng.",
        "Nộp hồ sơ trực tuyến thì không thu khoản này.",
    ]


def test_rows_that_differ_by_a_number_are_told_once():
    rows = [{"key": f"d{number}", "label": f"Phí, giấy tờ thứ {number}", "amount": 2_000} for number in (1, 2, 3)]
    told = told_fees({"rows": [*rows, {**rows[0], "key": "other", "amount": 5_000}]})
    assert [(one.label, one.amount) for one in told] == [("Phí, giấy tờ thứ 1–3", 2_000), ("Phí, giấy tờ thứ 1", 5_000)]


@pytest.mark.parametrize(
    ("pages", "told"),
    [(5, "Chưa đến mức thu nhiều nhất là 200.000 đồng."), (300, "Thu nhiều nhất 200.000 đồng.")],
)
def test_the_explanation_tells_the_cap_reached_or_not(pages, told):
    assert told in words(PAGES, {"pages": pages, "copies": 1})


def test_the_proving_paper_is_named():
    line = assess(TABLE, {"household": "poor"}).lines[0]
    assert line.proof == "Giấy chứng nhận hộ nghèo"
    assert line.to_json()["proof"] == line.proof
    json.dumps(line.to_json())


def test_hit_rules():
    rows = [
        {"key": "a", "label": "A", "amount": 1, "when": {"field": "x", "at_least": 1}},
        {"key": "b", "label": "B", "amount": 2, "when": {"field": "x", "at_least": 2}},
    ]
    assert assess({"hit": "collect", "rows": rows}, {"x": 2}).total == 3
    assert assess({"hit": "first", "rows": rows}, {"x": 2}).total == 1
    assert assess({"hit": "unique", "rows": rows}, {"x": 1}).total == 1
    assert assess({"hit": "unique", "rows": rows}, {"x": 0}).total == 0
    with pytest.raises(Invalid, match="“A” và “B”"):
        assess({"hit": "unique", "rows": rows}, {"x": 2})


def test_nothing_is_charged_without_a_table():
    assert assess({}, {}).total == 0
    free = assess({"rows": [{"key": "a", "label": "Lệ phí", "amount": 0}]}, {})
    assert (free.total, str(free.lines[0].reasons[0])) == (0, "Không thu.")


counts = st.integers(-5, 500)
households = st.sampled_from(["poor", "near_poor", "", None])


@given(counts, households, st.sampled_from(["online", "counter", "post"]))
def test_a_reduction_never_makes_it_dearer_nor_negative(copies, household, channel):
    found = assess(TABLE, {"copies": copies, "household": household, "channel": channel})
    bare = assess({"rows": TABLE["rows"]}, {"copies": copies})
    assert found.total == sum(line.amount for line in found.lines)
    assert len(found.lines) == len(bare.lines)
    assert all(
        0 <= line.amount <= line.full == plain.amount for line, plain in zip(found.lines, bare.lines, strict=True)
    )
    assert all(line.reasons for line in found.lines)


@given(counts, counts)
def test_more_pages_never_cost_less(pages, more):
    first, second = sorted((pages, more))
    assert assess(PAGES, {"pages": first}).total <= assess(PAGES, {"pages": second}).total


def test_good_tables_have_no_fault():
    assert check_fee_table(TABLE) == []
    assert check_fee_table(PAGES) == []
    assert check_fee_table({}) == []


def row(**more) -> dict:
    return {"rows": [{"key": "a", "label": "A", "amount": 1, **more}]}


@pytest.mark.parametrize(
    ("table", "path", "words"),
    [
        ([], "rows", "danh sách"),
        ({"rows": {}}, "rows", "danh sách"),
        ({"rows": [], "sum": 1}, "sum", "Không hiểu"),
        ({"rows": [], "hit": "any"}, "hit", "unique"),
        ({"rows": [{"key": "a"}]}, "rows[0]", "label"),
        ({"rows": [*row()["rows"], *row()["rows"]]}, "rows[1].key", "hai lần"),
        (row(amount=-1), "rows[0].amount", "không âm"),
        (row(amount=1.5), "rows[0].amount", "số nguyên"),
        (row(amount=True), "rows[0].amount", "số nguyên"),
        (row(amount=5_000, at_most=4_000), "rows[0].at_most", "không thấp hơn mức thu là 5.000 đồng"),
        (row(amount=0, at_most=0), "rows[0].at_most", "lớn hơn 0"),
        (row(kind="tax"), "rows[0].kind", "lệ phí"),
        (row(price=1), "rows[0].price", "Không hiểu"),
        (row(per=""), "rows[0].per", "câu hỏi"),
        (row(free=1), "rows[0].per", "per"),
        (row(per="x", free=-1), "rows[0].free", "không âm"),
        (row(per="x", tiers=[{"from": 1, "amount": 1}]), "rows[0].tiers", "tăng dần"),
        (row(per="x", tiers="no"), "rows[0].tiers", "tăng dần"),
        (row(when={"field": "x"}), "rows[0].when", "Điều kiện"),
        (row(exemptions=[{"when": {"field": "x", "is": 1}}]), "rows[0].exemptions[0]", "label"),
        (row(exemptions=[{"label": "x"}]), "rows[0].exemptions[0].when", "when"),
        (row(exemptions=[{**POOR, "percent": 0}]), "rows[0].exemptions[0].percent", "từ 1 đến 100"),
        ({**row(), "exemptions": [{**POOR, "rows": ["b"]}]}, "exemptions[0].rows", "b"),
        ({**row(), "online": {"percent": 101}}, "online.percent", "từ 1 đến 100"),
        ({**row(), "online": {}}, "online", "từ 1 đến 100"),
    ],
)
def test_faults_are_told_with_their_place(table, path, words):
    faults = {place: str(sentence) for place, sentence in check_fee_table(table)}
    assert words in faults[path]


def test_the_tables_of_shipped_procedures_can_be_used():
    folder = Path(__file__).resolve().parents[2] / "src/motcua/procedures/data/bundles"
    for file in sorted(folder.glob("*.json")):
        table = json.loads(file.read_text(encoding="utf-8")).get("fees", {})
        assert check_fee_table(table) == [], file.name
        assert assess(table, {"channel": "online"}).total >= 0
