"""Waiting for a port of this machine: two demos may have drawn the same one."""

import socket
import sys
import time

AGAIN = 5.0


def wait_until_free(host: str, port: int, *, told: str, seconds: float = AGAIN) -> None:
    """Until nobody else is at the address, so that another demo does not keep this one from starting.

    ``told`` is written once to standard error where it has to wait.
    """
    is_told = False
    while not _is_free(host, port):
        if not is_told:
            sys.stderr.write(f"Port {port} is taken: {told}\n")
        is_told = True
        time.sleep(seconds)


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind((host, port))
        except OSError:
            return False
    return True
