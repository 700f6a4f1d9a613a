"""How a check stops early: with the code of a verdict."""


class Fault(Exception):  # noqa: N818 - a word for the file, not for a failure of ours
    """The file cannot be accepted; ``code`` is one of the verdicts, ``params`` fill its sentence."""

    def __init__(self, code: str, **params: str | int) -> None:
        self.code = code
        self.params = params
        super().__init__(code)
