"""Forms of the public zone come from its own pages: told by the browser's headers, without any
cookie.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse

_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


class SameOrigin:
    """Mark a request that another site's page made, so that its view never acts on it.

    A view reads ``request.META["tipsite.foreign_origin"]``; refusing here would lose a visitor's
    text, and the view can hand it back instead.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, marked."""
        request.META["tipsite.foreign_origin"] = is_foreign(request)
        return self.get_response(request)


def is_foreign(request: HttpRequest) -> bool:
    """Whether the browser says that another origin's page sent this request.

    Clients that send neither header (old browsers, command lines) have no ambient rights to abuse
    here.
    """
    if request.method in _SAFE_METHODS:
        return False
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is not None and _host_of(origin) != request.get_host()


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        # No browser sends an origin that is no address.
        return ""
