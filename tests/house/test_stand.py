"""What the tests stand on, tested: no network, a clock that is set, a browser that looks."""

import socket
import subprocess
import sys
from datetime import datetime
from urllib.request import urlopen

import pytest
from django.conf import settings
from tests.settings import RUN_DIR

from motcua.kernel import clock

pytestmark = pytest.mark.sqlite_only
BAD = """<html lang="vi"><meta name="viewport" content="width=device-width"><title>x</title>
<main><h1>Một Cửa</h1><img src="data:,"></main></html>"""


def test_nobody_leaves_this_machine():
    with pytest.raises(AssertionError, match="only loopback is open"):
        urlopen("http://192.0.2.1/")
    with pytest.raises(AssertionError, match="only loopback is open"):
        socket.create_connection(("example.org", 80))
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()


def test_time_stands_still_where_it_is_set(present):
    present("2026-11-02T08:00")
    assert clock.now() == clock.now() == datetime(2026, 11, 2, 8, tzinfo=clock.VIETNAM)


def test_every_run_has_a_data_folder_of_its_own():
    assert RUN_DIR.resolve() == settings.DATA_DIR
    assert settings.PROFILE == "test"


def test_the_product_is_asked_not_the_tests_settings():
    told = "import os; print(os.environ['DJANGO_SETTINGS_MODULE'])"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "motcua.config.settings"


@pytest.mark.browser
def test_the_browser_looks_and_complains(phone, axe, photo):
    phone.set_content(BAD)
    assert [line for line in axe(phone) if line.startswith("image-alt")]
    assert photo(phone, "house/stand").stat().st_size > 1000
    assert phone.evaluate("innerWidth") == 360


@pytest.mark.browser
def test_the_browser_stays_on_this_machine(page):
    from playwright.sync_api import Error

    with pytest.raises(Error, match=r"ERR_NAME_NOT_RESOLVED|ERR_INTERNET_DISCONNECTED|ERR_ADDRESS"):
        page.goto("http://example.org/")
