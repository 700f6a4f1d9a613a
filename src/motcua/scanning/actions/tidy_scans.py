"""What is no longer needed of finished scans is let go: the photos and pages behind a signed copy."""

from datetime import timedelta

from motcua.files.actions.discard_file import discard_file
from motcua.kernel import clock
from motcua.kernel.refusals import Refused
from motcua.people.rules import SYSTEM
from motcua.scanning.models import Arrival, ScanPage, ScanSource

REST = timedelta(days=30)  # until then whatever listens to a signed scan has long put it in its place
AT_ONCE = 500


def tidy_scans() -> int:
    """Drop the files of scans that ended a month ago, but for those a case holds; how many went."""
    before = clock.now() - REST
    found = 0
    for model, field in ((ScanPage, "picture"), (ScanSource, "file")):
        old = model._default_manager.filter(scan__closed_at__lt=before, **{f"{field}__isnull": False})
        for pk, file_id in list(old.values_list("pk", f"{field}_id")[:AT_ONCE]):
            model._default_manager.filter(pk=pk).update(**{field: None})
            found += _dropped(file_id)
    aside = Arrival.objects.filter(used_at__lt=before, file__isnull=False)
    for pk, file_id in list(aside.values_list("pk", "file_id")[:AT_ONCE]):
        Arrival.objects.filter(pk=pk).update(file=None)
        found += _dropped(file_id)
    return found


def _dropped(file_id: object) -> bool:
    try:
        discard_file(file_id=file_id, actor=SYSTEM)  # type: ignore[arg-type]
    except Refused:
        return False  # a case holds it
    return True
