"""Strange pictures are opened, turned, read and bound in child processes with limits; this is the side that asks."""

from motcua.scanning.engine.asking import (
    Bound,
    Looked,
    PageRead,
    ToRead,
    bind,
    look,
    missing_programs,
    read_page,
    read_pages,
)

__all__ = ["Bound", "Looked", "PageRead", "ToRead", "bind", "look", "missing_programs", "read_page", "read_pages"]
