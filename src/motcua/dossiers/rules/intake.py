"""What an application must have before it may be handed in; plain Python."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from motcua.eforms.rules.conditions import holds
from motcua.kernel.words import N_, Sentence

LACKING = N_("Thiếu giấy tờ: %(name)s. Hãy chụp ảnh hoặc chọn tệp để gửi kèm.")
ONE_OF = N_("Cần một trong các giấy tờ: %(name)s. Hãy chụp ảnh hoặc chọn tệp để gửi kèm.")


class Asked(Protocol):
    """What a procedure asks for, as a bundle tells it."""

    @property
    def requirements(self) -> Iterable[Any]: ...
    def missing_groups(self, given: Mapping[str, Any]) -> Iterable[Any]: ...


def is_needed(one: Any, answers: Mapping[str, Any]) -> bool:
    """Whether everybody must hand the paper in, or whoever answered as ``when`` of it says."""
    return bool(one.required or (one.when and holds(one.when, answers)))


def lacking(asked: Asked, papers: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Sentence]:
    """A sentence for every needed paper that is not there; the e-form itself counts as given.

    Papers that are only to be shown are not handed in, so they are never lacking here; of a group one is enough.
    """
    found = {
        f"paper.{one.key}": Sentence(LACKING, {"name": one.name})
        for one in asked.requirements
        if is_needed(one, answers) and not one.group and one.kind == "document" and one.mode == "submit"
        if not papers.get(one.key)
    }
    return found | {f"group.{one.key}": Sentence(ONE_OF, {"name": one.name}) for one in asked.missing_groups(papers)}


def changed_parts(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """What is new or different in ``after``; saved alone, it does not undo what another device saved meanwhile."""
    return {key: value for key, value in after.items() if key not in before or before[key] != value}
