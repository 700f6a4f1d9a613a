"""The administrator says anew what a kind of paper is good for and how long it holds, from a day on."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence
from motcua.ledger.actions.record import record
from motcua.papers.models import TypeRow
from motcua.papers.rules.types import Place, places
from motcua.people.policies import may_manage_everything
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.procedures.queries import current_version

KEY = re.compile(r"[a-z][a-z0-9_]{1,59}")
MARKS = ("[V]", "(unverified)", "assumption")
PLACES = ("results", "answers", "even_expired")
NO_KEY = N_("Mã loại giấy tờ chỉ gồm chữ thường không dấu, số và dấu gạch dưới, ví dụ marital_status.")
NO_NAME = N_("Hãy ghi tên loại giấy tờ.")
NO_SOURCE = N_("Hãy ghi căn cứ: văn bản, điều khoản, hoặc vì sao cho là như vậy.")
ODD_PLACE = N_(
    "“%(word)s” chưa đúng. Mỗi mục ghi mã thủ tục, dấu hai chấm, mã giấy tờ; các mục cách nhau bằng dấu cách."
)
NO_SUCH = N_("Thủ tục %(code)s không có mục “%(key)s”.")
MOST_MONTHS = 1200


def set_paper_type(*, key: str, from_on: date, row: Mapping[str, Any], actor: Actor) -> TypeRow:
    """The row that counts from ``from_on``; the one of the same day is written over, earlier ones stay.

    ``row``: name, name_en, results, answers, even_expired (texts of places), months, is_single, source, mark.
    Refuses with NotPermitted, Invalid (by field).
    """
    may_manage_everything(actor, directory()).or_refuse()
    errors = dict(_faults(key, row))
    if errors:
        raise Invalid(next(iter(errors.values())).text, errors, **next(iter(errors.values())).params)
    at = clock.now()
    values = {name: str(row.get(name) or "").strip() for name in ("name", "name_en", "source", *PLACES)}
    values |= {"name": values["name"][:300], "name_en": values["name_en"][:300], "source": values["source"][:300]}
    told = {**values, "months": row.get("months") or None, "is_single": bool(row.get("is_single"))}
    mark = row.get("mark") if row.get("mark") in MARKS else "assumption"
    with transaction.atomic():
        written = {**told, "mark": mark, "set_by": actor.name[:200], "set_at": at}
        kept, _ = TypeRow.objects.update_or_create(key=key, from_on=from_on, defaults=written)
        facts = {**told, "mark": mark, "from_on": from_on.isoformat()}
        record(subject_kind="paper_type", subject_id=key, act="set_paper_type", actor=actor, facts=facts, at=at)
    return kept


def _faults(key: str, row: Mapping[str, Any]) -> Iterable[tuple[str, Sentence]]:
    if not KEY.fullmatch(key):
        yield "key", Sentence(NO_KEY)
    if not str(row.get("name") or "").strip():
        yield "name", Sentence(NO_NAME)
    if not str(row.get("source") or "").strip():
        yield "source", Sentence(NO_SOURCE)
    for name in PLACES:
        try:
            found = places(str(row.get(name) or ""))
        except ValueError as odd:
            yield name, Sentence(ODD_PLACE, {"word": str(odd)})
            continue
        for place in sorted(found):
            if not _exists(place, is_result=name == "results"):
                yield name, Sentence(NO_SUCH, {"code": place[0], "key": place[1]})


def _exists(place: Place, *, is_result: bool) -> bool:
    """Whether the procedure as it is in force today gives, or asks for, such a paper."""
    found = current_version(place[0], clock.today())
    if found is None:
        return False
    named = found.bundle.results if is_result else found.bundle.requirements
    return any(one.key == place[1] for one in named)
