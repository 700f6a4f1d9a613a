"""Every page of the product in a real browser: axe, 320 px, headings, labels, names, the skip link, weight, calm."""

import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from tests.web.conftest import client_of
from tests.web.stand import Stand, monday
from tests.web.visits import ACCOUNTS, CITIZEN, CONSOLE, OFFICE, PUBLIC, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1366, "height": 768}
NARROW = {"width": 320, "height": 640}
HEAVIEST = 100_000
MOST_SHIFT = 0.02
FOR_CITIZENS = [*PUBLIC, *ACCOUNTS, *CITIZEN]
SURFACES = {"citizen": FOR_CITIZENS, "office": OFFICE, "console": CONSOLE}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]  # all that only a change of colours can break
LOOKS = {  # each width and each scheme meets every rule, and each width in each scheme the rules of colour
    "vi": [(PHONE, "light", RULES), (PHONE, "dark", COLOURS), (DESK, "light", COLOURS), (DESK, "dark", RULES)],
    "en": [(PHONE, "dark", RULES), (DESK, "light", RULES)],
}
FOUND = """async how => (await axe.run({...how, resultTypes: ['violations']})).violations.map(
  one => `${one.id} at ${one.nodes.map(node => node.target.join(' ')).slice(0, 3).join(', ')}`)"""
WATCH = """(() => { window.shifted = 0; new PerformanceObserver(list => list.getEntries().forEach(one => {
  if (!one.hadRecentInput) window.shifted += one.value })).observe({type: 'layout-shift', buffered: true}) })()"""
MADE = """language => {
  const told = [], all = query => [...document.querySelectorAll(query)];
  const heads = all('h1').length;
  if (heads !== 1) told.push(`${heads} h1`);
  if (document.documentElement.lang !== language) told.push(`lang ${document.documentElement.lang}`);
  for (const one of all('input, select, textarea')) {
    if (['hidden', 'submit', 'button'].includes(one.type)) continue;
    const named = one.labels.length || one.getAttribute('aria-label') || one.getAttribute('aria-labelledby');
    if (!named) told.push(`no label: ${one.name || one.id}`);
  }
  const skip = document.querySelector('a[href], button, input, select, textarea, summary');
  if (!skip.classList.contains('skip')) told.push('the skip link is not first');
  skip.focus();
  return told;
}"""
WIDER = """() => {
  const over = document.documentElement.scrollWidth - innerWidth;
  if (over <= 0) return '';
  const right = one => one.getBoundingClientRect().right;
  const wide = [...document.body.querySelectorAll('*')].filter(one => right(one) > innerWidth + 0.5).slice(-1)[0];
  return `${over}px wider than 320 (${wide?.tagName}.${wide?.className})`;
}"""


@pytest.fixture
def on_monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's own threads are told the day too."""
    monkeypatch.setenv("MOTCUA_NOW", monday().isoformat())


@pytest.fixture
def look(browser: Any, live_server: Any, axe_source: str) -> Iterator[Any]:
    """``look("vi", key)``: a page that keeps what it was refused, in this language, signed in by this session key."""
    contexts = []

    def enter(language: str, session: str) -> Any:
        context = browser.new_context(viewport=PHONE, locale="vi-VN", reduced_motion="reduce")
        contexts.append(context)
        cookies = {"django_language": language, "sessionid": session}
        context.add_cookies(
            [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items() if value]
        )
        context.add_init_script(WATCH)
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.on("response", lambda got: page.complaints.append(f"{got.status} {got.url}") if got.status > 399 else None)
        return page

    yield enter
    for context in contexts:
        context.close()


@cache
def weight(address: str) -> int:
    """What a file of a page weighs on its way, compressed unless it is so already."""
    with urlopen(address) as answer:
        body = answer.read()
    return len(body) if re.search(r"\.(woff2|png|jpg)$", urlsplit(address).path) else len(gzip.compress(body))


def weighed(page: Any, response: Any) -> int:
    """The first load of this page by somebody who was never here."""
    files = page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    return len(gzip.compress(response.body())) + sum(weight(one) for one in {*files} if "/static/" in one)


def faults(page: Any, language: str, axe_source: str) -> list[str]:
    """What is wrong with the page that is open."""
    told = page.evaluate(MADE, language)
    page.keyboard.press("Enter")
    if page.evaluate("document.activeElement.id") != "noi-dung":
        told.append("the skip link leads nowhere")
    page.evaluate(axe_source)
    for size, scheme, rules in LOOKS[language]:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        told += [f"{scheme} {size['width']}: {one}" for one in page.evaluate(FOUND, {"runOnly": rules})]
    page.set_viewport_size(NARROW)
    wider = page.evaluate(WIDER)
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="light")
    return [*told, *([wider] if wider else [])]


def pages_of(stand: Stand, visits: list[Visit]) -> Iterator[tuple[Visit, str]]:
    """Those visits that open a whole page, with who is signed in."""
    clients = {visit.who: client_of(stand, visit.who) for visit in visits}
    for visit in visits:
        if visit.sent is None and not visit.method and visit.status == 200:
            answer = clients[visit.who].get(visit.address(stand))
            is_page = answer["Content-Type"].startswith("text/html") and b"<!doctype" in answer.content[:500]
            answer.close()
            if is_page:
                yield visit, clients[visit.who].cookies["sessionid"].value if visit.who else ""


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("surface", SURFACES)
def test_no_fault_on_any_page(on_monday, stand, live_server, look, axe_source, settings, surface, language):
    settings.ACCOUNT_RATE_LIMITS = False
    told, titles, open_pages = [], defaultdict(set), {}
    for visit, session in pages_of(stand, SURFACES[surface]):
        page = open_pages.get(visit.who) or open_pages.setdefault(visit.who, look(language, session))
        page.complaints.clear()
        response = page.goto(live_server.url + visit.address(stand))
        page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
        if response.status != 200:
            told.append(f"{visit}: status {response.status}")
            continue
        wrong = list(page.complaints)
        if surface == "citizen":
            grams, shifted = weighed(page, response), page.evaluate("window.shifted")
            wrong += [f"weighs {grams}"] if grams > HEAVIEST else []
            wrong += [f"shifts by {shifted:.3f}"] if shifted > MOST_SHIFT else []
        wrong += faults(page, language, axe_source)
        titles[page.title()].add(visit.name)
        told += [f"{visit}: {one}" for one in wrong]
    told += [f"one title for {sorted(names)}: {title}" for title, names in titles.items() if len(names) > 1]
    assert not told, "\n".join(told)
