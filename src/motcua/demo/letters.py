"""Documents and tasks of the demo: a few weeks of a district and some communes, driven through the real acts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pikepdf
from django.db import transaction

from motcua.correspondence.actions.draft_outgoing import draft_outgoing, receiver_for
from motcua.correspondence.actions.follow_directive import (
    accept_directive,
    ask_more_time,
    close_directive,
    report_done,
    report_progress,
)
from motcua.correspondence.actions.give_directive import Source, Wanted, give_directives
from motcua.correspondence.actions.handle_incoming import (
    Assigned,
    assign_incoming,
    finish_incoming,
    present_incoming,
    register_incoming,
)
from motcua.correspondence.actions.release_outgoing import release_outgoing
from motcua.correspondence.actions.review_outgoing import approve_content, approve_form, submit_outgoing
from motcua.correspondence.actions.sign_outgoing import sign_on_paper
from motcua.correspondence.actions.take_in import Arrived, take_in
from motcua.correspondence.drafting import Text
from motcua.correspondence.models import Incoming, Outgoing
from motcua.correspondence.rules.kinds import KINDS
from motcua.correspondence.rules.numbering import symbol_for
from motcua.correspondence.rules.signers import usual_mode
from motcua.correspondence.tasks import deliver_inside
from motcua.correspondence.wording import (
    Letter,
    Receiver,
    book_of,
    clerk_posts,
    full_name,
    is_collective,
    lines_above,
    person_at,
    signer_posts,
    working_posts,
)
from motcua.demo.driver import officer_at
from motcua.demo.letter_texts import CAME, COMMUNE, DISTRICT, TASKS, Written
from motcua.files.actions.store_file import keep_made
from motcua.kernel import clock
from motcua.people.directory import PostRef, UnitRef
from motcua.people.queries import directory
from motcua.people.rules import SYSTEM, Actor
from motcua.printing import Press, cleaned

SHOWN = ("30682", "30724", "30692")  # communes that have documents of their own
PRESS = Press(Path(__file__).parent / "letter")
BLANK = "Nội dung văn bản mẫu, không có giá trị."
NUMBER, DATE, SIGNATURE = (122.0, 728.6), (372.0, 728.6), (405.0, 330.0)  # where the page leaves room, in points


@dataclass(frozen=True)
class Office:
    """An authority of the demo and who writes, checks, seals and signs there."""

    unit: UnitRef
    head: PostRef
    clerk: PostRef
    workers: Sequence[PostRef]

    def actor(self, post: PostRef) -> Actor:
        """Whoever sits there."""
        return officer_at(post.id)


def load_letters() -> tuple[int, int]:
    """How many documents and tasks were told; none where there are some already."""
    if Outgoing.objects.exists() or Incoming.objects.exists():
        return 0, 0
    offices = [one for unit in _units() if (one := _office(unit))]
    if not offices:
        return 0, 0
    now = clock.now()
    with transaction.atomic():
        district, *communes = offices
        for place, written in enumerate(DISTRICT):
            _out(district, written, _day(now, 26 - 2 * place), receivers=[one.unit for one in communes])
        for commune in communes:
            _commune(commune, now, above=district.unit)
        given = _tasks(district, communes, now)
    return Outgoing.objects.count() + Incoming.objects.count(), given


def _units() -> Iterator[UnitRef]:
    known = directory()
    yield from (one for one in known.units if one.kind == "district" and one.is_open_on(known.on))
    yield from (found for code in SHOWN if (found := known.unit_by_code(code)) and found.is_open_on(known.on))


def _office(unit: UnitRef) -> Office | None:
    heads, clerks = signer_posts(unit.id), clerk_posts(unit.id)
    workers = [one for one in working_posts(unit.id) if one.role == "specialist"]
    return Office(unit, heads[0], clerks[0], workers) if heads and clerks and workers else None


def _day(now: datetime, back: int, hour: int = 9) -> datetime:
    """A working morning so many days ago."""
    day = now - timedelta(days=max(back, 0))
    while day.weekday() > 4:
        day -= timedelta(days=1)
    at = day.astimezone(clock.VIETNAM).replace(hour=hour, minute=10, second=0, microsecond=0)
    return min(at, now - timedelta(minutes=30))


def _evening(at: datetime) -> datetime:
    return at.astimezone(clock.VIETNAM).replace(hour=17, minute=0, second=0, microsecond=0)


def _commune(office: Office, now: datetime, *, above: UnitRef) -> None:
    """What came to a commune and what it wrote; the last drafts are still on their way."""
    for place, written in enumerate(COMMUNE):
        _out(office, written, _day(now, 20 - 3 * place), receivers=[above], steps=min(len(COMMUNE) - place + 1, 6))
    for place, came in enumerate(CAME):
        with clock.moved_to(_day(now, 14 - 3 * place, hour=8)):
            _came(office, came, place)
    for place, document in enumerate(Incoming.objects.filter(unit_id=office.unit.id).order_by("arrived_at")):
        _handled(office, document, place, now=now)


def _came(office: Office, came: tuple[str, str, str, str], place: int) -> None:
    author, code, kind, subject = came
    pdf = _page(Head(author, "", kind, subject), [BLANK], over=["LÃNH ĐẠO"], signer="")
    kept = keep_made(content=pdf, name=f"{code.replace('/', '-')}.pdf", actor=SYSTEM)
    day, named = clock.today() - timedelta(days=1), f"mau-{office.unit.code}-{place}"
    arrived = Arrived(office.unit.id, "paper", named, author, code, kind, subject, day, (kept,))
    take_in(arrived=arrived, actor=office.actor(office.clerk))


def _handled(office: Office, document: Incoming, place: int, *, now: datetime) -> None:
    """The older ones further on: registered, before the leader, with somebody, done."""
    clerk, head, worker = office.clerk, office.head, office.workers[place % len(office.workers)]
    at = min(document.arrived_at + timedelta(minutes=40), now)
    if place % 7 == 6:
        return
    with clock.moved_to(at):
        register_incoming(incoming_id=document.pk, actor=office.actor(clerk))
        present_incoming(incoming_id=document.pk, actor=office.actor(clerk), leader_post_id=head.id)
    if place % 7 == 5:
        return
    with clock.moved_to(min(at + timedelta(hours=2), now)):
        due = _evening(document.arrived_at + timedelta(days=5 + place))
        due = max(due, clock.now() + timedelta(hours=1))
        helpers = [one.id for one in office.workers if one != worker][:1]
        told = Assigned(worker.id, helpers, due, "Chủ trì tham mưu, báo cáo kết quả trước hạn.")
        assign_incoming(incoming_id=document.pk, actor=office.actor(head), assigned=told)
    if place % 3 == 0:
        with clock.moved_to(min(document.arrived_at + timedelta(days=3), now)):
            outcome = "Đã triển khai và lưu hồ sơ công việc."
            finish_incoming(incoming_id=document.pk, actor=office.actor(worker), outcome=outcome)


def _out(office: Office, written: Written, at: datetime, *, receivers: Sequence[UnitRef], steps: int = 6) -> None:
    """A document through so many steps of the house: 1 drafted … 6 released and delivered."""
    worker = office.workers[len(written.subject) % len(office.workers)]
    letter = Letter(
        unit_id=office.unit.id,
        kind=written.kind,
        subject=written.subject,
        signer_post_id=office.head.id,
        sign_mode=usual_mode(office.head.title, is_collective=is_collective(office.unit)),
        body=written.body,
        receivers=[*(receiver_for(one.id) for one in receivers), Receiver("Lưu hồ sơ công việc", is_main=False)],
        priority=written.priority,
        steering=2 if office.unit.kind == "district" else 1,
    )
    with clock.moved_to(at):
        pk = draft_outgoing(actor=office.actor(worker), letter=letter, text=_text(office, letter, worker)).pk
    for number, step in enumerate(_steps(office, worker, pk), 2):
        if number > steps:
            return
        with clock.moved_to(min(at + timedelta(hours=number - 1), clock.now())):
            step()


def _steps(office: Office, worker: PostRef, pk: UUID) -> list[Callable[[], object]]:
    clerk, head = office.actor(office.clerk), office.actor(office.head)
    return [
        lambda: submit_outgoing(outgoing_id=pk, actor=office.actor(worker), reviewer_post_id=office.head.id),
        lambda: approve_content(outgoing_id=pk, actor=head),
        lambda: approve_form(outgoing_id=pk, actor=clerk),
        lambda: sign_on_paper(outgoing_id=pk, actor=clerk, signed_on=clock.today()),
        lambda: _released(pk, clerk),
    ]


def _released(pk: UUID, clerk: Actor) -> None:
    document = release_outgoing(outgoing_id=pk, actor=clerk)
    deliver_inside(document)


def _text(office: Office, letter: Letter, worker: PostRef) -> Text:
    known = directory()
    parent = office.unit.parent_id if office.unit.kind == "commune" else None
    above = known.unit(parent).authority_name if parent else ""
    book = book_of(office.unit.id)
    symbol = symbol_for(KINDS[letter.kind], book.symbol, book.section)
    head = Head(full_name(office.unit), above, letter.kind, letter.subject, symbol, book.place)
    signer = person_at(office.head.id, clock.today())
    pdf = _page(head, letter.body.splitlines(), over=lines_above(letter), signer=signer)
    return Text(None, keep_made(content=pdf, name="du-thao.pdf", actor=office.actor(worker)), letter.body)


@dataclass(frozen=True)
class Head:
    """What stands above the words of a document."""

    body: str
    above: str
    kind: str
    subject: str
    symbol: str = ""
    place: str = ""


def _page(head: Head, words: Sequence[str], *, over: Sequence[str], signer: str) -> bytes:
    """A page with room for number, date and signature, as a filled template leaves it."""
    values = {
        "above": head.above.upper(),
        "body": head.body.upper(),
        "kind": KINDS[head.kind].name.upper(),
        "is_letter": not KINDS[head.kind].abbreviation,
        "subject": head.subject,
        "symbol": head.symbol,
        "place": head.place,
        "words": list(words),
        "over": list(over),
        "signer": signer,
    }
    made = PRESS.printed("letter.typ", cleaned(values), at=clock.now(), standard=None)
    out = BytesIO()
    with pikepdf.open(BytesIO(made)) as whole:
        page = whole.pages[0].obj
        places = {"/mcso": NUMBER, "/mcngay": DATE, "/mcky": SIGNATURE}
        marks = {name: pikepdf.Array([page, pikepdf.Name.XYZ, *place, 0]) for name, place in places.items()}
        whole.Root.Dests = pikepdf.Dictionary(marks)
        whole.save(out)
    return out.getvalue()


# --- tasks -----------------------------------------------------------------------------------------------------------


def _tasks(district: Office, communes: Sequence[Office], now: datetime) -> int:
    """Conclusions of two meetings of the district, and what a commune's leader gave; some are late."""
    count = 0
    for number, office in enumerate((district, *communes)):
        leads = [one.head for one in communes] if office is district else list(office.workers)
        for place, (meeting, text, days) in enumerate(TASKS[: 8 if office is district else 4]):
            given_at = _day(now, 16 - 2 * place)
            lead = leads[(place + number) % len(leads)]
            due = _evening(given_at + timedelta(days=days))
            with clock.moved_to(given_at):
                wanted = [Wanted(text, lead.id, due, priority=int(place % 4 == 0))]
                (task,) = give_directives(
                    actor=office.actor(office.head), wanted=wanted, source=Source("meeting", meeting)
                )
            count += 1
            _followed(officer_at(lead.id), office.actor(office.head), task.pk, place=place + number, now=now)
    return count


def _followed(lead: Actor, giver: Actor, pk: UUID, *, place: int, now: datetime) -> None:
    """What its people did since: nothing yet, taken up, half done, more time asked for, done."""
    if place % 5 == 0:
        return
    with clock.moved_to(now - timedelta(days=2, hours=3)):
        accept_directive(directive_id=pk, actor=lead)
        if place % 5 == 2:
            report_progress(directive_id=pk, actor=lead, text="Đã họp triển khai, đang tổng hợp số liệu.", percent=50)
        if place % 5 == 3:
            later = _evening(now + timedelta(days=9))
            ask_more_time(directive_id=pk, actor=lead, until=later, reason="Chờ số liệu của các ấp, khóm.")
        if place % 5 == 4:
            report_done(directive_id=pk, actor=lead, text="Đã hoàn thành, có báo cáo kèm theo.")
    if place % 10 == 4:
        with clock.moved_to(now - timedelta(days=1)):
            close_directive(directive_id=pk, actor=giver)
