"""Security headers that Django does not set, on every answer of every zone."""

from collections.abc import Callable

from csp.constants import HEADER as POLICY
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse

from .onion import is_over_tor

_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    "X-Content-Type-Options": "nosniff",
    # Django sets it too, but inside of what serves static files.
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
    # Whoever says nothing about caching holds something of one person's.
    "Cache-Control": "no-store",
}
# What the card for other sites says, appeals/embeds.py; no other page does.
_FRAMED_ANYWHERE = "frame-ancestors *"


class SecurityHeaders:
    """Outermost middleware, so that static files, errors and redirects carry the headers too.

    django-csp puts the content security policy together, once: its own middleware does so twice for
    each answer, for nonces and exceptions that ours have none of.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._headers = {**_HEADERS, POLICY: build_policy()}
        self._over_tor = {**_HEADERS, POLICY: _without_upgrade(self._headers[POLICY])}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add what is missing; a view that set a header of its own keeps it."""
        response = self.get_response(request)
        headers = self._over_tor if is_over_tor(request) else self._headers
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        if _FRAMED_ANYWHERE in response.headers[POLICY]:
            # Browsers that know the directive pass over the older header; others would obey it.
            del response.headers["X-Frame-Options"]
        return response


def _without_upgrade(policy: str) -> str:
    """The policy for an onion address, whose files may come over plain HTTP and no other way."""
    parts = (part.strip() for part in policy.split(";"))
    return "; ".join(part for part in parts if part != "upgrade-insecure-requests")
