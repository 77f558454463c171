"""Reading the environment: one place, odd spellings refused, every name remembered for the
README's test.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

BASE_DIR: Final = Path(__file__).resolve().parents[2]
ZONES: Final = ("public", "worker", "staff", "all")

_env = Env()
declared: dict[str, str] = {}


def text(name: str, default: str | None = None, *, meaning: str) -> str:
    """The variable's text, or ``default``; without a default an empty string."""
    return str(_read(_env.str, name, default or "", meaning))


def whole(name: str, default: int, *, meaning: str, least: int = 0) -> int:
    """The variable as an integer, at least ``least``."""
    value = int(_read(_env.int, name, default, meaning))
    if value < least:
        raise ImproperlyConfigured(f"{name} is {value}; it must be {least} or more.")
    return value


def yes_or_no(name: str, *, default: bool, meaning: str) -> bool:
    """The variable as a boolean: true/false, yes/no, on/off, 1/0."""
    return bool(_read(_env.bool, name, default, meaning))


def several(name: str, default: str = "", *, meaning: str) -> list[str]:
    """The variable as a list, split at commas, blanks dropped."""
    return [
        part.strip() for part in text(name, default, meaning=meaning).split(",") if part.strip()
    ]


def one_of(name: str, choices: tuple[str, ...], default: str, *, meaning: str) -> str:
    """The variable, which must be one of ``choices`` to the letter."""
    value = text(name, default, meaning=meaning)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be one of {', '.join(choices)}.")
    return value


def rate(name: str, default: str, *, meaning: str) -> str:
    """The variable as a limit such as ``60/h``: a count a second, minute, hour or day."""
    value = text(name, default, meaning=meaning)
    if not re.fullmatch(r"[1-9]\d*/[smhd]", value):
        raise ImproperlyConfigured(f"{name} is {value!r}; write it like 60/h, with s, m, h or d.")
    return value


def email(name: str, default: str = "", *, meaning: str) -> str:
    """The variable as an e-mail address."""
    value = text(name, default, meaning=meaning)
    if value and not re.fullmatch(r"[^\s@<>\"]+@[^\s@<>\"]+", value):
        raise ImproperlyConfigured(f"{name} is {value!r}; write one address, like a@example.org.")
    return value


def web_address(name: str, default: str = "", *, meaning: str) -> str:
    """The variable as an absolute address."""
    value = text(name, default, meaning=meaning)
    if value and not re.fullmatch(r"https?://[^\s/@<>\"]+(/[^\s<>\"]*)?", value):
        raise ImproperlyConfigured(f"{name} is {value!r}; write it like https://example.org/.")
    return value


def colour(name: str, *, meaning: str) -> str:
    """The variable as a colour in lower case, or an empty string."""
    value = text(name, meaning=meaning).lower()
    if value and not re.fullmatch(r"#[0-9a-f]{6}", value):
        raise ImproperlyConfigured(f"{name} is {value!r}; write it like #0d3438.")
    return value


def folder(name: str, *, meaning: str) -> Path | None:
    """The variable as a folder that is there."""
    value = text(name, meaning=meaning)
    if value and not Path(value).is_dir():
        raise ImproperlyConfigured(f"{name} is {value!r}, which is no folder.")
    return Path(value) if value else None


def file(name: str, default: str, *, meaning: str) -> Path:
    """The variable as a file that is there."""
    value = Path(text(name, default, meaning=meaning))
    if not value.is_file():
        raise ImproperlyConfigured(f"{name} is {str(value)!r}, which is no file.")
    return value


def _read(read: Callable[..., Any], name: str, default: object, meaning: str) -> Any:
    declared[name] = meaning
    try:
        return read(name, default)
    except EnvError as error:
        raise ImproperlyConfigured(f"{name} cannot be read: {error}") from error
