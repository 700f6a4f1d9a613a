"""``python -m motcua.adapters.edxml FOLDER``: the simulated axis, at the port in its folder."""

import sys
from pathlib import Path

from motcua.adapters.edxml.simulator.server import listening
from motcua.adapters.edxml.simulator.storage import Storage
from motcua.kernel.free_port import wait_until_free

HOST = "127.0.0.1"


def main() -> None:
    """Answer until ended."""
    folder = Path(sys.argv[1])
    port = Storage(folder).port
    wait_until_free(HOST, port, told="the simulated exchange of documents answers when it is free.")
    listening(folder, host=HOST, port=port).serve_forever()


if __name__ == "__main__":
    main()
