"""An example of every shape, as the description of the API tells them; invented people."""

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

EXAMPLES: Mapping[str, Any] = json.loads((files("motcua.web.api") / "examples.json").read_text("utf-8"))
