"""An appeal shown to an audience before the public, from the approver's form to a dead link; all of
it without JavaScript.
"""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories import PASSWORD
from tests.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


def _without_scripts(browser: Browser) -> Page:
    return browser.new_context(java_script_enabled=False).new_page()


def _approver(browser: Browser, stack: Stack) -> Page:
    page = _without_scripts(browser)
    page.goto(f"{stack.staff_url}/admin/")
    page.get_by_label("Username").fill("approver")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    return page


def test_from_the_link_to_a_tip_to_the_links_end(browser: Browser, stack: Stack) -> None:
    code = stack.contents["awaiting"]
    approver = _approver(browser, stack)
    approver.goto(f"{stack.staff_url}/admin/appeals/appeal/?q={code}")
    approver.get_by_role("link", name=code).click()
    approver.get_by_role("link", name="Review").click()
    approver.get_by_role("link", name="Show to an audience…").click()
    approver.get_by_label("Audience").fill("Staff room of the school")
    for check in approver.get_by_role("checkbox").all():
        check.check()
    approver.get_by_role("button", name="Make the link").click()
    link = approver.get_by_label("Link for “Staff room of the school”").input_value()
    assert link.startswith(stack.public_url)

    visitor = _without_scripts(browser)
    hosts: set[str] = set()
    visitor.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    visitor.goto(link)
    expect(visitor.get_by_text("Shown to you in confidence")).to_be_visible()
    picture = visitor.locator("main img").first
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.naturalWidth") > 0
    visitor.locator("textarea[name=text]").fill("We wear this jumper.")
    visitor.get_by_role("button", name="Continue").click()
    expect(visitor.locator("h1")).to_have_text("Check your tip")
    visitor.get_by_role("button", name="Send tip").click()
    receipt = visitor.locator("data").inner_text()
    visitor.goto(f"{stack.public_url}/receipt/")
    visitor.get_by_label("Your receipt").fill(receipt)
    visitor.get_by_role("button", name="See my tip").click()
    expect(visitor.get_by_text("shown to you in confidence")).to_be_visible()
    assert hosts == {urlsplit(stack.public_url).netloc}
    assert visitor.context.cookies() == []

    approver.reload()
    expect(approver.locator(".showing .facts")).to_contain_text("1 (last on")
    approver.get_by_role("button", name="Revoke the link").click()
    expect(approver.locator(".showing .facts")).to_contain_text("Revoked")

    gone = visitor.goto(link)
    assert gone
    assert gone.status == 410
    expect(visitor.locator("h1")).to_have_text("This link is no longer valid")
    expect(visitor.get_by_role("main")).not_to_contain_text(code)
