"""``python -m motcua.adapters.pki FOLDER``: the services of the authority, at the address in its certificates."""

import socket
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

from motcua.adapters.pki.authority import Authority
from motcua.adapters.pki.server import serve

AGAIN = 5.0


def main() -> None:
    """Answer until ended."""
    folder = Path(sys.argv[1])
    place = urlsplit(Authority(folder).url)
    host, port = place.hostname or "127.0.0.1", place.port or 0
    wait_for(host, port, AGAIN)
    serve(folder, host=host, port=port)


def wait_for(host: str, port: int, seconds: float) -> None:
    """Until nobody else is at the address, so that another demo on the machine does not keep this one from starting."""
    told = False
    while not _is_free(host, port):
        if not told:
            sys.stderr.write(f"Port {port} is taken: what the demo signs has no time stamp until it is free.\n")
        told = True
        time.sleep(seconds)


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind((host, port))
        except OSError:
            return False
    return True


if __name__ == "__main__":
    main()
