"""The card on another site's page, in a real browser: it is shown there, and nothing else of ours
is.
"""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final, Protocol

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
# A page that isolates itself takes only what allows it (COEP), the hardest place to be shown in.
ISOLATED: Final = {"Cross-Origin-Embedder-Policy": "require-corp"}


class Stack(Protocol):
    """What these tests need of the running public zone."""

    public_url: str
    open_code: str
    withdrawn_code: str


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with closing(browser.new_context(viewport={"width": 360, "height": 800})) as context:
        yield context.new_page()


@contextmanager
def other_site(body: str, headers: dict[str, str]) -> Iterator[str]:
    """A server of its own, because a browser lets no made-up page look at this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            for name, value in {"Content-Type": "text/html", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


@contextmanager
def shown_elsewhere(page: Page, address: str, headers: dict[str, str]) -> Iterator[list[str]]:
    """Another site's page with ``address`` in a frame; what the browser complains of."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    frame = f'<iframe src="{address}" width="280" height="440"></iframe>'
    with other_site(f'<!doctype html><link rel="icon" href="data:,">{frame}', headers) as site:
        page.goto(site)
        page.wait_for_load_state("networkidle")
        yield complaints


@pytest.mark.parametrize("headers", [{}, ISOLATED], ids=["any page", "isolated page"])
def test_a_card_is_shown_with_its_picture(
    page: Page, stack: Stack, headers: dict[str, str]
) -> None:
    address = f"{stack.public_url}/en/embed/{stack.open_code}/"

    with shown_elsewhere(page, address, headers) as complaints:
        card = page.frame_locator("iframe")
        expect(card.locator("h1")).to_have_text("Shopping bag with a red bird")
        picture = card.locator("img")
        assert picture.evaluate("each => each.complete && each.naturalWidth > 0")
        assert card.locator("html").evaluate("each => each.scrollWidth <= 280")
        assert complaints == []


def test_its_link_opens_a_tab_that_knows_nothing_of_the_other_page(
    page: Page, stack: Stack
) -> None:
    address = f"{stack.public_url}/en/embed/{stack.open_code}/"

    with shown_elsewhere(page, address, {}), page.context.expect_page() as opened:
        page.frame_locator("iframe").get_by_role("link", name="I recognise this object").click()

    tab = opened.value
    expect(tab.locator("h1")).to_have_text("Shopping bag with a red bird")
    assert tab.evaluate("window.opener") is None


def test_no_other_page_is_shown(page: Page, stack: Stack) -> None:
    address = f"{stack.public_url}/en/appeals/{stack.open_code}/"

    with shown_elsewhere(page, address, {}) as complaints:
        assert any("frame-ancestors" in each for each in complaints)
        # The frame holds the browser's own page about it.
        expect(page.frame_locator("iframe").get_by_text("Shopping bag")).to_have_count(0)
