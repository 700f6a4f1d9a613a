"""The check of a bundle file: each problem named where it is, and never an exception."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.procedures.conftest import SOUND

from motcua.procedures.rules import Bundle, check_bundle
from motcua.procedures.rules.forms import questions_of
from motcua.procedures.rules.paths import put


def found(bundle):
    return {problem.path: str(problem.sentence) for problem in check_bundle(bundle)}


def test_a_sound_bundle_has_no_problems(sound):
    assert check_bundle(sound) == []


PROBLEMS = [
    ("code", "khai sinh", "code", "không đúng dạng"),
    ("name", None, "name", "Thiếu mục"),
    ("short_nam", "Đỗ ghe", "short_nam", "short_name"),
    ("format", 2, "format", "phải là 1"),
    ("handled_by", "army corps", "handled_by", "ours"),
    ("requirements[boat_paper].accepts", ["exe"], "requirements[1].accepts[0]", "pdf"),
    ("requirements[boat_paper].max_mb", 0, "requirements[1].max_mb", "nhỏ nhất là 1"),
    ("requirements[boat_paper].group", "prof", "requirements[1].group", "prof"),
    ("requirements[boat_paper].required", True, "requirements[1].required", "chọn một"),
    ("requirements[mandate].condition", None, "requirements[3].condition", "khi nào"),
    ("requirements[mandate].key", "declaration", "requirements[3].key", "hai lần"),
    ("time_limits", None, "time_limits", "to_confirm"),
    ("time_limits.counter.value", 0, "time_limits.counter.value", "lớn hơn 0"),
    ("time_limits.online", {"value": 1, "unit": "working_day"}, "time_limits.online", "dài hơn thời hạn"),
    ("time_limits.post", {"value": 2.5, "unit": "day"}, "time_limits.post.value", "số nguyên"),
    ("process.steps[check].role", "specialst", "process.steps[1].role", "specialist"),
    ("process.steps[sign].key", "check", "process.steps[2].key", "hai lần"),
    ("process.steps[return].role", "leader", "process.steps[3].role", "trả kết quả"),
    ("process.steps[reception].role", "specialist", "process.steps[0].role", "tiếp nhận"),
    ("process", None, "process.steps", "quy trình nội bộ"),
    ("form", None, "form", "biểu mẫu"),
    ("form", {"use": "plain", "extra_field": []}, "form.extra_field", "extra_fields"),
    ("fees", {"rows": {}}, "fees.rows", "rows"),
    ("fees", {"rows": [{"key": "a", "label": "A", "amount": -5}]}, "fees.rows[0].amount", "không âm"),
    ("parameters.supplement.max_request", 2, "parameters.supplement.max_request", "supplement.max_requests"),
    ("parameters.same_day.cutoff", "25:00", "parameters.same_day.cutoff", "không đúng dạng"),
    ("process.steps[check].when", {"field": "wish", "is": "Ghe"}, "process.steps[1].condition", "bằng lời"),
    ("parameters.receive.late_minutes", -1, "parameters.receive.late_minutes", "nhỏ nhất là 0"),
    ("parameters.receive.late_minutes", None, None, ""),
    ("results", [], None, ""),
]


@pytest.mark.parametrize(("path", "value", "where", "says"), PROBLEMS)
def test_each_problem_is_named_at_its_place(sound, path, value, where, says):
    put(sound, path, value)
    problems = found(sound)
    if where is None:
        assert problems == {}
    else:
        assert where in problems
        assert says in problems[where]


def test_a_wrong_shape_in_one_part_hides_nothing_of_the_others(sound):
    for path, value in {
        "short_nam": "Đỗ ghe",
        "requirements[boat_paper].max_mb": 0,
        "time_limits.post": {"value": 2.5, "unit": "day"},
        "process.steps[return].role": "leader",
        "fees": {"rows": [{"key": "a", "label": "A", "amount": -5}]},
        "form": {"use": "plain", "extra_field": []},
    }.items():
        put(sound, path, value)
    assert {
        "short_nam",
        "requirements[1].max_mb",
        "time_limits.post.value",
        "process.steps[3].role",
        "fees.rows[0].amount",
        "form.extra_field",
    } <= set(found(sound))


def test_what_others_handle_needs_a_way_to_them(sound):
    del sound["process"]
    sound["handled_by"] = "police"
    assert "handler_note" in found(sound)
    sound["handler_url"] = "https://dichvucong.bocongan.gov.vn"
    assert found(sound) == {}


@pytest.mark.parametrize(
    ("when", "says"),
    [
        ({"field": "wish", "is": "Ghe"}, None),
        ({"any": [{"field": "channel", "is": "post"}, {"field": "wish", "filled": True}]}, None),
        ({"field": "colour", "is": "Đỏ"}, "“colour” không có trong biểu mẫu"),
        ({"field": "wish", "equals": "Ghe"}, "“equals”"),
        ({}, "không đọc được"),
    ],
)
def test_the_condition_of_a_step_asks_what_the_form_asks(sound, when, says):
    sound["process"]["steps"][1] |= {"condition": "Khi là ghe", "when": when}
    sound["process"]["steps"].insert(2, {"key": "look", "name": "Xem", "role": "specialist"})
    told = {problem.path: str(problem.sentence) for problem in check_bundle(sound)}
    assert list(told) == ([] if says is None else ["process.steps[1].when"])
    assert says is None or says in told["process.steps[1].when"]


def test_a_conditional_step_does_not_count_in_the_sum(sound):
    extra = {"key": "ask", "name": "Hỏi ý kiến", "role": "other_agency", "condition": "Khi cần"}
    sound["process"]["steps"].insert(2, extra | {"allotted": {"value": 30, "unit": "working_day"}})
    assert found(sound) == {}
    del sound["process"]["steps"][2]["condition"]
    assert "dài hơn thời hạn" in found(sound)["time_limits.online"]


def test_hours_that_are_not_whole_are_written_with_a_comma(sound):
    sound["process"]["steps"][1]["allotted"] = {"value": 8.6, "unit": "hour"}
    sound["time_limits"] = {"online": {"value": 1, "unit": "hour"}}
    assert "giờ làm việc) dài hơn" in found(sound)["time_limits.online"]
    assert re.search(r"\(\d+,6 giờ làm việc\)", found(sound)["time_limits.online"])


@pytest.mark.parametrize("given_file", [None, [], "x", 5, {}, {"a": {1: 2}}, {"x": float("nan")}, {"x": 10**400}])
def test_no_bundle_at_all_is_told_kindly(given_file):
    assert check_bundle(given_file)


def test_hostile_files_are_stopped_early(sound):
    deep = current = {}
    for _ in range(5000):
        current["a"] = current = {}
    assert "quá lớn" in found(deep)[""]
    assert "quá lớn" in found(sound | {"notes": ["x" * 500_000]})[""]
    assert "quá lớn" in found(sound | {"notes": ["x"] * 50_000})[""]
    assert "ký tự" in found(sound | {"name": "Xác nhận\x00"})["name"]
    assert "ký tự" in found(sound | {"name": "Xác nhận\ud800"})["name"]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
PLACES = [*SOUND, "groups", "to_confirm", "legal_basis", "life_events", "handler_url"]


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(PLACES), JUNK, max_size=4), JUNK)
def test_no_file_makes_the_check_fail(changed, alone):
    check_bundle(alone)
    bundle = json.loads(json.dumps(SOUND)) | changed
    problems = check_bundle(bundle)
    assert all(str(problem.sentence) for problem in problems)
    if not problems:
        Bundle.from_json(bundle)


@settings(max_examples=150, deadline=None)
@given(st.data(), JUNK)
def test_no_part_of_a_file_makes_the_check_fail(data, junk):
    bundle = json.loads(json.dumps(SOUND))
    place = bundle
    while isinstance(place, dict | list) and place:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if data.draw(st.booleans()):
            place[key] = junk
            break
        place = place[key]
    if not check_bundle(bundle):
        Bundle.from_json(bundle)


@pytest.mark.parametrize(
    ("paper", "where", "says"),
    [
        ({"when": {"field": "kind", "is": "Ghe"}}, "when", "luôn cần"),
        ({"required": False, "when": {"field": "kind", "is": "Ghe"}}, "condition", "bằng lời"),
        ({"required": False, "condition": "Khi có ghe", "when": {"field": "kind"}}, "when", "không đọc được"),
        ({"required": False, "condition": "Khi có ghe", "when": {"field": "nobody", "is": 1}}, "when", "nobody"),
    ],
)
def test_the_condition_of_a_paper_asks_what_the_form_asks(sound, paper, where, says):
    sound["requirements"].append({"key": "boat", "name": "Giấy ghe", **paper})
    place = len(sound["requirements"]) - 1
    assert says in found(sound)[f"requirements[{place}].{where}"]


def rafts(**more):
    """A shared form with questions of this procedure, and a fee that counts them."""
    extra = [
        {"key": "rafts", "label": "Số bè", "type": "number"},
        {"key": "kind", "label": "Loại bè", "type": "choice", "options": ["Bè gỗ", "Bè tre"]},
        {"key": "site", "label": "Chỗ đỗ", "type": "text"},
    ]
    fee = {"key": "raft", "label": "Lệ phí", "amount": 20_000, "per": "rafts"} | more
    return {"form": {"use": "general_request", "extra_fields": extra}, "fees": {"rows": [fee]}}


@pytest.mark.parametrize(
    ("more", "where", "says"),
    [
        ({}, None, ""),
        ({"per": "site"}, "fees.rows[0].per", "trả lời bằng số"),
        ({"times": "kind"}, "fees.rows[0].times", "trả lời bằng số"),
        ({"when": {"field": "kind", "is": "Bè gỗ"}}, None, ""),
        ({"when": {"field": "kind", "is": "Bè sắt"}}, "fees.rows[0]", "không có lựa chọn “Bè sắt”"),
        ({"when": {"not": {"field": "kind", "in": ["Bè gỗ", "Bè sắt"]}}}, "fees.rows[0]", "Bè gỗ, Bè tre"),
        ({"when": {"field": "channel", "is": "web"}}, "fees.rows[0]", "online"),
        ({"when": {"field": "site", "is": "Bến đá"}}, None, ""),
    ],
)
def test_a_fee_counts_numbers_and_waits_for_answers_that_can_be_given(sound, more, where, says):
    problems = found(sound | rafts(**more))
    assert list(problems) == ([where] if where else [])
    assert where is None or says in problems[where]


def test_a_paper_waits_for_an_answer_that_can_be_given(sound):
    paper = {"required": False, "condition": "Khi là bè sắt", "when": {"field": "kind", "is": "Bè sắt"}}
    sound["requirements"].append({"key": "boat", "name": "Giấy bè", **paper})
    assert "Bè gỗ, Bè tre" in found(sound | rafts())["requirements[4].when"]


def test_an_extra_question_does_not_take_the_key_of_a_question_of_the_form(sound):
    bundle = sound | rafts()
    bundle["form"]["extra_fields"][2]["key"] = min(questions_of({"use": "general_request"}))
    assert "đặt khóa khác" in found(bundle)["form.extra_fields[2].key"]


def test_an_english_line_belongs_to_a_sentence(sound):
    bundle = sound | rafts()
    bundle["english"] = {"Giấy ủy quyền": "Mandate", "Loại bè": "Kind of raft", "Bè tre": "Bamboo raft"}
    assert found(bundle) == {}
    bundle["english"] |= {"Giấy uỷ quyềnn": "Mandate", "Xe ngựa": "Carriage"}
    none = "Gói không có câu tiếng Việt nào đúng là"
    assert found(bundle) == {
        "english.Xe ngựa": f"{none} “Xe ngựa”.",
        "english.Giấy uỷ quyềnn": f"{none} “Giấy uỷ quyềnn”. Có phải bạn muốn ghi “Giấy ủy quyền”?",
    }
