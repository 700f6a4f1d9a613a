"""What every test stands on: loopback only, a clock that is set, the running product, a real browser, photos."""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.product import MORNING, Product, free_port
from tests.settings import RUN_DIR

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = os.environ.get("MOTCUA_CHROMIUM", "/usr/bin/chromium")
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
LOOPBACK = ("127.", "::1", "localhost")


# --- walls -----------------------------------------------------------------------------------------------------------


class NetworkReachedError(AssertionError):
    """A test tried to leave this machine."""


def _guarded(real: Callable[..., Any]) -> Callable[..., Any]:
    def connect(self: socket.socket, address: Any) -> Any:
        is_net = self.family in {socket.AF_INET, socket.AF_INET6}
        if is_net and not str(address[0]).startswith(LOOPBACK):
            raise NetworkReachedError(f"a test reached for {address!r}; only loopback is open")
        return real(self, address)

    return connect


def _guarded_lookup(real: Callable[..., Any]) -> Callable[..., Any]:
    def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name and not name.startswith(LOOPBACK) and name not in {"0.0.0.0", "::"}:
            raise NetworkReachedError(f"a test looked up {name!r}; only loopback is open")
        return real(host, *args, **kwargs)

    return getaddrinfo


def pytest_configure(config: pytest.Config) -> None:
    starts_workers = config.getoption("dist", "no") != "no" and not hasattr(config, "workerinput")
    if not starts_workers:  # commands under test are processes of their own: they are told the product's settings
        os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.config.settings"
    socket.socket.connect = _guarded(socket.socket.connect)  # type: ignore[method-assign]
    socket.socket.connect_ex = _guarded(socket.socket.connect_ex)  # type: ignore[method-assign]
    socket.getaddrinfo = _guarded_lookup(socket.getaddrinfo)  # type: ignore[assignment]


def pytest_unconfigure() -> None:
    shutil.rmtree(RUN_DIR, ignore_errors=True)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A file's bytes are no name: two runs would collect different tests."""
    return argname if isinstance(val, bytes) else None


DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_serialized_rollback", "django_db_setup"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches the database, so that only that runs a second time on PostgreSQL."""
    for item in items:
        if item.get_closest_marker("django_db") or DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.uses_database)


@pytest.fixture(scope="session", autouse=True)
def _the_tally_is_open_as_installed() -> None:
    """A test with real transactions ends by emptying every table; what the first migration put there is put back."""
    from django.apps import apps
    from django.db.models.signals import post_migrate

    def opened(**_: object) -> None:
        from motcua.ledger.models import Entry, Tally
        from motcua.ledger.sealing import seal_all

        if not Tally.objects.exists():
            seal_all(Entry, Tally, {})

    post_migrate.connect(opened, sender=apps.get_app_config("ledger"), weak=False)


# --- time ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def present() -> Iterator[Callable[[str], datetime]]:
    """``present("2026-11-02T08:00")``: from here on it is that moment (Vietnam) in this test, and it stands still."""
    from motcua.kernel import clock

    with ExitStack() as stack:

        def set_to(text: str) -> datetime:
            moment = datetime.fromisoformat(text)
            if moment.tzinfo is None:
                moment = moment.replace(tzinfo=clock.VIETNAM)
            return stack.enter_context(clock.moved_to(moment))

        yield set_to


# --- the running product ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product as ``./motcua run --empty`` starts it: web and worker, no cases, on a Monday morning."""
    running = Product(tmp_path_factory.mktemp("product") / "data", free_port(), {"MOTCUA_NOW": MORNING})
    running.start("--empty")
    yield running
    running.stop()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product with its demo cases, as ``./motcua run`` starts it."""
    running = Product(data=tmp_path_factory.mktemp("demo") / "data", port=free_port())
    running.start()
    yield running
    running.stop()


# --- browser ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for the run."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """``open_page(PHONE)``: a page of a new person (own cookies). A script error or a CSP refusal fails the test."""
    contexts = []
    complaints: list[str] = []

    def note(message: Any) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            complaints.append(message.text)

    def new_page(viewport: dict[str, int] | None = None, **options: Any) -> Any:
        context = browser.new_context(viewport=viewport or DESK, locale="vi-VN", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)  # a busy machine is no fault
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", note)
        return page

    yield new_page
    for context in contexts:
        context.close()
    assert not complaints, complaints


@pytest.fixture
def phone(open_page: Callable[..., Any]) -> Any:
    """A page as wide as a small phone."""
    return open_page(PHONE, is_mobile=True, has_touch=True)


@pytest.fixture
def page(open_page: Callable[..., Any]) -> Any:
    """A page as wide as an office screen."""
    return open_page(DESK)


@pytest.fixture
def photo() -> Callable[..., Path]:
    """``photo(page, "inbox")`` keeps a picture of the whole page in ``screenshots/``."""

    def take(page: Any, name: str, *, full_page: bool = True) -> Path:
        path = ROOT / "screenshots" / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(path), full_page=full_page)
        return path

    return take


AXE = """async () => {
  const result = await axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']});
  const where = v => v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(', ');
  return result.violations.map(v => `${v.id}: ${v.help} (${where(v)})`);
}"""


@pytest.fixture(scope="session")
def axe_source() -> str:
    """The accessibility engine."""
    return (ROOT / "tests/web/axe.min.js").read_text()


@pytest.fixture
def axe(axe_source: str) -> Callable[[Any], list[str]]:
    """``assert axe(page) == []``: what the accessibility engine finds, one sentence each."""

    def run(page: Any) -> list[str]:
        page.evaluate(axe_source)  # evaluated, not a tag: the page's CSP stays as it is
        return list(page.evaluate(AXE))

    return run
