"""What the tests of several people at the same instant share: drafts, and threads that start together."""

import threading
from collections.abc import Callable
from contextvars import copy_context
from typing import Any

from django.db import connection
from tests.factories import APPLICANT, PAPER, Office

from motcua.dossiers.actions.save_draft import attach_paper, save_draft
from motcua.dossiers.actions.start_draft import start_draft
from motcua.dossiers.models import Draft
from motcua.kernel.refusals import Refused


def filled(office: Office) -> Draft:
    actor = office.actor("citizen")
    draft = start_draft(procedure_code="9.000001", actor=actor, unit_id=office.units["X"].pk)
    save_draft(draft_id=draft.pk, actor=actor, applicant=APPLICANT)
    return attach_paper(draft_id=draft.pk, actor=actor, requirement_key="card", paper=PAPER)


def at_once(jobs: list[Callable[[], Any]]) -> list[Any]:
    """Run the jobs in threads that start together; a refusal is an outcome, anything else fails the test."""
    gate, outcomes = threading.Barrier(len(jobs)), [None] * len(jobs)
    contexts = [copy_context() for _ in jobs]  # the present that was set in the test is the threads' present too

    def run(number: int, job: Callable[[], Any]) -> None:
        gate.wait()
        try:
            outcomes[number] = job()
        except Refused as refusal:
            outcomes[number] = refusal
        except Exception as error:
            outcomes[number] = error
        finally:
            connection.close()

    threads = [
        threading.Thread(target=context.run, args=(run, *pair))
        for context, pair in zip(contexts, enumerate(jobs), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
