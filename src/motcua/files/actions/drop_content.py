"""Letting a content go for good once no file needs it."""

from datetime import datetime

from django.db import transaction

from motcua.files.models import Content, StoredFile
from motcua.files.vault import vault


def drop_content(sha256: str, *, claimed_before: datetime) -> bool:
    """Drop content and small picture unless a file that is not destroyed has it, or it was claimed since; tells which.

    The row stays locked meanwhile: an equal content that arrives now waits at its claim, and is kept anew afterwards.
    """
    with transaction.atomic():
        stray = Content(sha256=sha256, size=0, claimed_at=datetime.fromtimestamp(0, claimed_before.tzinfo))
        Content.objects.bulk_create([stray], ignore_conflicts=True)
        content = Content.objects.select_for_update().get(pk=sha256)
        is_used = StoredFile.objects.filter(sha256=sha256, destroyed_at=None).exists()
        if is_used or content.claimed_at >= claimed_before:
            return False
        vault().forget(sha256)
        content.delete()
        return True
