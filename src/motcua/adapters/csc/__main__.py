"""``python -m motcua.adapters.csc FOLDER``: the simulated signing service and its phone, at the port in its folder."""

import socket
import sys
import time
from pathlib import Path

from motcua.adapters.csc.simulator.server import listening
from motcua.adapters.csc.simulator.vault import Vault

HOST = "127.0.0.1"
AGAIN = 5.0


def main() -> None:
    """Answer until ended; where another demo has the port, wait for it, so that this one starts all the same."""
    folder = Path(sys.argv[1])
    port, told = Vault(folder).setup.port, False
    while not _is_free(port):
        if not told:
            sys.stderr.write(f"Port {port} is taken: the simulated signing service answers when it is free.\n")
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
