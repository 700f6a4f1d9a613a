"""Another demo on the machine has the address: this one waits instead of ending."""

import socket
from threading import Thread

from motcua.kernel.free_port import wait_until_free


def test_it_waits_until_the_address_is_free(capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        more = {"told": "it answers when it is free.", "seconds": 0.05}
        waiting = Thread(target=wait_until_free, args=("127.0.0.1", port), kwargs=more, daemon=True)
        waiting.start()
        waiting.join(0.3)
        assert waiting.is_alive()
    waiting.join(5)
    assert not waiting.is_alive()
    assert capsys.readouterr().err.count(f"Port {port} is taken: it answers when it is free.") == 1
