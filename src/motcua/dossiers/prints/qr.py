"""The QR at the top left of a document: what it holds, how it is read back."""

from dataclasses import dataclass

SEPARATOR = "|"
SEEN_DIGITS = 3


@dataclass(frozen=True)
class QrContent:
    """Code, procedure, identity code, look-up address, name of the document; in this order, ``|`` between.

    Law: PR-03. The code stands first: a scanner that types into a search box types it first.
    """

    code: str
    procedure_code: str
    person: str
    url: str
    name: str

    @property
    def text(self) -> str:
        """What a scanner reads."""
        parts = (self.code, self.procedure_code, self.person, self.url, self.name)
        return SEPARATOR.join(" ".join(part.replace(SEPARATOR, " ").split()) for part in parts)


def read_qr(text: str) -> QrContent | None:
    """The content of a scanned code, or None when it is not one of our documents."""
    parts = text.strip().split(SEPARATOR)
    return QrContent(*parts) if len(parts) == 5 and parts[0] else None


def masked(number: str) -> str:
    """The last digits alone: enough to compare with a card in the hand, useless to who has only the paper."""
    return "*" * max(len(number) - SEEN_DIGITS, 0) + number[-SEEN_DIGITS:] if len(number) > SEEN_DIGITS else ""
