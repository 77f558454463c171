"""What codes of appeals and scenes look like in an address; anything else is an address that does
not exist.
"""

from .scene_codes import PATTERN


class AppealCode:
    """``EU-2026-0041``. PostgreSQL takes no NUL, so what is no code never gets to a query."""

    regex = r"[A-Z]{2,8}-[0-9]{4}-[0-9]{4,15}"

    def to_python(self, value: str) -> str:
        """The code as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The code as it stands."""
        return value


class SceneCode:
    """``S-7K3M9Q``."""

    regex = PATTERN

    def to_python(self, value: str) -> str:
        """The code as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The code as it stands."""
        return value
