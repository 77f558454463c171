"""A JPEG without its JFIF segment in a real browser: the same colours as before."""

import base64

import pytest
from playwright.sync_api import Browser

from appeals.purity import stripped
from tests.factories import picture_bytes

pytestmark = pytest.mark.journey

# A sum would hide swapped channels; the pixels themselves are compared.
_PIXELS = """async (address) => {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  return Array.from(context.getImageData(0, 0, canvas.width, canvas.height).data);
}"""


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_browser_shows_the_same_pixels(browser: Browser, mode: str) -> None:
    before = picture_bytes((80, 60), "JPEG", mode, quality=84, progressive=True, optimize=True)
    after = stripped(before, "image/jpeg")
    page = browser.new_page()

    one, other = (
        page.evaluate(_PIXELS, f"data:image/jpeg;base64,{base64.b64encode(each).decode()}")
        for each in (before, after)
    )
    page.close()

    assert before != after
    assert len(one) == 4 * 80 * 60
    assert one == other
