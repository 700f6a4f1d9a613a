"""A bundle goes into the fields and back without a change that nobody made."""

import pytest

from motcua.kernel.refusals import Invalid
from motcua.procedures.actions.import_catalogue import shipped_bundles
from motcua.web.console.edit_fields import changes_from, groups_of, named_place, shown

BUNDLES = {bundle["code"]: bundle for bundle in shipped_bundles()}


def posted(bundle):
    """What a browser sends when nothing was touched."""
    given = {}
    for field in (field for group in groups_of(bundle) for field in group.fields):
        if field.kind == "marks":
            given[field.path] = [str(number) for number in range(len(field.value))]
        else:
            comma = field.kind in {"number", "money"}
            text = shown(field, None).replace(".", ",") if comma else shown(field, None)
            given[field.path] = [text.replace("\n", "\r\n")]
    return given


@pytest.mark.parametrize("code", BUNDLES)
def test_nothing_changes_by_itself(code):
    assert changes_from(groups_of(BUNDLES[code]), posted(BUNDLES[code])) == {}


@pytest.mark.parametrize("code", BUNDLES)
def test_one_line_fields_hold_one_line(code):
    fields = [field for group in groups_of(BUNDLES[code]) for field in group.fields]
    assert [field.path for field in fields if field.kind == "text" and "\n" in field.value] == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("20.000", 20000),
        ("1.200.000 đồng", 1200000),
        ("20 000đ", 20000),
        ("0", 0),
        *[(wrong, None) for wrong in ("-5", "", "1e3", "1.5", "20.00", "20.0000", ".500", "20,000", "²")],
    ],
)
def test_money_is_read_as_people_write_it(typed, kept):
    bundle = {"short_name": "x", "fees": {"rows": [{"key": "fee", "label": "Lệ phí", "amount": 1}]}}
    given = {"fees.rows[fee].amount": [typed]}
    if kept is None:
        with pytest.raises(Invalid):
            changes_from(groups_of(bundle), given)
    else:
        assert changes_from(groups_of(bundle), given) == {"fees.rows[fee].amount": kept}


@pytest.mark.parametrize(
    ("field", "kept", "typed", "change"),
    [
        ("rows[fee].at_most", {}, "200.000", {"fees.rows[fee].at_most": 200_000}),
        ("rows[fee].at_most", {"at_most": 9}, "", {"fees.rows[fee].at_most": None}),
        ("online.percent", {}, "50 %", {"fees.online.percent": 50}),
        ("online.percent", {"online": {"percent": 50, "basis": "NQ 1"}}, "30", {"fees.online.percent": 30}),
        ("online.percent", {"online": {"percent": 50, "basis": "NQ 1"}}, "", {"fees.online": None}),
    ],
)
def test_a_cap_and_the_discount_online_come_change_and_go(field, kept, typed, change):
    cap = {key: kept[key] for key in ("at_most",) if key in kept}
    table = {"rows": [{"key": "fee", "label": "Lệ phí", "amount": 1, **cap}]}
    bundle = {"short_name": "x", "fees": table | ({"online": kept["online"]} if "online" in kept else {})}
    assert changes_from(groups_of(bundle), {f"fees.{field}": [typed]}) == change


@pytest.mark.parametrize("typed", ["0", "101", "nhiều", "-5", "1,5"])
def test_a_discount_that_is_none_is_refused(typed):
    bundle = {"short_name": "x", "fees": {"rows": [{"key": "fee", "label": "Lệ phí", "amount": 1}]}}
    with pytest.raises(Invalid) as refusal:
        changes_from(groups_of(bundle), {"fees.online.percent": [typed]})
    assert "từ 1 đến 100" in str(refusal.value.errors["fees.online.percent"])


@pytest.mark.parametrize("typed", ["", "0", "nhiều", "NaN", "1e9", "-1", "Infinity"])
def test_a_time_that_is_no_time_is_refused(typed):
    bundle = {"short_name": "x", "time_limits": {"counter": {"value": 3, "unit": "working_day"}}}
    with pytest.raises(Invalid) as refusal:
        changes_from(groups_of(bundle), {"time_limits.counter.value": [typed]})
    assert list(refusal.value.errors) == ["time_limits.counter.value"]


def test_problems_are_named_as_the_fields_are():
    bundle = {"requirements": [{"key": "a"}, {"key": "b"}], "process": {"steps": [{"key": "s"}]}}
    assert named_place(bundle, "requirements[1].name") == "requirements[b].name"
    assert named_place(bundle, "process.steps[0].allotted") == "process.steps[s].allotted"
    assert named_place(bundle, "time_limits") == "time_limits"
