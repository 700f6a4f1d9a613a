"""``python -m motcua.adapters.pki FOLDER``: the services of the authority, at the address in its certificates."""

import sys
from pathlib import Path
from urllib.parse import urlsplit

from motcua.adapters.pki.authority import Authority
from motcua.adapters.pki.server import serve


def main() -> None:
    """Answer until ended."""
    folder = Path(sys.argv[1])
    place = urlsplit(Authority(folder).url)
    serve(folder, host=place.hostname or "127.0.0.1", port=place.port or 0)


if __name__ == "__main__":
    main()
