"""Cutting crops on the publisher's own machine: what leaves it, and that every hand can do it."""

import io
import json
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from PIL import Image
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.factories import picture_bytes
from tests.stack import Stack

from .accessible import ALL_RULES, COLOUR_RULES, violations
from .sources import (
    BLOCK_PX,
    FILE_NAME,
    MARKER,
    TOLERANCE,
    Pixels,
    Rectangle,
    colour_of,
    pixels,
    pngs_in,
    upright,
    write_source,
)
from .staff import sign_in, sign_in_on
from .wire import tapped

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

ADD: Final = "/admin/appeals/appeal/add/"
SIDES: Final = ("From the left", "From the top", "Width", "Height")


@pytest.fixture
def form(browser: Browser, stack: Stack) -> Iterator[Page]:
    """A publisher at the form of a new appeal."""
    page = sign_in(browser, stack, "publisher", viewport={"width": 1280, "height": 850})
    # Playwright takes file windows over from the first listener on, but does not wait until it has:
    # a press right after it could open a real one.
    page.on("filechooser", lambda _chooser: None)
    with closing(page.context):
        page.goto(stack.staff_url + ADD)
        yield page


@pytest.fixture
def page(form: Page) -> Iterator[Page]:
    """The same; whatever the console says, a violated policy above all, fails the test."""
    complaints: list[str] = []
    form.on("pageerror", lambda error: complaints.append(str(error)))
    form.on("console", lambda message: complaints.append(f"{message.text} {message.location}"))
    yield form
    # Browsers ask every new address for an icon that the staff's pages do not have.
    assert [each for each in complaints if "/favicon.ico" not in each] == []


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_source(tmp_path)


def write_words(page: Page) -> None:
    page.get_by_label("Unit:").select_option(index=1)
    page.get_by_label("Title:").fill("Lamp with a yellow shade")
    page.get_by_label("Question:").fill("Where was this lamp sold?")


def open_picture(page: Page, path: Path, *, by: str = "Open a picture…") -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=by).click()
    chooser.value.set_files(path)
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_label("Draw an area to cut")).to_be_checked()


def draw(page: Page, tool: str, start: tuple[int, int], end: tuple[int, int]) -> Rectangle:
    """Drag from start to end, in pixels of the picture; what the numbers then say."""
    page.get_by_label(tool).check()
    board = page.locator("cropper-canvas").bounding_box()
    scale = float(page.locator("[data-cutting-world]").evaluate("world => world.offsetWidth")) / 800
    assert board
    points = [(board["x"] + x * scale, board["y"] + y * scale) for x, y in (start, end)]
    page.mouse.move(*points[0])
    page.mouse.down()
    page.mouse.move(*points[1], steps=5)
    page.mouse.up()
    return numbers(page)


def numbers(page: Page) -> Rectangle:
    """The chosen rectangle as its fields say it: left, top, width, height."""
    left, top, width, height = (
        int(page.get_by_role("spinbutton", name=name).input_value()) for name in SIDES
    )
    return left, top, width, height


def set_numbers(page: Page, *values: int) -> None:
    for name, value in zip(SIDES, values, strict=True):
        page.get_by_role("spinbutton", name=name).fill(str(value))
    assert numbers(page) == values


def take_cuts(page: Page, *texts: str) -> None:
    page.get_by_role("button", name="Preview the cuts").click()
    page.get_by_role("button", name="Use these cuts").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    # Nothing of the picture stays in the page but the cuts; a dialog's close event comes a moment
    # after it is hidden.
    picture = page.locator("dialog [data-cutting-picture]")
    expect(picture).to_have_js_property("width", 0)
    for number, text in enumerate(texts):
        page.locator(f"#id_crops-{number}-alt_text").fill(text)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="What visitors will see")).to_be_visible()


def masters(stack: Stack, *, of_last: int) -> list[Image.Image]:
    """The lossless pictures that the server keeps of the newest crops, in the order of the page."""
    rows = stack.rows(
        "SELECT master_key FROM appeals_crop WHERE appeal_id ="
        " (SELECT max(appeal_id) FROM appeals_crop) ORDER BY position, id"
    )
    assert len(rows) == of_last
    folder = stack.places.var / "media" / "private"
    return [Image.open(io.BytesIO((folder / key).read_bytes())) for (key,) in rows]


def is_near(found: Pixels, expected: Pixels) -> bool:
    return found.shape == expected.shape and int(np.abs(found - expected).max()) <= TOLERANCE


def has_colour(found: Pixels, colour: tuple[int, int, int], *, within: int = TOLERANCE) -> bool:
    return bool((np.abs(found - np.array(colour)).max(axis=2) <= within).any())


def test_only_the_chosen_pixels_leave_the_computer(page: Page, stack: Stack, source: Path) -> None:
    with tapped(stack.staff_port) as wire:
        page.goto(wire.url + ADD)
        write_words(page)
        open_picture(page, source)
        first = draw(page, "Draw an area to cut", (90, 90), (390, 310))
        cover = draw(page, "Draw a box that covers", (170, 130), (260, 220))
        second = draw(page, "Draw an area to cut", (500, 400), (700, 560))
        take_cuts(page, "A lamp", "Its foot")
        save(page)
        sent = bytes(wire.sent)

    assert first[2] > 290
    assert second[3] > 150
    for secret in (MARKER, FILE_NAME.encode(), b"Exif", b"\xff\xd8\xff"):
        assert secret not in sent
    content = source.read_bytes()
    assert not [at for at in range(0, len(content) - 32, 16) if content[at : at + 32] in sent]
    # The wire carried two pictures: what was chosen, and nothing else of the source.
    assert b'filename="crop.png"' in sent
    expected = [with_box(first, cover), pixels(upright(), second)]
    for pictures in (pngs_in(sent), masters(stack, of_last=2)):
        assert len(pictures) == 2
        assert is_near(pixels(pictures[0]), expected[0])
        assert is_near(pixels(pictures[1]), expected[1])
        box = (cover[0] - first[0], cover[1] - first[1], cover[2], cover[3])
        assert not pixels(pictures[0], box).any()
    assert all(not each.info and each.mode == "RGB" for each in pngs_in(sent))


def with_box(area: Rectangle, cover: Rectangle) -> Pixels:
    picture = upright()
    left, top, width, height = cover
    picture.paste((0, 0, 0), (left, top, left + width, top + height))
    return pixels(picture, area)


def test_the_keyboard_alone_cuts_paints_and_turns(page: Page, stack: Stack, source: Path) -> None:
    write_words(page)
    press_until(page, "Open a picture…")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(source)
    expect(page.get_by_label("Draw an area to cut")).to_be_focused()
    press_until(page, "Right by 90°", "Space")
    press_until(page, "Add an area", "Enter")
    type_numbers(page, 80, 160, 240, 320)
    press_until(page, "Add a box", "Enter", backwards=True)
    type_numbers(page, 160, 240, 80, 80)
    # Back to the box itself, which the arrow keys move and resize.
    press_until(page, "Box 1", backwards=True, role="group")
    for keys in ("Shift+ArrowLeft", "ArrowDown", "Alt+ArrowRight", "Shift+Alt+ArrowDown"):
        page.keyboard.press(keys)
    assert numbers(page) == (150, 241, 81, 90)
    press_until(page, "Preview the cuts", "Enter")
    press_until(page, "Use these cuts", "Enter")
    expect(page.locator("#id_crops-0-alt_text")).to_be_focused()
    page.keyboard.type("A lamp")
    press_until(page, "Save", "Enter")
    expect(page.get_by_role("heading", name="What visitors will see")).to_be_visible()

    turned = upright().transpose(Image.Transpose.ROTATE_270)
    turned.paste((0, 0, 0), (150, 241, 150 + 81, 241 + 90))
    (master,) = masters(stack, of_last=1)
    assert is_near(pixels(master), pixels(turned, (80, 160, 240, 320)))


def press_until(
    page: Page, name: str, key: str = "", *, backwards: bool = False, role: str = "button"
) -> None:
    """Go on with Tab until the control of that name has the focus, then press the key."""
    wanted = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]  # a role's name
    for _press in range(80):
        if wanted.count() and wanted.first.evaluate("each => each === document.activeElement"):
            break
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
    expect(wanted.first).to_be_focused()
    if key:
        page.keyboard.press(key)


def type_numbers(page: Page, *values: int) -> None:
    expect(page.get_by_role("spinbutton", name=SIDES[0])).to_be_focused()
    for value in values:
        page.keyboard.press("Control+A")
        page.keyboard.type(str(value))
        page.keyboard.press("Tab")
    assert numbers(page) == values


def test_what_is_covered_stays_covered_at_any_angle(page: Page, stack: Stack, source: Path) -> None:
    """The box grows with the turn, and the blending carries nothing out of it."""
    write_words(page)
    open_picture(page, source)
    draw(page, "Draw a box that covers", (100, 100), (150, 150))
    hidden = (3, 3)
    set_numbers(page, hidden[0] * BLOCK_PX, hidden[1] * BLOCK_PX, BLOCK_PX, BLOCK_PX)
    draw(page, "Draw an area to cut", (100, 100), (600, 500))
    page.get_by_role("spinbutton", name="Degrees").fill("12.3")
    take_cuts(page, "A lamp")
    save(page)

    (master,) = masters(stack, of_last=1)
    found = pixels(master)
    assert has_colour(found, colour_of(4, 4))
    assert not has_colour(found, colour_of(*hidden), within=8)


def test_a_large_picture_is_cut_at_full_size_and_made_to_fit(
    page: Page, stack: Stack, tmp_path: Path
) -> None:
    """48 megapixels: the page keeps up, and the server takes what comes of it."""
    large = Image.new("RGB", (8000, 6000), "#c08040")
    large.paste((20, 220, 20), (3000, 2000, 3300, 2200))
    # At odd places, so that pixels of the smaller picture lie across the edges.
    large.paste((250, 20, 250), (6001, 4001, 7000, 5000))
    path = tmp_path / "large.png"
    large.save(path, "PNG", compress_level=1)
    write_words(page)
    open_picture(page, path)
    page.get_by_role("button", name="Add an area").click()
    set_numbers(page, 3000, 2000, 300, 200)
    page.get_by_role("button", name="Add an area").click()
    set_numbers(page, 0, 0, 8000, 6000)
    page.get_by_role("button", name="Add a box").click()
    set_numbers(page, 6001, 4001, 999, 999)
    page.get_by_role("button", name="Preview the cuts").click()
    expect(page.get_by_text("Cut 2: 3200 × 2400 pixels")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("so the cut was made smaller")).to_be_visible()
    page.get_by_role("button", name="Use these cuts").click()
    # Who describes the cut sees all of it.
    shown = page.locator("[data-cut] canvas").last.bounding_box()
    assert shown
    assert shown["height"] <= 24 * 16
    assert shown["width"] / shown["height"] == pytest.approx(4 / 3, abs=0.02)
    for number in range(2):
        page.locator(f"#id_crops-{number}-alt_text").fill("A lamp")
    save(page)

    small, whole = masters(stack, of_last=2)
    assert (small.size, whole.size) == ((300, 200), (3200, 2400))
    assert (pixels(small) == (20, 220, 20)).all()
    box = (2401, 1601, 398, 398)
    assert not pixels(whole, box).any()
    # Around it is the ground's blue or, in an edge, less; what is covered has far more.
    assert pixels(whole, (2390, 1590, 420, 420))[:, :, 2].max() <= 0x40 + TOLERANCE


def cut_of_a_drawing(page: Page, stack: Stack, *, is_exact: bool, max_side_px: int) -> Pixels:
    """100 × 100 green pixels with 11 × 11 magenta ones in them, which a box covers, cut by our
    own module.
    """
    manifest = json.loads((stack.places.var / "static" / "staticfiles.json").read_text())
    values, side_px = page.evaluate(
        """async ([address, isExact, maxSidePx]) => {
            const { cut } = await import(address);
            const cover = { x: 20, y: 30, width: 11, height: 11 };
            const picture = { draw(context) {
                context.fillStyle = "#00ff00";
                context.fillRect(0, 0, 100, 100);
                context.fillStyle = "#ff00ff";
                context.fillRect(cover.x, cover.y, cover.width, cover.height);
            } };
            const area = { x: 0, y: 0, width: 100, height: 100 };
            const limits = { maxSidePx, maxBytes: 1e7 };
            const { canvas } = await cut(picture, { isExact }, area, [cover], limits);
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.width);
            return [[...data], canvas.width];
        }""",
        [f"/static/{manifest['paths']['js/cutting/cut.js']}", is_exact, max_side_px],
    )
    return np.array(values, np.int16).reshape(side_px, side_px, 4)[:, :, :3]


@pytest.mark.parametrize("margin", [0, 1])
def test_on_a_turned_picture_a_box_covers_its_blending_too(
    page: Page, stack: Stack, margin: int
) -> None:
    found = cut_of_a_drawing(page, stack, is_exact=not margin, max_side_px=100)

    rows, columns = (set(each.tolist()) for each in (found[:, :, 1] == 0).nonzero())
    assert columns == set(range(20 - margin, 31 + margin))
    assert rows == set(range(30 - margin, 41 + margin))


@pytest.mark.parametrize("side_px", [99, 64, 33])
def test_making_a_cut_smaller_carries_nothing_out_of_a_box(
    page: Page, stack: Stack, side_px: int
) -> None:
    found = cut_of_a_drawing(page, stack, is_exact=True, max_side_px=side_px)

    assert found.shape == (side_px, side_px, 3)
    assert not found[:, :, (0, 2)].any()


def test_a_cut_that_the_server_would_refuse_is_not_taken(page: Page, source: Path) -> None:
    open_picture(page, source)
    page.get_by_role("button", name="Preview the cuts").click()
    expect(page.get_by_role("alert").filter(has_text="Draw at least one area")).to_be_visible()
    page.get_by_role("button", name="Add an area").click()
    set_numbers(page, 10, 10, 63, 200)
    expect(page.get_by_text("Too small to publish")).to_be_visible()
    page.get_by_role("button", name="Preview the cuts").click()
    page.get_by_role("button", name="Use these cuts").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_text("A cut is less than 64 pixels wide or high")).to_be_visible()


def test_drawing_goes_on_with_the_same_tool(page: Page, source: Path) -> None:
    open_picture(page, source)
    draw(page, "Draw an area to cut", (100, 100), (200, 200))
    expect(page.get_by_label("Draw an area to cut")).to_be_checked()
    draw(page, "Draw an area to cut", (300, 300), (400, 400))
    expect(page.locator("[data-cutting-list] button")).to_have_text(
        [
            re.compile("Area 1"),
            re.compile("Area 2"),
        ]
    )


def test_the_preview_asks_about_cuts_that_show_all_or_nothing(page: Page, source: Path) -> None:
    open_picture(page, source)
    for name, kind in (("Add an area", "Area"), ("Add a box", "Box")):
        page.get_by_role("button", name=name).click()
        first = numbers(page)
        page.get_by_role("button", name=name).click()
        assert numbers(page)[:2] != first[:2]
        page.get_by_role("button", name="Remove it").click()
        expect(page.get_by_text(f"{kind} 2")).to_have_count(0)
    page.locator("[data-cutting-list]").get_by_text("Area 1").click()
    set_numbers(page, 10, 10, 780, 625)
    page.get_by_role("button", name="Preview the cuts").click()
    expect(page.get_by_role("heading", name="Cuts that would be sent: 1")).to_be_visible()
    expect(page.get_by_text("This is nearly the whole picture")).to_be_visible()
    expect(page.get_by_text("Boxes cover nearly all of this cut")).to_have_count(0)
    page.get_by_role("button", name="Back to the picture").click()
    set_numbers(page, 100, 100, 200, 200)
    page.locator("[data-cutting-list]").get_by_text("Box 1").click()
    set_numbers(page, 90, 90, 300, 205)
    page.get_by_role("button", name="Preview the cuts").click()
    expect(page.get_by_text("Boxes cover nearly all of this cut")).to_be_visible()
    expect(page.get_by_text("This is nearly the whole picture")).to_have_count(0)


def test_a_session_that_ended_loses_nothing(page: Page, stack: Stack, source: Path) -> None:
    """The login page would have taken the form's place."""
    write_words(page)
    open_picture(page, source)
    draw(page, "Draw an area to cut", (100, 100), (400, 400))
    take_cuts(page, "A lamp")
    page.context.clear_cookies()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("You were signed out.")).to_be_visible()
    sign_in_on(page.context.new_page(), stack, "publisher")
    save(page)

    (master,) = masters(stack, of_last=1)
    assert master.width > 290


def test_a_file_that_is_no_picture_is_refused_with_a_reason(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "notes.jpg"
    path.write_bytes(b"no picture at all")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Open a picture…").click()
    chooser.value.set_files(path)
    expect(page.get_by_text("This browser cannot read the file as a picture")).to_be_visible()
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_browser_that_falsifies_pixels_is_not_used(page: Page) -> None:
    """As browsers do against fingerprinting: the cuts would be noise."""
    page.evaluate(
        """() => {
            const read = CanvasRenderingContext2D.prototype.getImageData;
            CanvasRenderingContext2D.prototype.getImageData = function (...place) {
                const image = read.apply(this, place);
                image.data.forEach((value, at) => { image.data[at] = (value + 40) % 256; });
                return image;
            };
        }"""
    )
    page.get_by_role("button", name="Open a picture…").click()

    expect(page.get_by_text("This browser hides the pixels of pictures from pages")).to_be_visible()


def test_nothing_is_sent_while_something_is_missing(page: Page, stack: Stack, source: Path) -> None:
    """The server would give the form back, and browsers give back no files."""
    before = stack.count("SELECT count(*) FROM appeals_appeal")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Nothing was sent yet.")).to_be_visible()
    expect(page.get_by_text("Your cuts are still here.")).to_be_hidden()
    open_picture(page, source)
    draw(page, "Draw an area to cut", (100, 100), (400, 400))
    take_cuts(page)
    page.get_by_role("button", name="Save", exact=True).click()

    summary = page.get_by_role("alert").filter(has_text="Nothing was sent yet")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Your cuts are still here.")
    for sentence in ("Fill in: Unit.", "Fill in: Title.", "Crop #1: fill in “Description"):
        expect(summary).to_contain_text(sentence)
    summary.get_by_role("link", name="Fill in: Title.").click()
    expect(page.get_by_label("Title:")).to_be_focused()
    page.keyboard.type("L")
    expect(summary).not_to_contain_text("Fill in: Title.")
    expect(page.locator("#id_title")).not_to_have_attribute("aria-invalid", "true")
    write_words(page)
    page.locator("#id_crops-0-alt_text").fill("A lamp")
    expect(summary).to_be_hidden()
    save(page)
    assert stack.count("SELECT count(*) FROM appeals_appeal") == before + 1


def test_leaving_with_unsaved_cuts_asks_first(page: Page, stack: Stack, source: Path) -> None:
    open_picture(page, source)
    draw(page, "Draw an area to cut", (100, 100), (400, 400))
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    # Chromium asks a page only once in a while before it closes a dialog.
    for _time in range(3):
        page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_visible()
    take_cuts(page)
    page.evaluate("location.assign('/admin/')")
    page.wait_for_timeout(300)
    assert page.url == stack.staff_url + ADD
    assert asked == ["confirm"] * 3 + ["beforeunload"]
    page.get_by_role("button", name="Take this cut out again").click()
    expect(page.locator("[data-cutting-says]")).to_have_text(
        "The cut was taken out of the form again."
    )
    page.goto(f"{stack.staff_url}/admin/")
    assert asked == ["confirm"] * 3 + ["beforeunload"]


def test_a_cut_takes_the_place_of_a_stored_crop(page: Page, stack: Stack, source: Path) -> None:
    write_words(page)
    open_picture(page, source)
    draw(page, "Draw an area to cut", (100, 100), (400, 400))
    take_cuts(page, "A lamp")
    save(page)
    page.get_by_role("link", name="Edit the draft").click()
    open_picture(page, source, by="Cut another picture for this crop…")
    for _time in range(2):
        page.get_by_role("button", name="Add an area").click()
        set_numbers(page, 160, 80, 100, 90)
    page.get_by_role("button", name="Preview the cuts").click()
    chosen = page.locator("[data-cutting-cuts] select option:checked")
    expect(chosen).to_have_text(["the new picture of “A lamp”", "a new crop"])
    page.get_by_label("Use it as").last.select_option("the new picture of “A lamp”")
    page.get_by_role("button", name="Use these cuts").click()
    expect(page.get_by_text("Two cuts cannot take the place")).to_be_visible()
    page.get_by_label("Use it as").last.select_option("a new crop")
    page.get_by_role("button", name="Use these cuts").click()
    expect(page.get_by_text("it was written for the picture before")).to_have_count(1)
    page.locator("#id_crops-1-alt_text").fill("Its foot")
    save(page)

    for master in masters(stack, of_last=2):
        assert is_near(pixels(master), pixels(upright(), (160, 80, 100, 90)))
    texts = stack.rows(
        "SELECT alt_text FROM appeals_crop WHERE appeal_id ="
        " (SELECT max(appeal_id) FROM appeals_crop) ORDER BY position, id"
    )
    assert texts == [("A lamp",), ("Its foot",)]


def test_closing_forgets_the_picture(page: Page, source: Path) -> None:
    open_picture(page, source)
    assert page.locator("[data-cutting-source]").evaluate(
        "input => [input.files.length, input.value, input.name, input.form]"
    ) == [0, "", "", None]
    page.get_by_role("button", name="Close without cutting").click()
    expect(page.get_by_role("button", name="Open a picture…")).to_be_focused()
    assert FILE_NAME not in page.content()


def test_without_scripts_a_file_that_is_already_cut_is_uploaded(
    browser: Browser, stack: Stack, tmp_path: Path
) -> None:
    picture = tmp_path / "cut.png"
    picture.write_bytes(picture_bytes((200, 100)))
    signed_in = sign_in(browser, stack, "publisher").context.storage_state()
    with closing(browser.new_context(java_script_enabled=False, storage_state=signed_in)) as plain:
        page = plain.new_page()
        page.goto(stack.staff_url + ADD)
        expect(page.get_by_role("button", name="Open a picture…")).to_be_hidden()
        write_words(page)
        page.locator("#id_crops-0-file").set_input_files(picture)
        page.locator("#id_crops-0-alt_text").fill("A lamp")
        save(page)

    (master,) = masters(stack, of_last=1)
    assert master.size == (200, 100)


def test_with_scripts_that_upload_is_folded_away_with_a_warning(
    page: Page, stack: Stack, tmp_path: Path
) -> None:
    picture = tmp_path / "cut.png"
    picture.write_bytes(picture_bytes((220, 100)))
    write_words(page)
    expect(page.get_by_label("Picture file:").first).to_be_hidden()
    page.get_by_text("Upload a file that is already cut").first.click()
    expect(page.get_by_text("The whole file is sent").first).to_be_visible()
    page.get_by_label("Picture file:").first.set_input_files(picture)
    page.locator("#id_crops-0-alt_text").fill("A lamp")
    save(page)

    (master,) = masters(stack, of_last=1)
    assert master.size == (220, 100)


@pytest.mark.parametrize("width", [1280, 400])
def test_every_step_is_accessible(form: Page, source: Path, width: int) -> None:
    """On ``form``: axe itself writes styles that the policy refuses, and the console says so."""
    page = form
    page.set_viewport_size({"width": width, "height": 850})
    page.evaluate(AXE_SCRIPT)
    found = {"form": look(page)}
    open_picture(page, source)
    found["opened"] = look(page)
    draw(page, "Draw an area to cut", (100, 100), (400, 400))
    draw(page, "Draw a box that covers", (150, 150), (250, 250))
    draw(page, "Draw an area to cut", (500, 200), (620, 320))
    found["drawn"] = look(page)
    page.get_by_role("button", name="Preview the cuts").click()
    found["preview"] = look(page)
    page.get_by_role("button", name="Use these cuts").click()
    page.get_by_role("button", name="Save", exact=True).click()
    found["refused"] = look(page)
    assert "".join(f"{step}: {each}" for step, each in found.items() if each) == ""


def look(page: Page) -> str:
    """What axe finds in light and in dark; the admin's links fade from one colour to the other."""
    found = ""
    for scheme, rules in (("light", ALL_RULES), ("dark", COLOUR_RULES)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its literals
        page.wait_for_timeout(300)
        found += violations(page, rules)
    return found
