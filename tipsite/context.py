"""What every template may know about the site."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """The site's name, and whether it shows the demonstration campaign."""
    return {"site_name": settings.SITE_NAME, "is_demonstration": settings.DEMONSTRATION}
