"""An operator's colours as a style sheet: two are chosen, the others follow, so that text stays
readable.
"""

import hashlib
from functools import lru_cache
from typing import Final

# WCAG 2.2, 1.4.3.
LEAST_CONTRAST: Final = 4.5
# Grounds of static/css/site.css that a colour for links has to be read on.
LIGHT_GROUND: Final = "#f2f4f3"
DARK_GROUND: Final = "#29302f"
_WHITE, _BLACK = "#ffffff", "#000000"


def contrast(one: str, other: str) -> float:
    """Contrast of two colours as WCAG counts it, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=4)
def stylesheet(masthead: str, accent: str) -> str:
    """Colours for light and dark screens, in the layer of site.css; empty if none is chosen."""
    if not masthead and not accent:
        return ""
    light, dark = _light(masthead, accent), _dark(masthead, accent)
    return (
        f"@layer tokens{{:root{{{_declared(light)}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{_declared(dark)}}}}}}}"
    )


def version(text: str) -> str:
    """A name for exactly these contents, for an address that may be kept for ever."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _light(masthead: str, accent: str) -> dict[str, str]:
    roles = {}
    if masthead:
        roles["masthead"] = masthead
        roles["on-masthead-quiet"] = _mixed(_WHITE, masthead, 0.2)
    if accent:
        roles["accent"] = accent
        roles["accent-strong"] = _mixed(accent, _BLACK, 0.3)
    return roles


def _dark(masthead: str, accent: str) -> dict[str, str]:
    roles = {}
    if masthead:
        roles["masthead"] = _mixed(masthead, _BLACK, 0.25)
    if accent:
        readable = _lighter_until_readable(accent)
        roles["accent"] = readable
        roles["accent-strong"] = _mixed(readable, _WHITE, 0.3)
        roles["on-accent"] = _mixed(accent, _BLACK, 0.7)
    return roles


def _lighter_until_readable(colour: str) -> str:
    for percent in range(0, 101, 5):
        lighter = _mixed(colour, _WHITE, percent / 100)
        # A little more than what is asked: the same colour stands on several grounds.
        if contrast(lighter, DARK_GROUND) >= LEAST_CONTRAST + 1:
            return lighter
    return _WHITE


def _declared(roles: dict[str, str]) -> str:
    return ";".join(f"--color-{role}:{colour}" for role, colour in roles.items())


def _mixed(colour: str, other: str, share: float) -> str:
    parts = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one * (1 - share) + two * share):02x}" for one, two in parts)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
