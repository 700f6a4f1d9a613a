"""A case to tell about."""

from tests.dossiers.conftest import draft, office, presented, received, submitted

__all__ = ["draft", "office", "presented", "received", "submitted"]
