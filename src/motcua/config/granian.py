"""``python -m motcua.config.granian``: the web server with the whole house loaded before it forks.

A worker that died is then back at once: it is forked with every module in place instead of importing them for seconds.
"""

import gc

from django.db import connections
from django.urls import get_resolver
from granian.cli import entrypoint

from motcua.config import wsgi


def load() -> None:
    """All that a first request would import; nothing that may not be shared with a fork stays open."""
    assert wsgi.application is not None
    assert get_resolver().url_patterns
    connections.close_all()
    gc.collect()
    gc.freeze()  # the collector of a worker leaves the shared pages alone, so they stay shared


if __name__ == "__main__":
    load()
    entrypoint()
