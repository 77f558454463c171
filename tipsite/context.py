"""What every template may know about the site."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """The site's name, and whether this installation shows demonstration contents."""
    return {"site_name": settings.SITE_NAME, "is_demonstration": not settings.PRODUCTION}
