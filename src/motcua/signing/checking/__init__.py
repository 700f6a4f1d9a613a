"""Looking at the signatures of a file that anybody may have made; the looking happens in a bounded child process."""

from motcua.signing.checking.ask import checked

__all__ = ["checked"]
