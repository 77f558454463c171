"""Small answers that belong to no app."""

from django.db import connection
from django.db.utils import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 when this process reaches its database, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("no database\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines are welcome where visitors are, and find the rest through the sitemap.

    Forms, receipts and what is shown in confidence stay away, with and without a language in front.
    """
    private = ("receipt/", "shown/", "appeals/*/tip/")
    lines = [
        "User-agent: *",
        *(f"Disallow: {before}{path}" for path in private for before in ("/", "/*/")),
        "",
        f"Sitemap: {request.scheme}://{request.get_host()}/sitemap.xml",
    ]
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
    response["Cache-Control"] = "public, max-age=3600"
    return response
