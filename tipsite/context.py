"""What every template may know about the site."""

from django.conf import settings
from django.http import HttpRequest

from .languages import without_language


def site(request: HttpRequest) -> dict[str, object]:
    """The site's name, whether it shows the demonstration campaign, and where the page is in other
    languages: ``page_path``, which follows the language in the address.
    """
    return {
        "site_name": settings.SITE_NAME,
        "is_demonstration": settings.DEMONSTRATION,
        "page_path": without_language(request.path_info),
    }
