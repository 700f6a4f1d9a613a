"""``python -m motcua.adapters.pki FOLDER``: the services of the authority, at the address in its certificates."""

import sys
from pathlib import Path
from urllib.parse import urlsplit

from motcua.adapters.pki.authority import Authority
from motcua.adapters.pki.server import serve
from motcua.kernel.free_port import wait_until_free


def main() -> None:
    """Answer until ended."""
    folder = Path(sys.argv[1])
    place = urlsplit(Authority(folder).url)
    host, port = place.hostname or "127.0.0.1", place.port or 0
    wait_until_free(host, port, told="what the demo signs has no time stamp until it is free.")
    serve(folder, host=host, port=port)


if __name__ == "__main__":
    main()
