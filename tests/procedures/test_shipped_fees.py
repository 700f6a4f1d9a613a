"""What the shipped bundles charge, by the fee table and the answers of their own forms."""

import pytest

from motcua.fees.rules import assess
from motcua.procedures.shipped import shipped_bundles

BUNDLES = {bundle["code"]: bundle for bundle in shipped_bundles()}


def paper(pages, copies):
    return {"name": "Bằng tốt nghiệp", "page_count": pages, "copy_count": copies}


@pytest.mark.parametrize(
    ("code", "answers", "total"),
    [
        ("1.001193", {}, 0),
        ("2.000635", {"copy_count": 3}, 24_000),
        ("2.000815", {"documents": [paper(1, 1)]}, 2_000),
        ("2.000815", {"documents": [paper(5, 1)]}, 7_000),
        ("2.000815", {"documents": [paper(5, 2), paper(2, 3)]}, 14_000 + 12_000),
        ("2.000815", {"documents": [paper(500, 2)]}, 400_000),
        ("2.000884", {}, 10_000),
        ("2.001035", {}, 50_000),
    ],
)
def test_the_fee_is_what_the_law_says(code, answers, total):
    assert assess(BUNDLES[code]["fees"], answers | {"channel": "counter"}).total == total
