"""Who calls the API: a bearer key, else an anonymous reader."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from motcua.kernel import clock
from motcua.people.actions.use_token import use_token
from motcua.people.queries import actor_of
from motcua.people.rules import Actor


class Key(HttpBearer):
    """``Authorization: Bearer mc_…``; the request's actor becomes the key's account."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor of a valid key."""
        at = clock.now()
        account = use_token(token, at)
        return actor_of(account, at) if account else None


def caller(request: HttpRequest) -> Actor:
    """The actor that the key named."""
    return request.auth  # type: ignore[attr-defined]
