"""``python -m motcua.config.granian``: the web server with the whole house loaded before it forks.

A worker that died is then back at once: it is forked with every module in place instead of importing them for seconds.
"""

from django.db import connections
from django.urls import get_resolver
from granian.cli import entrypoint

from motcua.config import wsgi
from motcua.kernel.collector import calm


def load() -> None:
    """All that a first request would import; nothing that may not be shared with a fork stays open."""
    assert wsgi.application is not None
    assert get_resolver().url_patterns
    connections.close_all()
    calm()


if __name__ == "__main__":
    load()
    entrypoint()
