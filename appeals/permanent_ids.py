"""Names of entries and feeds that outlive every address: a move to another host, or the way over
Tor, must not show readers the same news twice. Decision 0014.
"""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID, uuid5

from .models import Appeal

# Made once, at random. Changing it would rename every entry of every site.
_NAMESPACE: Final = UUID("81972e7d-243a-4ba4-b7bd-eff1ecded1ec")


def id_of_appeal(appeal: Appeal, language: str = "") -> str:
    """The appeal's name, ``urn:uuid:…``; with a language, the name of what it says in it.

    The code alone is not enough, since another agency may use the same one. The moment of release
    tells them apart, and neither of the two ever changes.
    """
    return _urn(_origin(appeal.code, appeal.published_on), language)


def id_of_feed(*, language: str, chosen: dict[str, str]) -> str:
    """The name of the feed in ``language`` with what fits ``chosen``. One query.

    It stands on the first appeal that was ever published here, which stays when it is withdrawn.
    """
    first = Appeal.objects.public().order_by("published_on", "pk")
    row = first.values_list("code", "published_on").first()
    filters = [f"{name}={value}" for name, value in sorted(chosen.items())]
    return _urn(_origin(*row) if row else "", "feed", language, *filters)


def _origin(code: str, published_on: datetime | None) -> str:
    return f"{code} {published_on.astimezone(UTC).isoformat() if published_on else ''}"


def _urn(*parts: str) -> str:
    return uuid5(_NAMESPACE, "\n".join(parts)).urn
