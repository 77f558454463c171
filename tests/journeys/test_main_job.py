"""The main job from end to end: a visitor's tip becomes an exported lead."""

import csv
import io
import re
import time

import pytest
from playwright.sync_api import Browser, expect

from tests.stack import Stack

from .staff import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

# What the issue of the main job asks for.
_IN_QUEUE_WITHIN_S = 10
TEXT = "Zażółć gęślą jaźń <b>torba</b> z Gdańska 🐦"
RECEIPT = re.compile(r"(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}")


def send_tip_without_scripts(browser: Browser, stack: Stack) -> str:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(stack.public_url)
    page.locator(f"a[href='/en/appeals/{stack.open_code}/']").first.click()
    page.locator("textarea[name=text]").fill(TEXT)
    page.locator("main form[method=post] button[type=submit]").click()
    page.locator("main form[method=post] button[type=submit]").click()
    found = RECEIPT.search(page.locator("main").inner_text())
    assert found
    return found[0]


def test_a_tip_sent_without_scripts_becomes_an_exported_lead(
    browser: Browser, stack: Stack
) -> None:
    moderator = sign_in(browser, stack, "moderator")
    receipt = send_tip_without_scripts(browser, stack)
    sent_at = time.monotonic()

    tip_link = moderator.get_by_role("link", name=TEXT)
    while True:
        moderator.goto(f"{stack.staff_url}/admin/moderation/triage/")
        if tip_link.count():
            break
        assert time.monotonic() - sent_at < _IN_QUEUE_WITHIN_S
        moderator.wait_for_timeout(200)
    tip_link.click()
    expect(moderator.locator(".tip-text")).to_have_text(TEXT)
    moderator.get_by_role("button", name="Claim for 20 minutes").click()
    moderator.get_by_text("Make it a lead").click()
    moderator.get_by_label("Claim").fill("The bag is from Gdańsk; =1+1")
    moderator.get_by_role("button", name="Make the lead").click()
    expect(moderator.locator(".history")).to_contain_text("Lead")

    investigator = sign_in(browser, stack, "investigator")
    investigator.get_by_role("link", name="Leads").first.click()
    investigator.get_by_role("link", name="Export as CSV").click()
    investigator.get_by_label("Recipient").fill("Desk PL")
    with investigator.expect_download() as download:
        investigator.get_by_role("button", name="Download CSV").click()
    content = download.value.path().read_bytes().decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(content))
    assert row["claim"] == "The bag is from Gdańsk; '=1+1"
    assert row["appeal"] == stack.open_code

    visitor = browser.new_context(java_script_enabled=False).new_page()
    visitor.goto(f"{stack.public_url}/receipt/")
    visitor.locator("input[name=receipt]").fill(receipt)
    visitor.locator("main form button[type=submit]").click()
    expect(visitor.locator("main")).to_contain_text("Passed on")


def test_with_scripts_one_tap_is_enough_and_two_taps_are_one_tip(
    browser: Browser, stack: Stack
) -> None:
    before = stack.count("SELECT count(*) FROM submissions_tip")
    page = browser.new_context().new_page()
    page.goto(f"{stack.public_url}/appeals/{stack.open_code}/")
    page.locator("textarea[name=text]").fill("I own this bag")
    page.locator("main form[method=post] button[type=submit]").dblclick()
    expect(page.locator("main")).to_contain_text(RECEIPT)

    assert stack.count("SELECT count(*) FROM submissions_tip") == before + 1


def test_a_publisher_and_an_approver_publish_an_appeal(
    browser: Browser, stack: Stack, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from tests.factories import picture_bytes

    picture = tmp_path_factory.mktemp("crop") / "crop.png"
    picture.write_bytes(picture_bytes((640, 480)))
    publisher = sign_in(browser, stack, "publisher")
    publisher.goto(f"{stack.staff_url}/admin/appeals/appeal/add/")
    publisher.get_by_label("Unit:").select_option(index=1)
    publisher.get_by_label("Title:").fill("Lamp with a yellow shade")
    publisher.get_by_label("Question:").fill("Where was this lamp sold?")
    publisher.locator("#id_crops-0-file").set_input_files(picture)
    publisher.locator("#id_crops-0-alt_text").fill("A lamp with a yellow shade")
    publisher.get_by_role("button", name="Save", exact=True).click()
    publisher.get_by_role("button", name="Ask for approval").click()
    expect(publisher.get_by_text("Waiting for a second person")).to_be_visible()
    address = publisher.url

    approver = sign_in(browser, stack, "approver")
    approver.goto(address)
    for check in approver.get_by_role("checkbox").all():
        check.check()
    approver.get_by_role("button", name="Approve and publish").click()

    visitor = browser.new_context(java_script_enabled=False).new_page()
    visitor.goto(stack.public_url)
    visitor.get_by_role("link", name="Lamp with a yellow shade").first.click()
    expect(visitor.get_by_alt_text("A lamp with a yellow shade").first).to_be_visible()
    width = visitor.locator("main img").first.evaluate("image => image.naturalWidth")
    assert width > 0
