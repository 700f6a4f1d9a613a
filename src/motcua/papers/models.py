"""The store of papers: whose, which papers, consent to use them, every use and every look."""

from django.conf import settings
from django.db import models

from motcua.files.models import StoredFile
from motcua.files.rules.kinds import KINDS
from motcua.kernel.ids import uuid7
from motcua.papers.rules.holders import Holder
from motcua.papers.rules.levels import VERIFIED

UNUSED = models.Q(dropped_at__isnull=True)


class StoreOwner(models.Model):
    """A person by citizen number or an organisation by tax code; never merged with another by name.

    Who opens it is found anew each time by the number that an account has proven: nothing here points to an account.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    kind = models.CharField(max_length=12)  # person | organisation
    number = models.CharField(max_length=14)
    closed_at = models.DateTimeField(null=True)  # the owner lets nobody use it, until they open it again
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "number"], name="store_one_of_a_number")]
        indexes = [models.Index(fields=["number"], name="store_of_number")]

    def __str__(self) -> str:
        return f"store {self.pk}"


class Paper(models.Model):
    """One kept paper: what it says, where it comes from, how sure it is. The file never changes; a newer one replaces.

    The columns are the metadata of the circular (docs/law/papers.md KG-02). ``holder_name`` is the name with which it
    came: under a number that was typed wrongly it is somebody else's, and then it is shown to nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    owner = models.ForeignKey(StoreOwner, on_delete=models.PROTECT, related_name="papers")
    holder_name = models.CharField(max_length=200)
    type = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=300)
    number = models.CharField(max_length=60, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    issued_on = models.DateField(null=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)  # as written on it; the rule of its type counts where nothing is
    scope = models.CharField(max_length=200, blank=True)
    summary = models.CharField(max_length=300, blank=True)
    copy_type = models.CharField(max_length=12)  # original | copy | electronic
    level = models.CharField(max_length=8)  # own | office | compared | issued
    source = models.CharField(max_length=8)  # result | scan | upload
    origin = models.CharField(max_length=120, null=True, unique=True)  # what it was kept from: done twice it is one
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    document = models.ForeignKey("signing.SignedDocument", on_delete=models.PROTECT, null=True, related_name="+")
    dossier_id = models.UUIDField(null=True)
    dossier_code = models.CharField(max_length=40, blank=True)
    procedure_code = models.CharField(max_length=20, blank=True)
    requirement_key = models.CharField(max_length=60, blank=True)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    kept_by = models.CharField(max_length=200)
    kept_at = models.DateTimeField()
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)
    hidden_at = models.DateTimeField(null=True)  # the owner put it away: it is not offered
    removed_at = models.DateTimeField(null=True)  # the owner removed it; its file is let go
    search_text = models.TextField(blank=True)  # folded: name, number, issuer, dossier code

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="paper_has_its_file",
                condition=models.Q(file__isnull=False) | models.Q(removed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="paper_not_its_own_successor",
                condition=models.Q(replaced_by__isnull=True) | ~models.Q(replaced_by=models.F("id")),
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-kept_at"], name="paper_of_owner"),
            models.Index(fields=["dossier_id"], name="paper_from_dossier"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_replaced(self) -> bool:
        """A newer one stands in its place."""
        return self.replaced_by_id is not None

    @property
    def is_withdrawn(self) -> bool:
        """Whoever issued it took it back."""
        return self.withdrawn_at is not None

    @property
    def is_removed(self) -> bool:
        """The owner removed it."""
        return self.removed_at is not None

    @property
    def is_verified(self) -> bool:
        """An authority answers for it with a signature."""
        return self.level in VERIFIED

    @property
    def file_kind(self) -> str:
        """Of its file, as ``files.rules`` names the kinds; nothing once that is gone."""
        return next((one.key for one in KINDS.values() if self.file and one.media_type == self.file.media_type), "")

    def held_by(self) -> Holder:
        """Whose it is, as it came."""
        return Holder(self.owner.kind, self.owner.number, self.holder_name)


class Consent(models.Model):
    """The owner's word that papers of the store are used for one application; withdrawn it holds for no later use."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    owner = models.ForeignKey(StoreOwner, on_delete=models.PROTECT, related_name="consents")
    subject_id = models.UUIDField()  # the draft, or the case that asks for more
    title = models.CharField(max_length=300)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    way = models.CharField(max_length=8)  # self | counter
    given_by = models.CharField(max_length=200)
    noted_by = models.CharField(max_length=200, blank=True)  # the officer to whom it was given
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "subject_id"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="consent_to_use_once",
            )
        ]
        indexes = [models.Index(fields=["owner", "-at"], name="consent_of_owner")]

    def __str__(self) -> str:
        return f"consent of {self.owner_id} for {self.subject_id}"


class PaperUse(models.Model):
    """One paper used for one requirement of one application: who, when, what for."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="uses")
    owner = models.ForeignKey(StoreOwner, on_delete=models.PROTECT, related_name="uses")
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="uses")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")  # none once dropped
    subject_id = models.UUIDField()
    requirement_key = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    dossier_id = models.UUIDField(null=True)
    reference = models.CharField(max_length=40, blank=True)
    used_by = models.CharField(max_length=200)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)  # taken out again before it was handed in

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "subject_id", "requirement_key"], condition=UNUSED, name="paper_used_once"
            )
        ]
        indexes = [
            models.Index(fields=["owner", "-at"], name="use_of_owner"),
            models.Index(fields=["subject_id"], name="use_for_subject"),
            models.Index(fields=["dossier_id"], name="use_in_dossier"),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} for {self.subject_id}"


class Look(models.Model):
    """Somebody looked at a store or opened a paper of it."""

    owner = models.ForeignKey(StoreOwner, on_delete=models.PROTECT, related_name="looks")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    way = models.CharField(max_length=8)  # own | counter | case | api
    subject_id = models.UUIDField(null=True)
    title = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["owner", "-at"], name="look_of_owner")]

    def __str__(self) -> str:
        return f"{self.name} looked at {self.owner_id}"


class TypeRow(models.Model):
    """A row of the table of paper types that this office wrote over, or beside, what ships."""

    key = models.CharField(max_length=60)
    name = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    results = models.TextField(blank=True)
    answers = models.TextField(blank=True)
    even_expired = models.TextField(blank=True)
    months = models.PositiveSmallIntegerField(null=True)
    is_single = models.BooleanField(default=False)
    from_on = models.DateField()
    source = models.CharField(max_length=300)
    mark = models.CharField(max_length=12)  # [V] | (unverified) | assumption
    set_by = models.CharField(max_length=200)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "from_on"], name="paper_type_one_of_a_day")]

    def __str__(self) -> str:
        return f"{self.key} from {self.from_on}"
