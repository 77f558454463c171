"""What the staff can open. Public pages do not exist here; pictures come through the admin."""

from django.contrib import admin
from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver
from django.views.generic import RedirectView

from tipsite import errors, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="admin:index"), name="start"),
    path("admin/", admin.site.urls),
    path("healthz", views.health, name="health"),
]
handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
