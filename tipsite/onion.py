"""The same site as an onion service: announced to Tor Browser, and never led out of Tor again."""

from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.security import SecurityMiddleware

_REDIRECTS: Final = range(300, 400)


def onion_host() -> str:
    """Host of the onion address, or an empty string."""
    return urlsplit(settings.ONION_URL).netloc.lower()


def is_over_tor(request: HttpRequest) -> bool:
    """Whether the request names the onion address. Plain HTTP is encrypted there."""
    host = onion_host()
    return bool(host) and str(request.META.get("HTTP_HOST", "")).lower() == host


class SecurityAlsoOverTor(SecurityMiddleware):
    """Django's own, except that an onion address is not led to HTTPS, which it may not have."""

    def process_request(self, request: HttpRequest) -> HttpResponseBase | None:  # type: ignore[override]  # the stubs know redirects only
        """Lead plain HTTP of the open web to HTTPS."""
        return None if is_over_tor(request) else super().process_request(request)


class OnionLocation:
    """Tell Tor Browser where a page is as an onion.

    Only where browsers listen: pages over HTTPS. https://community.torproject.org/onion-services/advanced/onion-location/
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._onion = settings.ONION_URL.rstrip("/")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the header, with path and query as they were asked for."""
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        is_redirect = response.status_code in _REDIRECTS
        if self._onion and is_page and not is_redirect and self._is_on_the_open_web(request):
            response.headers["Onion-Location"] = self._onion + request.get_full_path()
        return response

    def _is_on_the_open_web(self, request: HttpRequest) -> bool:
        return request.is_secure() and not is_over_tor(request)
