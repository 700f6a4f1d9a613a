"""``python -m motcua.adapters.pki FOLDER``: the services of the authority, at the address in its certificates."""

import socket
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

from motcua.adapters.pki.authority import Authority
from motcua.adapters.pki.server import serve

RETRY_SECONDS = 5


def main() -> None:
    """Answer until ended. While another program has the address, the product runs on without it."""
    folder = Path(sys.argv[1])
    place = urlsplit(Authority(folder).url)
    host, port = place.hostname or "127.0.0.1", place.port or 0
    if _is_taken(host, port):
        sys.stderr.write(f"pki: {host}:{port} is in use; no time stamps of the demo until it is free\n")
    while _is_taken(host, port):
        time.sleep(RETRY_SECONDS)
    serve(folder, host=host, port=port)


def _is_taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((host, port)) == 0


if __name__ == "__main__":
    main()
