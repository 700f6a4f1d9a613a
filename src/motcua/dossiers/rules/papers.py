"""Papers as the statutory documents list them: what was handed in, and how many are asked for; plain Python."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol


class Asked(Protocol):
    """What a procedure asks for, as a bundle tells it."""

    @property
    def requirements(self) -> Iterable[Any]: ...
    def requirement(self, key: str) -> Any: ...


def listed(asked: Asked, handed: Iterable[Mapping[str, Any]], *, e_form: str = "") -> list[dict[str, Any]]:
    """A line for every paper that was handed in, named as the procedure names it; its photos count together.

    The declaration filled in on the system (``e_form``, its title) comes first, unless it was handed in as a paper.
    """
    lines: dict[tuple[str, str, str], dict[str, Any]] = {}
    for paper in handed:
        wanted = asked.requirement(paper["requirement"])
        name = wanted.name if wanted else paper["name"]
        line = lines.setdefault(
            (paper["requirement"], name, paper["kind"]), {"name": name, "kind": paper["kind"], "count": 0}
        )
        line["count"] += paper["count"]
    given = {requirement for requirement, _, _ in lines}
    declared = next((one for one in asked.requirements if one.kind == "form"), None)
    if e_form and (declared is None or declared.key not in given):
        name = declared.name if declared else e_form
        return [{"name": name, "kind": "electronic", "count": 1}, *lines.values()]
    return list(lines.values())


def copies_asked(asked: Asked, key: str) -> dict[str, int]:
    """How many originals, certified and plain copies of a paper the procedure asks for; none where it does not say.

    A procedure counts "copies"; that they must be certified is told by the paper's own name.
    """
    wanted = asked.requirement(key)
    if wanted is None:
        return {}
    kind = "certified" if "chứng thực" in wanted.name.lower() else "copies"
    return {"originals": wanted.originals, kind: wanted.copies}
