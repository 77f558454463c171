"""The worker answers no requests."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
