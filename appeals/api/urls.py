"""The API's addresses below ``/api/v1/``."""

from django.urls import URLPattern, URLResolver, path

from .problems import guarded, nothing_here
from .views import api


def _patterns() -> list[URLPattern]:
    found, _app_name, _namespace = api.urls
    patterns = [each for each in found if isinstance(each, URLPattern)]
    for each in patterns:
        each.callback = guarded(each.callback)
    return patterns


urlpatterns: list[URLPattern | URLResolver] = [
    *_patterns(),
    path("<path:rest>", guarded(nothing_here), name="api-nothing"),
]
