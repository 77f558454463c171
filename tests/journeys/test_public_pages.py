"""Public pages in a real browser: for everybody, without JavaScript, nothing from elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Final, Protocol, TypeAlias
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

from .accessible import ALL_RULES, COLOUR_RULES, violations

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


PHONE_AND_DESK: Final = [(360, 800), (1280, 900)]
# What 1280 px become at 400 %, the width that WCAG's reflow asks for.
NARROW: Final = (320, 640)


class Stack(Protocol):
    """What these tests need of the running public zone."""

    public_url: str
    open_code: str
    closed_code: str
    withdrawn_code: str
    contents: dict[str, str]


Opening: TypeAlias = Callable[[Page, Stack], None]


def _at(path: str) -> Opening:
    """Open ``path``, in which {open}, {closed} and {withdrawn} stand for appeals' codes."""

    def open_page(page: Page, stack: Stack) -> None:
        codes = {
            "open": stack.open_code,
            "closed": stack.closed_code,
            "withdrawn": stack.withdrawn_code,
            **stack.contents,
        }
        page.goto(stack.public_url.rstrip("/") + path.format(**codes))

    return open_page


def _unfold_filters(page: Page, stack: Stack) -> None:
    _at("/?kind=interior&since=2020-01-01")(page, stack)
    page.locator("summary", has_text="Filter the objects").click()


def _type_tip(page: Page, stack: Stack) -> None:
    _at("/appeals/{open}/")(page, stack)
    page.get_by_label("What do you recognise").fill("A bag of a shop in Porto.\nAbout 2014.")
    page.locator("summary", has_text="More that helps").click()
    page.get_by_label("Where have you seen it?").fill("Porto")
    page.get_by_label("I own or owned one").check()


def _zoom(page: Page, stack: Stack) -> None:
    _at("/appeals/{pictures}/")(page, stack)
    page.get_by_role("link", name="Enlarge this picture").first.click()
    page.get_by_role("button", name="Zoom in").click()


def _refuse_shown_tip(page: Page, stack: Stack) -> None:
    _at("/shown/{shown}/tip/")(page, stack)
    page.get_by_role("button", name="Send tip").click()


def _send_shown_tip_too_late(page: Page, stack: Stack) -> None:
    _at("/shown/{shown}/")(page, stack)
    page.get_by_label("What do you recognise").fill("The jumper of a school in Porto.")
    page.locator("form[data-tip-form]").evaluate(
        "(form, token) => { form.action = `/shown/${token}/tip/`; }", stack.contents["revoked"]
    )
    page.get_by_role("button", name="Send tip").click()


def _send_empty_tip(page: Page, stack: Stack) -> None:
    _at("/appeals/{open}/tip/")(page, stack)
    page.get_by_role("button", name="Send tip").click()


def _check_tip(page: Page, stack: Stack) -> None:
    """The page that visitors without JavaScript see; with it, only a form without its token."""
    _type_tip(page, stack)
    token = page.locator("input[name=token]")
    token.evaluate("field => { field.value = ''; }")
    page.locator("form[data-tip-form] button").click()


def _send_tip(page: Page, stack: Stack) -> None:
    _type_tip(page, stack)
    page.get_by_role("button", name="Send tip").click()


def _send_too_late(page: Page, stack: Stack) -> None:
    _type_tip(page, stack)
    form = page.locator("form[data-tip-form]")
    form.evaluate(
        "(form, code) => { form.action = `/appeals/${code}/tip/`; }", stack.withdrawn_code
    )
    page.get_by_role("button", name="Send tip").click()


def _mistype_receipt(page: Page, stack: Stack) -> None:
    _at("/receipt/")(page, stack)
    page.get_by_label("Your receipt").fill("ABCD")
    page.get_by_role("button", name="See my tip").click()


def _come_back(page: Page, stack: Stack) -> None:
    _send_tip(page, stack)
    receipt = page.locator("data").inner_text()
    _at("/receipt/")(page, stack)
    page.get_by_label("Your receipt").fill(receipt.lower().replace("-", " "))
    page.get_by_role("button", name="See my tip").click()


# Each page with the heading that proves it is the one we mean.
PAGES: Final[dict[str, tuple[Opening, str]]] = {
    "front page": (_at("/"), "Do you recognise one of these objects?"),
    "chosen": (_at("/?q=wallpaper&status=open&year=nonsense"), "Do you recognise"),
    "filters": (_unfold_filters, "Do you recognise"),
    "no hits": (_at("/?kind=view&region=oceania&status=closed&q=x"), "Do you recognise"),
    "scene": (_at("/scenes/{scene}/"), "Objects from the same place"),
    "open appeal": (_at("/appeals/{open}/"), ""),
    "appeal with pictures": (_at("/appeals/{pictures}/"), ""),
    "picture zoomed": (_zoom, ""),
    "picture": (_at("/appeals/{pictures}/pictures/2/"), "Picture 2 of 3"),
    "shown picture": (_at("/shown/{shown}/pictures/1/"), "Picture 1 of 1"),
    "appeal in Arabic": (_at("/ar/appeals/{pictures}/"), ""),
    "closed appeal": (_at("/appeals/{closed}/"), ""),
    "tombstone": (_at("/appeals/{withdrawn}/"), "This appeal was withdrawn"),
    "form": (_at("/appeals/{open}/tip/"), "Send a tip"),
    "form refused": (_send_empty_tip, "Send a tip"),
    "form too late": (_send_too_late, "This appeal takes no more tips"),
    "check": (_check_tip, "Check your tip"),
    "receipt": (_send_tip, "Thank you. Your tip has arrived."),
    "coming back": (_at("/receipt/"), "Come back with a receipt"),
    "receipt refused": (_mistype_receipt, "Come back with a receipt"),
    "tip": (_come_back, "Your tip"),
    "shown appeal": (_at("/shown/{shown}/"), ""),
    "shown form refused": (_refuse_shown_tip, "Send a tip"),
    "shown too late": (_send_shown_tip_too_late, "This link is no longer valid"),
    "dead link": (_at("/shown/{revoked}/"), "This link is no longer valid"),
    "results": (_at("/results/"), "Results so far"),
    "poster": (_at("/appeals/{open}/poster/"), "Do you recognise this?"),
    "poster in Arabic": (_at("/ar/appeals/{open}/poster/"), ""),
    "poster of a closed appeal": (
        _at("/appeals/{closed}/poster/"),
        "There is no poster any more",
    ),
    "press kit of a withdrawn appeal": (
        _at("/appeals/{withdrawn}/press-kit.zip"),
        "This appeal was withdrawn",
    ),
    "developers": (_at("/en/developers/"), "Build on this site"),
    "card": (_at("/en/embed/{open}/"), ""),
    "closed card": (_at("/en/embed/{closed}/"), ""),
    "withdrawn card": (_at("/en/embed/{withdrawn}/"), "This appeal was withdrawn"),
    "not found": (_at("/no-such-page/"), "There is no such page"),
}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with closing(browser.new_context(viewport={"width": 360, "height": 800})) as context:
        yield context.new_page()


@pytest.fixture
def page_without_javascript(browser: Browser) -> Iterator[Page]:
    with closing(browser.new_context(java_script_enabled=False)) as context:
        yield context.new_page()


def _open(page: Page, stack: Stack, name: str) -> None:
    opening, heading = PAGES[name]
    opening(page, stack)
    expect(page.locator("h1")).to_contain_text(heading)


# One test for three facts of a page, because getting to a page takes longer than looking at it.
@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_fits_and_asks_nobody_else(name: str, page: Page, stack: Stack) -> None:
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(error.message))
    page.on("console", lambda message: complaints.append(message.text))

    _open(page, stack, name)

    assert hosts == {urlsplit(stack.public_url).netloc}
    assert page.context.cookies() == []
    # Browsers write a line about every answer of 4xx too, and some of these pages are one.
    assert [line for line in complaints if "status of 4" not in line] == []
    page.evaluate(AXE_SCRIPT)
    for window in PHONE_AND_DESK:
        _resize(page, window)
        page.emulate_media(color_scheme="light")
        assert violations(page, ALL_RULES) == ""
        page.emulate_media(color_scheme="dark")
        assert violations(page, COLOUR_RULES) == ""
    _resize(page, NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]


def _resize(page: Page, window: tuple[int, int]) -> None:
    page.set_viewport_size({"width": window[0], "height": window[1]})


def test_a_tip_goes_its_way_without_javascript(page_without_javascript: Page, stack: Stack) -> None:
    page = page_without_javascript
    _type_tip(page, stack)
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("h1")).to_have_text("Check your tip")
    expect(page.get_by_label("What do you recognise")).to_have_value(
        "A bag of a shop in Porto.\nAbout 2014."
    )
    expect(page.get_by_label("Where have you seen it?")).to_have_value("Porto")
    expect(page.get_by_label("I own or owned one")).to_be_checked()

    page.get_by_role("button", name="Send tip").click()
    receipt = page.locator("data").inner_text()
    assert receipt == page.locator("data").get_attribute("value")

    page.get_by_role("main").get_by_role("link", name="Come back with a receipt").click()
    page.get_by_label("Your receipt").fill(receipt)
    page.get_by_role("button", name="See my tip").click()
    expect(page.locator("h1")).to_have_text("Your tip")


def test_choosing_objects_sharing_them_and_going_back_without_javascript(
    page_without_javascript: Page, stack: Stack
) -> None:
    page = page_without_javascript
    main = page.get_by_role("main")
    _at("/en/")(page, stack)
    page.locator("summary", has_text="Filter the objects").click()
    page.get_by_label("Status").select_option("closed")
    page.get_by_role("button", name="Show objects").click()
    expect(main).to_contain_text(stack.closed_code)
    expect(main).not_to_contain_text(stack.open_code)
    # Empty fields are gone from what people would copy.
    expect(page).to_have_url(f"{stack.public_url}/en/?status=closed")

    page.get_by_role("searchbox", name="Words or code").fill("tiles")
    page.get_by_role("searchbox").press("Enter")
    expect(page).to_have_url(f"{stack.public_url}/en/?q=tiles&status=closed")
    expect(main).to_contain_text("1 object")

    page.get_by_role("link", name="Remove the filter “Status: Closed”").click()
    expect(page).to_have_url(f"{stack.public_url}/en/?q=tiles")
    page.go_back()
    expect(page.get_by_role("link", name="Remove the filter “Status: Closed”")).to_be_visible()
    page.get_by_role("link", name="Show all objects").click()
    expect(main).to_contain_text(stack.open_code)


def test_a_code_leads_to_its_object(page: Page, stack: Stack) -> None:
    _at("/en/")(page, stack)
    page.get_by_role("searchbox").fill(stack.open_code.lower())
    page.get_by_role("button", name="Search").click()
    page.get_by_role("main").locator(".card__link").click()
    expect(page).to_have_url(f"{stack.public_url}/en/appeals/{stack.open_code}/")


@pytest.mark.parametrize("window", PHONE_AND_DESK)
def test_the_first_object_is_on_the_first_screen(
    page: Page, stack: Stack, window: tuple[int, int]
) -> None:
    _resize(page, window)
    _at("/en/")(page, stack)
    box = page.locator(".card__picture").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] * 0.6 < window[1]


def test_a_tip_is_sent_at_once_with_javascript(page: Page, stack: Stack) -> None:
    _type_tip(page, stack)
    expect(page.get_by_text("You can check it before it is sent.")).to_be_hidden()
    page.get_by_role("button", name="Send tip").click()
    expect(page.locator("h1")).to_have_text("Thank you. Your tip has arrived.")


def test_a_second_press_sends_nothing(page: Page, stack: Stack) -> None:
    _type_tip(page, stack)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    # Both presses in one turn of the page, before the first one can take it away.
    page.locator("form[data-tip-form] button").evaluate(
        "button => { button.click(); button.click(); }"
    )
    expect(page.locator("h1")).to_have_text("Thank you. Your tip has arrived.")
    assert sent.count("POST") == 1


@pytest.mark.parametrize("name", ["form refused", "form too late", "receipt refused"])
def test_what_went_wrong_takes_the_focus(name: str, page: Page, stack: Stack) -> None:
    _open(page, stack, name)
    expect(page.get_by_role("alert")).to_be_focused()


def test_error_summary_leads_to_the_field(page: Page, stack: Stack) -> None:
    _send_empty_tip(page, stack)
    expect(page.get_by_role("alert")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("What do you recognise")).to_be_focused()


def test_a_late_tip_is_given_back_to_its_sender(page: Page, stack: Stack) -> None:
    _send_too_late(page, stack)
    kept = page.get_by_label("Your text, for you to copy").input_value()
    assert "A bag of a shop in Porto." in kept
    assert "Where have you seen it? Porto" in kept


def test_keyboard_alone_sends_a_tip(page: Page, stack: Stack) -> None:
    _at("/appeals/{open}/")(page, stack)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the contents")).to_be_focused()
    page.keyboard.press("Enter")
    text = page.get_by_label("What do you recognise")
    # After the skip link only the picture's own link stands before the form.
    for _press in range(2):
        page.keyboard.press("Tab")
    expect(text).to_be_focused()
    page.keyboard.type("A bag of a shop in Porto.")
    # Past the folded part and the link in the caution to the button.
    for _press in range(3):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send tip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Thank you. Your tip has arrived.")


def test_withdrawn_appeal_shows_its_code_only(page: Page, stack: Stack) -> None:
    _open(page, stack, "tombstone")
    expect(page.get_by_role("main")).to_contain_text(stack.withdrawn_code)
    expect(page.get_by_role("main").locator("img")).to_have_count(0)
