"""A bundle as read from its JSON, and what changed between two."""

from datetime import time
from decimal import Decimal

from motcua.procedures.rules import PARAMETERS, Bundle, difference
from motcua.workdays.rules import TimeLimit


def test_a_paper_of_a_group_is_not_required_by_itself(sound):
    bundle = Bundle.from_json(sound)
    assert not bundle.requirement("boat_paper").required
    assert bundle.requirement("declaration").required
    assert [group.key for group in bundle.missing_groups({})] == ["proof"]
    assert bundle.missing_groups({"neighbour_word": ["file"]}) == ()


def test_the_time_limit_is_that_of_the_channel(sound):
    bundle = Bundle.from_json(sound)
    assert bundle.limit_for("online") == TimeLimit(Decimal(2), "working_day")
    assert bundle.limit_for("post") == TimeLimit(Decimal(3), "working_day")
    assert bundle.channels == ("online", "counter")


def test_parameters_are_whole_with_the_overrides(sound):
    bundle = Bundle.from_json(sound)
    assert set(bundle.parameters) == {one.key for one in PARAMETERS}
    assert bundle.parameters["supplement.answer_within"] == {"value": 10, "unit": "working_day"}
    assert bundle.parameters["supplement.max_requests"] == 1
    assert bundle.same_day_cutoff == time(15, 0)
    sound["parameters"] = {"supplement.clock": {"door": "resume"}}
    assert Bundle.from_json(sound).parameters["supplement.clock"] == {"door": "resume", "appraisal": "resume"}


def test_a_law_is_named_as_the_ground_before_the_rate_of_fees(sound):
    numbers = ("85/2019/TT-BTC", "04/2020/TT-BTP", "12/QĐ-UBND", "123/2015/NĐ-CP", "76/2025/QH15")
    sound["legal_basis"] = [{"number": one} for one in numbers] + [{"number": "60/2014/QH13", "title": "Luật Hộ tịch"}]
    ranked = sorted(Bundle.from_json(sound).legal_basis, key=lambda one: one.rank)
    assert [one.number for one in ranked] == ["60/2014/QH13", *(numbers[at] for at in (4, 3, 1, 2, 0))]


def test_no_dossier_is_without_a_clock(sound):
    sound["time_limits"] = {}
    assert Bundle.from_json(sound).limit_for("online") == TimeLimit(Decimal(15), "working_day")


def test_the_difference_names_what_changed(sound):
    old = Bundle.from_json(sound)
    assert old.is_operable
    new = {**sound, "time_limits": {"counter": {"value": 2, "unit": "working_day"}}, "short_name": "Chỗ đỗ ghe"}
    told = {change.path: (change.label, change.old, change.new) for change in difference(sound, new)}
    assert told == {
        "short_name": ("Tên gọi dễ hiểu", "Xác nhận chỗ đỗ ghe", "Chỗ đỗ ghe"),
        "time_limits.counter.value": ("Thời hạn giải quyết › Trực tiếp › Con số", 3, 2),
        "time_limits.online": ("Thời hạn giải quyết › Trực tuyến", {"value": 2, "unit": "working_day"}, None),
    }
    assert difference(sound, sound) == []


def test_the_difference_follows_papers_by_key(sound):
    papers = [dict(paper) for paper in sound["requirements"]]
    papers[3]["name"] = "Giấy ủy quyền có chứng thực"
    del papers[2]
    told = [(change.path, change.new) for change in difference(sound, sound | {"requirements": papers})]
    assert told == [
        ("requirements[mandate].name", "Giấy ủy quyền có chứng thực"),
        ("requirements[neighbour_word]", None),
    ]
