"""Who may do what with documents and directives, and who may see them: used to show a button and to refuse."""

from uuid import UUID

from django.db.models import Q, QuerySet

from motcua.correspondence.models import Directive, Incoming, Outgoing
from motcua.correspondence.rules.life import DIRECTIVES, INCOMING, OUTGOING, Out, steps_from
from motcua.kernel.answers import Answer, no, yes
from motcua.kernel.refusals import NotFound, WrongMoment
from motcua.kernel.words import N_
from motcua.people.queries import directory
from motcua.people.rules import Actor, Seat

DRAFTERS = frozenset({"specialist", "desk_officer", "clerk", "leader"})
READERS = frozenset({"clerk", "leader", "inspector"})
NO_SUCH = N_("Không có văn bản này, hoặc văn bản không thuộc phần của bạn.")
NO_DIRECTIVE = N_("Không có nhiệm vụ này, hoặc nhiệm vụ không thuộc phần của bạn.")
NOT_HOLDER = N_("Văn bản đang ở người khác, chưa đến lượt bạn.")
CLERK_ONLY = N_("Việc này do văn thư của cơ quan làm.")
LEADER_ONLY = N_("Việc này do lãnh đạo của cơ quan làm.")
NOT_YOURS = N_("Việc này không giao cho bạn.")
NOT_GIVER = N_("Chỉ người giao nhiệm vụ làm được việc này.")
WRONG_MOMENT = N_("Văn bản không còn ở bước này.")
NO_AUTHORITY = N_("Bạn không giữ vị trí nào được soạn văn bản cho cơ quan này.")


def seat_in(actor: Actor, unit_id: int, *roles: str) -> Seat | None:
    """A seat of the actor in the body of this authority, of one of these roles where any is named; own seats first."""
    body = directory().body_ids(unit_id)
    found = [one for one in actor.seats if one.unit_id in body and (not roles or one.role in roles)]
    return min(found, key=lambda seat: seat.acting_for is not None, default=None)


def authorities_of(actor: Actor, *roles: str) -> list[int]:
    """The authorities in which the actor has a seat of one of these roles, in the order of the seats."""
    known = directory()
    found = (known.authority_of(seat.unit_id) for seat in actor.seats if not roles or seat.role in roles)
    return list(dict.fromkeys(one.id for one in found if one))


def _inspected(actor: Actor) -> list[int]:
    return sorted({one for seat in actor.seats if seat.role == "inspector" for one in _subtree(seat)})


def _subtree(seat: Seat) -> frozenset[int]:
    authority = directory().authority_of(seat.unit_id)
    return directory().subtree_ids(authority.id if authority else seat.unit_id)


# --- what a person sees ----------------------------------------------------------------------------------------------


def visible_outgoing(actor: Actor) -> QuerySet[Outgoing]:
    """All of the office for clerk and leader; for others what is issued there, their own and what they hold."""
    posts = actor.post_ids
    whole = [*authorities_of(actor, "clerk", "leader"), *_inspected(actor)]
    mine = Q(drafted_post__in=posts) | Q(holder_post__in=posts) | Q(signer_post__in=posts)
    issued = Q(unit__in=authorities_of(actor, *DRAFTERS), number__isnull=False)
    return Outgoing.objects.filter(Q(unit__in=whole) | issued | mine) if posts else Outgoing.objects.none()


def visible_incoming(actor: Actor) -> QuerySet[Incoming]:
    """All of the office for clerk, leader and inspector; for others what they handle."""
    posts = actor.post_ids
    if not posts:
        return Incoming.objects.none()
    whole = [*authorities_of(actor, "clerk", "leader"), *_inspected(actor)]
    handled = Incoming.objects.filter(assignments__post__in=posts).values("pk")
    return Incoming.objects.filter(Q(unit__in=whole) | Q(holder_post__in=posts) | Q(pk__in=handled))


def visible_directives(actor: Actor) -> QuerySet[Directive]:
    """What the actor gave, leads or helps with; for leaders and clerks what concerns their office; inspectors all."""
    posts = actor.post_ids
    if not posts:
        return Directive.objects.none()
    known = directory()
    led = [one for unit in authorities_of(actor, "leader", "clerk") for one in known.body_ids(unit)]
    seen = _inspected(actor)
    helped = Directive.objects.filter(helpers__post__in=posts).values("pk")
    office = Q(unit__in=[*led, *seen]) | Q(lead_unit__in=[*led, *seen])
    return Directive.objects.filter(office | Q(given_post__in=posts) | Q(lead_post__in=posts) | Q(pk__in=helped))


def is_seen(rows: QuerySet[Outgoing] | QuerySet[Incoming], pk: UUID) -> Answer:
    """Whether the document is there for the reader."""
    return yes() if rows.filter(pk=pk).exists() else no(NO_SUCH, NotFound)


# --- outgoing --------------------------------------------------------------------------------------------------------


def may_draft(actor: Actor, unit_id: int) -> Answer:
    """Any officer of the authority; it goes out only by those who review and sign."""
    return yes() if seat_in(actor, unit_id, *DRAFTERS) else no(NO_AUTHORITY)


def may_act_out(actor: Actor, document: Outgoing, act: str) -> Answer:
    """Whether this act on an outgoing document is the actor's, now."""
    if act not in steps_from(OUTGOING, document.state):
        return no(WRONG_MOMENT, WrongMoment)
    if act in {"seal_outgoing", "sign_on_paper", "release_outgoing", "follow_delivery"}:
        return yes() if seat_in(actor, document.unit_id, "clerk") else no(CLERK_ONLY)
    if act == "recall_outgoing":
        return yes() if seat_in(actor, document.unit_id, "leader") else no(LEADER_ONLY)
    if act == "withdraw_outgoing" and _is_drafter(actor, document):
        return yes()
    if act in {"revise_outgoing", "submit_outgoing"} and _is_drafter(actor, document):
        return yes()
    if document.holder_post_id in actor.post_ids and act != "withdraw_outgoing":
        return yes()
    return _in_their_place(actor, document, act)


def _in_their_place(actor: Actor, document: Outgoing, act: str) -> Answer:
    """Where nobody sits at the holder's post any more, the office goes on: a clerk for a clerk, a leader for others."""
    role = {"approve_form": "clerk", "sign_outgoing": ""}.get(act, "leader")
    return yes() if role and seat_in(actor, document.unit_id, role) else no(NOT_HOLDER)


def _is_drafter(actor: Actor, document: Outgoing) -> bool:
    return document.drafted_post_id in actor.post_ids or document.drafted_account_id == actor.account_id


def may_change(actor: Actor, document: Outgoing) -> Answer:
    """Whether the actor may begin a document that replaces or corrects this one. Law: VB-07."""
    if document.state != Out.RELEASED:
        return no(WRONG_MOMENT, WrongMoment)
    return may_draft(actor, document.unit_id)


# --- incoming --------------------------------------------------------------------------------------------------------

BY_CLERK = frozenset({"register_incoming", "return_incoming", "present_incoming", "agree_recall", "refuse_recall"})


def may_act_in(actor: Actor, document: Incoming, act: str) -> Answer:
    """Whether this act on an incoming document is the actor's, now."""
    if act != "refuse_recall" and act not in steps_from(INCOMING, document.state):
        return no(WRONG_MOMENT, WrongMoment)
    if act in {"agree_recall", "refuse_recall"} and not document.change_asked:
        return no(WRONG_MOMENT, WrongMoment)
    if act in BY_CLERK:
        return yes() if seat_in(actor, document.unit_id, "clerk") else no(CLERK_ONLY)
    if act in {"assign_incoming", "note_incoming"}:
        return yes() if seat_in(actor, document.unit_id, "leader") else no(LEADER_ONLY)
    return yes() if document.holder_post_id in actor.post_ids else no(NOT_YOURS)


# --- directives ------------------------------------------------------------------------------------------------------


def _authority(unit_id: int) -> int:
    authority = directory().authority_of(unit_id)
    return authority.id if authority else unit_id


BY_GIVER = frozenset({"close_directive", "give_back_directive", "cancel_directive", "decide_more_time"})


def may_give(actor: Actor) -> Answer:
    """Leaders give tasks."""
    return yes() if actor.has_role("leader") else no(LEADER_ONLY)


def may_act_directive(actor: Actor, task: Directive, act: str) -> Answer:
    """Whether this act on a directive is the actor's, now: the giver's (or who leads there), or of who leads it."""
    if act not in steps_from(DIRECTIVES, task.state):
        return no(WRONG_MOMENT, WrongMoment)
    if act == "decide_more_time" and task.asked_until is None:
        return no(WRONG_MOMENT, WrongMoment)
    if act in BY_GIVER:
        is_giver = task.given_post_id in actor.post_ids or seat_in(actor, task.unit_id, "leader")
        return yes() if is_giver else no(NOT_GIVER)
    if act == "hand_on_directive" and seat_in(actor, _authority(task.lead_unit_id), "leader"):
        return yes()
    helps = act == "report_progress" and task.helpers.filter(post__in=actor.post_ids).exists()
    return yes() if helps or task.lead_post_id in actor.post_ids else no(NOT_YOURS)
