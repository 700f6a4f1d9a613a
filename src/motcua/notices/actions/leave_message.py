"""Keep a message for a person or post, and send it by e-mail where there is an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage

from motcua.kernel import clock
from motcua.kernel.refusals import NotFound
from motcua.kernel.words import N_
from motcua.notices.models import Mail, Message
from motcua.people.rules import Actor

SUBJECT = "Tin về hồ sơ của bạn"


@dataclass(frozen=True)
class Audience:
    """Who is told: an account, a post, an address; and where the message leads."""

    account_id: UUID | None = None
    post_id: int | None = None
    email: str = ""
    link: str = "/"

    @property
    def key(self) -> str:
        """Stable name of this audience within one event."""
        return f"a{self.account_id}" if self.account_id else f"p{self.post_id}" if self.post_id else "m"


def leave_message(
    *,
    key: str,
    audience: Audience,
    topic: str,
    text: str,
    params: Mapping[str, str],
    at: datetime,
    dossier_id: UUID | None = None,
) -> None:
    """The message of what happened at ``at``, once for its key; the same key again changes nothing."""
    if audience.account_id or audience.post_id:
        Message.objects.get_or_create(
            key=key,
            defaults={
                "account_id": audience.account_id,
                "post_id": audience.post_id,
                "dossier_id": dossier_id,
                "topic": topic,
                "text": text,
                "params": dict(params),
                "link": audience.link,
                "at": at,
            },
        )
    if audience.email:
        _mail(key, audience, text % params)


def _mail(key: str, audience: Audience, words: str) -> None:
    """Sent once; a worker killed between sending and noting it sends again under the same Message-ID."""
    mail, _ = Mail.objects.get_or_create(key=key, defaults={"address": audience.email, "subject": SUBJECT})
    if mail.sent_at is None:
        body = f"{words}\n\n{settings.PUBLIC_URL}{audience.link}\n"
        again = {"Message-ID": f"<{sha256(key.encode()).hexdigest()[:40]}@{urlsplit(settings.PUBLIC_URL).hostname}>"}
        EmailMessage(SUBJECT, body, settings.DEFAULT_FROM_EMAIL, [audience.email], headers=again).send()
        mail.sent_at = clock.now()
        mail.save(update_fields=["sent_at"])


def mark_read(*, message_id: int, actor: Actor) -> Message:
    """The message was read by its person, or by someone at its post."""
    message = Message.objects.filter(pk=message_id).first()
    own = message and (
        (message.account_id and message.account_id == actor.account_id)
        or (message.post_id and message.post_id in actor.post_ids)
    )
    if message is None or not own:
        raise NotFound(N_("Không tìm thấy tin này."))
    if message.read_at is None:
        message.read_at = clock.now()
        message.save(update_fields=["read_at"])
    return message


def mark_case_read(*, dossier_id: UUID, actor: Actor) -> None:
    """The person saw the case itself, and with it everything that was told to them about it."""
    if actor.account_id is None:
        return
    waiting = Message.objects.filter(account_id=actor.account_id, dossier_id=dossier_id, read_at=None)
    if waiting.exists():
        waiting.update(read_at=clock.now())
