"""How a check stops early: with the code of a verdict."""


class Fault(Exception):
    """The file cannot be accepted; ``code`` is one of the verdicts, ``params`` fill its sentence."""

    def __init__(self, code: str, **params: str | int) -> None:
        self.code = code
        self.params = params
        super().__init__(code)
