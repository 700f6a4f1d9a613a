"""The desk does not take an application: not competent, or not a matter that can be solved."""

from uuid import UUID

from motcua.dossiers.commit import Writes, settle, with_numbers
from motcua.dossiers.issue import FormFacts, issue, numbered, reached_at
from motcua.dossiers.loose_ends import dropped
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import may_receive_at
from motcua.dossiers.queries import load_dossier
from motcua.dossiers.rules.text import plain_text, required_text
from motcua.kernel import clock
from motcua.kernel.words import N_
from motcua.people.queries import directory
from motcua.people.rules import Actor

ASK_REASON = N_("Hãy ghi lý do từ chối để người dân hiểu và biết phải làm gì.")


@with_numbers
def refuse_dossier(
    *,
    dossier_id: UUID,
    actor: Actor,
    reason: str,
    rule: str = "",
    competent: str = "",
    competent_address: str = "",
    competent_phone: str = "",
) -> Dossier:
    """Refused at the door with form 03: the reason, the rule, and who is competent instead and how to reach them.

    Address and phone of a body that the installation knows need not be given. Law: LC-06. Refuses with NotPermitted,
    WrongMoment, Invalid without a reason. Announces ``dossier.refuse_dossier``.
    """
    reason, rule, competent = required_text(reason, ASK_REASON), plain_text(rule), plain_text(competent)
    dossier = load_dossier(dossier_id)
    may_receive_at(actor, dossier, "refuse_dossier").or_refuse()
    at = clock.now()
    number, taken = numbered("refusal", dossier, at)
    more = {
        "reason": reason,
        "rule": rule,
        "competent": reached_body(competent, competent_address, competent_phone),
        **reached_at(actor),
    }
    form = issue("refusal", dossier, FormFacts(actor=actor, at=at, number=number, more=more))
    sets = {"finished_at": at}
    writes = Writes(rows=[form], amends=dropped(dossier, at), measures=["refused"], numbers=taken, sets=sets)
    facts = {"reason": reason, "rule": rule, "competent": competent, "form": number}
    return settle(dossier, actor, "refuse_dossier", at=at, facts=facts, writes=writes)


def reached_body(name: str, address: str, phone: str) -> dict[str, str] | None:
    """The competent body with how to reach it, from the directory where nothing else was told."""
    name = " ".join(name.split())
    if not name:
        return None
    known = next((one for one in directory().units if name in (one.name, one.authority_name)), None)
    return {
        "name": name,
        "address": plain_text(address) or (known.address if known else ""),
        "phone": plain_text(phone) or (known.phone if known else ""),
    }
