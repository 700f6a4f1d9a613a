"""The one print engine of the house: typst, our own fonts, PDF/A; what is printed is said by the rooms that print."""

from motcua.printing.letters import FONTS, paragraphs, printable
from motcua.printing.press import Press, cleaned
from motcua.printing.symbols import drawn

__all__ = ["FONTS", "Press", "cleaned", "drawn", "paragraphs", "printable"]
