"""``python -m motcua.adapters.csc FOLDER``: the simulated signing service and its phone, at the port in its folder."""

import sys
from pathlib import Path

from motcua.adapters.csc.simulator.server import listening
from motcua.adapters.csc.simulator.vault import Vault
from motcua.kernel.free_port import wait_until_free

HOST = "127.0.0.1"


def main() -> None:
    """Answer until ended."""
    folder = Path(sys.argv[1])
    port = Vault(folder).setup.port
    wait_until_free(HOST, port, told="the simulated signing service answers when it is free.")
    listening(folder, host=HOST, port=port).serve_forever()


if __name__ == "__main__":
    main()
