"""Whoever gave a statutory document out puts their digital signature on it."""

from uuid import UUID

from django.conf import settings
from django.db import transaction

from motcua.dossiers.documents import form_pdf
from motcua.dossiers.models import Dossier, StatutoryForm
from motcua.dossiers.policies import may_see
from motcua.dossiers.prints import form_on
from motcua.dossiers.queries import load_dossier
from motcua.kernel import clock
from motcua.kernel.answers import Answer, no, yes
from motcua.kernel.refusals import AlreadyDone, NotFound, WrongMoment
from motcua.kernel.words import N_
from motcua.ledger.actions.record import record
from motcua.outbox.actions.announce import announce
from motcua.people.rules import Actor
from motcua.signing.documents import Signed, ToSign, sign_new
from motcua.signing.sitting import Sitting

NO_FORM = N_("Hồ sơ này không có văn bản đó.")
DRAFT = N_("Văn bản này mới là dự thảo, chưa phát hành nên chưa ký được.")
SIGNED = N_("Văn bản này đã được ký số.")
NOT_YOURS = N_("Văn bản này do %(who)s phát hành nên chỉ người đó ký.")


def may_sign_form(actor: Actor, dossier: Dossier, form: StatutoryForm) -> Answer:
    """An issued document not signed yet, by whoever issued it."""
    answer = may_see(actor, dossier)
    if not answer:
        return answer
    if form.issued_at is None:
        return no(DRAFT, WrongMoment)
    if form.file_id:
        return no(SIGNED, AlreadyDone)
    return yes() if actor.is_officer and form.issued_by == actor.name else no(NOT_YOURS, who=form.issued_by)


def sign_form(*, dossier_id: UUID, form_id: UUID, sitting: Sitting) -> StatutoryForm:
    """The document as it was issued, signed; from now on it is this file that everybody gets. Law: SG-01.

    Refuses with NotFound, NotPermitted, WrongMoment, AlreadyDone, KeyRefused. Announces ``form.signed``.
    """
    dossier = load_dossier(dossier_id)
    form = StatutoryForm.objects.filter(pk=form_id, dossier_id=dossier.pk).first()
    if form is None:
        raise NotFound(NO_FORM)
    may_sign_form(sitting.actor, dossier, form).or_refuse()
    made = sign_new(sitting, _to_sign(dossier, form))
    with transaction.atomic():
        if not StatutoryForm.objects.filter(pk=form.pk, file=None).update(file_id=made.file_id):
            raise AlreadyDone(SIGNED)
        _record(form, made, sitting.actor)
    form.file_id = made.file_id
    return form


def _to_sign(dossier: Dossier, form: StatutoryForm) -> ToSign:
    title = form_on(form.key, form.rules_on).title
    return ToSign(
        pdf=form_pdf(form, to_sign=True),
        name=f"{form.key}-{dossier.code or dossier.reference}.pdf",
        kind="letter",
        title=title,
        subject_kind="form",
        subject_id=str(form.pk),
        unit_id=dossier.competent_unit_id,
        check_url=f"{settings.PUBLIC_URL}/kiem-tra/",
        number=form.number,
    )


def _record(form: StatutoryForm, made: Signed, actor: Actor) -> None:
    for row in made.rows:
        row.model._default_manager.create(**row.values)
    at, about = clock.now(), {"form": form.key, "number": form.number, "dossier": str(form.dossier_id)}
    facts = {**about, "signed": made.facts}
    record(subject_kind="form", subject_id=str(form.pk), act="sign_form", actor=actor, facts=facts, at=at)
    announce("form.signed", subject_id=str(form.pk), payload={"facts": facts}, at=at)
