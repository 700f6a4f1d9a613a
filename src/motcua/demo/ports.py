"""Ports of what the demo plays: drawn at random, so that two demos that begin at once take different ones."""

import socket
from collections.abc import Iterator
from random import SystemRandom

FIRST_PORT, LAST_PORT = 8391, 8490


def free_ports() -> Iterator[int]:
    """Ports where nobody answers, each told once."""
    ports = range(FIRST_PORT, LAST_PORT)
    for port in SystemRandom().sample(ports, len(ports)):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                yield port
    raise RuntimeError("no port is free for what the demo plays")
