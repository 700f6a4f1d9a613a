"""What lies before the leader whom the manuals name: the history leaves it to chance, a demonstration must not."""

from motcua.demo.driver import Driver
from motcua.demo.history import Cast
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import is_away
from motcua.dossiers.way import is_decided_here, is_signed
from motcua.kernel import clock
from motcua.kernel.lifecycle import State
from motcua.kernel.refusals import Refused
from motcua.people.models import Account
from motcua.people.queries import actor_of

LEADER = "nuisap.chutich"
MOST, STEPS = 6, 6
AT_WORK = [State.RECEIVED.value, State.IN_PROCESS.value]


def fill_stack(cast: Cast) -> int:
    """A few cases that are in work are presented to the leader now; how many lie before them."""
    leader = actor_of(Account.objects.get(username=LEADER), clock.now())
    units = [seat.unit_id for seat in leader.seats]
    open_cases = Dossier.objects.filter(competent_unit__in=units, state__in=AT_WORK)
    presented = 0
    for dossier in open_cases.order_by("attention_at", "id"):
        if presented == MOST:
            break
        presented += _presented(
            dossier, Driver(dossier.procedure_code, dossier.competent_unit_id, cast.people[0], cast.paper)
        )
    return presented


def _presented(dossier: Dossier, driver: Driver) -> bool:
    for _ in range(STEPS):
        if is_away(dossier) or is_signed(dossier):
            return False
        if is_decided_here(dossier):
            return True
        try:
            dossier = driver.work(dossier)
        except Refused:
            return False
    return False
