"""``python -m motcua.adapters.edxml FOLDER``: the simulated axis, at the port in its folder."""

import socket
import sys
import time
from pathlib import Path

from motcua.adapters.edxml.simulator.server import listening
from motcua.adapters.edxml.simulator.storage import Storage

HOST = "127.0.0.1"
AGAIN = 5.0


def main() -> None:
    """Answer until ended; where another demo has the port, wait for it, so that this one starts all the same."""
    folder = Path(sys.argv[1])
    port, told = Storage(folder).port, False
    while not _is_free(port):
        if not told:
            sys.stderr.write(f"Port {port} is taken: the simulated exchange of documents answers when it is free.\n")
        told = True
        time.sleep(AGAIN)
    listening(folder, host=HOST, port=port).serve_forever()


def _is_free(port: int) -> bool:
    with socket.socket() as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind((HOST, port))
        except OSError:
            return False
    return True


if __name__ == "__main__":
    main()
