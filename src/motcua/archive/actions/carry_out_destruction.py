"""The worker destroys what leaders approved, case by case, and closes each list with its minute."""

import logging
import time
from uuid import UUID

from django.db import transaction

from motcua.archive.commit import enter
from motcua.archive.models import DestructionItem, DestructionList, Hold
from motcua.archive.prints import minute_pdf
from motcua.archive.queries import files_of, held_elsewhere
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.queries import load_dossier
from motcua.files.actions.destroy_file import destroy_file
from motcua.files.actions.store_file import keep_made
from motcua.kernel import clock
from motcua.kernel.refusals import SomebodyWasFirst
from motcua.ledger.actions.record import record
from motcua.ledger.commit import Amend
from motcua.people.queries import directory
from motcua.people.rules import SYSTEM

log = logging.getLogger("motcua.archive")
SECONDS_A_TURN = 10.0
MOST_NAMED = 300


def carry_out_destructions(seconds: float = SECONDS_A_TURN) -> int:
    """Go on with the approved lists, for so many seconds; returns how many cases were destroyed.

    May run twice and be killed anywhere: a case first says that it is destroyed, then its files go, and both are done
    again until they are written down.
    """
    until, done = time.monotonic() + seconds, 0
    for found in DestructionList.objects.filter(state="approved").order_by("decided_at"):
        for item in found.items.filter(left_out_at=None, files_gone_at=None).select_related("list"):
            if time.monotonic() > until:
                return done
            done += _destroy(item)
        if not found.items.filter(left_out_at=None, files_gone_at=None).exists():
            _close(found)
    return done


def _destroy(item: DestructionItem) -> bool:
    dossier = load_dossier(item.dossier_id)
    if item.destroyed_at is None:
        if Hold.objects.filter(dossier_id=dossier.pk, lifted_at=None).exists():
            return False  # held this moment; hold_dossier leaves it out
        try:
            _enter(item, dossier)
        except SomebodyWasFirst:
            log.info("archive.somebody_was_first item=%s", item.pk)
            return False
    for stored in _own_files(dossier):
        destroy_file(file_id=stored, at=clock.now(), under=minute_name(item.list))
    DestructionItem.objects.filter(pk=item.pk).update(files_gone_at=clock.now())
    return True


def _own_files(dossier: Dossier) -> list[UUID]:
    files = files_of(dossier)
    stay = held_elsewhere(dossier, files)
    return [one.pk for one in files if one.pk not in stay]


def _enter(item: DestructionItem, dossier: Dossier) -> None:
    """The case says that it is destroyed; what was filled in goes with the entry, from the case and its draft."""
    at, count = clock.now(), len(_own_files(dossier))
    told = {"minute": item.list.number, "list": str(item.list_id), "files": count, "by": item.list.decided_by}
    enter(
        dossier,
        SYSTEM,
        "destroy_dossier",
        at=at,
        facts=told,
        sets={"answers": {}},
        amends=[
            Amend(DestructionItem, {"id": item.pk, "destroyed_at": None}, {"destroyed_at": at, "file_count": count}),
            Amend(Draft, {"id": dossier.draft_id}, {"answers": {}, "papers": {}}),
        ],
    )
    item.destroyed_at, item.file_count = at, count


def _close(found: DestructionList) -> None:
    """The minute is printed and kept; the ledger names every case that went."""
    at, items = clock.now(), list(found.items.select_related("dossier", "list"))
    name = f"bien-ban-tieu-huy-{found.number.replace('/', '-')}.pdf"
    kept = keep_made(content=minute_pdf(found, items, at=at), name=name, actor=SYSTEM)
    gone = [str(one.dossier) for one in items if one.destroyed_at]
    with transaction.atomic():
        waiting = DestructionList.objects.filter(pk=found.pk, state="approved")
        if not waiting.update(state="done", done_at=at, minute=kept):
            return  # another worker closed it
        facts = {
            "unit": directory().unit(found.unit_id).name,
            "number": found.number,
            "count": len(gone),
            "files": sum(one.file_count for one in items),
            "codes": gone[:MOST_NAMED],
            "minute_sha256": kept.sha256,
        }
        record(
            subject_kind="archive",
            subject_id=str(found.pk),
            act="carry_out_destruction",
            actor=SYSTEM,
            facts=facts,
            at=at,
        )


def minute_name(found: DestructionList) -> str:
    """How a destroyed file names the minute."""
    return f"biên bản số {found.number}"
