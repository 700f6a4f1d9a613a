"""The words of the demo's documents and tasks: invented, believable, of nobody."""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Written:
    """A document in words."""

    kind: str
    subject: str
    body: str
    priority: int = 0


_TEXTS = json.loads((Path(__file__).parent / "letter" / "texts.json").read_text("utf-8"))
DISTRICT = [Written(**one) for one in _TEXTS["district"]]
COMMUNE = [Written(**one) for one in _TEXTS["commune"]]
CAME = [tuple(one) for one in _TEXTS["came"]]  # body, number and symbol, kind, subject
TASKS = [tuple(one) for one in _TEXTS["tasks"]]  # meeting, task, days until it is due
