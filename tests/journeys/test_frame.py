"""The frame of every public page in a real browser: a way out, languages, pages about the site."""

from collections.abc import Iterator
from contextlib import closing
from typing import Final
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

from tests.stack import Stack

from .accessible import ALL_RULES, COLOUR_RULES, violations

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

PATHS: Final = (
    "help/",
    "about/",
    "about/tips/",
    "about/anonymity/",
    "about/privacy/",
    "about/accessibility/",
)
NEUTRAL: Final = "https://www.wikipedia.org/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with closing(browser.new_context(viewport={"width": 360, "height": 800})) as context:
        yield _without_the_world(context.new_page())


@pytest.fixture
def page_without_javascript(browser: Browser) -> Iterator[Page]:
    with closing(browser.new_context(java_script_enabled=False)) as context:
        yield _without_the_world(context.new_page())


def _without_the_world(page: Page) -> Page:
    """The neutral page as a test has it: answered here, with what it was asked with."""
    page.route(
        f"{NEUTRAL}**",
        lambda route: route.fulfill(
            body=f"<h1>Neutral</h1><p>{route.request.headers.get('referer', 'no referrer')}</p>",
            content_type="text/html",
        ),
    )
    return page


@pytest.mark.parametrize("language", ["en", "de", "ar"])
@pytest.mark.parametrize("path", PATHS)
def test_pages_about_the_site_are_accessible_and_fit(
    page: Page, stack: Stack, path: str, language: str
) -> None:
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))

    page.goto(f"{stack.public_url}/{language}/{path}")

    assert hosts == {urlsplit(stack.public_url).netloc}
    assert complaints == []
    page.evaluate(AXE_SCRIPT)
    assert violations(page, ALL_RULES) == ""
    page.emulate_media(color_scheme="dark")
    assert violations(page, COLOUR_RULES) == ""
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_open_menu_of_languages_is_accessible_and_fits(page: Page, stack: Stack) -> None:
    page.goto(f"{stack.public_url}/en/help/")
    page.locator(".languages summary").click()

    page.evaluate(AXE_SCRIPT)
    assert violations(page, ALL_RULES) == ""
    page.set_viewport_size({"width": 320, "height": 480})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    last = page.get_by_role("link", name="العربية")
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport()


class TestLeavingQuickly:
    @pytest.mark.parametrize("way", ["link", "escape"])
    def test_the_page_left_is_not_in_the_history(self, page: Page, stack: Stack, way: str) -> None:
        page.goto(f"{stack.public_url}/en/")
        page.goto(f"{stack.public_url}/en/help/")

        if way == "link":
            page.get_by_role("link", name="Leave this site quickly").click()
        else:
            for _press in range(3):
                page.keyboard.press("Escape")
        expect(page.get_by_role("heading", name="Neutral")).to_be_visible()
        expect(page.get_by_text("no referrer")).to_be_visible()

        page.go_back()
        assert urlsplit(page.url).path == "/en/"
        expect(page.locator("h1")).to_be_visible()

    def test_two_presses_or_other_keys_between_them_do_nothing(
        self, page: Page, stack: Stack
    ) -> None:
        page.goto(f"{stack.public_url}/en/help/")

        for key in ("Escape", "Escape", "a", "Escape", "Escape"):
            page.keyboard.press(key)

        expect(page.locator("h1")).to_be_visible()
        assert urlsplit(page.url).path == "/en/help/"

    def test_without_javascript_it_is_a_link(
        self, page_without_javascript: Page, stack: Stack
    ) -> None:
        page = page_without_javascript
        page.goto(f"{stack.public_url}/en/help/")

        page.get_by_role("link", name="Leave this site quickly").click()

        expect(page.get_by_role("heading", name="Neutral")).to_be_visible()
        expect(page.get_by_text("no referrer")).to_be_visible()

    def test_it_stays_at_hand_far_down_the_page(self, page: Page, stack: Stack) -> None:
        page.goto(f"{stack.public_url}/en/help/")
        page.get_by_role("heading", name="United States").scroll_into_view_if_needed()

        expect(page.get_by_role("link", name="Leave this site quickly")).to_be_in_viewport()


def test_a_language_is_chosen_without_javascript(
    page_without_javascript: Page, stack: Stack
) -> None:
    page = page_without_javascript
    page.goto(f"{stack.public_url}/en/help/")

    page.locator(".languages summary").click()
    page.get_by_role("link", name="العربية").click()

    assert urlsplit(page.url).path == "/ar/help/"
    assert page.locator("html").get_attribute("dir") == "rtl"


def test_the_keyboard_comes_to_the_contents_then_to_the_way_out(page: Page, stack: Stack) -> None:
    page.goto(f"{stack.public_url}/en/help/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the contents")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".languages summary")).to_be_focused()
    # The folded languages are skipped.
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Leave this site quickly")).to_be_focused()


def test_a_focused_link_is_not_hidden_below_the_strip(page: Page, stack: Stack) -> None:
    page.goto(f"{stack.public_url}/en/help/#SE")
    strip = page.locator(".strip").bounding_box()
    target = page.locator("#SE .country__name").bounding_box()

    assert strip
    assert target
    assert target["y"] >= strip["y"] + strip["height"]
