"""An operator's colours: whatever they choose, what follows from it can be read."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tipsite.colours import DARK_GROUND, LEAST_CONTRAST, contrast, stylesheet

colour = st.from_regex(r"\A#[0-9a-f]{6}\Z")


def roles(part: str) -> dict[str, str]:
    return dict(re.findall(r"--color-([a-z-]+):(#[0-9a-f]{6})", part))


def test_contrast_is_counted_as_wcag_does() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert contrast("#123456", "#123456") == 1


def test_nothing_chosen_makes_no_style_sheet() -> None:
    assert stylesheet("", "") == ""


@given(colour)
def test_on_dark_screens_an_accent_can_be_read_and_written_on(accent: str) -> None:
    dark = roles(stylesheet("", accent).partition("@media")[2])

    assert contrast(dark["accent"], DARK_GROUND) >= LEAST_CONTRAST
    assert contrast(dark["on-accent"], dark["accent"]) >= LEAST_CONTRAST


@given(colour.filter(lambda each: contrast(each, "#ffffff") >= 7))
def test_quiet_text_on_a_masthead_can_be_read(masthead: str) -> None:
    light, _media, dark = stylesheet(masthead, "").partition("@media")

    quiet = roles(light)["on-masthead-quiet"]
    assert contrast(quiet, masthead) >= LEAST_CONTRAST
    assert contrast(quiet, roles(dark)["masthead"]) >= LEAST_CONTRAST
