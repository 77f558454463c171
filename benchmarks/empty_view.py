"""The smallest Django: one view that answers with an empty page, and no middleware at all."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path


def empty(_request: HttpRequest) -> HttpResponse:
    """Answer 200 with nothing."""
    return HttpResponse()


urlpatterns = [path("", empty)]

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, MIDDLEWARE=[], LOGGING_CONFIG=None
)
application = get_wsgi_application()
