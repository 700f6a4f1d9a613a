"""Who applies for what: nobody marries at eighty, hardly anybody registers two births in a season; plain Python."""

from collections.abc import Mapping, Sequence
from random import Random

FITTING: Mapping[str, tuple[int, int]] = {  # the ages at which somebody usually asks for it
    "1.001193": (20, 45),
    "1.000689": (20, 45),
    "1.000894": (21, 40),
    "1.001612": (22, 62),
    "1.000656": (24, 80),
    "1.000419": (24, 80),
}
REGULARS = 1.25  # above 1 the first accounts come back more often, so that their own lists have something in them


class Applicants:
    """The people by their ages; once all who fit have registered a birth, a marriage … they begin anew."""

    def __init__(self, random: Random, ages: Sequence[int]) -> None:
        self._random = random
        self._ages = ages
        self._waiting: dict[str, list[int]] = {}

    def choose(self, procedure: str) -> int:
        """The place of somebody who would ask for this."""
        if procedure not in FITTING:
            return int(len(self._ages) * self._random.random() ** REGULARS)
        if not self._waiting.get(procedure):
            self._waiting[procedure] = self._all_fitting(*FITTING[procedure])
        return self._waiting[procedure].pop()

    def _all_fitting(self, youngest: int, oldest: int) -> list[int]:
        found = [place for place, age in enumerate(self._ages) if youngest <= age <= oldest]
        found = found or list(range(len(self._ages)))
        self._random.shuffle(found)
        return found
