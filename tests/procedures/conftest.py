"""A small procedure, sound in every part, and a locality of one commune."""

from copy import deepcopy
from datetime import date

import pytest

from motcua.people.models import Post, Unit
from motcua.people.queries import forget_directory
from motcua.procedures.search import forget_search

TYPES = "urn:motcua:eform-types"
FORM = {
    "id": "plain",
    "version": "1",
    "title": "Đơn đề nghị",
    "schema": {
        "type": "object",
        "properties": {"wish": {"$ref": f"{TYPES}#text", "title": "Đề nghị"}},
        "required": ["wish"],
    },
    "ui": {"pages": [{"key": "wish", "title": "Đề nghị", "fields": ["wish"]}]},
}
SOUND = {
    "format": 1,
    "code": "9.000001",
    "name": "Xác nhận nơi đỗ ghe",
    "short_name": "Xác nhận chỗ đỗ ghe",
    "field": "Đường thủy",
    "synonyms": ["giấy đỗ ghe"],
    "requirements": [
        {"key": "declaration", "name": "Đơn đề nghị", "kind": "form"},
        {"key": "boat_paper", "name": "Giấy đăng ký ghe", "group": "proof"},
        {"key": "neighbour_word", "name": "Xác nhận của tổ dân phố", "group": "proof"},
        {"key": "mandate", "name": "Giấy ủy quyền", "required": False, "condition": "Khi nhờ người khác"},
    ],
    "groups": [{"key": "proof", "name": "Giấy chứng minh ghe của mình"}],
    "form": FORM,
    "time_limits": {"counter": {"value": 3, "unit": "working_day"}, "online": {"value": 2, "unit": "working_day"}},
    "fees": {"rows": []},
    "process": {
        "steps": [
            {"key": "reception", "name": "Tiếp nhận", "role": "reception", "allotted": {"value": 2, "unit": "hour"}},
            {"key": "check", "name": "Kiểm tra", "role": "specialist", "allotted": {"value": 8, "unit": "hour"}},
            {"key": "sign", "name": "Ký", "role": "leader", "allotted": {"value": 4, "unit": "hour"}},
            {"key": "return", "name": "Trả kết quả", "role": "return"},
        ]
    },
    "results": [{"key": "result", "name": "Giấy xác nhận"}],
    "parameters": {"supplement.answer_within": {"value": 10, "unit": "working_day"}},
}


@pytest.fixture(autouse=True)
def _fresh():
    forget_directory()
    forget_search()
    yield
    forget_directory()
    forget_search()


@pytest.fixture
def sound():
    """A bundle without problems; each test has its own."""
    return deepcopy(SOUND)


@pytest.fixture
def commune(db):
    """One commune with a desk, a division and their posts."""
    start = date(2024, 1, 1)
    root = {"valid_from": start, "slug": "x", "short_name": "x"}
    top = Unit.objects.create(code="30682", kind="commune", name="Thị trấn Núi Sập", path="/30682/", **root)
    for code, kind, role in (("30682-MC", "one_stop_desk", "desk_officer"), ("30682-TP", "division", "specialist")):
        unit = Unit.objects.create(code=code, kind=kind, name=code, path=f"/30682/{code}/", parent=top, **root)
        Post.objects.create(unit=unit, role=role, title=role, valid_from=start)
    Post.objects.create(unit=top, role="leader", title="Chủ tịch", valid_from=start)
    forget_directory()
    return top
