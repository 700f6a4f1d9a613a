"""One world of signatures for all tests of this room."""

import pytest
from world import World, make_world


@pytest.fixture(scope="session")
def world(tmp_path_factory) -> World:
    made = make_world(tmp_path_factory.mktemp("signatures"))
    yield made
    made.server.shutdown()
    made.server.server_close()
