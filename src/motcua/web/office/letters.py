"""Documents that an officer gave out and has still to sign."""

from collections.abc import Iterable

from motcua.dossiers.actions.sign_form import may_sign_form
from motcua.dossiers.models import Dossier, StatutoryForm
from motcua.people.rules import Actor
from motcua.signing.queries import certificates_of


def to_sign(dossier: Dossier, actor: Actor, forms: Iterable[StatutoryForm]) -> list[StatutoryForm]:
    """Those of the dossier's documents that the actor gave out and can sign now."""
    waiting = [one for one in forms if may_sign_form(actor, dossier, one)]
    return waiting if waiting and certificates_of(actor, "personal") else []
