"""Acts that give a running number: of those who want one at an instant one gets it, the others try the next."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from motcua.kernel.refusals import SomebodyWasFirst
from motcua.ledger.commit import NumberTaken

TRIES = 40
Act = TypeVar("Act", bound=Callable[..., Any])


def done_again(act: Act, busy: str) -> Act:
    """The act, done again from the start when the number it was about to give was taken.

    Somebody always gets it, so the tries end. Refuses with SomebodyWasFirst in the words of ``busy`` after ``TRIES``.
    """

    @wraps(act)
    def again(**told: Any) -> Any:
        for _ in range(TRIES):
            try:
                return act(**told)
            except NumberTaken:
                continue
        raise SomebodyWasFirst(busy)

    return cast("Act", again)
