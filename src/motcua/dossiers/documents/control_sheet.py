"""Form 06: the control sheet of a case, told from its ledger at this moment."""

from motcua.dossiers.documents.parts import case, office, register_place
from motcua.dossiers.documents.way import way_of
from motcua.dossiers.issue import case_facts, rules_day
from motcua.dossiers.models import Dossier
from motcua.dossiers.prints import facts as told
from motcua.dossiers.prints import render
from motcua.dossiers.prints.sets import numbered_by
from motcua.kernel import clock
from motcua.people.queries import directory


def control_sheet_pdf(dossier: Dossier) -> bytes:
    """The sheet under the number of the register; before the receipt it has none."""
    at = clock.now()
    day = rules_day("control_sheet", dossier, at)
    _, number = register_place(dossier.register_number or "")
    kept = case_facts(dossier, papers=[])
    facts = told.ControlSheetFacts(
        paper=told.Paper(office(kept["office"]), numbered_by("control_sheet", day, number) if number else "", at),
        case=case(kept),
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        handling=directory().unit(dossier.competent_unit_id).authority_name,
        hand_overs=tuple(way_of(dossier)),
        cooperating=tuple(
            dict.fromkeys(one.unit.name for one in dossier.opinions.select_related("unit").order_by("asked_at"))
        ),
    )
    return render("control_sheet", facts, on=day)
