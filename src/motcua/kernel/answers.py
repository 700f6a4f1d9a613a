"""The answer of a policy: yes, or no with its reason."""

from dataclasses import dataclass

from motcua.kernel.refusals import NotPermitted, Refused
from motcua.kernel.words import Sentence


@dataclass(frozen=True)
class Answer:
    """Used both to show a button and to refuse the act behind it."""

    allowed: bool
    reason: Sentence | None = None
    refusal: type[Refused] = NotPermitted

    def __bool__(self) -> bool:
        return self.allowed

    def or_refuse(self) -> None:
        """Raise the refusal that belongs to a no."""
        if not self.allowed:
            assert self.reason is not None
            raise self.refusal(self.reason.text, **self.reason.params)


YES = Answer(allowed=True)


def yes() -> Answer:
    """The act is allowed."""
    return YES


def no(text: str, refusal: type[Refused] = NotPermitted, **params: object) -> Answer:
    """The act is not allowed, for this reason."""
    return Answer(allowed=False, reason=Sentence(text, params), refusal=refusal)
