"""What the scene has of documents and tasks: a draft, one to sign, one released, one that came, tasks."""

from datetime import timedelta
from typing import Any

from tests.files.hostile_papers import pdf

from motcua.correspondence.actions.draft_outgoing import draft_outgoing
from motcua.correspondence.actions.follow_directive import accept_directive, report_progress
from motcua.correspondence.actions.give_directive import Source, Wanted, give_directive
from motcua.correspondence.actions.handle_incoming import (
    Assigned,
    assign_incoming,
    present_incoming,
    register_incoming,
)
from motcua.correspondence.actions.release_outgoing import release_outgoing
from motcua.correspondence.actions.review_outgoing import approve_content, approve_form, submit_outgoing
from motcua.correspondence.actions.sign_outgoing import sign_on_paper
from motcua.correspondence.actions.take_in import Arrived, take_in
from motcua.correspondence.drafting import Text
from motcua.correspondence.wording import Letter, Receiver
from motcua.files.actions.store_file import keep_made
from motcua.kernel import clock


def lay_letters(stand: Any) -> None:
    """Put them into the scene, by the acts themselves."""
    ids, posts = stand.ids, stand.office.posts
    ids["drafted"] = _drafted(stand)
    ids["to_sign"] = _to_sign(stand)
    ids["released"] = _released(stand)
    ids["arrived"] = _arrived(stand, 1)
    ids["assigned"] = _assigned(stand)
    wanted = Wanted("Kiểm tra máy quét", posts["specialist"].pk, clock.now() + timedelta(days=3))
    task = give_directive(actor=stand.actor("leader"), wanted=wanted, source=Source("meeting", "Giao ban"))
    accept_directive(directive_id=task.pk, actor=stand.actor("specialist"))
    proof = keep_made(content=pdf(), name="anh.pdf", actor=stand.actor("specialist"))
    report_progress(directive_id=task.pk, actor=stand.actor("specialist"), text="Đã kiểm tra", percent=50)
    report = task.reports.order_by("id").last()
    report.file = proof
    report.save()
    ids["task"], ids["report"] = task.pk, report.pk


def _drafted(stand: Any, subject: str = "phối hợp tuyên truyền") -> Any:
    actor = stand.actor("specialist")
    receivers = [Receiver("UBND Y", "inside", stand.office.units["Y"].pk), Receiver("Hội Nông dân")]
    letter = Letter(
        unit_id=stand.office.units["X"].pk,
        kind="CV",
        subject=subject,
        signer_post_id=stand.office.posts["leader"].pk,
        sign_mode="tl",
        receivers=receivers,
    )
    kept = keep_made(content=pdf(), name="du-thao.pdf", actor=actor)
    return draft_outgoing(actor=actor, letter=letter, text=Text(None, kept, "Nội dung")).pk


def _to_sign(stand: Any) -> Any:
    pk = _drafted(stand, "chờ ký")
    submit_outgoing(outgoing_id=pk, actor=stand.actor("specialist"), reviewer_post_id=stand.office.posts["leader"].pk)
    approve_content(outgoing_id=pk, actor=stand.actor("leader"))
    return approve_form(outgoing_id=pk, actor=stand.actor("clerk")).pk


def _released(stand: Any) -> Any:
    pk = _to_sign(stand)
    sign_on_paper(outgoing_id=pk, actor=stand.actor("clerk"), signed_on=clock.today())
    document = release_outgoing(outgoing_id=pk, actor=stand.actor("clerk"))
    stand.ids["recipient"] = document.recipients.get(way="paper").pk
    return pk


def _arrived(stand: Any, number: int) -> Any:
    kept = keep_made(content=pdf(), name="den.pdf", actor=stand.actor("clerk"))
    unit_id = stand.office.units["X"].pk
    told = Arrived(unit_id, "paper", f"p{number}", "Sở Nội vụ", f"{number}/SNV", "CV", "rà soát", None, (kept,))
    return take_in(arrived=told, actor=stand.actor("clerk")).pk


def _assigned(stand: Any) -> Any:
    pk = _arrived(stand, 2)
    clerk, posts = stand.actor("clerk"), stand.office.posts
    register_incoming(incoming_id=pk, actor=clerk)
    present_incoming(incoming_id=pk, actor=clerk, leader_post_id=posts["leader"].pk)
    due = clock.now() + timedelta(days=5)
    assigned = Assigned(posts["specialist"].pk, (posts["land"].pk,), due, "Xem và trả lời")
    return assign_incoming(incoming_id=pk, actor=stand.actor("leader"), assigned=assigned).pk
