"""Whatever bytes come, there is a verdict with words, and no crash."""

from hostile_papers import docx, judge, pdf, photo, xlsx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.files.rules import WORDS, Verdict, clean_name

SEEDS = [
    pdf(),
    photo((300, 300)),
    photo((300, 300), form="PNG"),
    photo((300, 300), form="WEBP"),
    docx(),
    xlsx(),
    b"xin",
]
ACCEPTS = ("pdf", "image", "docx", "xlsx", "text")
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def has_words(verdict: Verdict) -> bool:
    spoken = [str(verdict.sentence), str(verdict.advice or ""), *map(str, verdict.notes)]
    return (
        verdict.code in WORDS and Verdict.from_json(verdict.as_json()) == verdict and not any("%(" in s for s in spoken)
    )


@QUICK
@given(content=st.binary(max_size=2_000), name=st.text(max_size=20))
def test_arbitrary_bytes_get_a_verdict(tmp_path, content, name):
    path = tmp_path / "f"
    path.write_bytes(content)
    assert has_words(judge(path, name, ACCEPTS))


@QUICK
@given(
    seed=st.sampled_from(SEEDS),
    changes=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=12),
    cut=st.one_of(st.none(), st.floats(0.1, 1)),
)
def test_damaged_papers_get_a_verdict(tmp_path, seed, changes, cut):
    damaged = bytearray(seed)
    for place, byte in changes:
        damaged[int(place * len(damaged))] = byte
    path = tmp_path / "f"
    path.write_bytes(bytes(damaged[: int(len(damaged) * cut)] if cut else damaged))
    assert has_words(judge(path, "giay to", ACCEPTS, clean_to=tmp_path / "clean"))


@QUICK
@given(name=st.text(max_size=300))
def test_any_name_becomes_safe(name):
    safe = clean_name(name)
    assert safe
    assert len(safe) <= 150
    assert not set(safe) & set('/\\\0\r\n<>:"|?*')
    assert safe == clean_name(safe)
    assert safe not in {".", ".."}
