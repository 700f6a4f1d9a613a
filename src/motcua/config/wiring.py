"""The only place that knows everyone: who reacts to which events, which jobs run by the clock, who keeps heads."""

from datetime import timedelta
from functools import partial

from django.conf import settings

from motcua.adapters.csc.key import RemoteKey
from motcua.adapters.csc.options import read_services
from motcua.adapters.pkcs11.token import Token
from motcua.archive.actions.carry_out_destruction import carry_out_destructions
from motcua.config.exchange import document_exchange
from motcua.correspondence.exchange import AXIS, JOINED
from motcua.correspondence.heads import KEEPERS_OF_ROOM
from motcua.correspondence.tasks import (
    fetch_waiting,
    remind_of_directives,
    send_out,
    send_recall,
    tell_sender,
    warn_of_documents,
)
from motcua.dossiers.digitised import DossierCases
from motcua.dossiers.heads import KEEPER
from motcua.dossiers.keeping import TOPICS, keep_missed, keep_results
from motcua.dossiers.tasks import put_digitised_papers, watch_clocks
from motcua.files.actions.check_contents import check_contents
from motcua.files.actions.sweep_files import sweep_files
from motcua.files.actions.turn_keys import turn_contents
from motcua.files.checks.signatures import READERS
from motcua.ledger.actions.check_ledger import ask_for_check, check_ledger
from motcua.ledger.heads import KEEPERS
from motcua.notices.letters import tell_of_letters
from motcua.notices.papers import tell_of_paper
from motcua.notices.tasks import tell, tell_ended_delegations, tell_of_delegation
from motcua.outbox.actions.prune_outbox import prune_outbox
from motcua.outbox.registry import listen, schedule
from motcua.papers.tasks import keep_scan
from motcua.people.actions.count_try import forget_tries
from motcua.people.rules import SYSTEM
from motcua.scanning.actions.tidy_scans import tidy_scans
from motcua.scanning.heads import KEEPER as SCANS
from motcua.scanning.ports import CASES
from motcua.scanning.tasks import name_signed_copies
from motcua.signing.handed_in import signatures_in
from motcua.signing.held import FileKey
from motcua.signing.holders import HOLDERS
from motcua.signing.models import Certificate
from motcua.signing.ports import KeyRefused
from motcua.signing.tasks import fetch_lists, renew_proofs, strengthen


def _remote_key(kept: Certificate) -> RemoteKey:
    """The key at the service that was named when the certificate was entered."""
    try:
        options = read_services(settings.REMOTE_SIGNING)[kept.place["service"]]
    except (KeyError, TypeError, ValueError):  # the operator took it away, or wrote something that is none
        raise KeyRefused("setup") from None
    return RemoteKey(options, kept.place["user"], kept.place["credential"], bytes(kept.der))


KEEPERS["dossier"] = KEEPER
KEEPERS |= KEEPERS_OF_ROOM
KEEPERS["scan"] = SCANS
CASES["cases"] = DossierCases()
READERS["pdf"] = signatures_in
JOINED[AXIS] = document_exchange
HOLDERS["token"] = lambda certificate: Token(**certificate.place)
HOLDERS["server"] = lambda kept: FileKey(settings.SIGNING_DIR / kept.place["file"], bytes(kept.der))
HOLDERS["remote"] = _remote_key

listen("notices", "dossier.*", consume=tell)
listen("signing", "dossier.*", "form.signed", "outgoing.*", "scan.signed", consume=strengthen)
listen("results_kept", *TOPICS, consume=keep_results)
listen("scans_kept", "scan.signed", consume=keep_scan)
listen("owners", "paper.used", "paper.withdrawn", consume=tell_of_paper)
listen("scan_names", "dossier.receive_dossier", consume=name_signed_copies)
listen("digitised", "scan.signed", consume=put_digitised_papers)
listen("delegations", "delegation.*", consume=tell_of_delegation)
listen("letters", "outgoing.*", "incoming.*", "directive.*", consume=tell_of_letters)
listen("letters_out", "outgoing.release_outgoing", consume=send_out)
listen("letters_recalled", "outgoing.recall_outgoing", consume=send_recall)
listen("letters_told", "incoming.*", consume=tell_sender)
schedule("fetch_waiting", timedelta(minutes=1), fetch_waiting)
schedule("remind_of_directives", timedelta(minutes=5), remind_of_directives)
schedule("warn_of_documents", timedelta(minutes=15), warn_of_documents)
schedule("watch_clocks", timedelta(minutes=1), watch_clocks)
schedule("tell_ended_delegations", timedelta(minutes=1), tell_ended_delegations)
schedule("ask_for_check", timedelta(days=1), partial(ask_for_check, actor=SYSTEM))
schedule("check_ledger", timedelta(seconds=5), check_ledger)
schedule("prune_outbox", timedelta(hours=1), prune_outbox)
schedule("forget_tries", timedelta(hours=1), forget_tries)
schedule("fetch_lists", timedelta(hours=6), fetch_lists)
schedule("renew_proofs", timedelta(hours=1), renew_proofs)
schedule("keep_missed", timedelta(minutes=10), keep_missed)
schedule("tidy_scans", timedelta(days=1), tidy_scans)
schedule("sweep_files", timedelta(hours=6), sweep_files)
schedule("carry_out_destructions", timedelta(minutes=1), carry_out_destructions)
schedule("turn_contents", timedelta(minutes=1), turn_contents)
schedule("check_contents", timedelta(minutes=1), check_contents)
