"""Which language a page comes in: the one its address begins with. No cookie remembers it."""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import LocalePrefixPattern, URLPattern, URLResolver
from django.utils.cache import patch_vary_headers
from django.utils.translation import override
from django.utils.translation.trans_real import parse_accept_lang_header

from appeals.views import CACHE_CONTROL

CODES: Final = frozenset(code for code, _name in settings.LANGUAGES)
SAFE_METHODS: Final = {"GET", "HEAD"}
# Tags after the first few cost time and are nobody's second choice.
_MOST_TAGS: Final = 20


class LanguagePrefix(LocalePrefixPattern):
    """Addresses that begin with the active language; without one they are understood too.

    ``/appeals/EU-2026-0001/`` is what posters and posts print. ``LanguageOfAddress`` leads on from
    there; ``reverse`` always gives the address with its language.
    """

    def match(self, path: str) -> tuple[str, tuple[Any, ...], dict[str, Any]] | None:
        """What is left of the path behind the language."""
        return super().match(path) or (path, (), {})


def in_languages(*patterns: URLPattern | URLResolver) -> URLResolver:
    """The patterns, each under every language's prefix."""
    return URLResolver(LanguagePrefix(), list(patterns))


class LanguageOfAddress:
    """Activate the language of the address.

    Where the address has none, the visitor is led to the language that their browser asks for
    first; who asks for English, or for none of ours, gets the page at once, in English. So a first
    visit costs one redirect at most, and an ordinary link to ``/en/`` is never overruled.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the address's language."""
        language = language_of(request.path_info)
        request.META["tipsite.negotiates"] = language is None
        with override(language or settings.LANGUAGE_CODE):
            response = self.get_response(request)
        if request.META["tipsite.negotiates"] and is_told_in_languages(request):
            patch_vary_headers(response, ["Accept-Language"])
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *_arguments: object
    ) -> HttpResponse | None:
        """Lead on from an address without a language."""
        if not request.META["tipsite.negotiates"] or request.method not in SAFE_METHODS:
            return None
        language = preferred_language(request.headers.get("Accept-Language", ""))
        if language == settings.LANGUAGE_CODE or not is_told_in_languages(request):
            return None
        response = HttpResponseRedirect(f"/{language}{request.get_full_path()}")
        if getattr(view, "is_in_confidence", False):
            # The address is a secret: see appeals/shown.py.
            response["Referrer-Policy"] = "no-referrer"
        else:
            response["Cache-Control"] = CACHE_CONTROL
        return response


def language_of(path: str) -> str | None:
    """The language that a path begins with, if it does.

    >>> language_of("/de/appeals/EU-2026-0001/")
    'de'
    """
    code, slash, _rest = path[1:].partition("/")
    return code if slash and code in CODES else None


def without_language(path: str) -> str:
    """The path as it is in every language, with its slash in front."""
    code = language_of(path)
    return path.removeprefix(f"/{code}") if code else path


def preferred_language(accepted: str) -> str:
    """The language of ours that the header ``Accept-Language`` ranks highest, else English."""
    for tag, _weight in parse_accept_lang_header(accepted)[:_MOST_TAGS]:
        code = tag.partition("-")[0]
        if code in CODES:
            return code
    return settings.LANGUAGE_CODE


def is_told_in_languages(request: HttpRequest) -> bool:
    """Whether the address leads to a page that comes in every language."""
    match = request.resolver_match
    # Django writes the prefix of the language that was active into the route.
    return match is not None and language_of(f"/{match.route}") is not None
