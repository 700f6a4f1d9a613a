"""One sitting: the PIN is given once, the key stays open while documents are signed, and is closed with the block."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import Thread
from uuid import UUID

from motcua.files.queries import open_file
from motcua.kernel import clock
from motcua.kernel.answers import Answer, no
from motcua.kernel.refusals import NotFound, TooMany, WrongMoment
from motcua.kernel.words import N_
from motcua.people.actions.count_try import Limit, count_try, give_back
from motcua.people.queries import directory
from motcua.people.rules import Actor, Seat
from motcua.signing.holders import holder_of
from motcua.signing.keys import OneByOne
from motcua.signing.models import Certificate
from motcua.signing.outside import services, status_of
from motcua.signing.pdf import Services
from motcua.signing.ports import KeyRefused, OpenKey
from motcua.signing.rules.certificates import REVOKED, usable

NO_CERTIFICATE = N_("Chưa có chứng thư số nào được đăng ký cho bạn. Hãy nhờ người quản trị đăng ký.")
NOT_YOURS = N_("Chứng thư số này không phải của bạn.")
NO_POST = N_("Bạn không còn giữ vị trí nào được ký cho %(unit)s.")
NOT_CLERK = N_("Chỉ văn thư của %(unit)s được đóng dấu số của cơ quan.")
TOO_MANY = N_("Mã PIN sai quá nhiều lần. Hãy đợi 15 phút rồi thử lại, kẻo thiết bị ký bị khóa.")
BEAT_SECONDS = 2.0
TRIES = Limit(most=4, seconds=900)
SIGNING_ROLES = {
    "personal": frozenset({"leader", "specialist", "desk_officer", "clerk"}),
    "agency": frozenset({"clerk"}),
}


@dataclass(frozen=True)
class Sitting:
    """An open key in the hand of an officer, and the seat they sign from."""

    key: OpenKey
    certificate: Certificate
    actor: Actor
    seat: Seat
    services: Services  # as they were when the sitting began
    picture: bytes = b""  # of the hand signature, or of the seal


@contextmanager
def sitting(certificate_id: UUID, pin: str, *, actor: Actor, count: int = 1) -> Iterator[Sitting]:
    """The key, open, for ``count`` signatures. Everything is looked at before the PIN is used.

    Refuses with NotFound, NotPermitted, WrongMoment (ended, expired, not valid yet, revoked), TooMany, KeyRefused.
    """
    certificate, seated = _looked_at(certificate_id, actor)
    with _counted(certificate, pin, count) as key:
        yield seated(key)


def asked_on_phone(certificate_id: UUID, *, actor: Actor, count: int, held: ExitStack) -> Iterator[Sitting | None]:
    """None every other second while the signer is asked on the phone, then the sitting; it ends with ``held``.

    Refuses as ``sitting`` does. Who stops listening leaves the question to its time limit: nothing is signed by it.
    """
    certificate, seated = _looked_at(certificate_id, actor)
    opening, found = holder_of(certificate).opened("", count=count), Future[OpenKey]()
    Thread(target=_open_into, args=(found, opening), daemon=True).start()
    while not wait([found], BEAT_SECONDS).done:
        yield None
    key = found.result()
    held.push(opening)
    yield seated(key)


def _open_into(found: Future[OpenKey], opening: AbstractContextManager[OpenKey]) -> None:
    try:
        found.set_result(opening.__enter__())
    except BaseException as failure:  # told to whoever waits, in their thread
        found.set_exception(failure)


def _looked_at(certificate_id: UUID, actor: Actor) -> tuple[Certificate, Callable[[OpenKey], Sitting]]:
    """The certificate, fit to be used by the actor now, and how they sit down with its key."""
    certificate = Certificate.objects.select_related("picture").filter(pk=certificate_id).first()
    if certificate is None:
        raise NotFound(NO_CERTIFICATE)
    seat = _seat(actor, certificate)
    may_use(actor, certificate, clock.now()).or_refuse()
    known = services()
    if status_of(bytes(certificate.der), known) == "revoked":
        raise WrongMoment(REVOKED, subject=certificate.subject)
    assert seat is not None
    picture = _picture(certificate)
    return certificate, lambda key: Sitting(OneByOne(key), certificate, actor, seat, known, picture)


def _picture(certificate: Certificate) -> bytes:
    if certificate.picture is None:
        return b""
    with open_file(certificate.picture) as file:
        return file.read()


def may_use(actor: Actor, certificate: Certificate, at: datetime) -> Answer:
    """Own certificates, from a post of that authority; the seal of an agency, by its clerk. Law: SG-02."""
    if certificate.kind == "personal" and certificate.account_id != actor.account_id:
        return no(NOT_YOURS)
    if _seat(actor, certificate) is None:
        words = NOT_CLERK if certificate.kind == "agency" else NO_POST
        return no(words, unit=directory().unit(certificate.unit_id).name)
    ended, validity = certificate.ended_at is not None, (certificate.valid_from, certificate.valid_until)
    return usable(certificate.subject, validity, ended=ended, at=at)


def _seat(actor: Actor, certificate: Certificate) -> Seat | None:
    """The seat from which the officer signs: of the authority that the certificate belongs to, their own."""
    known, roles = directory(), SIGNING_ROLES[certificate.kind]
    authority = known.authority_of(certificate.unit_id)
    fitting = (
        seat
        for seat in actor.seats
        if seat.role in roles and not seat.acting_for and known.authority_of(seat.unit_id) == authority
    )
    return next(fitting, None)


@contextmanager
def _counted(certificate: Certificate, pin: str, count: int) -> Iterator[OpenKey]:
    """The PIN is counted before it is tried, so that guessing stops before the device locks itself."""
    places = {f"pin/{certificate.pk}": TRIES}
    if not count_try(places, clock.now()):
        raise TooMany(TOO_MANY)
    with ExitStack() as held:
        try:
            key = held.enter_context(holder_of(certificate).opened(pin, count=count))
        except KeyRefused as refusal:
            if refusal.code != "wrong_pin":
                give_back(places)
            raise
        give_back(places)
        yield key
