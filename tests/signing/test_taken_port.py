"""Another demo on the machine has the authority's address: this one waits instead of ending."""

import socket
from threading import Thread

from motcua.adapters.pki.__main__ import wait_for


def test_it_waits_until_the_address_is_free(capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        waiting = Thread(target=wait_for, args=("127.0.0.1", port, 0.05), daemon=True)
        waiting.start()
        waiting.join(0.3)
        assert waiting.is_alive()
    waiting.join(5)
    assert not waiting.is_alive()
    assert capsys.readouterr().err.count(f"Port {port} is taken") == 1
