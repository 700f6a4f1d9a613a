"""Processes that the tests of this folder kill: one works cases, one hands events over. ``python -m`` with a role."""

import os
import signal
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

PERSON = "Đặng Thị Ngọc Ánh"


def main(role: str, database: str, *arguments: str) -> None:
    """``desk`` brings every draft to the end; ``worker FILE`` hands over, a receiver notes each key in FILE.

    ``keep`` keeps papers, ``turn`` turns their keys, both without an end.
    """
    settings.DATABASES["default"]["NAME"] = database
    import django

    django.setup()
    {"desk": work_cases, "worker": hand_over, "keep": keep_papers, "turn": turn_keys}[role](*arguments)


def work_cases() -> None:
    """Every draft becomes a case and every case is brought to its end, from wherever the last process left it."""
    from motcua.dossiers.models import Draft

    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for draft_id in Draft.objects.order_by("id").values_list("id", flat=True):
        while not _closed_after_one_more_act(draft_id):
            pass


def _closed_after_one_more_act(draft_id: UUID) -> bool:
    """Do the next act of this case; whether there was none left."""
    from motcua.dossiers.actions.approve_result import approve_result
    from motcua.dossiers.actions.draft_result import present_result
    from motcua.dossiers.actions.receive_dossier import receive_dossier
    from motcua.dossiers.actions.return_result import return_result
    from motcua.dossiers.actions.submit_application import submit_application
    from motcua.dossiers.models import Dossier
    from motcua.dossiers.rules.facts import Receiver

    case = Dossier.objects.filter(draft_id=draft_id).first()
    if case is None:
        submit_application(draft_id=draft_id, actor=_actor("citizen"))
    elif case.state == "submitted":
        receive_dossier(dossier_id=case.pk, actor=_actor("desk"))
    elif case.state == "finished":
        return_result(dossier_id=case.pk, actor=_actor("desk"), receiver=Receiver("desk", PERSON))
    elif case.step_key == "sign":
        approve_result(dossier_id=case.pk, actor=_actor("leader"))
    elif case.closed_at is None:
        present_result(dossier_id=case.pk, actor=_actor("specialist"), outcome="granted", on_paper=True)
    else:
        return True
    return False


def _actor(name: str) -> Any:
    from motcua.kernel import clock
    from motcua.people.models import Account
    from motcua.people.queries import actor_of

    return actor_of(Account.objects.get(username=name), clock.now())


def hand_over(file: str) -> None:
    """The product's worker with one more consumer, who writes down the key of everything that reaches it."""
    from motcua.outbox.registry import listen
    from motcua.outbox.worker import Worker

    received = os.open(Path(file), os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    listen("counting", "dossier.*", consume=lambda one: _note(received, one))
    worker = Worker()
    signal.signal(signal.SIGTERM, worker.stop)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    worker.run()


def _note(received: int, happened: Any) -> None:
    os.write(received, f"{happened.key} {happened.subject_id} {happened.seq}\n".encode())


def keep_papers() -> None:
    """Papers come in, one after the other, until somebody pulls the plug."""
    from motcua.files.actions.store_file import keep_made
    from motcua.people.rules import SYSTEM

    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        keep_made(content=os.urandom(300_000), name="a.pdf", actor=SYSTEM)


def turn_keys() -> None:
    """Everything is put under the newest key, again and again."""
    from motcua.files.actions.turn_keys import turn_contents

    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        turn_contents()


if __name__ == "__main__":
    main(*sys.argv[1:])
