"""The parts of the settings that differ from zone to zone, as functions of the zone."""

from typing import Final
from urllib.parse import urlsplit


def applications(zone: str) -> list[str]:
    """Installed applications; the public zone holds neither the admin nor moderation's code."""
    shared = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.staticfiles"]
    ours = ["appeals", "submissions"]
    # The composition root comes last: what it does after a migration builds on every app's
    # permissions.
    if zone == "public":
        return [*shared, *ours, "tipsite"]
    staff = ["django.contrib.admin", "django.contrib.sessions", "django.contrib.messages"]
    return [*staff, *shared, *ours, "moderation", "tipsite"]


DJANGOS_SECURITY: Final = "django.middleware.security.SecurityMiddleware"


def middleware(zone: str, *, has_onion: bool = False) -> list[str]:
    """Middleware from the outside in; public pages know neither sessions nor cookies."""
    outer = [
        "tipsite.headers.SecurityHeaders",
        "tipsite.onion.SecurityAlsoOverTor" if has_onion else DJANGOS_SECURITY,
        "whitenoise.middleware.WhiteNoiseMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ]
    # Around what may refuse, so that a refusal comes in the visitor's language.
    language = [] if zone == "staff" else ["tipsite.languages.LanguageOfAddress"]
    visitors = [
        "tipsite.onion.OnionLocation",
        "tipsite.origin.SameOrigin",
        "django.middleware.http.ConditionalGetMiddleware",
    ]
    staff = [
        "tipsite.oddities.StaffOddities",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ]
    common = ["django.middleware.common.CommonMiddleware"]
    outer += [*language, "tipsite.bodies.SmallBodies"]
    if zone == "public":
        return [*outer, *visitors, *common]
    return [*outer, *(() if zone == "staff" else visitors), *common, *staff]


def content_security_policy(zone: str, *, https: bool) -> dict[str, object]:
    """The policy's directives: nothing, then only what the zone's pages use."""
    policy: dict[str, object] = {
        "default-src": ["'none'"],
        "img-src": ["'self'"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        # No page of ours fetches. Lighthouse reads robots.txt through the page, and without this
        # counts it as missing; the admin's autocompletes need it too.
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
    if zone != "public":
        # The admin's icons are data URIs in its style sheets.
        policy["img-src"] = ["'self'", "data:"]
    if https:
        policy["upgrade-insecure-requests"] = True
    return policy


def redis_url_for_celery(url: str) -> str:
    """Celery spells a unix socket ``redis+socket://`` and its database ``virtual_host``; everything
    else is the same.
    """
    if urlsplit(url).scheme == "unix":
        return "redis+socket" + url.removeprefix("unix").replace("?db=", "?virtual_host=")
    return url
