"""The other end of the wire: an axis on this machine, with agencies of its own, for demos and tests."""
