"""No page of the console asks more of the database the more units, officers or entries there are."""

import pytest
from tests.factories import make_officer, make_unit

from motcua.people.queries import forget_directory
from motcua.procedures.search import forget_search

pytestmark = pytest.mark.django_db
PAGES = {
    "": 26,
    "don-vi/": 8,
    "can-bo/": 9,
    "lam-thay/": 10,
    "lich/": 9,
    "thu-tuc/": 12,
    "thu-tuc/9.000001/": 11,
    "thu-tuc/bang/": 9,
    "thu-tuc/9.000001/noi-nhan/": 9,
    "nhat-ky/": 9,
    "he-thong/": 22,
    "he-thong/tin/": 8,
}


@pytest.mark.parametrize(("page", "most"), PAGES.items())
def test_the_number_of_statements_is_known(at_console, office, django_assert_max_num_queries, page, most):
    for name in ("P", "Q", "R", "S"):
        make_unit(office, name, "commune", "H")
        make_officer(office, f"leader_{name}", name, "leader")
    client = at_console("admin")
    client.get(f"/quan-tri/{page}")
    forget_directory()
    forget_search()
    with django_assert_max_num_queries(most):
        assert client.get(f"/quan-tri/{page}").status_code == 200
