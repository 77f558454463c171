"""The signed links of showings: how one is made and read. Who may have one, and what it opens, is
decided elsewhere.
"""

import re
from typing import Final

from django.conf import settings
from django.core.signing import BadSignature, Signer

from .models import Showing

# link_id, expiry in seconds since 1970, signature.
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{22}\.[0-9]{1,12}\.[A-Za-z0-9_-]{43}")


def link_to(showing: Showing) -> str:
    """The address to send to the audience. It can be made again at any time from the row and the
    key, and from neither of them alone.
    """
    return f"{settings.PUBLIC_URL}/shown/{token_of(showing)}/"


def token_of(showing: Showing) -> str:
    """The part of the address that opens the showing: 77 characters that are safe there."""
    return _signer().sign(f"{showing.link_id}.{int(showing.expires_on.timestamp())}")


def find_showing(token: str) -> Showing | None:
    """The showing whose token this is, running or not; None for a token that we never signed."""
    # PostgreSQL takes no NUL, and a forged token costs no query.
    if not _TOKEN.fullmatch(token):
        return None
    try:
        link_id = _signer().unsign(token).partition(".")[0]
    except BadSignature:
        return None
    showing = Showing.objects.select_related("appeal__unit").filter(link_id=link_id).first()
    # Whoever prolongs a row in the database does not prolong its link.
    return showing if showing and token_of(showing) == token else None


def _signer() -> Signer:
    return Signer(key=settings.SHOWING_KEY, sep=".", salt="appeals.links")
