"""Records of the people room: who there is, where they sit, and since when."""

from motcua.people.models.accounts import Account, AccountManager, Kind
from motcua.people.models.posts import Delegation, Holding, Post, Role
from motcua.people.models.tokens import ApiToken
from motcua.people.models.tries import Tries
from motcua.people.models.units import Hamlet, Unit, UnitKind, UnitSuccession
from motcua.people.models.views import KeptView

__all__ = [
    "Account",
    "AccountManager",
    "ApiToken",
    "Delegation",
    "Hamlet",
    "Holding",
    "KeptView",
    "Kind",
    "Post",
    "Role",
    "Tries",
    "Unit",
    "UnitKind",
    "UnitSuccession",
]
