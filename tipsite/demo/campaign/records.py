"""The shapes of what the demonstration campaign holds; the contents are in its other modules."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoUnit:
    """An invented desk; country is an ISO 3166-1 code, or empty for a desk of several countries."""

    code: str
    name: str
    country: str


@dataclass(frozen=True)
class DemoScene:
    """Appeals of one place; unit is a unit's code."""

    key: str
    title: str
    unit: str


@dataclass(frozen=True)
class DemoAppeal:
    """One appeal with its one picture.

    ``kind``, ``region``, ``status`` and ``outcome`` hold the values of the Appeal model;
    ``country_found`` is an ISO 3166-1 code; ``updates`` are (days ago, text), oldest first.
    """

    key: str
    unit: str
    scene: str | None
    title: str
    kind: str
    region: str
    question: str
    known: str
    ruled_out: str
    alt_text: str
    caption: str
    subject: str
    seed: int
    status: str = "published"
    outcome: str = ""
    outcome_text: str = ""
    country_found: str = ""
    days_ago: int = 0
    updates: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class DemoTranslation:
    """One appeal with its picture in another language; the updates in the order of the original's,
    and what closed it.
    """

    title: str
    question: str
    known: str
    alt_text: str
    ruled_out: str = ""
    caption: str = ""
    updates: tuple[str, ...] = ()
    outcome_text: str = ""
