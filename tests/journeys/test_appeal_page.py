"""An appeal's page in a real browser: zooming, passing on, the reader's language, and keeping the
receipt; each with and without scripts where it comes in both.
"""

from collections.abc import Iterator
from contextlib import closing
from typing import Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

from tests.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

WINDOWS: Final = [360, 700, 1000, 1200, 1280, 1920]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with closing(browser.new_context(viewport={"width": 1280, "height": 900})) as context:
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def page_without_javascript(browser: Browser) -> Iterator[Page]:
    with closing(browser.new_context(java_script_enabled=False)) as context:
        yield context.new_page()


def open_appeal(page: Page, stack: Stack, *, language: str = "en", name: str = "pictures") -> None:
    page.goto(f"{stack.public_url}/{language}/appeals/{stack.contents[name]}/")


def scale_of(page: Page) -> float:
    matrix = page.locator(".zoom__image").evaluate("each => getComputedStyle(each).transform")
    return float(str(matrix).removeprefix("matrix(").split(",")[0])


class TestZoomInPlace:
    def test_opens_grows_turns_and_gives_the_focus_back(self, page: Page, stack: Stack) -> None:
        open_appeal(page, stack)
        link = page.get_by_role("link", name="Enlarge this picture").nth(1)
        link.click()
        dialog = page.get_by_role("dialog", name="A lamp, 900 by 1400")
        expect(dialog).to_be_visible()
        assert scale_of(page) == 1

        page.get_by_role("button", name="Zoom in").click()
        assert scale_of(page) == pytest.approx(1.5)
        expect(dialog.locator("output")).to_have_text("150%")
        page.get_by_role("button", name="Zoom out").click()
        assert scale_of(page) == 1
        page.get_by_role("button", name="Previous picture").click()
        expect(page.get_by_role("dialog", name="A lamp, 1600 by 1200")).to_be_visible()
        expect(page.locator(".zoom__caption")).to_have_text("The whole lamp")
        page.get_by_role("button", name="Next picture").click()
        expect(dialog).to_be_visible()

        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        expect(link).to_be_focused()
        assert urlsplit(page.url).path == f"/en/appeals/{stack.contents['pictures']}/"

    def test_the_keyboard_alone_zooms_and_moves(self, page: Page, stack: Stack) -> None:
        open_appeal(page, stack)
        page.get_by_role("link", name="Enlarge this picture").first.focus()
        page.keyboard.press("Enter")
        for key in ("+", "+", "ArrowRight"):
            page.keyboard.press(key)

        transform = page.locator(".zoom__image").evaluate("each => each.style.transform")
        assert transform == "translate(-80px, 0px) scale(2.25)"
        page.keyboard.press("0")
        assert scale_of(page) == 1

    def test_wheel_and_pointer_zoom_and_move_but_never_off_the_stage(
        self, page: Page, stack: Stack
    ) -> None:
        open_appeal(page, stack)
        page.get_by_role("link", name="Enlarge this picture").first.click()
        page.mouse.move(300, 300)
        page.mouse.wheel(0, -400)
        expect(page.locator(".zoom output")).not_to_have_text("100%")
        assert 1 < scale_of(page) <= 8
        page.mouse.down()
        page.mouse.move(5000, 5000, steps=3)
        page.mouse.up()

        picture = page.locator(".zoom__image").bounding_box()
        stage = page.locator(".zoom__stage").bounding_box()
        assert picture
        assert stage
        assert picture["y"] == pytest.approx(stage["y"], abs=1)
        page.mouse.move(300, 300)
        for _turn in range(10):
            page.mouse.wheel(0, -400)
        expect(page.locator(".zoom output")).to_have_text("800%")

    def test_two_fingers_zoom(self, page: Page, stack: Stack) -> None:
        open_appeal(page, stack)
        page.get_by_role("link", name="Enlarge this picture").first.click()
        touches = page.context.new_cdp_session(page)
        for kind, spread in (("touchStart", 50), ("touchMove", 60), ("touchMove", 100)):
            points = [
                {"x": 600 - spread, "y": 400, "id": 0},
                {"x": 600 + spread, "y": 400, "id": 1},
            ]
            touches.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        touches.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

        expect(page.locator(".zoom output")).to_have_text("200%")

    def test_the_largest_file_is_shown(self, page: Page, stack: Stack) -> None:
        page.set_viewport_size({"width": 360, "height": 800})
        open_appeal(page, stack)
        page.get_by_role("link", name="Enlarge this picture").first.click()

        expect(page.locator(".zoom__image")).to_have_js_property("naturalWidth", 1600)

    def test_behind_a_link_it_shows_the_showings_own_pictures(
        self, page: Page, stack: Stack
    ) -> None:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(urlsplit(request.url).path))
        page.goto(f"{stack.public_url}/en/shown/{stack.contents['shown']}/")
        page.get_by_role("link", name="Enlarge this picture").click()
        expect(page.locator(".zoom__image")).not_to_have_js_property("naturalWidth", 0)

        assert not [path for path in asked if path.startswith("/pictures/")]


class TestZoomWithoutScripts:
    def test_pictures_have_pages_and_three_sizes(
        self, page_without_javascript: Page, stack: Stack
    ) -> None:
        page = page_without_javascript
        page.set_viewport_size({"width": 360, "height": 800})
        open_appeal(page, stack)
        page.get_by_role("link", name="Enlarge this picture").first.click()
        expect(page.locator("h1")).to_have_text("Picture 1 of 3")
        image = page.get_by_role("img", name="A lamp, 1600 by 1200")

        # Where the boxes lie is known to the browser without any script of the page.
        widths = {}
        for size in ("Whole picture", "Actual size", "Twice as large"):
            page.get_by_label(size).check()
            box = image.bounding_box()
            assert box
            widths[size] = box["width"]
        assert widths["Whole picture"] <= 360
        assert widths["Actual size"] == 1600
        assert widths["Twice as large"] == 3200

        page.get_by_role("link", name="Next picture").click()
        expect(page.locator("h1")).to_have_text("Picture 2 of 3")
        page.get_by_role("link", name="Back to the object").click()
        expect(page.locator("h1")).to_have_text("Lamp with a yellow shade")

    def test_behind_a_link_they_stay_there(
        self, page_without_javascript: Page, stack: Stack
    ) -> None:
        page = page_without_javascript
        page.goto(f"{stack.public_url}/en/shown/{stack.contents['shown']}/")
        page.get_by_role("link", name="Enlarge this picture").click()

        expect(page.get_by_text("Shown to you in confidence")).to_be_visible()
        expect(page.get_by_role("main").get_by_role("img").first).to_be_visible()
        page.get_by_role("link", name="Back to the object").click()
        assert urlsplit(page.url).path == f"/en/shown/{stack.contents['shown']}/"


def test_sizes_tell_the_browser_how_wide_pictures_are(page: Page, stack: Stack) -> None:
    """A picture's natural width, with widths to choose from, is the width that ``sizes`` says."""
    for width in WINDOWS:
        page.set_viewport_size({"width": width, "height": 2000})
        open_appeal(page, stack)
        for image in page.locator(".picture__image").all():
            image.scroll_into_view_if_needed()
            expect(image).to_have_js_property("complete", True)
            said, shown = image.evaluate("each => [each.naturalWidth, each.clientWidth]")
            # Too small would blur; more than a sixth too large would waste a visitor's data.
            assert shown * 0.98 <= said <= shown * 1.17, (width, said, shown)


class TestPassingOn:
    def test_the_address_is_copied(self, context: BrowserContext, stack: Stack) -> None:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        open_appeal(page, stack)
        page.get_by_role("button", name="Copy the address").click()

        expect(page.get_by_text("Copied.")).to_be_visible()
        lasting = f"{stack.public_url}/appeals/{stack.contents['pictures']}/"
        assert page.evaluate("navigator.clipboard.readText()") == lasting

    def test_it_is_copied_without_the_clipboards_newer_door(self, page: Page, stack: Stack) -> None:
        page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined });")
        open_appeal(page, stack)
        page.get_by_role("button", name="Copy the address").click()

        expect(page.get_by_text("Copied.")).to_be_visible()
        expect(page.get_by_role("button", name="Copy the address")).to_be_focused()

    def test_the_devices_own_sheet_opens_where_there_is_one(self, page: Page, stack: Stack) -> None:
        page.add_init_script("navigator.share = async (what) => { window.shared = what; };")
        open_appeal(page, stack)
        page.get_by_role("button", name="Share with an app").click()

        lasting = f"{stack.public_url}/appeals/{stack.contents['pictures']}/"
        assert page.evaluate("window.shared.url") == lasting

    def test_without_scripts_there_is_no_dead_button(
        self, page_without_javascript: Page, stack: Stack
    ) -> None:
        page = page_without_javascript
        open_appeal(page, stack)

        expect(page.get_by_role("button", name="Copy the address")).to_be_hidden()
        expect(page.get_by_role("button", name="Share with an app")).to_be_hidden()
        expect(page.get_by_label("Address of this page")).to_have_value(
            f"{stack.public_url}/appeals/{stack.contents['pictures']}/"
        )
        expect(page.get_by_role("link", name="Send by e-mail")).to_be_visible()


@pytest.mark.parametrize("language", ["de", "ar"])
class TestOtherLanguages:
    def test_a_note_leads_to_the_page_in_the_texts_language(
        self, page_without_javascript: Page, stack: Stack, language: str
    ) -> None:
        page = page_without_javascript
        open_appeal(page, stack, language=language)
        expect(page.locator(".language-note")).to_have_count(1)
        page.locator(".language-note a").click()

        assert urlsplit(page.url).path == f"/en/appeals/{stack.contents['pictures']}/"
        expect(page.locator(".language-note")).to_have_count(0)

    def test_a_tip_takes_two_taps_after_typing(
        self, page_without_javascript: Page, stack: Stack, language: str
    ) -> None:
        page = page_without_javascript
        open_appeal(page, stack, language=language)
        page.locator("textarea[name=text]").fill("حقيبة من متجر في بورتو – Tasche aus Köln")
        page.locator("form[data-tip-form] button").click()
        expect(page.locator("textarea[name=text]")).to_have_value(
            "حقيبة من متجر في بورتو – Tasche aus Köln"
        )
        page.locator("form[data-tip-form] button").click()

        expect(page.locator("data")).to_be_visible()
        assert urlsplit(page.url).path.startswith(f"/{language}/")


class TestKeepingTheReceipt:
    def send(self, page: Page, stack: Stack) -> str:
        open_appeal(page, stack)
        page.get_by_label("What do you recognise").fill("A lamp of a shop in Porto.")
        page.get_by_role("button", name="Send tip").click()
        return page.locator("data").inner_text()

    def questions(self, page: Page) -> list[str]:
        """What the browser will have asked; each is answered with going on."""
        asked: list[str] = []

        def go_on(dialog: Dialog) -> None:
            asked.append(dialog.type)
            dialog.accept()

        page.on("dialog", go_on)
        return asked

    def leave(self, page: Page) -> list[str]:
        asked = self.questions(page)
        page.get_by_role("main").get_by_role("link", name="Look at more objects").click()
        page.wait_for_url("**/en/")
        return asked

    def test_leaving_without_it_is_asked_about(self, page: Page, stack: Stack) -> None:
        self.send(page, stack)
        # Browsers ask only on pages that somebody has touched.
        page.get_by_role("heading", name="Your receipt").click()

        assert self.leave(page) == ["beforeunload"]

    def test_whoever_leaves_quickly_is_not_held_up(self, page: Page, stack: Stack) -> None:
        self.send(page, stack)
        page.get_by_role("heading", name="Your receipt").click()
        asked = self.questions(page)
        page.evaluate(
            "address => { document.documentElement.hidden = true; location.replace(address); }",
            f"{stack.public_url}/healthz",
        )
        page.wait_for_url("**/healthz")

        assert asked == []

    def test_once_copied_it_may_be_left(self, context: BrowserContext, stack: Stack) -> None:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        receipt = self.send(page, stack)
        page.get_by_role("button", name="Copy the receipt").click()
        expect(page.get_by_text("Copied.")).to_be_visible()

        assert page.evaluate("navigator.clipboard.readText()") == receipt
        assert self.leave(page) == []

    def test_once_saved_it_may_be_left(self, page: Page, stack: Stack) -> None:
        receipt = self.send(page, stack)
        with page.expect_download() as download:
            page.get_by_role("button", name="Save it as a file").click()

        saved = download.value.path().read_text()
        assert saved == f"{receipt}\n{stack.public_url}/en/receipt/\n"
        assert self.leave(page) == []

    def test_without_scripts_words_say_it(
        self, page_without_javascript: Page, stack: Stack
    ) -> None:
        page = page_without_javascript
        open_appeal(page, stack)
        page.get_by_label("What do you recognise").fill("A lamp of a shop in Porto.")
        for _tap in range(2):
            page.locator("form[data-tip-form] button").click()

        expect(page.get_by_text("it cannot be shown again")).to_be_visible()
        expect(page.get_by_role("button")).to_have_count(0)
