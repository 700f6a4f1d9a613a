"""The schedule is shipped with its sources, and the administrator's to change."""

import pytest

from motcua.archive.actions.set_period import drop_period, load_periods, set_period
from motcua.archive.models import RetentionPeriod
from motcua.archive.queries import periods
from motcua.kernel.refusals import Invalid, NotFound, NotPermitted
from motcua.ledger.models import Entry
from motcua.people.rules import SYSTEM

pytestmark = pytest.mark.django_db
SOURCE = "Danh mục số 12/QĐ-UBND ngày 05/01/2026"


def test_what_is_shipped_is_marked_unverified_and_has_a_source(keepers):
    assert all(one.is_unverified and one.source for one in RetentionPeriod.objects.all())
    assert periods()["field", "Hộ tịch"].years is None
    assert load_periods(actor=SYSTEM) == 0


def test_what_the_administrator_sets_stays(keepers):
    admin = keepers.actor("admin")
    set_period(scope="field", subject="Chứng thực", years=20, source=SOURCE, actor=admin)
    load_periods(actor=SYSTEM)
    found = RetentionPeriod.objects.get(subject="Chứng thực")
    assert (found.years, found.is_unverified, found.changed_by) == (20, False, admin.name)
    assert Entry.objects.get(act="set_period").facts["before"] == 2
    drop_period(period_id=found.pk, actor=admin)
    assert ("field", "Chứng thực") not in periods()


@pytest.mark.parametrize(
    "wrong",
    [
        {"scope": "moon"},
        {"years": 0},
        {"years": 151},
        {"source": " "},
        {"subject": ""},
        {"scope": "default"},
    ],
)
def test_nonsense_is_refused(keepers, wrong):
    told = {"scope": "field", "subject": "Đất đai", "years": 10, "source": SOURCE}
    with pytest.raises(Invalid):
        set_period(**{**told, **wrong}, actor=keepers.actor("admin"))


def test_only_the_administrator_changes_it(keepers):
    for name in ("clerk", "leader"):
        with pytest.raises(NotPermitted):
            set_period(scope="default", subject="", years=1, source=SOURCE, actor=keepers.actor(name))
        with pytest.raises(NotPermitted):
            drop_period(period_id=1, actor=keepers.actor(name))
    with pytest.raises(NotFound):
        drop_period(period_id=0, actor=keepers.actor("admin"))
    with pytest.raises(Invalid, match="Thời hạn chung"):
        drop_period(period_id=RetentionPeriod.objects.get(scope="default").pk, actor=keepers.actor("admin"))
