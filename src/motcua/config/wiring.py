"""The only place that knows everyone: who reacts to which events, which jobs run by the clock, who keeps heads."""

from datetime import timedelta
from functools import partial

from django.conf import settings

from motcua.adapters.pkcs11.token import Token
from motcua.archive.actions.carry_out_destruction import carry_out_destructions
from motcua.dossiers.heads import KEEPER
from motcua.dossiers.tasks import watch_clocks
from motcua.files.actions.check_contents import check_contents
from motcua.files.actions.sweep_files import sweep_files
from motcua.files.actions.turn_keys import turn_contents
from motcua.files.checks.signatures import READERS
from motcua.ledger.actions.check_ledger import ask_for_check, check_ledger
from motcua.ledger.heads import KEEPERS
from motcua.notices.tasks import tell, tell_ended_delegations, tell_of_delegation
from motcua.outbox.actions.prune_outbox import prune_outbox
from motcua.outbox.registry import listen, schedule
from motcua.people.actions.count_try import forget_tries
from motcua.people.rules import SYSTEM
from motcua.signing.handed_in import signatures_in
from motcua.signing.held import FileKey
from motcua.signing.holders import HOLDERS
from motcua.signing.tasks import fetch_lists, renew_proofs, strengthen

KEEPERS["dossier"] = KEEPER
READERS["pdf"] = signatures_in
HOLDERS["token"] = lambda certificate: Token(**certificate.place)
HOLDERS["server"] = lambda kept: FileKey(settings.SIGNING_DIR / kept.place["file"], bytes(kept.der))

listen("notices", "dossier.*", consume=tell)
listen("signing", "dossier.*", "form.signed", consume=strengthen)
listen("delegations", "delegation.*", consume=tell_of_delegation)
schedule("watch_clocks", timedelta(minutes=1), watch_clocks)
schedule("tell_ended_delegations", timedelta(minutes=1), tell_ended_delegations)
schedule("ask_for_check", timedelta(days=1), partial(ask_for_check, actor=SYSTEM))
schedule("check_ledger", timedelta(seconds=5), check_ledger)
schedule("prune_outbox", timedelta(hours=1), prune_outbox)
schedule("forget_tries", timedelta(hours=1), forget_tries)
schedule("fetch_lists", timedelta(hours=6), fetch_lists)
schedule("renew_proofs", timedelta(hours=1), renew_proofs)
schedule("sweep_files", timedelta(hours=6), sweep_files)
schedule("carry_out_destructions", timedelta(minutes=1), carry_out_destructions)
schedule("turn_contents", timedelta(minutes=1), turn_contents)
schedule("check_contents", timedelta(minutes=1), check_contents)
