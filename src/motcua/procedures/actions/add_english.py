"""What a newer version of the product brings for procedures in use: English that is lacking, and nothing else."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from motcua.kernel import clock
from motcua.people.rules import SYSTEM, Actor
from motcua.procedures.actions.publish_version import composed, replace_version
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.procedures.queries import forget_offers, scheduled, version_now
from motcua.procedures.rules.english import unread_lines
from motcua.procedures.search import forget_search
from motcua.procedures.shipped import shipped_bundles

NOTE = "Thêm câu tiếng Anh đi kèm phiên bản mới của phần mềm; nội dung khác giữ nguyên"


def add_english(*, actor: Actor = SYSTEM) -> int:
    """Versions in force or to come get the English lines that shipped bundles have for sentences they hold.

    A line that stands stays, edited or not, and so does everything in Vietnamese; where nothing is lacking nothing is
    published. How many versions were published.
    """
    today, made = clock.today(), 0
    with transaction.atomic():
        for bundle in shipped_bundles():
            for version in _standing(bundle["code"]):
                lines = lacking(version.bundle, composed(bundle.get("english") or {}))
                if lines:
                    whole = {**version.bundle, "english": {**(version.bundle.get("english") or {}), **lines}}
                    day = max(today, version.valid_from)
                    replace_version(version, whole, actor=actor, day=day, note=NOTE)
                    made += 1
    if made:
        forget_search()
        forget_offers()
    return made


def _standing(code: str) -> list[ProcedureVersion]:
    if not Procedure.objects.filter(code=code).exists():
        return []
    today = clock.today()
    loaded = version_now(code, today)
    in_force = [ProcedureVersion.objects.get(pk=loaded.id)] if loaded else []
    return [*in_force, *scheduled(code, today)]


def lacking(kept: Mapping[str, Any], english: Mapping[str, str]) -> dict[str, str]:
    """The lines whose Vietnamese stands in the bundle without an English one."""
    own = kept.get("english") or {}
    new = {text: line for text, line in english.items() if text not in own}
    unread = unread_lines({**kept, "english": new}) if new else frozenset()
    return {text: line for text, line in new.items() if text not in unread}
