"""Whether something failed because the disk is full, in the words of the system, of SQLite and of PostgreSQL."""

import errno
import sqlite3

FULL = frozenset((errno.ENOSPC, errno.EDQUOT))
POSTGRESQL_FULL = "53100"  # disk_full


def is_disk_full(error: BaseException | None) -> bool:
    """Whether this failure, or one behind it, says that nothing more can be written."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, OSError) and error.errno in FULL:
            return True
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            return True
        if getattr(error, "sqlstate", None) == POSTGRESQL_FULL:
            return True
        error = error.__cause__ or error.__context__
    return False
