"""The history says who acted, and for whom."""

from motcua.dossiers.rules.timeline import who
from motcua.kernel.words import Sentence


def test_a_deputy_is_told_as_one():
    acted = who({"name": "Nguyễn Thị Minh Huyền", "acting_for": "Võ Vĩnh Nhân"})
    assert isinstance(acted, Sentence)
    assert acted.text % acted.params == "Nguyễn Thị Minh Huyền (làm thay Võ Vĩnh Nhân)"
    assert who({"name": "Võ Vĩnh Nhân"}) == "Võ Vĩnh Nhân"
