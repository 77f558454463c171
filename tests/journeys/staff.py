"""What journeys of the staff share: signing in."""

from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.factories import PASSWORD
from tests.stack import Stack


def sign_in(browser: Browser, stack: Stack, name: str, **context: Any) -> Page:
    """A page of that person's own browser window, signed in; ``context`` sets the window up."""
    page: Page = browser.new_context(**context).new_page()
    sign_in_on(page, stack, name)
    return page


def sign_in_on(page: Page, stack: Stack, name: str) -> None:
    """Sign that person in on a page that is there."""
    page.goto(f"{stack.staff_url}/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(
        page.get_by_role("link", name="Log out").or_(page.get_by_role("button", name="Log out"))
    ).to_be_visible()
