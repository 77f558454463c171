"""Putting crops and the appeals of a scene in order: by dragging, by keyboard, without scripts."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

from tests.factories import picture_bytes
from tests.stack import Stack

from .accessible import ALL_RULES, violations
from .staff import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

# Django's own table has one, above the rows' names.
WITHOUT_EMPTY_HEADS = {
    **ALL_RULES,
    "rules": {"target-size": {"enabled": True}, "empty-table-header": {"enabled": False}},
}
NAMES = ("One", "Two", "Three")


@pytest.fixture
def page(browser: Browser, stack: Stack, tmp_path: Path) -> Iterator[Page]:
    """A publisher at the form of a draft with three crops."""
    page = sign_in(browser, stack, "publisher", viewport={"width": 1280, "height": 900})
    with closing(page.context):
        page.goto(f"{stack.staff_url}/admin/appeals/appeal/add/")
        page.get_by_label("Unit:").select_option(index=1)
        page.get_by_label("Title:").fill("Lamp with a yellow shade")
        page.get_by_label("Question:").fill("Where was this lamp sold?")
        for number, name in enumerate(NAMES):
            if number:
                page.get_by_role("button", name="Add another Crop").click()
            picture = tmp_path / f"{name}.png"
            picture.write_bytes(picture_bytes((100 + number, 100)))
            page.locator(f"#id_crops-{number}-file").set_input_files(picture)
            page.locator(f"#id_crops-{number}-alt_text").fill(name)
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_role("link", name="Edit the draft").click()
        yield page


def order(page: Page) -> list[str]:
    """The descriptions as they stand on the page."""
    fields = page.locator(".inline-related:not(.empty-form) [name$='-alt_text']").all()
    return [value for field in fields if (value := field.input_value())]


def saved(page: Page) -> list[str]:
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Edit the draft").click()
    expect(page.locator("#id_crops-0-alt_text")).to_be_visible()
    return order(page)


def test_crops_are_ordered_by_dragging(page: Page) -> None:
    grips = page.locator("[data-ordering-grip]")
    grips.nth(2).scroll_into_view_if_needed()
    grips.nth(2).hover()
    page.mouse.down()
    target = page.locator(".inline-related").nth(1).bounding_box()
    assert target
    page.mouse.move(target["x"] + 200, max(target["y"] + 20, 70), steps=8)
    expect(page.locator(".is-before")).to_have_count(1)
    page.mouse.up()

    assert order(page) == ["One", "Three", "Two"]
    said = page.get_by_role("status").filter(has_text="Moved: Three. Place 2 of 3.")
    expect(said).to_have_count(1)
    assert saved(page) == ["One", "Three", "Two"]


def test_escape_leaves_a_dragged_crop_where_it_was(page: Page) -> None:
    grips = page.locator("[data-ordering-grip]")
    grips.nth(0).hover()
    page.mouse.down()
    page.mouse.move(300, 700, steps=8)
    page.keyboard.press("Escape")
    page.mouse.up()

    assert order(page) == list(NAMES)


def test_crops_are_ordered_by_keyboard(page: Page) -> None:
    down = page.get_by_role("button", name="Move down: One")
    down.focus()
    page.keyboard.press("Enter")
    expect(down).to_be_focused()
    page.keyboard.press("Enter")
    expect(down).to_be_focused()
    expect(down).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Enter")

    assert order(page) == ["Two", "Three", "One"]
    assert saved(page) == ["Two", "Three", "One"]


def test_removing_a_new_row_leaves_the_order_and_the_stored_crops(page: Page) -> None:
    """Django numbers the rows anew by their order in the page; stored ones must keep theirs."""
    new = page.locator("#id_crops-3-alt_text")
    new.fill("Four")
    page.get_by_role("button", name="Move up: Four").click()
    page.get_by_role("button", name="Move up: One").or_(
        page.get_by_role("button", name="Move down: One")
    ).last.click()
    assert order(page) == ["Two", "One", "Four", "Three"]
    page.locator(".inline-related", has=new).locator(".inline-deletelink").click()

    assert order(page) == ["Two", "One", "Three"]
    assert saved(page) == ["Two", "One", "Three"]


def test_without_scripts_the_numbers_order(page: Page, browser: Browser, stack: Stack) -> None:
    state = page.context.storage_state()
    with closing(browser.new_context(java_script_enabled=False, storage_state=state)) as plain:
        other = plain.new_page()
        other.goto(page.url)
        for number, place in enumerate((3, 1, 2)):
            other.locator(f"#id_crops-{number}-position").fill(str(place))
        assert saved(other) == ["Two", "Three", "One"]


def test_the_appeals_of_a_scene_are_ordered(browser: Browser, stack: Stack) -> None:
    ((scene,),) = stack.rows("SELECT id FROM appeals_scene WHERE title = 'Room'")
    page = sign_in(browser, stack, "publisher")
    with closing(page.context):
        page.goto(f"{stack.staff_url}/admin/appeals/scene/{scene}/change/")
        expect(page.get_by_role("spinbutton", name="Position of ")).to_have_count(3)
        page.evaluate(AXE_SCRIPT)
        assert violations(page, WITHOUT_EMPTY_HEADS) == ""
        button = page.get_by_role("button", name="Move up: Wallpaper pattern 0")
        button.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("was changed successfully")).to_be_visible()

    titles = stack.rows(
        "SELECT title FROM appeals_appeal WHERE scene_id = %s ORDER BY scene_position", scene
    )
    assert [title for (title,) in titles] == [f"Wallpaper pattern {n}" for n in (0, 2, 1)]
