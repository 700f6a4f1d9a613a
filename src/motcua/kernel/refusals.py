"""Why an act was not done. A refusal changes nothing and says what to do next."""

from collections.abc import Mapping

from motcua.kernel.words import Sentence


class Refused(Exception):
    """An act was refused before anything changed; ``sentence`` is for the person who asked."""

    def __init__(self, text: str, **params: object) -> None:
        self.sentence = Sentence(text, params)
        super().__init__(str(self.sentence))


class NotPermitted(Refused):
    """The actor's post does not carry this right here."""


class NotFound(Refused):
    """There is no such thing, or the actor may not know of it."""


class WrongMoment(Refused):
    """The case is in a state that does not allow the act."""


class NotYet(WrongMoment):
    """Somebody else must act first; then the moment comes."""


class AlreadyDone(Refused):
    """The same was done before; nothing is done twice."""


class SomebodyWasFirst(Refused):
    """Another actor changed the case in the meantime."""


class TooMany(Refused):
    """The same was tried too often; it may be tried again later."""


class Unavailable(Refused):
    """Something that the act stands on does not answer now; nothing is lost, it may be tried again later."""


class Invalid(Refused):
    """What was given cannot be used; ``errors`` maps a field to its sentence."""

    def __init__(self, text: str, errors: Mapping[str, Sentence] | None = None, **params: object) -> None:
        super().__init__(text, **params)
        self.errors: Mapping[str, Sentence] = errors or {}
